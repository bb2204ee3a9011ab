"""Values computed for several territories, with what is said of each one, missing ones included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from territorial_lib.diagnosis.readings import Reading
from territorial_lib.schemas.figures import Status

NOTICEABLE = 0.05
"""Shortfall under which nothing is said to be lacking."""
_ENOUGH = 5
"""Below this many similar territories with a figure, a quartile says nothing."""
Better = Literal["high", "low"]


def stated(
    value: pd.Series,
    status: Status | pd.Series,
    note: str | pd.Series,
    missing: str,
    low: pd.Series | None = None,
    high: pd.Series | None = None,
) -> pd.DataFrame:
    """Say of each value how it is known, or why there is none.

    Parameters
    ----------
    value : pandas.Series
        Values by territory; NaN is missing.
    status : Status or pandas.Series
        How the values are known.
    note : str or pandas.Series
        What is said beside them, in French.
    missing : str
        Why there may be no value, in French.
    low, high : pandas.Series, optional
        Their band.

    Returns
    -------
    pandas.DataFrame
        The frame of a `Reading`.
    """
    known = value.notna()
    columns = {"value": value.astype(float)}
    for name, bound in (("low", low), ("high", high)):
        if bound is not None:
            columns[name] = bound.astype(float).where(known)
    frame = pd.DataFrame(columns, index=value.index)
    said = {"status": status, "note": note}
    for name, words in said.items():
        frame[name] = words if isinstance(words, str) else words.reindex(value.index)
        frame[name] = frame[name].astype(object)
    frame.loc[~known, "status"] = "missing"
    frame.loc[~known, "note"] = missing
    return frame


@dataclass(frozen=True)
class Shortfall:
    """How far a territory is from what territories like it already reach.

    Parameters
    ----------
    severity : float
        0 where it does as well as the best quarter of them; 1 where it has nothing at all.
    benchmark : float
        Where the best quarter of them begins.
    """

    severity: float
    benchmark: float


def shortfall(reading: Reading, codes: Sequence[str], better: Better) -> Shortfall | None:
    """Measure what a territory lacks to do as well as the best quarter of similar territories.

    s = max(0, 1 − x / q) where more is better, q the third quartile of similar territories;
    s = max(0, 1 − q / x) where less is better, q their first quartile: the part of the problem
    that would be gone.

    Parameters
    ----------
    reading : Reading
        A variable that is never negative.
    codes : sequence of str
        Code of the territory, then those of similar ones.
    better : str
        "high" where more is better, "low" where less is.

    Returns
    -------
    Shortfall or None
        None where the figure is missing here, or known in fewer than five similar territories.
    """
    own, *others = codes
    value = reading.frame["value"].get(own)
    known = reading.frame["value"].reindex(others).dropna()
    if value is None or pd.isna(value) or len(known) < _ENOUGH:
        return None
    benchmark = float(known.quantile(0.75 if better == "high" else 0.25))
    reached, wanted = (value, benchmark) if better == "high" else (benchmark, value)
    severity = max(0.0, 1 - reached / wanted) if wanted > 0 else 0.0
    return Shortfall(float(severity), benchmark)
