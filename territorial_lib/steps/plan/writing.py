"""Writing about an action: choosing one, editing its card, taking the last edit back."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

import ipywidgets

from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.numbers import parse
from territorial_lib.schemas.entries import Action, Moderation, edited
from territorial_lib.steps.room.controls import wide
from territorial_lib.store import projections
from territorial_lib.store.projections import Item
from territorial_lib.typography import folded, number
from territorial_lib.workshop import Workshop

_LONGEST, _IN_SIGHT, _FEW = 70, 10, 12
"""Letters of a title in a list; lines of a list in sight; lines that need no search."""
ROWS = 12
"""Rows of a table of the plan in sight: a page of eleven panels would be endless with more."""


class ActionChoice(ipywidgets.Dropdown):  # type: ignore[misc]
    """A list of the room's actions; what is chosen stays chosen when it is renewed.

    Parameters
    ----------
    label : str
        What it says, in French.
    nothing : str
        Words of the first line, which chooses none; empty for no such line.
    fills : bool
        True to be as wide as the form that holds it.
    """

    def __init__(self, label: str = "Action", nothing: str = "", fills: bool = False) -> None:
        self._nothing = nothing
        layout = ipywidgets.Layout(width="auto") if fills else wide()
        super().__init__(description=label, layout=layout)

    def renew(self, actions: Sequence[PlannedAction]) -> None:
        """Offer these actions.

        Parameters
        ----------
        actions : sequence of PlannedAction
            Those that may be chosen.
        """
        options = [(self._nothing, "")] if self._nothing else []
        options += named([each for each in actions if each.status != "dropped"])
        renew(self, options)

    @property
    def chosen(self) -> str:
        """Id of the action chosen; empty for none."""
        return self.value or ""

    def needed(self) -> str:
        """Give the id of the action chosen.

        Returns
        -------
        str
            Its id; InvalidEntry where none is chosen.
        """
        if not self.chosen:
            raise InvalidEntry("Aucune action n’est choisie.", "Choisissez-en une dans la liste.")
        return self.chosen


class ActionSearch(ipywidgets.VBox):  # type: ignore[misc]
    """A list of the room's actions with, where it is long, words to look for.

    Parameters
    ----------
    label : str
        What it says, in French.
    nothing : str
        Words of the first line, which chooses none; empty for no such line.
    fills : bool
        True to be as wide as the form that holds it.
    """

    def __init__(self, label: str = "Action", nothing: str = "", fills: bool = False) -> None:
        self._actions: Sequence[PlannedAction] = ()
        self.choice = ActionChoice(label, nothing, fills)
        layout = ipywidgets.Layout(width="auto") if fills else wide()
        self.words = ipywidgets.Text(
            description="Chercher une action (mots du titre, porteur)", layout=layout
        )
        self.told = ipywidgets.HTML()
        for control in (self.words, self.choice):
            control.style.description_width = "auto"
            control.add_class("tw-control")
        self.words.observe(lambda _: self._look(), "value")
        gap = ipywidgets.Layout(grid_gap=".6em", flex="0 0 auto")
        super().__init__([self.words, self.told, self.choice], layout=gap)

    def renew(self, actions: Sequence[PlannedAction]) -> None:
        """Offer these actions, or those of them that the words name.

        Parameters
        ----------
        actions : sequence of PlannedAction
            Those that may be chosen.
        """
        self._actions = [each for each in actions if each.status != "dropped"]
        self._narrow()

    def _look(self) -> None:
        """Choose the first action that the words name, unless one of them is chosen."""
        found, words = self._narrow(), folded(self.words.value).split()
        if words and found and self.choice.chosen not in [each.id for each in found]:
            titled = [e for e in found if all(word in folded(e.title) for word in words)]
            self.choice.value = (titled or found)[0].id

    def _narrow(self) -> list[PlannedAction]:
        words = folded(self.words.value).split()
        said = {each.id: folded(f"{each.title} {each.lead}") for each in self._actions}
        found = [a for a in self._actions if all(word in said[a.id] for word in words)]
        self.words.layout.display = None if words or len(self._actions) > _FEW else "none"
        self.told.layout.display = None if words else "none"
        told = f"{number(len(found))} sur {number(len(self._actions))}."
        none = "Aucune action ne contient ces mots\u00a0: toutes restent dans la liste."
        self.told.value = f'<p class="tw-hint" role="status">{told if found else none}</p>'
        self.choice.renew(found or self._actions)
        return found


def renew(widget: ipywidgets.Dropdown, options: Sequence[tuple[str, str]]) -> None:
    """Change the lines of a list without changing what is chosen there.

    Parameters
    ----------
    widget : ipywidgets.Dropdown
        The list.
    options : sequence of (str, str)
        Words and values.
    """
    if tuple(options) == tuple(widget.options):
        return
    chosen = widget.value
    widget.options = list(options)
    if options:
        known = chosen in [value for _, value in options]
        widget.value = chosen if known else options[0][1]


def rewrite(workshop: Workshop, action: str, fields: Mapping[str, object]) -> str:
    """Edit an action's card; an entry of the log that may be undone.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    action : str
        Id of the action.
    fields : Mapping
        New values by field, as JSON writes them.

    Returns
    -------
    str
        Id of the entry; InvalidEntry where the card would break its schema.
    """
    item = found(workshop, action)
    edited(item.entry, fields)
    return workshop.add(Moderation(entry=action, action="edit", fields=dict(fields)))


def take_back(workshop: Workshop, action: str) -> str:
    """Undo the last edit of an action's card still in force.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    action : str
        Id of the action.

    Returns
    -------
    str
        A French sentence that says what was done.
    """
    edits = [
        item
        for item in projections.visible(workshop.log(), Moderation)
        if isinstance(item.body, Moderation)
        and (item.body.entry, item.body.action) == (action, "edit")
    ]
    if not edits:
        return "Rien à annuler\u00a0: la fiche est comme elle fut proposée."
    workshop.toggle(edits[-1].id)
    return "La dernière retouche est annulée\u202f; elle reste dans la trace."


def found(workshop: Workshop, action: str) -> Item:
    """Find an action in the log as it now stands.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    action : str
        Its id.

    Returns
    -------
    Item
        The entry; InvalidEntry where it is gone.
    """
    for item in projections.visible(workshop.log(), Action):
        if item.id == action:
            return item
    raise InvalidEntry("Cette action n’est plus au plan.", "Choisissez-en une autre dans la liste.")


def amount(text: str, what: str) -> float | None:
    """Read a number typed by the facilitator.

    Parameters
    ----------
    text : str
        What was typed; empty for unknown.
    what : str
        What it is, in French, for the error.

    Returns
    -------
    float or None
        None where nothing was typed; InvalidEntry where it is no number.
    """
    try:
        return parse(text)
    except ValueError as error:
        raise InvalidEntry(f"{what}\u00a0: {error}", "Corrigez ce nombre.") from error


def iso(day: datetime.date | None) -> str | None:
    """Write a day as JSON does.

    Parameters
    ----------
    day : datetime.date or None
        The day.

    Returns
    -------
    str or None
        Such as "2027-05-24".
    """
    return None if day is None else day.isoformat()


def scrolling(drawn: str, label: str, least: int = 34) -> str:
    """Let a picture keep a readable size on a phone: it scrolls, not the page.

    Parameters
    ----------
    drawn : str
        HTML of a picture.
    label : str
        What it is, in French, for those who do not see it.
    least : int
        Width under which it scrolls, in letters' heights.

    Returns
    -------
    str
        HTML.
    """
    return (
        f'<div class="tw-table-scroll" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'<div style="min-width:{least}em">{drawn}</div></div>'
    )


def listed(lines: Sequence[str]) -> str:
    """Write a list whose first lines are in sight, the others one gesture away.

    Parameters
    ----------
    lines : sequence of str
        Plain text.

    Returns
    -------
    str
        HTML, escaped.
    """
    items = [f"<li>{escape(each)}</li>" for each in lines]
    rest = items[_IN_SIGHT:] if len(items) > _IN_SIGHT + 2 else []
    shown = "".join(items[: len(items) - len(rest)])
    if not rest:
        return f"<ul>{shown}</ul>"
    return (
        f'<ul>{shown}</ul><details class="tw-origin"><summary>Et {len(rest)} autres</summary>'
        f"<ul>{''.join(rest)}</ul></details>"
    )


def named(actions: Sequence[PlannedAction]) -> list[tuple[str, str]]:
    """Name actions for a list, so that two of one title may be told apart.

    Parameters
    ----------
    actions : sequence of PlannedAction
        The actions.

    Returns
    -------
    list of (str, str)
        Words and ids, in the same order.
    """
    titles = Counter(each.title for each in actions)
    return [(_words(each, titles[each.title] > 1), each.id) for each in actions]


def _words(action: PlannedAction, shared: bool) -> str:
    title = action.title
    short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    told = action.lead or action.when
    return f"{short} ({f'{told}, ' if told else ''}{action.id[:4]})" if shared else short
