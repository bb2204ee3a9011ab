"""The timetable: bars moved by hand, by arrows or by dates; the load of each lead."""

from __future__ import annotations

import datetime
from threading import RLock
from typing import Any

import ipywidgets
import msgspec
from babel.dates import format_date

from territorial_lib.charts.gantt import GanttItem, gantt
from territorial_lib.diagnosis.plan import schedule as plan_schedule
from territorial_lib.diagnosis.plan.schedule import Bar
from territorial_lib.errors import InvalidEntry, TerritorialError
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.wording import VALUE_LABELS
from territorial_lib.steps.plan.bar_filter import BarFilter
from territorial_lib.steps.plan.writing import (
    ROWS,
    ActionChoice,
    iso,
    rewrite,
    scrolling,
    take_back,
)
from territorial_lib.steps.room.controls import acting
from territorial_lib.store.log import system_clock
from territorial_lib.tables import Column, DataTable
from territorial_lib.workshop import Workshop

_HINT = (
    '<p class="tw-hint tw-timetable-hint">Tirez une barre pour la déplacer, ou un de ses bouts '
    "pour changer une date. Au clavier\u00a0: ← et → la déplacent d’une semaine (avec Maj, la fin "
    "seule\u202f; avec Ctrl, le début seul), Entrée écrit, Échap renonce, ↑ et ↓ changent de "
    "barre. Sur un téléphone, le doigt fait défiler\u00a0: choisissez la barre, donnez ses "
    "dates.</p>"
)
_SHADES = {"idea": "ink-soft", "planned": "assumed", "started": "accent", "done": "accent-strong"}
_COLUMNS = (
    ("Qui mène", "lead", False),
    ("Actions", "actions", True),
    ("Au plus en même temps", "together", True),
)


class TimetablePanel(ipywidgets.VBox):  # type: ignore[misc]
    """The Gantt, what moves a bar, the load of each lead.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self._filled: object = None
        self.picture, self.missing = ipywidgets.HTML(), ipywidgets.HTML()
        self.narrow = BarFilter(self._draw, self.notice)
        self.told = ipywidgets.Text(continuous_update=False)
        self.told.add_class("tw-timetable-told")
        self.told.layout.display = "none"
        self.told.observe(lambda change: self._hand(change["new"]), "value")
        self.choice = ActionChoice("Barre à déplacer")
        self.start = ipywidgets.DatePicker(description="Début")
        self.end = ipywidgets.DatePicker(description="Fin")
        for control in (self.choice, self.start, self.end):
            control.style.description_width = "auto"
            control.add_class("tw-control")
        self.place = acting("Placer aux dates", self._place, self.notice, main=True)
        self.earlier = acting("← Un mois plus tôt", lambda: self._shift(-1), self.notice)
        self.later = acting("Un mois plus tard →", lambda: self._shift(1), self.notice)
        self.undo = acting("Annuler le dernier changement", self._undo, self.notice)
        dates = ipywidgets.HBox([self.choice, self.start, self.end, self.place])
        moves = ipywidgets.HBox([self.earlier, self.later, self.undo])
        for row in (dates, moves):
            row.add_class("tw-actions")
            row.layout.align_items = "flex-end"
        self.loads: DataTable[Any] = DataTable(
            (),
            _load_columns(),
            caption="Charge de chaque porteur",
            file_name="charge.csv",
            first=ROWS,
        )
        self.choice.observe(lambda _: self._offer(), "value")
        seen = [self.narrow, self.picture, ipywidgets.HTML(_HINT), self.missing, self.notice]
        super().__init__([*seen, dates, moves, self.told, self.loads])
        self.add_class("tw-block").add_class("tw-timetable")
        self.refresh()

    def refresh(self) -> None:
        """Draw the timetable as it now is; may be called from any thread."""
        with self._lock:
            self._draw()
            planned = self._workshop.case().declared.plan
            placed = len(plan_schedule.bars(planned))
            self.missing.value = undated(len(plan_schedule.undated(planned)), placed)
            self.choice.renew(planned.actions)
            self.loads.update(plan_schedule.loads(planned))
            self._offer()

    def text(self) -> str:
        """Give the timetable as plain text."""
        found = plan_schedule.bars(self._workshop.case().declared.plan)
        return "\n".join(f"{each.title}\u00a0: {each.start} → {each.end}" for each in found)

    def _draw(self) -> None:
        with self._lock:
            planned, today = self._workshop.case().declared.plan, day()
            found = plan_schedule.bars(planned, today)
            self.picture.value = drawn(self.narrow.among(found, planned.actions), today)

    def _hand(self, told: str) -> None:
        """Take what a hand did with a bar: chosen, or put elsewhere."""
        if told:
            self.told.value = ""
            attempt(lambda: self._held(read_move(told)), self.notice)

    def _held(self, move: Move) -> None:
        known = [each.id for each in self._workshop.case().declared.plan.actions]
        if move.action not in known:
            self.refresh()
            raise InvalidEntry("Cette action n’est plus au plan.", "Choisissez-en une autre.")
        if move.action in [value for _, value in self.choice.options]:
            self.choice.value = move.action
        if move.start is None or move.end is None:
            return
        try:
            self.notice.success(self._move(move.action, move.start, move.end))
        except TerritorialError:
            self.picture.value = ""
            self._draw()  # the bar goes back to where it was
            raise

    def _offer(self) -> None:
        """Put the dates of the action chosen in the form, unless they are being changed."""
        actions = self._workshop.case().declared.plan.actions
        action = next((a for a in actions if a.id == self.choice.chosen), None)
        known = None if action is None else (action.id, action.start, action.end)
        if action is not None and known != self._filled:
            self.start.value, self.end.value, self._filled = action.start, action.end, known

    def _place(self) -> str:
        return self._move(self.choice.needed(), self.start.value, self.end.value)

    def _shift(self, months: int) -> str:
        id_ = self.choice.needed()
        action = next(a for a in self._workshop.case().declared.plan.actions if a.id == id_)
        if action.start is None or action.end is None:
            raise InvalidEntry("Cette action n’a pas encore ses deux dates.", "Donnez-les d’abord.")
        return self._move(id_, shifted(action.start, months), shifted(action.end, months))

    def _move(self, action: str, start: datetime.date | None, end: datetime.date | None) -> str:
        rewrite(self._workshop, action, {"start": iso(start), "end": iso(end)})
        planned = self._workshop.case().declared.plan
        self.narrow.show(action, plan_schedule.bars(planned, day()), planned.actions)
        self.refresh()
        return "La barre est déplacée\u202f; l’ancienne place reste dans la trace."

    def _undo(self) -> str:
        told = take_back(self._workshop, self.choice.needed())
        self.refresh()
        return told

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a hand did with a bar.

    Parameters
    ----------
    action : str
        Id of the action.
    at : int
        When, so that the same move told twice is told; unused.
    start, end : datetime.date or None
        Where it put the bar; None where it only chose it.
    """

    action: str
    at: int = 0
    start: datetime.date | None = None
    end: datetime.date | None = None


