"""Several criteria weighed together, and how far the order holds when the weights move."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import coefficients, matched, quantities

_TIE = 1e-9


def scaled(values: pd.Series, lower_is_better: bool = False) -> pd.Series:
    """Put the values of a criterion between 0 (worst known) and 1 (best known).

    s_a = (x_a − min x) / (max x − min x), or 1 minus that where less is better.

    Parameters
    ----------
    values : pandas.Series
        Any numbers, by proposal; NaN is unknown and stays so.
    lower_is_better : bool
        True for a cost or a delay.

    Returns
    -------
    pandas.Series
        In [0, 1]; 1 for all where every known value is the same: the criterion separates nobody.
    """
    numbers = coefficients(values, "values", missing=True)
    low, high = numbers.min(), numbers.max()
    if not high > low:
        return numbers.where(numbers.isna(), 1.0)
    share = (numbers - low) / (high - low)
    return 1 - share if lower_is_better else share


def weighted_sum(scores: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Mean of the scores, each criterion with its weight.

    v_a = sum_k w_k s_ak / sum_k w_k over the criteria k known for a.

    Fishburn (1967), *Additive Utilities with Incomplete Product Sets*, Operations Research 15.

    Parameters
    ----------
    scores : pandas.DataFrame
        Proposals in rows, criteria in columns, in [0, 1]; NaN is unknown, never 0.
    weights : pandas.Series
        By criterion, 0 or more; only their proportions count.

    Returns
    -------
    pandas.DataFrame
        By proposal: ``score`` in [0, 1] (NaN where nothing known has a weight), ``known`` (share
        of the weights whose criterion is known), ``rank`` (from 1; equal where scores are equal;
        missing without score).
    """
    known, weighed = _checked(scores, weights)
    total = (known.notna() * weighed).sum(axis=1)
    sums = (known.fillna(0.0) * weighed).sum(axis=1)
    score = sums / total.where(total > 0)
    share = total / weighed.sum() if weighed.sum() > 0 else total * math.nan
    return pd.DataFrame({"score": score, "known": share, "rank": _ranks(score)})


def rank_bounds(scores: pd.DataFrame, weights: pd.Series, spread: float) -> pd.DataFrame:
    """Best and worst rank of each proposal when weights move and what is unknown may be anything.

    a may pass b where max over |u_k − w_k| <= s w_k of sum_k u_k d_k > 0, with d = s_a − s_b:
    sum_k w_k d_k + s sum_k w_k |d_k| > 0.

    Exact for each pair of proposals, so that no rank outside the bounds can happen; the bounds of
    one proposal may take different weights against each other one. An unknown score is anything
    from 0 to 1: a proposal of which little is known has wide bounds.

    Insua & French (1991), *A framework for sensitivity analysis in discrete multi-objective
    decision-making*, European Journal of Operational Research 54.

    Parameters
    ----------
    scores : pandas.DataFrame
        As `weighted_sum` takes them.
    weights : pandas.Series
        As `weighted_sum` takes them.
    spread : float
        s: 0 (weights stay) to 1 (each from nothing to twice itself).

    Returns
    -------
    pandas.DataFrame
        By proposal: ``best`` and ``worst`` rank, from 1; missing without score.
    """
    if not 0 <= spread <= 1:
        raise ValueError(f"spread is {spread}, not within [0, 1]")
    known, weighed = _checked(scores, weights)
    kept = known.loc[weighted_sum(known, weighed)["score"].notna()]
    low, high = kept.fillna(0.0).to_numpy(), kept.fillna(1.0).to_numpy()
    surely = _leads(low, high, weighed, -spread)  # b is before a whatever the weights
    perhaps = _leads(high, low, weighed, spread)  # b may be before a
    for one_another in (surely, perhaps):
        np.fill_diagonal(one_another, False)
    bounds = {"best": 1 + surely.sum(axis=0), "worst": 1 + perhaps.sum(axis=0)}
    return pd.DataFrame(bounds, kept.index).reindex(scores.index).astype("Int64")


def holding(scores: pd.DataFrame, weights: pd.Series) -> pd.Series:
    """How much every weight must move, at least, before a proposal is passed by the next one.

    s*_a = sum_k w_k d_k / sum_k w_k |d_k|, with d = s_a − s_b, b the next in the ranking.

    Parameters
    ----------
    scores : pandas.DataFrame
        As `weighted_sum` takes them.
    weights : pandas.Series
        As `weighted_sum` takes them.

    Returns
    -------
    pandas.Series
        By proposal, in [0, 1]: 0 on a tie, 1 where no weight makes the next one pass; NaN for the
        last one and without score.
    """
    filled, weighed = _filled(scores, weights)
    value = (filled * weighed).sum(axis=1)
    order = value.sort_values(ascending=False, kind="stable").index
    found = pd.Series(math.nan, scores.index)
    for one, other in pairwise(order):
        apart = (filled.loc[one] - filled.loc[other]) * weighed
        size = apart.abs().sum()
        found[one] = apart.sum() / size if size > _TIE else 0.0
    return found


def _checked(scores: pd.DataFrame, weights: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    known = quantities(scores, "scores", missing=True)
    if (known > 1 + _TIE).any(axis=None):
        raise ValueError("scores go above 1")
    return known, matched(quantities(weights, "weights"), scores.columns, "weights")


def _filled(scores: pd.DataFrame, weights: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    """Keep the proposals with a score; put what is unknown of each at its own mean."""
    known, weighed = _checked(scores, weights)
    own = weighted_sum(known, weighed)["score"].dropna()
    filled = known.loc[own.index].apply(lambda column: column.fillna(own))
    return filled, weighed


def _leads(of: np.ndarray, against: np.ndarray, weighed: pd.Series, spread: float) -> np.ndarray:
    """Tell, for row b against column a, whether sum w d + s sum w |d| > 0 with d = b − a."""
    total = np.zeros((len(of), len(of)))
    for one, other, weight in zip(of.T, against.T, weighed.to_numpy(), strict=True):
        apart = one[:, None] - other[None, :]
        total += weight * (apart + spread * np.abs(apart))
    return np.asarray(total > _TIE)


def _ranks(score: pd.Series) -> pd.Series:
    rounded = score.round(9)
    return rounded.rank(method="min", ascending=False).astype("Int64")
