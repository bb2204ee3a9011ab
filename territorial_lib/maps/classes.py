"""Classes of a choropleth: quantiles brought to round numbers, and their words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from territorial_lib.typography import number


def breaks(values: Sequence[float], count: int = 5) -> list[float]:
    """Cut values into classes of about the same size, at round numbers.

    Parameters
    ----------
    values : sequence of float
        The values present; NaN are left out.
    count : int
        Classes wanted; fewer come out when the values are few or alike.

    Returns
    -------
    list of float
        Increasing limits between classes, one fewer than the classes; a class takes its lower
        limit and leaves its upper one.
    """
    present = np.sort(np.asarray([v for v in values if not math.isnan(v)], dtype=float))
    if len(np.unique(present)) < 2:
        return []
    quantiles = np.quantile(present, np.arange(1, count) / count, method="median_unbiased")
    for digits in range(1, 7):
        limits = _rounded(quantiles, digits)
        if len(limits) == count - 1 and _none_empty(limits, present):
            return limits
    exact = sorted({float(limit) for limit in quantiles if present[0] < limit <= present[-1]})
    useful = [limit for rank, limit in enumerate(exact) if _useful(exact, rank, present)]
    if not useful:  # nearly all alike: what differs from the lowest stands out
        useful = [float(present[present > present[0]][0])]
    return [_roundest(limit, present) for limit in useful]


def class_of(value: float, limits: Sequence[float]) -> int:
    """Tell which class a value falls in.

    Parameters
    ----------
    value : float
        The value; NaN is missing.
    limits : sequence of float
        Limits given by `breaks`.

    Returns
    -------
    int
        0 for the lowest class, -1 where the value is missing.
    """
    return -1 if math.isnan(value) else int(np.searchsorted(limits, value, side="right"))


def shades(limits: Sequence[float], palette: Sequence[str]) -> list[str]:
    """Spread a palette over the classes.

    Parameters
    ----------
    limits : sequence of float
        Limits given by `breaks`.
    palette : sequence of str
        Colours, light to dark, at least as many as the classes.

    Returns
    -------
    list of str
        One colour a class, the extremes kept.
    """
    count = len(limits) + 1
    if count == 1:
        return [palette[len(palette) // 2]]
    step = (len(palette) - 1) / (count - 1)
    return [palette[round(rank * step)] for rank in range(count)]


def wordings(limits: Sequence[float], digits: int | None = None) -> list[str]:
    """Say each class in French.

    Parameters
    ----------
    limits : sequence of float
        Limits given by `breaks`.
    digits : int, optional
        Decimals to keep; as many as the limits need by default.

    Returns
    -------
    list of str
        "moins de 10", "de 10 à 20", "20 et plus".
    """
    if not limits:
        return ["toutes les valeurs"]
    texts = [number(limit, _digits(limit) if digits is None else digits) for limit in limits]
    between = [f"de {a} à {b}" for a, b in pairwise(texts)]
    return [f"moins de {texts[0]}", *between, f"{texts[-1]} et plus"]


def _rounded(values: np.ndarray, digits: int) -> list[float]:
    texts = {float(f"{value:.{digits}g}") for value in values}
    return sorted(texts)


def _roundest(limit: float, present: np.ndarray) -> float:
    """Round a limit as far as no value changes its class."""
    rank = np.searchsorted(present, limit)
    for digits in range(1, 7):
        rounded = float(f"{limit:.{digits}g}")
        if np.searchsorted(present, rounded) == rank:
            return rounded
    return limit


def _none_empty(limits: list[float], present: np.ndarray) -> bool:
    ranks = np.searchsorted(limits, present, side="right")
    return len(np.unique(ranks)) == len(limits) + 1


def _useful(limits: list[float], rank: int, present: np.ndarray) -> bool:
    lower = limits[rank - 1] if rank else -math.inf
    return bool(((present >= lower) & (present < limits[rank])).any())


def _digits(value: float) -> int:
    text = f"{value:.12g}"
    return 0 if "e" in text or "." not in text else len(text.split(".")[1])
