"""Which bars of the timetable are drawn: by lead, status, theme, year, and page after page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import ipywidgets

from territorial_lib.diagnosis.plan import sorting
from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.diagnosis.plan.schedule import Bar
from territorial_lib.diagnosis.plan.sorting import THEMES, Wanted
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.wording import VALUE_LABELS
from territorial_lib.steps.plan.writing import renew
from territorial_lib.steps.room.controls import acting
from territorial_lib.typography import number

PAGE = 25
"""Bars drawn at once: what a screen holds."""
_FEW = 8
"""Bars under which nothing needs to be looked for."""
_LISTS = (
    ("lead", "Qui mène", "tous"),
    ("status", "État", "tous"),
    ("theme", "Thème", "tous"),
    ("year", "Année", "toutes"),
)


class BarFilter(ipywidgets.VBox):  # type: ignore[misc]
    """Lists that narrow the timetable, and what turns its pages.

    Parameters
    ----------
    changed : callable
        Called when other bars are to be drawn.
    notice : Notice
        Where faults are told.
    """

    def __init__(self, changed: Callable[[], None], notice: Notice) -> None:
        self._changed, self._first, self._quiet = changed, 0, False
        self.lists = {
            key: ipywidgets.Dropdown(description=words, options=[(every, "")])
            for key, words, every in _LISTS
        }
        for control in self.lists.values():
            control.style.description_width = "auto"
            control.add_class("tw-control")
            control.observe(lambda _: self._narrowed(), "value")
        self.told = ipywidgets.HTML()
        self.before = acting("← Précédentes", lambda: self._turn(-1), notice)
        self.after = acting("Suivantes →", lambda: self._turn(1), notice)
        self.narrow = ipywidgets.HBox(list(self.lists.values()))
        self.pages = ipywidgets.HBox([self.before, self.told, self.after])
        for row in (self.narrow, self.pages):
            row.add_class("tw-actions")
            row.layout.align_items = "flex-end"
        self.pages.layout.align_items = "center"
        super().__init__([self.narrow, self.pages])

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        found = {key: control.value or "" for key, control in self.lists.items()}
        year = int(found.pop("year") or 0)
        return Wanted(**found, year=year)

    def among(self, bars: Sequence[Bar], actions: Iterable[PlannedAction]) -> tuple[Bar, ...]:
        """Give the bars to draw, and say where they stand among the others.

        Parameters
        ----------
        bars : sequence of Bar
            The whole timetable.
        actions : iterable of PlannedAction
            Its actions.

        Returns
        -------
        tuple of Bar
            At most a page of them.
        """
        held = tuple(actions)
        self._offer(bars, held)
        found = sorting.chosen(bars, held, self.wanted)
        self._first = min(self._first, max(0, (len(found) - 1) // PAGE * PAGE))
        shown = found[self._first : self._first + PAGE]
        self.told.value = (
            f'<p class="tw-hint" role="status">{self._place(len(found), len(bars))}</p>'
        )
        self.narrow.layout.display = None if len(bars) > _FEW else "none"
        self.pages.layout.display = None if len(bars) > _FEW else "none"
        self.before.layout.visibility = "visible" if self._first else "hidden"
        self.after.layout.visibility = "visible" if self._first + PAGE < len(found) else "hidden"
        return shown

    def show(self, action: str, bars: Sequence[Bar], actions: Iterable[PlannedAction]) -> None:
        """Turn to the page where an action is, where it is among those looked for.

        Parameters
        ----------
        action : str
            Its id.
        bars : sequence of Bar
            The whole timetable.
        actions : iterable of PlannedAction
            Its actions.
        """
        ids = [each.action for each in sorting.chosen(bars, actions, self.wanted)]
        if action in ids:
            self._first = ids.index(action) // PAGE * PAGE

    def _offer(self, bars: Sequence[Bar], actions: Sequence[PlannedAction]) -> None:
        counts = sorting.counted(bars, actions)
        words = {"status": VALUE_LABELS, "theme": THEMES}
        self._quiet = True
        for key, _, every in _LISTS:
            named = words.get(key, {})
            options = [(f"{named.get(v, v)} ({number(n)})", v) for v, n in counts[key]]
            kept = self.lists[key].value
            renew(self.lists[key], [(f"{every} ({number(len(bars))})", ""), *options])
            if kept and self.lists[key].value != kept:
                self.lists[key].value = ""
        self._quiet = False

    def _place(self, found: int, whole: int) -> str:
        if not found:
            return "Aucune barre ne répond à ces choix."
        last = min(self._first + PAGE, found)
        among = "" if found == whole else f", sur {number(whole)} en tout"
        return f"Barres {number(self._first + 1)} à {number(last)} sur {number(found)}{among}."

    def _narrowed(self) -> None:
        if not self._quiet:
            self._first = 0
            self._changed()

    def _turn(self, pages: int) -> None:
        self._first = max(0, self._first + pages * PAGE)
        self._changed()
