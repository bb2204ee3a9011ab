"""LM3 in the room: an organisation's money, round by round, and what it teaches of local shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.declared import Survey
from territorial_lib.diagnosis.leaks.balance import Leaks, assess
from territorial_lib.diagnosis.leaks.demand import HOUSEHOLDS
from territorial_lib.diagnosis.leaks.inputs import LeakInputs
from territorial_lib.diagnosis.leaks.said import declared_shares, surveyed
from territorial_lib.indicators.local_multiplier import lm3, rounds
from territorial_lib.indicators.local_share import READINGS

WAGES = "wages"
ROUNDS = ("income", "here", "again")


@dataclass(frozen=True)
class MoneyTrail:
    """What becomes of an organisation's income over three rounds.

    Parameters
    ----------
    organisation : str
        Its name.
    lines : pandas.DataFrame
        One row a line of spending: ``label``, ``product``, ``amount`` (€), ``local`` and
        ``respent`` (shares, central), ``local_known``, ``respent_known`` (False where the
        territory's estimate stands for an answer), ``here``, ``again`` (€, central).
    rounds : pandas.DataFrame
        R1, R2, R3 (index "income", "here", "again"): ``low``, ``central``, ``high``, €.
    multiplier : tuple of float
        LM3: low, central, high, from 1 to 3.
    """

    organisation: str
    lines: pd.DataFrame
    rounds: pd.DataFrame
    multiplier: tuple[float, float, float]


def followable(survey: Survey, leaks: Leaks, code: str) -> bool:
    """Tell whether an organisation's money can be followed.

    Parameters
    ----------
    survey : Survey
        What it receives and spends.
    leaks : Leaks
        The leaks of the territory.
    code : str
        Code of the territory.

    Returns
    -------
    bool
        False for a survey with a fault; where the territory has no estimate to stand for what
        was not said, only a survey that says everything.
    """
    told = all(
        line.local is not None and (line.local == 0 or line.respent is not None)
        for line in survey.spending
    )
    known = not pd.isna(leaks.totals.at[code, "demand"])
    return not survey.fault and (known or told)


def money_trail(survey: Survey, leaks: Leaks, code: str) -> MoneyTrail:
    """Follow an organisation's income: spent here, then spent here again.

    LM3 = (R1 + R2 + R3) / R1. Where the organisation or its suppliers did not say, the territory's
    own estimate stands in: the share of a product bought here; what a local firm of that sector
    buys here, wages spent here included.

    Parameters
    ----------
    survey : Survey
        What it receives and spends; the income above 0, the spending no greater.
    leaks : Leaks
        The leaks of the territory.
    code : str
        Code of the territory.

    Returns
    -------
    MoneyTrail
        With a band where something was estimated.
    """
    found, lines = {}, pd.DataFrame()
    for reading in READINGS:
        each = _lines(survey, leaks, code, reading)
        found[reading] = rounds(survey.income, each["amount"], each["local"], each["respent"])
        if reading == "central":
            lines = each
    frame = pd.DataFrame(found, index=list(ROUNDS))
    low, central, high = (lm3(*found[reading]) for reading in READINGS)
    here = lines["amount"] * lines["local"]
    lines = lines.assign(here=here, again=here * lines["respent"])
    return MoneyTrail(survey.organisation, lines, frame, (low, central, high))


def respent_shares(leaks: Leaks, code: str, reading: str) -> pd.Series:
    """Estimate what a local firm of each sector, or a local wage, spends here again.

    t_j = sum_i a_ij l_ij + w_j t_wages, t_wages = b sum_i c_i l_i: b the part of a wage that is
    spent, c its products.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    code : str
        Code of the territory.
    reading : str
        low, central or high.

    Returns
    -------
    pandas.Series
        In [0, 1], by sector; "wages" for pay; "" for an unknown sector (mean of local firms).
    """
    rank = int(leaks.bought.territories.get_loc(code))
    nation, products = leaks.inputs.nation, leaks.bought.products
    share = leaks.shares.local[reading][rank]
    spread = {"low": nation.income_spent, "high": nation.wages_spent}
    part = spread.get(reading, (nation.income_spent + nation.wages_spent) / 2)
    bought = nation.economy.products["households"].to_numpy(dtype=float)
    column = int(leaks.bought.uses.get_loc(HOUSEHOLDS))
    wages = part * float(bought @ share[:, column]) / bought.sum()
    firms = (nation.economy.total_coefficients.to_numpy() * share[:, : len(products)]).sum(axis=0)
    firms = firms + leaks.bought.per_output["wages"].to_numpy() * wages
    output = leaks.bought.output[rank]
    mean = float(firms @ output / output.sum()) if output.sum() > 0 else 0.0
    values = np.clip([*firms, wages, mean], 0, 1)
    return pd.Series(values, [*products, WAGES, ""])


def share_trace(
    inputs: LeakInputs, values: Mapping[str, float], leaks: Leaks, code: str
) -> pd.DataFrame:
    """Show what the room changed in the local shares, product by product.

    Parameters
    ----------
    inputs : LeakInputs
        What was read.
    values : Mapping of str to float
        The levers in force.
    leaks : Leaks
        The leaks, what the room said in force.
    code : str
        Code of the territory, the first one.

    Returns
    -------
    pandas.DataFrame
        By product that the room spoke of: ``estimated`` share, ``surveyed`` share with its
        ``euros`` and ``organisations``, ``corrected`` share (NaN where nobody corrected it),
        ``retained`` share.
    """
    silent = replace(inputs.declared, surveys=(), corrections=())
    before = assess(replace(inputs, declared=silent), values).table(code)["share"]
    products = leaks.bought.products
    survey = surveyed(inputs.declared.surveys, products)
    corrected = declared_shares(inputs.declared.corrections, code, products)
    frame = pd.DataFrame(
        {
            "estimated": before,
            "surveyed": survey["share"],
            "euros": survey["euros"],
            "organisations": survey["organisations"],
            "corrected": corrected,
            "retained": leaks.table(code)["share"],
        }
    )
    return frame[frame["surveyed"].notna() | frame["corrected"].notna()]


def _lines(survey: Survey, leaks: Leaks, code: str, reading: str) -> pd.DataFrame:
    rows = pd.DataFrame(
        [
            (each.label, each.product, each.amount, each.local, each.respent)
            for each in survey.spending
        ],
        columns=["label", "product", "amount", "local", "respent"],
    )
    rows = rows.astype({"amount": float, "local": float, "respent": float})
    again = respent_shares(leaks, code, reading)
    known = rows["product"].isin(again.index)
    product = rows["product"].where(known, "")
    here = _bought_here(leaks, code, reading)
    local = rows["local"].fillna(product.map(here))
    respent = rows["respent"].fillna(product.map(again))
    return rows.assign(
        local_known=rows["local"].notna(),
        respent_known=rows["respent"].notna(),
        local=local,
        respent=respent.mask(respent.isna() & local.eq(0), 0.0),
    )


def _bought_here(leaks: Leaks, code: str, reading: str) -> pd.Series:
    """Give the share of each product bought here; of pay and of an unknown product, the mean."""
    rank = int(leaks.bought.territories.get_loc(code))
    cells, share = leaks.bought.cells[rank], leaks.shares.local[reading][rank]
    total = cells.sum(axis=1)
    here = (cells * share).sum(axis=1)
    ratio = np.divide(here, total, out=np.zeros(len(total)), where=total > 0)
    mean = float(here.sum() / total.sum()) if total.sum() > 0 else 0.0
    return pd.Series([*ratio, mean, mean], [*leaks.bought.products, WAGES, ""])
