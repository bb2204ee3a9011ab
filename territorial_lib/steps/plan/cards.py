"""The card of an action: read, completed, corrected; every change may be undone."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.plan import gaps as plan_gaps
from territorial_lib.diagnosis.plan.catalogue import MODELS
from territorial_lib.diagnosis.plan.planned import Decided, Expected, PlannedAction
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.field import Field
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Effect
from territorial_lib.schemas.wording import VALUE_LABELS
from territorial_lib.steps.plan.coalition import CoalitionOfAction
from territorial_lib.steps.plan.writing import (
    ActionSearch,
    amount,
    iso,
    renew,
    rewrite,
    take_back,
)
from territorial_lib.steps.room.controls import acting
from territorial_lib.typography import long_date, number, quantity
from territorial_lib.workshop import Workshop

_GRID = (
    "display:grid;gap:.6em 1.2em;grid-template-columns:repeat(auto-fit,minmax(min(100%,14em),1fr))"
)
_STATES = ("idea", "planned", "started", "done", "dropped")
_SAID = {None: "à dire", True: "oui", False: "non"}
_EFFECTS = (("kept", "€ gardés par an"), ("jobs", "emplois"), ("co2", "tCO2e évitées par an"))


class CardPanel(ipywidgets.VBox):  # type: ignore[misc]
    """One action at a time: its card, and what completes it.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self._filled = ""
        self.search = ActionSearch("Fiche de")
        self.choice = self.search.choice
        self.card = ipywidgets.HTML(layout=ipywidgets.Layout(width="100%"))
        self.fields = _fields()
        self.effects = {
            key: ipywidgets.Text(description=f"Effet attendu\u00a0: {words}")
            for key, words in _EFFECTS
        }
        self.save = acting("Enregistrer la fiche", self._save, self.notice, main=True)
        self.undo = acting("Annuler la dernière retouche", self._undo, self.notice)
        inside = [Field(each) for each in (*self.fields.values(), *self.effects.values())]
        columns = "repeat(auto-fit, minmax(min(100%, 17em), 1fr))"
        grid = ipywidgets.Layout(
            display="none", grid_template_columns=columns, grid_gap=".7em 1.2em"
        )
        self.form = ipywidgets.Box(inside, layout=grid)
        self.fold = acting("Compléter la fiche", self._toggle, self.notice, main=True)
        self.save.layout.display = "none"
        actions = ipywidgets.HBox([self.fold, self.save, self.undo])
        actions.add_class("tw-actions")
        self.choice.observe(lambda _: self.refresh(), "value")
        self.team = CoalitionOfAction(workshop, self.notice, self.refresh)
        super().__init__([self.search, self.card, self.form, actions, self.notice, self.team])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show the cards as they now are; what is being typed is kept. From any thread."""
        with self._lock:
            actions = self._workshop.case().declared.plan.actions
            self.search.renew(actions)
            action = next((a for a in actions if a.id == self.choice.chosen), None)
            self.fold.disabled = self.undo.disabled = action is None
            self.team.show(action)
            if action is None:
                self.card.value = '<p class="tw-hint">Aucune action n’est encore proposée.</p>'
                return
            expected = [
                e for e in self._workshop.case().declared.plan.effects if e.entry == action.id
            ]
            taken = [
                e for e in self._workshop.case().declared.plan.decisions if e.entry == action.id
            ]
            self.card.value = card(action, self._label(action), tuple(expected), tuple(taken))
            if self._filled != repr((action, expected)):
                self._fill(action, expected)
                self._filled = repr((action, expected))

    def _toggle(self) -> None:
        folded = self.form.layout.display == "none"
        self.form.layout.display = "grid" if folded else "none"
        self.save.layout.display = None if folded else "none"
        self.fold.description = "Replier la fiche" if folded else "Compléter la fiche"

    def _label(self, action: PlannedAction) -> str:
        gap = plan_gaps.gap_of(self._workshop.case(), action.answers) if action.answers else None
        return gap.label if gap else action.answers

    def _fill(self, action: PlannedAction, expected: list[Expected]) -> None:
        fields, case = self.fields, self._workshop.case()
        retained = [(label or key, key) for key, label in case.declared.retained.items()]
        own = [(self._label(action), action.answers)] if action.answers else []
        answers = {value: words for words, value in [("à dire", ""), *retained, *own]}
        renew(fields["answers"], [(words, value) for value, words in answers.items()])
        figures = [("un indicateur à nous", "")]
        figures += [(f.label, f.id) for f in plan_gaps.indicators(case, action.answers)]
        if action.figure and action.figure not in [value for _, value in figures]:
            figures.append((action.indicator, action.figure))
        renew(fields["figure"], figures)
        for name, widget in fields.items():
            value = getattr(action, name)
            if name in ("partners", "needs"):
                widget.value = "\n".join(value)
            elif name in _NUMBERS:
                widget.value = "" if value is None else number(value, 2)
            else:
                widget.value = value
        said = {e.measure: e for e in expected}
        for key, widget in self.effects.items():
            widget.value = _band(said[key]) if key in said else ""

    def _typed(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, widget in self.fields.items():
            value = widget.value
            if name in ("partners", "needs"):
                value = [line.strip() for line in value.splitlines() if line.strip()]
            elif name in _NUMBERS:
                value = amount(value, widget.description)
            elif name in ("start", "end"):
                value = iso(value)
            elif isinstance(value, str):
                value = value.strip()
            found[name] = value
        return found

    def _save(self) -> str:
        id_ = self.choice.needed()
        action = next(a for a in self._workshop.case().declared.plan.actions if a.id == id_)
        typed = self._typed()
        if typed["figure"] and typed["figure"] != action.figure:
            typed |= self._measured(typed["answers"], typed["figure"])
        changed = {k: v for k, v in typed.items() if v != _plain(action, k)}
        effects = self._expected(id_)
        if changed:
            rewrite(self._workshop, id_, changed)
        for effect in effects:
            self._workshop.add(effect)
        return "Fiche enregistrée." if changed or effects else "Rien n’a changé."

    def _measured(self, gap: str, figure: str) -> dict[str, Any]:
        """Take the indicator's words, unit and baseline from the diagnosis' figure."""
        found = plan_gaps.today(self._workshop.case(), gap, figure)
        if found is None or found.value is None:
            return {}
        return {
            "indicator": found.label[:200],
            "unit": found.unit[:40],
            "baseline": float(f"{found.value:.3g}"),
        }

    def _expected(self, action: str) -> list[Effect]:
        said = {
            e.measure: e for e in self._workshop.case().declared.plan.effects if e.entry == action
        }
        found = []
        for key, widget in self.effects.items():
            known = _band(said[key]) if key in said else ""
            if widget.value.strip() != known:
                found.append(_effect(action, key, widget.value, widget.description))
        return found

    def _undo(self) -> str:
        return take_back(self._workshop, self.choice.needed())


def card(
    action: PlannedAction,
    answers: str,
    expected: tuple[Expected, ...] = (),
    decisions: tuple[Decided, ...] = (),
) -> str:
    """Write the card of an action.

    Parameters
    ----------
    action : PlannedAction
        The action.
    answers : str
        The gap or leak that it answers, in words.
    expected : tuple of Expected
        Its effects as the room estimates them.
    decisions : tuple of Decided
        What was decided of it, in order.

    Returns
    -------
    str
        HTML, escaped; what nobody said is said to be missing.
    """
    dates = " → ".join("?" if d is None else long_date(d) for d in (action.start, action.end))
    way = f"{number(action.baseline)} → {quantity(action.target, action.unit)}"
    lines = [
        ("Répond à", answers),
        ("Modèle économique", action.model),
        ("Qui mène", action.lead),
        ("Avec qui", ", ".join(action.partners)),
        ("Ce qu’il faut savoir faire", ", ".join(action.needs)),
        ("Quand", "" if action.start is None and action.end is None else dates),
        ("Coût", "" if action.cost is None else quantity(action.cost, "€")),
        ("Financement acquis", "" if action.funding is None else quantity(action.funding, "€")),
        ("Personnes", "" if action.people is None else quantity(action.people, "ETP")),
        ("Indicateur", f"{action.indicator}\u00a0: {way}" if action.indicator else ""),
        ("À qui cela profite", action.beneficiaries),
        ("À ceux qui manquent le plus\u202f?", _SAID[action.weakest]),
        ("État", VALUE_LABELS[action.status]),
    ]
    words = dict(_EFFECTS)
    lines += [(f"Effet attendu\u00a0: {words[e.measure]}", _band(e)) for e in expected]
    lines += [("Décidé", _decided(each)) for each in decisions]
    said = "".join(_line(title, words) for title, words in lines)
    who = f"Proposée par {action.who}, {action.when}."
    return (
        '<article class="tw-card tw-plan-card" style="max-width:none">'
        f"<h3>{escape(action.title)}</h3>"
        f'<p>{escape(action.note)}</p><dl style="{_GRID}">{said}</dl>'
        f'<p class="tw-hint">{escape(who)}</p></article>'
    )


def _decided(each: Decided) -> str:
    review = "" if each.review is None else f"à revoir le {long_date(each.review)}"
    return ", ".join(part for part in (each.title, each.mandate, review) if part)


def _line(title: str, words: str) -> str:
    shown = escape(words) if words else "<i>à dire</i>"
    return f'<div><dt><b>{escape(title)}</b></dt><dd style="margin:0">{shown}</dd></div>'


_NUMBERS = ("cost", "funding", "people", "baseline", "target")


def _fields() -> dict[str, Any]:
    text, area, day = ipywidgets.Text, ipywidgets.Textarea, ipywidgets.DatePicker
    models = [("à dire", ""), *((words, words) for words in MODELS.values())]
    return {
        "title": text(description="L’action"),
        "answers": ipywidgets.Dropdown(description="Répond à"),
        "lead": text(description="Qui mène"),
        "partners": area(description="Avec qui (un par ligne)"),
        "model": ipywidgets.Combobox(
            description="Modèle économique", options=[words for words, _ in models[1:]]
        ),
        "needs": area(description="Ce qu’il faut savoir faire (une ligne chacun)"),
        "start": day(description="Début"),
        "end": day(description="Fin"),
        "cost": text(description="Coût en euros"),
        "funding": text(description="Financement acquis en euros"),
        "people": text(description="Personnes (équivalents temps plein)"),
        "figure": ipywidgets.Dropdown(description="Chiffre du diagnostic à suivre"),
        "indicator": text(description="Indicateur"),
        "unit": text(description="Unité de l’indicateur"),
        "baseline": text(description="Valeur de départ"),
        "target": text(description="Valeur visée"),
        "beneficiaries": text(description="À qui cela profite"),
        "weakest": ipywidgets.Dropdown(
            description="Profite à ceux qui manquent le plus",
            options=[(words, value) for value, words in _SAID.items()],
        ),
        "status": ipywidgets.Dropdown(
            description="État", options=[(VALUE_LABELS[each], each) for each in _STATES]
        ),
        "note": area(description="Précisions"),
    }


def _plain(action: PlannedAction, name: str) -> Any:
    value = getattr(action, name)
    if name in ("partners", "needs"):
        return list(value)
    if name in ("start", "end"):
        return iso(value)
    if name in _NUMBERS and value is not None:
        return amount(number(value, 2), name)
    return value


def _band(effect: Expected) -> str:
    """Write an effect as it is typed: one number, or "low à high"."""
    if effect.low is not None and effect.high is not None:
        return f"{number(effect.low, 2)} à {number(effect.high, 2)}"
    return number(effect.value, 2)


def _effect(action: str, measure: Any, typed: str, what: str) -> Effect:
    """Read one number, or a band whose middle is the value; nothing takes the effect back."""
    low, separator, high = typed.partition("à")
    if separator:
        ends = [amount(low, what), amount(high, what)]
        known = [each for each in ends if each is not None]
        if len(known) < len(ends):
            raise InvalidEntry(
                f"{what}\u00a0: la fourchette est incomplète.", "Écrivez «\u00a02 à 5\u00a0»."
            )
        middle = sum(known) / 2
        return Effect(entry=action, measure=measure, value=middle, low=known[0], high=known[1])
    return Effect(entry=action, measure=measure, value=amount(typed, what))
