"""The summary of a day, computed once for all who read it."""

from __future__ import annotations

import datetime

import msgspec

from territorial_lib.diagnosis import whole
from territorial_lib.diagnosis.declared import Declared
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
        lambda case: said(day, case.declared),
    )


def said(day: datetime.date, declared: Declared) -> object:
    """Give all that the summary of a day depends on, beside the territory and the tables.

    Parameters
    ----------
    day : datetime.date
        The day.
    declared : Declared
        What the room says.

    Returns
    -------
    object
        Plain data.
    """
    return day, msgspec.to_builtins(declared, str_keys=True)
