"""The territorial energy bill: what is bought, what is sold, what leaves.

B = sum_u c_u p_u − sum_k q_k s_k, energy consumed by all sectors at its price, less the renewable
energy sold by the territory (Cerema/ADEME; Auxilia & Transitions, FacETe).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.energy.prices import BOUNDS, ELECTRICITY, ROAD
from territorial_lib.diagnosis.energy.uses import EnergyInputs, Spread

SOBRIETY = "gaps/energy/sobriety"
OUTPUT = "gaps/energy/output"
PRICE = "gaps/energy/price"
TODAY = {SOBRIETY: 0.0, OUTPUT: 0.0, PRICE: 1.0}
"""The levers where the room moves nothing."""
_OPPOSITE = {"low": "high", "value": "value", "high": "low"}


@dataclass(frozen=True)
class EnergyBalance:
    """Energy and its money, territories in rows.

    Parameters
    ----------
    uses : Spread
        MWh a year by use, sobriety counted.
    bills : Spread
        € a year by use.
    output, sales : Spread
        MWh and € a year by kind, with what is added ("added").
    totals : Mapping of str to pandas.DataFrame
        By quantity: ``low``, ``value``, ``high`` by territory; "consumption" (MWh, road fuels
        included), "gross" and "stationary" (€, with and without road fuels), "sold" (€), "net" (€),
        "per_inhabitant" (€), "leaving" (% of the gross bill), "electricity" and "output" (MWh),
        "ratio" (%). Missing where one of their parts is: no local output known, no network.
    """

    uses: Spread
    bills: Spread
    output: Spread
    sales: Spread
    totals: Mapping[str, pd.DataFrame]


def assess(inputs: EnergyInputs, values: Mapping[str, float]) -> EnergyBalance:
    """Compute the balance from the inputs and the levers.

    c' = c (1 − s), p' = k p, q' = q + a c_electricity: sobriety s, price multiplied by k, output
    added a, in share of the electricity consumed today.

    Parameters
    ----------
    inputs : EnergyInputs
        What was read.
    values : Mapping of str to float
        The levers: sobriety in %, output added in % of today's electricity, price multiplier.

    Returns
    -------
    EnergyBalance
        Every quantity for every territory.
    """
    kept, added = 1 - values[SOBRIETY] / 100, values[OUTPUT] / 100
    uses = {bound: inputs.uses[bound] * kept for bound in BOUNDS}
    bills = {b: uses[b] * inputs.prices[b] * values[PRICE] for b in BOUNDS}
    today = {b: _electricity(inputs.uses[b]) for b in BOUNDS}
    output = {b: inputs.output[b].assign(added=today[b] * added) for b in BOUNDS}
    sale = pd.concat([inputs.sales, _new(inputs.new_sale)])
    sales = {b: output[b] * sale[b] for b in BOUNDS}
    totals = _totals(uses, bills, output, sales, inputs.people["population"])
    return EnergyBalance(uses, bills, output, sales, totals)


def _totals(
    uses: Spread, bills: Spread, output: Spread, sales: Spread, people: pd.Series
) -> dict[str, pd.DataFrame]:
    electricity = _each(lambda b: _electricity(uses[b]))
    produced = _each(lambda b: _whole(output[b]))
    gross = _each(lambda b: _bought(bills[b]))
    sold = _each(lambda b: _whole(sales[b]))
    net = _each(lambda b: gross[b] - sold[_OPPOSITE[b]])
    return {
        "consumption": _each(lambda b: _bought(uses[b])),
        "gross": gross,
        "stationary": _each(lambda b: _bought(bills[b].drop(columns=list(ROAD)))),
        "sold": sold,
        "net": net,
        "per_inhabitant": net.div(people.where(people > 0), axis=0),
        "leaving": _each(lambda b: 100 * _over(net[b], gross[b])),
        "electricity": electricity,
        "output": produced,
        "ratio": _each(lambda b: 100 * _over(produced[b], electricity[_OPPOSITE[b]])),
    }


def _each(compute: Callable[[str], pd.Series]) -> pd.DataFrame:
    return pd.DataFrame({bound: compute(bound) for bound in BOUNDS})


def _electricity(uses: pd.DataFrame) -> pd.Series:
    """Add up the sectors; missing where that of the homes is: no network is known."""
    known = uses["electricity+residential"].notna()
    total: pd.Series = uses[list(ELECTRICITY)].sum(axis=1).where(known)
    return total


def _bought(uses: pd.DataFrame) -> pd.Series:
    """Add up what is known; missing where the homes' electricity is."""
    total: pd.Series = uses.sum(axis=1).where(uses["electricity+residential"].notna())
    return total


def _whole(output: pd.DataFrame) -> pd.Series:
    """Add up every kind; missing where a kind is."""
    total: pd.Series = output.sum(axis=1, skipna=False)
    return total


def _over(part: pd.Series, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole > 0)


def _new(price: float) -> pd.DataFrame:
    return pd.DataFrame(price, index=["added"], columns=list(BOUNDS))