def read_move(told: str) -> Move:
    """Read what the page's script tells.

    Parameters
    ----------
    told : str
        JSON.

    Returns
    -------
    Move
        InvalidEntry where it cannot be read.
    """
    try:
        return msgspec.json.decode(told, type=Move)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InvalidEntry(
            f"Ce déplacement n’a pas été compris ({error}).", "Placez la barre par ses dates."
        ) from error


def day() -> datetime.date:
    """Give today, as the machine says."""
    return system_clock().astimezone().date()


def shifted(day: datetime.date, months: int) -> datetime.date:
    """Move a day by whole months, to the month's last day where it has no such day.

    Parameters
    ----------
    day : datetime.date
        The day.
    months : int
        Months, of any sign.

    Returns
    -------
    datetime.date
        The day moved.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def drawn(found: tuple[Bar, ...], today: datetime.date | None = None) -> str:
    """Draw the bars.

    Parameters
    ----------
    found : tuple of Bar
        By start.
    today : datetime.date, optional
        Drawn as a line.

    Returns
    -------
    str
        HTML; empty where nothing is dated.
    """
    if not found:
        return ""
    items = [
        GanttItem(
            label=each.title,
            who=each.lead,
            start=each.start,
            end=each.end,
            state=VALUE_LABELS[each.status] + (", en retard" if each.late else ""),
            shade="alert" if each.late else _SHADES.get(each.status, "accent"),
            promised=each.first_end,
            share=each.share,
            key=each.action,
        )
        for each in found
    ]
    title = (
        "Calendrier des actions (trait\u00a0: fin promise d’abord\u202f; rouge\u00a0: en retard)"
    )
    return scrolling(gantt(items, title=title, today=today).html(), "Calendrier", 44)


def undated(count: int, placed: int) -> str:
    """Say how many actions have no place on the timetable.

    Parameters
    ----------
    count : int
        Actions without both dates.
    placed : int
        Actions on the timetable.

    Returns
    -------
    str
        HTML.
    """
    if not count:
        return "" if placed else '<p class="tw-hint">Aucune action à placer.</p>'
    many = count > 1
    return (
        f'<p class="tw-hint">{count} action{"s" * many} sans dates\u00a0: '
        f"donnez-{'leur' if many else 'lui'} début et fin.</p>"
    )


def _load_columns() -> list[Column[Any]]:
    shown = [_column(*each) for each in _COLUMNS]
    month: Column[Any] = Column("À partir de", lambda row: _month(row.month))
    people: Column[Any] = Column("Personnes (ETP)", lambda row: row.people, numeric=True)
    return [*shown, month, people]


def _column(label: str, name: str, numeric: bool) -> Column[Any]:
    return Column(label, lambda row: getattr(row, name), numeric=numeric)


def _month(day: datetime.date | None) -> str:
    return "" if day is None else str(format_date(day, "MMMM yyyy", locale="fr_FR"))
