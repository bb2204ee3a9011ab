"""Wood that grows and is not cut, straw left after soil return: what the land has and is not used.

Straw: S = 0.6 x sum over straw cereals of area x 3.25 t/ha (low), or of production x (1/h - 1)
(high), h the harvest index. Wood: W = growth - removals, less mortality (low), or growth - harvest
sold, firewood not counted (high).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.inventory.brought import brought, cautioned, gathered, identified
from territorial_lib.diagnosis.inventory.methods import Measure
from territorial_lib.diagnosis.readings import Reading, Scope

STRAW_CEREALS = ("soft_wheat", "durum_wheat", "barley", "triticale", "oats", "rye")
STRAW_YIELD = 3.25
"""Tonnes of straw a hectare (Inra, 2006)."""
AFTER_SOIL_RETURN = 0.6
"""Share left once the soil has had its part: 40 % goes back (a weak figure)."""
_STRAW = (
    "Milieu d’une fourchette : 3,25 t de paille par hectare (bas) ou indice de récolte (haut), "
    "60 % restant après retour au sol ; avant litière et fourrage. Surfaces de 2010."
)
_WOOD = (
    "Production biologique moins prélèvements, forêt disponible hors peupleraies ; bas : moins la "
    "mortalité ; haut : moins la seule récolte vendue (sans le bois de feu). Tout n’est ni "
    "accessible ni à couper."
)
_ALL_FOREST = "all_but_poplar"


@dataclass(frozen=True)
class Straw:
    """Straw of cereals after soil return, with the band between two methods and two proxies.

    Parameters
    ----------
    table, index : str
        Crops by département; harvest index by crop.
    """

    table: str = "crops_2010"
    index: str = "harvest_index"

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the straw of every territory of the scope."""
        shares = scope.catalogue.load(self.index).frame.set_index("crop")["harvest_index"]
        light = self._tonnes(scope, "area", pd.Series(STRAW_YIELD, index=shares.index))
        heavy = self._tonnes(scope, "production", 1 / shares - 1)
        low, high = (
            pd.concat([each[name].fillna(each["value"]) for each in (light, heavy)], axis=1)
            for name in ("low", "high")
        )
        # Where yields are low (Corsica), the harvest index gives less than 3.25 t/ha.
        frame = light.assign(
            value=(light["value"] + heavy["value"]) / 2,
            low=low.min(axis=1),
            high=high.max(axis=1),
            status=light["status"].replace(["observed", "imported"], "estimated"),
        )
        return identified(measure, scope, self.table, cautioned(frame, _STRAW))

    def _tonnes(self, scope: Scope, variable: str, straw: pd.Series) -> pd.DataFrame:
        rows = brought(scope, self.table, variable)
        rows = rows[rows["crop"].isin(STRAW_CEREALS)]
        factor = rows["crop"].map(straw).astype(float) * AFTER_SOIL_RETURN
        weighed = {name: rows[name] * factor for name in ("value", "low", "high")}
        return gathered(rows.assign(**weighed), scope.selection.territories)


@dataclass(frozen=True)
class WoodIncrement:
    """Wood that grows and is not taken, with the band between what is taken off.

    Parameters
    ----------
    table, harvest : str
        Forest inventory by région; wood sold by département.
    """

    table: str = "forest_stock"
    harvest: str = "wood_harvest_2022"

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the wood of every territory of the scope."""
        growth, removals, mortality = (
            self._forest(scope, name) for name in ("increment", "removals", "mortality")
        )
        sold = sum(
            gathered(brought(scope, self.harvest, name), scope.selection.territories)["value"]
            for name in ("sawlogs", "industry_wood")
        )
        value = growth["value"] - removals["value"]
        low = value - mortality["value"]
        high = (growth["value"] - sold).clip(lower=value)
        frame = growth.assign(value=value, low=low, high=high)
        return identified(measure, scope, self.table, cautioned(frame, _WOOD))

    def _forest(self, scope: Scope, variable: str) -> pd.DataFrame:
        rows = brought(scope, self.table, variable)
        rows = rows[rows["composition"] == _ALL_FOREST]
        return gathered(rows, scope.selection.territories)
