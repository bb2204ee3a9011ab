"""The running order at the top of a page: this moment, its timer, the next one, notes to unfold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import takewhile

import ipywidgets

from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Moderation, Timer, Withdrawal
from territorial_lib.steps.running_order import words
from territorial_lib.steps.running_order.pace import Pace, pace
from territorial_lib.steps.running_order.script import Script
from territorial_lib.store.items import visible
from territorial_lib.store.log import system_clock
from territorial_lib.workshop import Workshop

_COUNTED = (Timer, Withdrawal, Moderation)


class RunningOrderBand(ipywidgets.VBox):  # type: ignore[misc]
    """A discreet band for the facilitator, hidden where the page is projected or printed.

    Parameters
    ----------
    workshop : Workshop
        The workshop; its log holds the timer that the wall and the phones show too.
    here : str
        The page, one of `script.PAGES`.
    clock : callable
        Gives the time, with its zone.
    """

    def __init__(
        self, workshop: Workshop, here: str, clock: Callable[[], datetime] = system_clock
    ) -> None:
        self._workshop, self._here, self._clock = workshop, here, clock
        self._seen, self._asked = 0, -1
        self.notice, self.told, self.notes = Notice(), ipywidgets.HTML(), ipywidgets.HTML()
        self.before = self._button("Moment précédent", lambda: self._turn(-1))
        self.main = self._button("Lancer", self._lead)
        self.after = self._button("Moment suivant", lambda: self._turn(1))
        self.links = ipywidgets.HTML()
        row = ipywidgets.HBox([self.main, self.before, self.after, self.links, self.notes])
        row.add_class("tw-block-foot")
        super().__init__([self.told, row, self.notice])
        self.add_class("tw-order")
        self.refresh()

    @property
    def script(self) -> Script:
        """The running order chosen."""
        return self._pace.script

    def rest(self, moment: str) -> Timer:
        """Make what names a running order, or a moment, without stopping the timer that runs.

        Parameters
        ----------
        moment : str
            Name in the log.

        Returns
        -------
        Timer
            What is left of the one on the wall, under its name.
        """
        shown, ends = self._pace.shown, self._pace.shown_ends
        left = 0 if ends is None else max(0, round((ends - self._clock()).total_seconds()))
        return Timer(seconds=left, label=shown.label if shown else "", moment=moment)

    def refresh(self) -> None:
        """Show the timers of the log; cheap where nothing written is one. From any thread."""
        log = self._workshop.log()
        seen, self._seen = self._seen, log[-1].seq if log else 0
        news = takewhile(lambda logged: logged.seq > seen, reversed(log))
        if seen and not any(isinstance(each.entry.body, _COUNTED) for each in news):
            return
        self.show(pace(visible(log, Timer), self._clock()))

    def show(self, now: Pace) -> None:
        """Show where the room is.

        Parameters
        ----------
        now : Pace
            Read from the log.
        """
        self._pace = now
        rank = self._rank()
        runs = now.last is not None and now.last.rank == rank and not now.over
        self.told.value = (
            f'<div class="tw-order-told">{words.headline(now.script, rank, self._here)}'
            f"{words.clocks(now, rank, self._here, self._clock())}</div>"
        )
        self.notes.value = words.notes(now.script, rank, self._here)
        minutes = now.script.moments[rank].minutes
        self.main.description = "Finir ce moment" if runs else f"Lancer {minutes} minutes"
        self._offer(rank)

    def _button(self, said: str, action: Callable[[], None]) -> ipywidgets.Button:
        button = ipywidgets.Button(description=said)
        button.add_class("tw-button").add_class("tw-button--quiet")
        button.on_click(lambda _: attempt(action, self.notice))
        return button

    def _offer(self, rank: int) -> None:
        """Offer the moments around: a button on this page, a link to another."""
        moments, links = self._pace.script.moments, []
        for button, at, said in (
            (self.before, rank - 1, "Avant"),
            (self.after, rank + 1, "Ensuite"),
        ):
            exists = 0 <= at < len(moments)
            is_here = exists and moments[at].page == self._here
            button.layout.display = None if is_here else "none"
            button.tooltip = moments[at].title if is_here else ""
            if exists and not is_here:
                led = words.link(moments[at].page, moments[at].title, self._here)
                links.append(f"<span>{said} : {led}</span>")
        self.links.value = f'<div class="tw-order-around">{"".join(links)}</div>' if links else ""

    def _rank(self) -> int:
        """Choose the moment shown: the one asked for, the one that runs, the next one here."""
        here = self._pace.script.ranks(self._here)
        last = -1 if self._pace.last is None else self._pace.last.rank
        if self._asked in here:
            return self._asked
        if last in here and not self._pace.over:
            return last
        after = [rank for rank in here if rank > last]
        if here:
            return after[0] if after else here[-1]
        coming = last + 1 if self._pace.over or last < 0 else last
        return min(coming, len(self._pace.script.moments) - 1)

    def _turn(self, by: int) -> None:
        self._asked = self._rank() + by
        self.show(self._pace)

    def _lead(self) -> None:
        """Begin the moment shown, or end it."""
        now, rank = self._pace, self._rank()
        moment = now.script.moments[rank]
        runs = now.last is not None and now.last.rank == rank and not now.over
        seconds = 0 if runs else 60 * moment.minutes
        label = "" if runs else moment.title
        self._asked = -1
        self._workshop.add(
            Timer(seconds=seconds, label=label, moment=f"{now.script.key}/{moment.key}")
        )
        self.refresh()
