"""How fast one phone, and one address, may write. A hall behind one router shares an address."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple


class Rate(NamedTuple):
    """A bucket: how many at once, then how many a second."""

    burst: float
    per_second: float


PHONE = Rate(burst=60, per_second=5)
"""Requests of one phone that write: an outbox leaving after an hour comes in a few requests."""
ADDRESS = Rate(burst=3000, per_second=600)
"""Requests of one address that write: five hundred phones behind one router, with margin."""
JOINING = Rate(burst=600, per_second=20)
"""Arrivals from one address: a full hall in a minute."""
STREAMS = Rate(burst=1500, per_second=50)
"""Streams opened from one address: a full hall coming back at once after a cut."""
_FORGOTTEN = 4096


class Limiter:
    """Buckets by key.

    Parameters
    ----------
    rate : Rate
        Burst and refill.
    clock : callable
        Seconds that only grow.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, key: str) -> float:
        """Take one from a bucket.

        Parameters
        ----------
        key : str
            Phone or address.

        Returns
        -------
        float
            0 where it was taken, else the seconds after which to come back.
        """
        now = self._clock()
        left, at = self._buckets.pop(key, (self.rate.burst, now))
        left = min(self.rate.burst, left + (now - at) * self.rate.per_second)
        taken = left >= 1
        self._buckets[key] = (left - 1 if taken else left), now
        if len(self._buckets) > _FORGOTTEN:
            self._forget(now)
        return 0.0 if taken else (1 - left) / self.rate.per_second

    def _forget(self, now: float) -> None:
        """Drop the buckets full again; the oldest ones where none is."""
        full = self.rate.burst / self.rate.per_second
        kept = {key: bucket for key, bucket in self._buckets.items() if now - bucket[1] < full}
        self._buckets = dict(list(kept.items())[-_FORGOTTEN // 2 :])
