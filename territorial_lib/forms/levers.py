"""Levers: parameters that the room moves, each with its value in words and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from threading import RLock

import ipywidgets

from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.debounce import Debounce
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.blocks import Lever
from territorial_lib.typography import number, quantity

_PAUSE = 0.6
"""Seconds without a move after which a lever is written down for everybody."""
_FIRST = 6
"""Levers in sight; the others wait behind a button, unless the room has moved one."""


class LeverForm(ipywidgets.VBox):  # type: ignore[misc]
    """Some levers, and what puts them back.

    Parameters
    ----------
    levers : sequence of Lever
        The levers.
    values : Mapping of str to float
        Values in force, by key.
    on_move : callable
        Takes the values by key as soon as one moves: shows what it changes.
    on_set : callable
        Takes a lever and its value, or None for the default, once the hand rests: writes it down.
    """

    def __init__(
        self,
        levers: Sequence[Lever],
        values: Mapping[str, float],
        on_move: Callable[[Mapping[str, float]], None],
        on_set: Callable[[Lever, float | None], None],
    ) -> None:
        self._lock, self._on_move, self._on_set = RLock(), on_move, on_set
        self.notice = Notice()
        self.controls = {each.key: _Control(each, self._moved, self._settled) for each in levers}
        self.more = ipywidgets.Button()
        self.more.add_class("tw-button").add_class("tw-button--quiet")
        self.more.on_click(lambda _: self._unfold(not self._unfolded))
        super().__init__([*self.controls.values(), self.more, self.notice])
        self.add_class("tw-levers")
        self._unfold(False)
        self.update(values)

    @property
    def values(self) -> dict[str, float]:
        """Values shown, by key."""
        return {key: control.slider.value for key, control in self.controls.items()}

    def update(self, values: Mapping[str, float]) -> None:
        """Show the values now in force, without writing them; from any thread.

        Parameters
        ----------
        values : Mapping of str to float
            Values by key.
        """
        with self._lock:
            for key, control in self.controls.items():
                control.show(values.get(key, control.lever.default))
            if not self._unfolded and any(each.moved for each in self._others()):
                self._unfold(True)

    def _others(self) -> list[_Control]:
        return list(self.controls.values())[_FIRST:]

    def _unfold(self, unfolded: bool) -> None:
        self._unfolded, others = unfolded, self._others()
        for each in others:
            each.layout.display = None if unfolded else "none"
        self.more.layout.display = None if others else "none"
        many = f"Régler {len(others)} autres hypothèses"
        closed = many if len(others) > 1 else "Régler une autre hypothèse"
        self.more.description = "Moins de réglages" if unfolded else closed

    def _moved(self) -> None:
        attempt(lambda: self._on_move(self.values), self.notice)

    def _settled(self, lever: Lever, value: float | None) -> None:
        attempt(lambda: self._on_set(lever, value), self.notice)


class _Control(ipywidgets.VBox):  # type: ignore[misc]
    """One lever: its slider, its value in words, its origin, what puts it back."""

    def __init__(
        self,
        lever: Lever,
        moved: Callable[[], None],
        settled: Callable[[Lever, float | None], None],
    ) -> None:
        self.lever, self._moved, self._settled = lever, moved, settled
        self._showing = False
        self._wanted: float | None = None
        self.slider = ipywidgets.FloatSlider(
            description=lever.label,
            value=lever.default,
            min=lever.low,
            max=lever.high,
            step=lever.step,
            readout=False,
            continuous_update=False,
        )
        self.slider.style.description_width = "auto"
        self.slider.add_class("tw-control")
        self.said = ipywidgets.HTML()
        self.back = ipywidgets.Button(description="Revenir au départ", tooltip=lever.label)
        self.back.add_class("tw-button").add_class("tw-button--quiet")
        self._writing = Debounce(self._write, _PAUSE)
        self.slider.observe(lambda _: self._slid(), "value")
        self.back.on_click(lambda _: self._put_back())
        line = ipywidgets.HBox([self.said, self.back])
        line.add_class("tw-actions")
        super().__init__([self.slider, line])
        self.add_class("tw-lever")
        self._say()

    @property
    def moved(self) -> bool:
        """Whether its value is away from the start."""
        return not self._at_start(self.slider.value)

    def show(self, value: float) -> None:
        """Show a value written elsewhere: what is moved here and not yet written is left alone."""
        if self.slider.value == value or self._wanted is not None:
            return
        self._showing = True
        try:
            self.slider.value = value
        finally:
            self._showing = False

    def _slid(self) -> None:
        if self._showing:
            self._say()
            return
        self._wanted = self.slider.value  # first: the page may be refreshed while the block answers
        self._say()
        self._moved()
        self._writing.ask()

    def _write(self) -> None:
        if self._wanted is not None:
            self._settled(self.lever, None if self._at_start(self._wanted) else self._wanted)
        self._wanted = None

    def _put_back(self) -> None:
        self.slider.value = self.lever.default

    def _at_start(self, value: float) -> bool:
        return abs(value - self.lever.default) < self.lever.step / 2

    def _say(self) -> None:
        lever, value = self.lever, self.slider.value
        start = "" if self._at_start(value) else f" (départ\u00a0: {number(lever.default)})"
        year = "" if lever.year is None else f", {lever.year}"
        self.back.layout.display = "none" if self._at_start(value) else None
        note = f"<p>{escape(lever.note)}</p>" if lever.note else ""
        self.said.value = (
            f'<p role="status"><strong>{escape(quantity(value, lever.unit))}</strong>'
            f"{escape(start)}</p>"
            f'<details class="tw-origin"><summary>D’où vient le départ\u202f?'
            f'<span class="tw-hidden"> {escape(lever.label)}</span></summary>'
            f"<p>{escape(lever.source + year)}</p>{note}</details>"
        )
