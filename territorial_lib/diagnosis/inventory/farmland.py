"""The agricultural area of a territory, read from its départements and the land cover."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.inventory.methods import Measure, UnitSum, reading
from territorial_lib.diagnosis.readings import Reading, Scope, Words
from territorial_lib.geography.farmland import cells, farmland


@dataclass(frozen=True)
class Farmland:
    """Utilised agricultural area: the département's, shared by CORINE agricultural area.

    Parameters
    ----------
    table : str
        Agricultural area by département.
    landcover : str
        Land cover by EPCI.
    """

    table: str
    landcover: str = "landcover_2018"

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the agricultural area for every territory of the scope."""
        sau = scope.catalogue.indexed(self.table)["sau"]
        land = UnitSum(self.landcover, ("clc_2",)).values(scope)
        shared = cells(scope.gazetteer, land, sau)
        words = Words(
            cut="Surface du département, répartie selon les surfaces agricoles vues par satellite.",
            missing="Occupation des sols manquante pour ce territoire.",
        )
        return reading(measure, self.table, scope, farmland(scope.selection, shared), words)
