"""The summary of the workshop as it now is: the one published, or computed once for every panel."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable
from threading import RLock
from typing import Any, TypeVar

import msgspec

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import View
from territorial_lib.diagnosis.summary import Summary
from territorial_lib.diagnosis.summary.dated import said, summary_on
from territorial_lib.diagnosis.summary.mapped import MAPPED, CommuneValues
from territorial_lib.store.log import system_clock
from territorial_lib.workshop import Workshop, results

Made = TypeVar("Made")
_LOG = logging.getLogger(__name__)
_FIRST, _NEXT = 8.0, 12.0
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
        day = _today()
        return self._given(summary_on(day), lambda: said(day, self.workshop.declared()))

    def mapped(self) -> tuple[CommuneValues, ...]:
        """Give what the map shows, looked for again only when the log has grown.

        Returns
        -------
        tuple of CommuneValues
            The variable shown first, then the others.
        """
        return self._given(MAPPED, lambda: None)

    def case(self) -> Case:
        """Give what the summary is computed from."""
        return self.workshop.case()

    def _given(self, view: View[Made], besides: Callable[[], object]) -> Made:
        with self._lock:
            key = self._version()
            if self._known.get(view.key, (None,))[0] != key:
                found = self._awaited(view, besides)
                shown = view.of(self.case()) if found is None else found
                self._known[view.key] = key, shown  # looked for again if more was said meanwhile
            given: Made = self._known[view.key][1]
            return given

    def _version(self) -> tuple[int, datetime.date]:
        log = self.workshop.log()
        return log[-1].seq if log else 0, _today()

    def _awaited(self, view: View[Made], besides: Callable[[], object]) -> Made | None:
        """Read a result; wait for it a little where somebody publishes."""
        found = self._published(view, besides)
        if found is None:
            patience = _NEXT if self._followed else _FIRST if self._is_followed() else 0.0
            end = time.monotonic() + patience
            while found is None and time.monotonic() < end:
                time.sleep(_LOOK)
                found = self._published(view, besides)
        self._followed = found is not None or self._is_followed()
        return found

    def _published(self, view: View[Made], besides: Callable[[], object]) -> Made | None:
        """Read a result without laying the case out: no table is needed for that."""
        with self.workshop.one_look():
            sharing = results.sharing(self.workshop, self.workshop.declared())
            shown = sharing.read(view.key, besides())
        if shown is None:
            return None
        try:
            made: Made = msgspec.json.decode(shown.made, type=view.kind)
        except msgspec.DecodeError as error:
            _LOG.warning("%s is published but cannot be read: %s", view.key, error)
            return None
        return made

    def _is_followed(self) -> bool:
        """Tell whether somebody publishes what the room says, as it comes."""
        return self.workshop.published("counts", ["*"]) is not None


def _today() -> datetime.date:
    return system_clock().astimezone().date()
