"""Months later: what was done, what moved, what slipped."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.plan import follow as plan_follow
from territorial_lib.diagnosis.plan import schedule as plan_schedule
from territorial_lib.diagnosis.plan.follow import Followed
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Progress
from territorial_lib.schemas.wording import VALUE_LABELS
from territorial_lib.steps.plan.timetable import day
from territorial_lib.steps.plan.writing import ROWS, ActionSearch, amount
from territorial_lib.steps.room.controls import acting
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import long_date, number, quantity
from territorial_lib.workshop import Workshop

_STATES = [
    ("inchangé", ""),
    *((VALUE_LABELS[s], s) for s in ("planned", "started", "done", "dropped")),
]

_ORDER = ("started", "planned", "idea", "done", "dropped")


class FollowPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Progress told action by action, beside what was promised.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self.says = ipywidgets.HTML()
        self.table: DataTable[Any] = DataTable(
            (), _columns(), caption="Où en est chaque action", file_name="suivi.csv", first=ROWS
        )
        self.search = ActionSearch("Action", fills=True)
        self.choice = self.search.choice
        self.on = ipywidgets.DatePicker(description="Au", value=day())
        self.share = ipywidgets.Text(description="Avancement en %")
        self.value = ipywidgets.Text(description="Valeur mesurée de l’indicateur")
        self.status = ipywidgets.Dropdown(description="État", options=_STATES)
        self.note = ipywidgets.Textarea(description="Ce qui s’est passé")
        controls = [self.on, self.share, self.value, self.status, self.note]
        for control in controls:
            control.style.description_width = "auto"
            control.add_class("tw-control")
        button = acting("Noter l’avancement", self._tell, self.notice, main=True)
        form = ipywidgets.VBox([self.search, *controls, button, self.notice])
        form.add_class("tw-form")
        super().__init__([self.says, self.table, form])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show where things now stand; may be called from any thread."""
        with self._lock:
            found = self._followed()
            self.search.renew(self._workshop.case().declared.plan.actions)
            self.table.update(sorted(found, key=_pressing))
            self.says.value = f'<p class="tw-says" role="status">{escape(says(found))}</p>'

    def text(self) -> str:
        """Give the follow-up as plain text."""
        return says(self._followed())

    def _followed(self) -> tuple[Followed, ...]:
        case = self._workshop.case()
        planned = case.declared.plan
        return plan_follow.followed(case, planned.actions, plan_schedule.bars(planned, day()))

    def _tell(self) -> str:
        share = amount(self.share.value, "Avancement")
        if share is not None and not (0 <= share <= 100 and share == round(share)):
            raise InvalidEntry("L’avancement va de 0 à 100, sans virgule.", "Corrigez ce nombre.")
        if self.on.value is None:
            raise InvalidEntry("Le jour manque.", "Dites à quelle date cela est vrai.")
        self._workshop.add(
            Progress(
                entry=self.choice.needed(),
                day=self.on.value,
                share=None if share is None else int(share),
                value=amount(self.value.value, "Valeur mesurée"),
                status=self.status.value or None,
                note=self.note.value.strip(),
            )
        )
        self.share.value = self.value.value = self.note.value = ""
        self.status.value = ""
        self.refresh()
        return "C’est noté\u202f; les avancements d’avant restent dans la trace."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def says(found: tuple[Followed, ...]) -> str:
    """Say what was done, what slipped, what is late.

    Parameters
    ----------
    found : tuple of Followed
        Every action.

    Returns
    -------
    str
        One or two French sentences.
    """
    live = [each for each in found if each.status != "dropped"]
    if not live:
        return "Rien à suivre encore."
    states = {"done": "faite", "started": "en cours"}
    counts = [(sum(e.status == s for e in live), words) for s, words in states.items()]
    parts = [f"{n} {w}{'s' * (n > 1 and w == 'faite')}" for n, w in counts if n]
    parts += [f"{len(found) - len(live)} abandonnées"] if len(found) > len(live) else []
    done = f"Sur {len(found)}\u00a0: {', '.join(parts)}. " if parts else "Rien n’a commencé. "
    slipped = [each for each in live if each.slipped > 0]
    late = [each for each in live if each.late]
    tail = ""
    if slipped:
        worst = max(slipped, key=lambda each: each.slipped)
        several = len(slipped) > 1
        tail += (
            f"{f'{len(slipped)} ont glissé, au plus' if several else 'Une a glissé'} de "
            f"{quantity(worst.slipped, 'jours')} («\u00a0{worst.title}\u00a0»). "
        )
    if late:
        tail += f"{f'{len(late)} sont' if len(late) > 1 else 'Une est'} en retard. "
    return (done + tail).strip()


def _pressing(row: Followed) -> tuple[bool, int]:
    """Order what is followed: what is late, then what is under way, what is to come, what is over.

    Actions of a same state keep the order in which they were proposed.
    """
    return not row.late, _ORDER.index(row.status)


def _columns() -> list[Column[Any]]:
    return [
        Column("Action", lambda row: row.title, text=_led),
        Column("Qui mène", lambda row: row.lead, shown=False),
        Column("État", lambda row: VALUE_LABELS[row.status] + (", en retard" if row.late else "")),
        Column("Avancement", lambda row: row.share, text=_done),
        Column("Indicateur", lambda row: row.indicator, text=_moved),
        Column("De, vers", _aim, shown=False),
        Column("Mesuré", lambda row: row.measured, shown=False),
        Column("Unité", lambda row: row.unit, shown=False),
        Column("Chemin fait", _way, text=lambda row: _percent(_way(row))),
        Column("Diagnostic aujourd’hui", _figure, shown=False),
        Column("Glissement", lambda row: row.slipped, text=_slip),
        Column("Dit le", lambda row: "" if row.told is None else long_date(row.told)),
        Column("Précisions", lambda row: row.note, shown=False),
    ]


def _led(row: Followed) -> str:
    return f"{row.title} ({row.lead or 'personne encore'})"


def _done(row: Followed) -> str:
    return _percent(row.share)


def _percent(value: float | None) -> str:
    return "à dire" if value is None else quantity(value, "%")


def _slip(row: Followed) -> str:
    return "" if not row.slipped else quantity(row.slipped, "jours")


def _moved(row: Followed) -> str:
    """Say what is measured, from where to where, and where it is."""
    if not row.indicator:
        return ""
    measured = f", mesuré\u00a0: {_measured(row)}" if row.measured is not None else ""
    today = f", diagnostic aujourd’hui\u00a0: {_figure(row)}" if row.figure is not None else ""
    return f"{row.indicator}, {_aim(row)}{measured}{today}"


def _aim(row: Followed) -> str:
    if row.baseline is None and row.target is None:
        return ""
    start = "?" if row.baseline is None else number(row.baseline)
    aim = "fixer" if row.target is None else quantity(row.target, row.unit)
    return f"de {start} à {aim}"


def _measured(row: Followed) -> str:
    return "" if row.measured is None else quantity(row.measured, row.unit)


def _way(row: Followed) -> float | None:
    return None if row.way is None else round(100 * row.way, 1)


def _figure(row: Followed) -> str:
    return "" if row.figure is None else quantity(row.figure.value, row.figure.unit)
