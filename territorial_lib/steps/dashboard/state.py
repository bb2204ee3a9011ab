"""The summary of the workshop as it now is: the one published, or computed once for every panel."""

from __future__ import annotations

import datetime
import time
from threading import RLock
from typing import Any, TypeVar

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import View
from territorial_lib.diagnosis.summary import Summary
from territorial_lib.diagnosis.summary.dated import summary_on
from territorial_lib.diagnosis.summary.mapped import MAPPED, CommuneValues
from territorial_lib.store.log import system_clock
from territorial_lib.workshop import Workshop

Made = TypeVar("Made")
_FIRST, _NEXT = 3.0, 12.0
"""Seconds that a page waits for what is being published: when it opens, when it is renewed."""
_LOOK = 0.4


class State:
    """What the panels of the dashboard show.

    Twenty readers who hear the room's next entry together would each compute the same thing: where
    results are being published, they wait a little for them, and compute only what does not come.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._lock = RLock()
        self._known: dict[str, tuple[object, Any]] = {}
        self._followed = False

    def summary(self) -> Summary:
        """Give the summary, looked for again only when the log has grown or the day has changed.

        Returns
        -------
        Summary
            One page of everything.
        """
        return self._given(summary_on(_today()))

    def mapped(self) -> tuple[CommuneValues, ...]:
        """Give what the map shows, looked for again only when the log has grown.

        Returns
        -------
        tuple of CommuneValues
            The variable shown first, then the others.
        """
        return self._given(MAPPED)

    def case(self) -> Case:
        """Give what the summary is computed from."""
        return self.workshop.case()

    def _given(self, view: View[Made]) -> Made:
        with self._lock:
            key = self._version()
            if self._known.get(view.key, (None,))[0] != key:
                self._await(view)
                self._known[view.key] = self._version(), view.of(self.case())
            given: Made = self._known[view.key][1]
            return given

    def _version(self) -> tuple[int, datetime.date]:
        log = self.workshop.log()
        return log[-1].seq if log else 0, _today()

    def _await(self, view: View[Any]) -> None:
        """Wait for a result, where somebody publishes."""
        patience = _NEXT if self._followed else _FIRST if self._is_followed() else 0.0
        end = time.monotonic() + patience
        while not (found := self._published(view)) and time.monotonic() < end:
            time.sleep(_LOOK)
        self._followed = found or self._is_followed()

    def _is_followed(self) -> bool:
        """Tell whether somebody publishes what the room says, as it comes."""
        return self.workshop.published("counts", ["*"]) is not None

    def _published(self, view: View[Any]) -> bool:
        case = self.case()
        return case.shared(view.key, view.depends(case), view.kind) is not None


def _today() -> datetime.date:
    return system_clock().astimezone().date()
