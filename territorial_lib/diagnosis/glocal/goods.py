"""What goes round between territories: foods and renewable electricity, made and needed.

The rest of France is computed once, as nobody corrected it; the territory's own figures are those
of the room, its corrections and levers in force.
"""

from __future__ import annotations

import pandas as pd

from territorial_lib.diagnosis import food
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.energy import bill as energy
from territorial_lib.diagnosis.energy import block as energy_block
from territorial_lib.diagnosis.energy import uses as energy_uses
from territorial_lib.diagnosis.food.balance import Results
from territorial_lib.diagnosis.food.products import PRODUCTS
from territorial_lib.diagnosis.glocal.market import Good, Market, every, market

DETOUR = "facteur-de-detour-routier-distance-route-vol-d-oiseau"
_FOOD_SOURCE = "Agreste 2010, FAO 2013, Our World in Data 2017 (calcul)"
_ENERGY_SOURCE = "ODRÉ 2021, SDES 2024, Enedis 2023 (calcul)"
_FOOD_YEAR, _ENERGY_YEAR = 2010, 2023
_BRUT = "Potentiel\u00a0: ce que la terre produit, non ce qui est vendu ici."
_GRID = "Sur l’année\u00a0; le réseau transporte, aucun camion ne roule."


def nation(case: Case) -> Market:
    """Lay out France around the territory of a case, once.

    Parameters
    ----------
    case : Case
        The territory.

    Returns
    -------
    Market
        Road km with the cited detour.
    """
    detour = coefficient(case.catalogue, DETOUR).value
    assert detour is not None
    found: Market = case.lasting(
        "glocal/market", lambda: market(case.territory, case.scope.gazetteer, detour)
    )
    return found


def goods(case: Case) -> tuple[Good, ...]:
    """List the goods, as the whole of France makes and needs them.

    Parameters
    ----------
    case : Case
        The territory; what the room says of it is in force.

    Returns
    -------
    tuple of Good
        Foods that have both a production and a need, then electricity; NaN where unknown.
    """
    levers = (food.PART.values(case), energy_block.PART.values(case))
    found: tuple[Good, ...] = case.latest(
        "glocal/goods", levers, lambda: (*_foods(case), _electricity(case))
    )
    return found


def _foods(case: Case) -> list[Good]:
    everywhere: Results = case.lasting("glocal/food", lambda: _fed(every(nation(case), case)))
    inputs = case.once(food.NOTION.key, food.read)
    here: Results = food.assess(inputs, food.PART.values(case))
    own = case.territory.code
    made, need = everywhere.production.value, everywhere.need
    return [
        Good(
            key=f"food/{key}",
            label=product.label,
            unit="t/an",
            supply=_with(made[key], own, here.production.value.at[own, key]),
            demand=_with(need[key], own, here.need.at[own, key]),
            year=_FOOD_YEAR,
            source=_FOOD_SOURCE,
            note=_BRUT,
        )
        for key, product in PRODUCTS.items()
        if made[key].notna().any() and need[key].notna().any()
    ]


def _fed(case: Case) -> Results:
    defaults = {each.key: each.default for each in food.levers(case.catalogue)}
    return food.assess(food.read(case), defaults)


def _electricity(case: Case) -> Good:
    everywhere = case.lasting("glocal/energy", lambda: _powered(every(nation(case), case)))
    inputs = case.once(energy_uses.INPUTS, energy_uses.read)
    here = energy.assess(inputs, energy_block.PART.values(case)).totals
    own = case.territory.code
    return Good(
        key="energy/electricity",
        label="Électricité renouvelable",
        unit="MWh/an",
        supply=_with(everywhere["output"], own, here["output"].at[own, "value"]),
        demand=_with(everywhere["electricity"], own, here["electricity"].at[own, "value"]),
        year=_ENERGY_YEAR,
        source=_ENERGY_SOURCE,
        freight=False,
        note=_GRID,
    )


def _powered(case: Case) -> dict[str, pd.Series]:
    totals = energy.assess(energy_uses.read(case), energy.TODAY).totals
    return {name: totals[name]["value"] for name in ("output", "electricity")}


def _with(values: pd.Series, own: str, here: float) -> pd.Series:
    """Put the territory's own value in the place of what nobody corrected."""
    changed = values.copy()
    changed[own] = here
    return changed
