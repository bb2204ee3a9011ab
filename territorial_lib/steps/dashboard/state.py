"""The summary of the workshop as it now is, computed once for every panel of the page."""

from __future__ import annotations

from threading import RLock

from territorial_lib.diagnosis import whole
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.summary import Summary, summarise
from territorial_lib.store.log import system_clock
from territorial_lib.workshop import Workshop


class State:
    """What the panels of the dashboard show.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._lock = RLock()
        self._known: tuple[object, Summary] | None = None

    def summary(self) -> Summary:
        """Give the summary, computed again only when the log has grown or the day has changed.

        Returns
        -------
        Summary
            One page of everything.
        """
        with self._lock:
            log, today = self.workshop.log(), system_clock().astimezone().date()
            key = (log[-1].seq if log else 0, today)
            if self._known is None or self._known[0] != key:
                self._known = key, summarise(whole.diagnose(self.workshop.case(), today))
            return self._known[1]

    def case(self) -> Case:
        """Give what the summary is computed from."""
        return self.workshop.case()
