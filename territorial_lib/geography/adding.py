"""Adding up and averaging over the parts that territories hold: arrays in, arrays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from territorial_lib.geography.holdings import Holdings
from territorial_lib.geography.proxies import Flags, Floats

_NEGLIGIBLE = 0.01


@dataclass(frozen=True)
class Added:
    """Territories in rows, combinations of dimensions in columns.

    Parameters
    ----------
    value : numpy array of float
        NaN where nothing is known.
    covered : numpy array of float
        Share of the territory with data, 0 to 1, by the proxy's weight.
    units : numpy array of float
        How many units with data were put together.
    cut : numpy array of bool
        True where a unit with data was cut.
    rebuilt : numpy array of bool
        True where more than a hundredth comes from rows that are estimates.
    low, high : numpy array of float
        Band between the proxies; NaN where no unit was cut or there is one proxy.
    """

    value: Floats
    covered: Floats
    units: Floats
    cut: Flags
    rebuilt: Flags
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Years:
    """Of which years values are: territories in rows, combinations of dimensions in columns.

    Parameters
    ----------
    oldest, newest : numpy array of float
        Among the rows with data; NaN where nothing is known.
    """

    oldest: Floats
    newest: Floats


def dated(values: Floats, years: Floats, held: Holdings) -> Years:
    """Say of which years the parts held are.

    Parameters
    ----------
    values, years : numpy array of float
        Units × combinations: the value, and the year of its row.
    held : Holdings
        What is held.

    Returns
    -------
    Years
        Oldest and newest by territory.
    """
    known = np.where(np.isnan(values), np.nan, years)[held.known.column]
    starts = held.known.starts
    return Years(np.fmin.reduceat(known, starts), np.fmax.reduceat(known, starts))


def summed(values: Floats, estimated: Floats, held: Sequence[Holdings]) -> Added:
    """Add up a quantity over the parts held.

    Parameters
    ----------
    values, estimated : numpy array of float
        Units × combinations: the quantity, and 1 where it is an estimate.
    held : sequence of Holdings
        What is held by the central proxy, then by those of the band.

    Returns
    -------
    Added
        Parts add up to the whole for each proxy.
    """
    present, filled = ~np.isnan(values), np.nan_to_num(values)
    units = held[0].known @ present.astype(float)
    each = [np.where(units > 0, one.share @ filled, np.nan) for one in held]
    band = [np.fmin.reduce(each), np.fmax.reduce(each)]
    cut = ~held[0].whole[:, None] & (units > 0)
    shown = cut & (len(held) > 1)
    low, high = (np.where(shown, bound, np.nan) for bound in band)
    return Added(
        each[0],
        _covered(held[0], present),
        units,
        cut,
        _rebuilt(held[0], estimated),
        low,
        high,
    )


def averaged(rates: Floats, estimated: Floats, weights: Floats, held: Holdings) -> Added:
    """Average a rate over the parts held, weighted by its denominator.

    Parameters
    ----------
    rates, estimated : numpy array of float
        Units × combinations: the rate, and 1 where it is an estimate.
    weights : numpy array of float
        Units × combinations, or units × 1: the denominator, never NaN.
    held : Holdings
        What is held.

    Returns
    -------
    Added
        The weighted mean, without a band.
    """
    present, filled = ~np.isnan(rates), np.nan_to_num(rates)
    weight = present * weights
    units = held.known @ present.astype(float)
    total, plain = held.share @ weight, held.known @ filled
    mean = np.divide(held.share @ (filled * weight), total, out=plain.copy(), where=total > 0)
    value = np.where(total > 0, mean, np.divide(plain, units, out=plain, where=units > 0))
    nothing = np.full(units.shape, np.nan)
    return Added(
        value=np.where(units > 0, value, np.nan),
        covered=_covered(held, present),
        units=units,
        cut=~held.whole[:, None] & (units > 0),
        rebuilt=_rebuilt(held, estimated),
        low=nothing,
        high=nothing,
    )


def own(values: Floats, estimated: Floats, held: Holdings) -> Added:
    """Keep what cannot be put together: the value of the single whole unit that a territory is.

    Parameters
    ----------
    values, estimated : numpy array of float
        Units × combinations.
    held : Holdings
        What is held.

    Returns
    -------
    Added
        NaN for every territory that is not exactly one unit.
    """
    added = averaged(values, estimated, np.ones(values.shape), held)
    alone = held.whole[:, None] & (held.known.pairs == 1)
    value = np.where(alone, added.value, np.nan)
    return Added(value, added.covered, added.units, added.cut, added.rebuilt, added.low, added.high)


def _covered(held: Holdings, present: Flags) -> Floats:
    total = held.weight.total
    counted = (held.known @ present.astype(float)) / held.known.pairs
    covered: Floats = np.divide(
        held.kept @ present.astype(float), total, out=counted, where=total > 0
    )
    return covered


def _rebuilt(held: Holdings, estimated: Floats) -> Flags:
    if not estimated.any():
        return np.zeros((len(held.whole), estimated.shape[1]), dtype=bool)
    total = held.weight.total
    alone = (held.known @ estimated) / held.known.pairs
    share = np.divide(held.weight @ estimated, total, out=alone, where=total > 0)
    rebuilt: Flags = share > _NEGLIGIBLE
    return rebuilt
