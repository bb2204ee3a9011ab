"""The summary of a day, computed once for all who read it."""

from __future__ import annotations

import datetime

import msgspec

from territorial_lib.diagnosis import whole
from territorial_lib.diagnosis.part import View
from territorial_lib.diagnosis.summary.records import Summary
from territorial_lib.diagnosis.summary.whole import summarise


def summary_on(day: datetime.date) -> View[Summary]:
    """Give the summary as it is read on a day: what is late depends on it.

    Parameters
    ----------
    day : datetime.date
        The day.

    Returns
    -------
    View of Summary
        Depends on all that the room said.
    """
    return View(
        "view/summary",
        Summary,
        lambda case: summarise(whole.diagnose(case, day)),
        lambda case: (day, msgspec.to_builtins(case.declared, str_keys=True)),
    )
