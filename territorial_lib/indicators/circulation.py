"""Loops of purchases that close on themselves: what could be settled without a euro leaving."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, vstack

from territorial_lib.indicators.arguments import quantities, unique

COLUMNS = ("buyer", "seller", "amount")
_TOLERANCE = 1e-9


def closed_loops(purchases: pd.DataFrame) -> pd.DataFrame:
    """Largest circulation that closes on itself among declared purchases.

    max sum_ij f_ij, sum_j f_ij = sum_j f_ji for every actor i, 0 <= f_ij <= p_ij.

    Fleischman, Dini & Littera (2020), *Liquidity-Saving through Obligation-Clearing and Mutual
    Credit*. Amounts are whole cents. Among the largest circulations, the one that maximises
    sum f_ij sqrt(prime_ij), the greatest primes for the first names: square roots of primes are
    independent over the rationals, so no two circulations tie.

    Parameters
    ----------
    purchases : pandas.DataFrame
        ``buyer``, ``seller``, ``amount`` (€ a year, 0 or more), in any order; rows of the same pair
        are summed, fractions of a cent dropped.

    Returns
    -------
    pandas.DataFrame
        Same columns, one row a pair whose flow is above 0, sorted by buyer then seller; at every
        actor what is paid equals what is received. ValueError where someone buys from itself.
    """
    pairs = _pairs(purchases)
    cents = _settled(pairs) if len(pairs) else np.zeros(0)
    kept = pairs.assign(amount=cents / 100)[list(COLUMNS)]
    return kept[cents > 0].reset_index(drop=True)


def missing_links(
    purchases: pd.DataFrame, candidates: pd.DataFrame, count: int = 5
) -> pd.DataFrame:
    """Purchases not made that would add most to the largest circulation.

    gain_k = max circulation of (purchases and k) − max circulation of purchases.

    By duality gain_k <= p_k max(0, 1 + y_buyer − y_seller), y the prices of the actors: candidates
    are solved again in the order of that bound, until no other can enter the list.

    Parameters
    ----------
    purchases : pandas.DataFrame
        ``buyer``, ``seller``, ``amount`` declared, as for `closed_loops`.
    candidates : pandas.DataFrame
        ``buyer``, ``seller``, ``amount`` that could be, one a row.
    count : int
        How many to give, at most.

    Returns
    -------
    pandas.DataFrame
        The candidates' rows, with ``gain`` in euros (above 0), greatest first then in the order
        given; fewer than ``count`` where fewer add anything.
    """
    pairs = _pairs(purchases)
    extra = _checked(candidates, "candidates")
    unique(candidates.index, "candidates")
    if pairs.empty or extra.empty:
        return candidates.iloc[:0].assign(gain=pd.Series(dtype=float))
    actors = _actors(pd.concat([pairs, extra]))
    base = _largest(pairs, actors)
    price = pd.Series(base.eqlin.marginals, actors)
    bound = extra["amount"] * (1 + extra["buyer"].map(price) - extra["seller"].map(price))
    gains = pd.Series(0.0, candidates.index)
    for place in np.argsort(-bound.to_numpy(), kind="stable"):
        if bound.iloc[place] <= max(gains.nlargest(count).min(), _TOLERANCE):
            break
        added = pd.concat([pairs, _pairs(extra.iloc[[place]])])
        gains.iloc[place] = round(base.fun - _largest(added, actors).fun) / 100
    best = gains[gains > 0].sort_values(ascending=False, kind="stable").head(count)
    return candidates.loc[best.index].assign(gain=best)


def _largest(pairs: pd.DataFrame, actors: pd.Index) -> OptimizeResult:
    """Solve for the largest circulation, in cents; its opposite is ``fun``."""
    return _solve(np.ones(len(pairs)), pairs, _conservation(pairs, actors), np.zeros(len(actors)))


def _actors(pairs: pd.DataFrame) -> pd.Index:
    return pd.Index(pd.unique(pairs[["buyer", "seller"]].to_numpy().ravel()))


def _settled(pairs: pd.DataFrame) -> np.ndarray:
    """Give the flows in whole cents: largest sum first, then the order of the names."""
    actors = _actors(pairs)
    balance, everyone = _conservation(pairs, actors), np.zeros(len(actors))
    largest = round(-_largest(pairs, actors).fun)
    ties = np.sqrt(_primes(len(pairs)))[::-1]
    rows = vstack([balance, csr_array(np.ones((1, len(pairs))))], format="csr")
    flows = np.rint(_solve(ties / ties[0], pairs, rows, np.append(everyone, largest)).x)
    within = (flows >= 0).all() and (flows <= pairs["cents"]).all()
    if not within or (balance @ flows).any() or flows.sum() != largest:
        raise RuntimeError("HiGHS: the flows in whole cents are not a largest circulation")
    return np.asarray(flows)


def _solve(
    objective: np.ndarray, pairs: pd.DataFrame, rows: csr_array, right: np.ndarray
) -> OptimizeResult:
    """Maximise a linear objective of the flows; the simplex gives a vertex, in whole cents."""
    bounds = np.column_stack([np.zeros(len(pairs)), pairs["cents"]])
    solved = linprog(-objective, A_eq=rows, b_eq=right, bounds=bounds, method="highs-ds")
    if solved.status != 0:
        raise RuntimeError(f"HiGHS: {solved.message}")
    return solved


def _conservation(pairs: pd.DataFrame, actors: pd.Index) -> csr_array:
    """Give the matrix of what each actor pays minus what it receives."""
    buyers, sellers = actors.get_indexer(pairs["buyer"]), actors.get_indexer(pairs["seller"])
    each, one = np.arange(len(pairs)), np.ones(len(pairs))
    entries = (np.concatenate([one, -one]), (np.concatenate([buyers, sellers]), np.tile(each, 2)))
    return csr_array(entries, shape=(len(actors), len(pairs)))


def _pairs(purchases: pd.DataFrame) -> pd.DataFrame:
    """Sum the purchases by pair, sorted by names, in whole cents."""
    checked = _checked(purchases, "purchases")
    summed = checked.groupby(["buyer", "seller"], as_index=False, sort=True)["amount"].sum()
    return summed.assign(cents=np.floor(summed["amount"] * 100 + 1e-6))


def _checked(purchases: pd.DataFrame, name: str) -> pd.DataFrame:
    """Refuse columns, amounts and names that make no purchase."""
    absent = [column for column in COLUMNS if column not in purchases.columns]
    if absent:
        raise ValueError(f"{name} lacks the columns {absent}")
    if purchases[["buyer", "seller"]].isna().any(axis=None):
        raise ValueError(f"{name} has purchases without buyer or seller")
    own = purchases["buyer"] == purchases["seller"]
    if own.any():
        raise ValueError(f"{name}: {list(purchases.loc[own, 'buyer'])[:5]} buy from themselves")
    amounts = quantities(purchases["amount"].reset_index(drop=True), f"amount of {name}")
    return purchases[list(COLUMNS)].assign(amount=amounts.to_numpy())


def _primes(count: int) -> np.ndarray:
    """Give the first primes, by Eratosthenes' sieve up to Rosser's bound."""
    limit = int(count * (np.log(count + 1) + np.log(np.log(count + 2) + 1))) + 10
    sieve = np.ones(limit, dtype=bool)
    sieve[:2] = False
    for n in range(2, int(limit**0.5) + 1):
        sieve[n * n :: n] &= ~sieve[n]
    return np.flatnonzero(sieve)[:count]
