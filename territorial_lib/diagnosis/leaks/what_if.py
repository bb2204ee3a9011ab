"""What if we bought here? Moves bounded by what can be made here, all solved together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.leaks.balance import Leaks
from territorial_lib.diagnosis.leaks.demand import HOUSEHOLDS
from territorial_lib.indicators.local_currency import additional_spending, turnover
from territorial_lib.indicators.local_purchases import raised
from territorial_lib.indicators.local_share import READINGS
from territorial_lib.indicators.substitution import Effects, bounded_moves, substitution_effects

MOVE, CREATE = "leaks/move", "leaks/create"
VOLUME, VELOCITY = "leaks/currency/volume", "leaks/currency/velocity"
MEASURES = ("kept", "direct_jobs", "type_1", "type_2", "value_added", "wages", "jobs_1", "jobs_2")


def move_key(sector: str) -> str:
    """Give the key of the lever that moves points of a product to local sellers.

    Parameters
    ----------
    sector : str
        Code A38.

    Returns
    -------
    str
        Such as "leaks/move/ca".
    """
    return f"{MOVE}/{sector.lower()}"


def create_key(sector: str) -> str:
    """Give the key of the lever that says how many jobs are created to make a product.

    Parameters
    ----------
    sector : str
        Code A38.

    Returns
    -------
    str
        Such as "leaks/create/ca".
    """
    return f"{CREATE}/{sector.lower()}"


@dataclass(frozen=True)
class WhatIf:
    """What some moves would change, each reading apart.

    Parameters
    ----------
    moves : pandas.DataFrame
        By product: ``points`` asked, ``wanted`` (€), ``created`` (€ of output said to be created),
        ``moved``, ``currency`` (€ that the local currency adds), each with ``_low``, ``_high``;
        ``bound``: "", "leak" (nothing more leaks) or "capacity".
    effects : pandas.DataFrame
        By measure (``kept`` € , ``type_1`` and ``type_2`` € of output, ``value_added`` and
        ``wages`` € by type I, ``jobs_1``, ``jobs_2``...): ``low``, ``central``, ``high``.
    by_sector : pandas.DataFrame
        Central reading, by sector: ``direct``, ``indirect``, ``induced`` output (€), ``jobs``.
    currency : pandas.Series
        € that the local currency adds to the purchases made here, once the moves are made:
        ``low``, ``central``, ``high``.
    """

    moves: pd.DataFrame
    effects: pd.DataFrame
    by_sector: pd.DataFrame
    currency: pd.Series


@dataclass(frozen=True)
class _Solved:
    moved: pd.Series
    currency: pd.Series
    effects: Effects


def what_if(leaks: Leaks, code: str, values: Mapping[str, float]) -> WhatIf:
    """Move points of products to local sellers and follow what it sets in motion.

    The moves, the capacity said to be created and the local currency are put in the same table of
    purchases, then solved once: nothing is counted twice.

    Parameters
    ----------
    leaks : Leaks
        The leaks as they are.
    code : str
        Code of the territory.
    values : Mapping of str to float
        The levers: ``leaks/move/ca`` in points of the purchases of that product,
        ``leaks/create/ca`` in jobs, ``leaks/currency/volume`` (€ in circulation) and
        ``leaks/currency/velocity`` (times a year).

    Returns
    -------
    WhatIf
        € of the table's year; jobs at the nation's output per job.
    """
    rank = int(leaks.bought.territories.get_loc(code))
    products, cells = leaks.bought.products, leaks.bought.cells[rank]
    points = pd.Series([values.get(move_key(each), 0.0) for each in products], products)
    jobs = pd.Series([values.get(create_key(each), 0.0) for each in products], products)
    wanted = points / 100 * cells.sum(axis=1)
    created = jobs / leaks.bought.per_output["jobs"]
    turned = turnover(values.get(VOLUME, 0.0), values.get(VELOCITY, 0.0))
    solved = {
        reading: _solve(leaks, rank, reading, wanted, created, turned) for reading in READINGS
    }
    return WhatIf(
        _moves(leaks.table(code)["leak"], points, wanted, created, solved),
        _effects(leaks, solved),
        _by_sector(leaks, solved["central"]),
        _currency(solved),
    )


def _solve(
    leaks: Leaks,
    rank: int,
    reading: str,
    wanted: pd.Series,
    created: pd.Series,
    turned: float,
) -> _Solved:
    bought, products = leaks.bought, leaks.bought.products
    share, cells = leaks.shares.local[reading][rank], bought.cells[rank]
    local = (share * cells).sum(axis=1)
    leak = pd.Series(cells.sum(axis=1) - local, products).clip(lower=0)
    outside = pd.Series(bought.output[rank] - local, products).clip(lower=0)
    moved = bounded_moves(wanted, leak, outside, created)
    after = raised(share, cells, moved.to_numpy())
    column = int(bought.uses.get_loc(HOUSEHOLDS))
    room = (outside + created - moved).clip(lower=0)
    added = additional_spending(
        turned,
        pd.Series(cells[:, column], products),
        pd.Series(share[:, column], products),
        pd.Series(after[:, column], products),
        room,
    )
    spent = np.where(cells[:, column] > 0, cells[:, column], np.inf)
    after[:, column] = np.minimum(1.0, after[:, column] + added.to_numpy() / spent)
    return _Solved(moved, added, _circuit(leaks, after, moved + added, reading))


def _circuit(leaks: Leaks, share: np.ndarray, moved: pd.Series, reading: str) -> Effects:
    """Solve the circuit with the shares after every move."""
    nation, products = leaks.inputs.nation, leaks.bought.products
    n = len(products)
    regional = nation.economy.total_coefficients.to_numpy() * share[:, :n]
    spread = {
        "low": nation.income_spent,
        "central": (nation.income_spent + nation.wages_spent) / 2,
        "high": nation.wages_spent,
    }
    households = nation.economy.products["households"]
    mix = (households / households.sum()).to_numpy()
    spent = spread[reading] * mix * share[:, int(leaks.bought.uses.get_loc(HOUSEHOLDS))]
    return substitution_effects(
        moved,
        pd.DataFrame(regional, products, products),
        leaks.bought.per_output["wages"],
        pd.Series(spent, products),
    )


def _moves(
    leak: pd.Series,
    points: pd.Series,
    wanted: pd.Series,
    created: pd.Series,
    solved: Mapping[str, _Solved],
) -> pd.DataFrame:
    frame = pd.DataFrame({"points": points, "wanted": wanted, "created": created})
    for name in ("moved", "currency"):
        readings = pd.DataFrame({key: getattr(each, name) for key, each in solved.items()})
        frame[name] = readings["central"]
        frame[f"{name}_low"], frame[f"{name}_high"] = readings.min(axis=1), readings.max(axis=1)
    short = frame["moved"] < frame["wanted"] * (1 - 1e-9)
    leaking = frame["moved"] >= leak * (1 - 1e-9)
    frame["bound"] = np.select([short & leaking, short], ["leak", "capacity"], "")
    return frame


def _effects(leaks: Leaks, solved: Mapping[str, _Solved]) -> pd.DataFrame:
    per = leaks.bought.per_output
    columns = {}
    for reading, each in solved.items():
        direct, first, second = each.effects.direct, each.effects.indirect, each.effects.induced
        columns[reading] = {
            "kept": direct.sum(),
            "direct_jobs": (direct * per["jobs"]).sum(),
            "type_1": first.sum(),
            "type_2": second.sum(),
            "value_added": (first * per["value_added"]).sum(),
            "wages": (first * per["wages"]).sum(),
            "jobs_1": (first * per["jobs"]).sum(),
            "jobs_2": (second * per["jobs"]).sum(),
        }
    frame = pd.DataFrame(columns).loc[list(MEASURES)]
    return pd.DataFrame(
        {"low": frame.min(axis=1), "central": frame["central"], "high": frame.max(axis=1)}
    )


def _currency(solved: Mapping[str, _Solved]) -> pd.Series:
    added = {reading: float(each.currency.sum()) for reading, each in solved.items()}
    return pd.Series(
        {"low": min(added.values()), "central": added["central"], "high": max(added.values())}
    )


def _by_sector(leaks: Leaks, solved: _Solved) -> pd.DataFrame:
    effects = solved.effects
    return pd.DataFrame(
        {
            "direct": effects.direct,
            "indirect": effects.indirect,
            "induced": effects.induced,
            "jobs": effects.indirect * leaks.bought.per_output["jobs"],
        }
    )
