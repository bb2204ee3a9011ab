"""What dearer energy does to the costs of each sector: Leontief's price model.

dp_N' = dp_E' A_EN (I − A_NN)^-1: the energy sectors' price is fixed, the others pass costs on.
"""

from __future__ import annotations

import pandas as pd

from territorial_lib.diagnosis.national_economy import NationalEconomy
from territorial_lib.indicators.input_output import moving_coefficients, price_model

ENERGY = pd.Index(["CD", "DZ"])
"""Refining; electricity, gas and steam."""
EXTRACTION = "BZ"
"""Crude oil and gas, almost all imported, with the quarries, which the table does not set apart."""
EXPOSED_SHARE = 0.25
"""Part of the other sectors that is called the most exposed."""


def cost_push(economy: NationalEconomy, rise: float) -> pd.DataFrame:
    """Rise of each sector's price when energy, wherever it comes from, gets dearer.

    Three readings: low, other imports keep their price; value, they follow like national products;
    high, extraction (oil and gas, with the quarries) gets dearer like energy itself.

    Parameters
    ----------
    economy : NationalEconomy
        The national table.
    rise : float
        Relative rise of the price of energy: 0.5 is +50 %; -1 or more.

    Returns
    -------
    pandas.DataFrame
        By sector: ``low``, ``value``, ``high``, relative to the old price (low <= value <= high
        where the price rises).
    """
    total = economy.total_coefficients
    partly = moving_coefficients(total, economy.domestic_coefficients("home"), ENERGY)
    energy = pd.Series(rise, index=ENERGY)
    wider = pd.Series(rise, index=ENERGY.append(pd.Index([EXTRACTION])))
    primary = pd.Series(0.0, index=total.index)
    return pd.DataFrame(
        {
            "low": price_model(partly, primary, energy),
            "value": price_model(total, primary, energy),
            "high": price_model(total, primary, wider),
        }
    )


def exposed(economy: NationalEconomy) -> pd.Index:
    """Name the sectors whose costs energy moves most.

    Parameters
    ----------
    economy : NationalEconomy
        The national table.

    Returns
    -------
    pandas.Index
        The first quarter of the sectors other than energy, most exposed first: the order does not
        depend on the rise, since the model is linear.
    """
    push = cost_push(economy, 1.0)["value"].drop(ENERGY)
    return push.nlargest(round(EXPOSED_SHARE * len(push))).index
