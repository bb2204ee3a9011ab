"""What is known commune by commune: the measures of the inventory, corrections included."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.inventory import taking
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.inventory.methods import CommuneSum
from territorial_lib.report.material import Material
from territorial_lib.schemas.figures import Figure


@dataclass(frozen=True)
class CommuneMeasure:
    """A variable by commune.

    Parameters
    ----------
    variable : str
        Its name, as in the figure's id.
    label : str
        What is counted, in French.
    figure : Figure
        The figure of the whole territory, as published: unit, year, source.
    values : pandas.DataFrame
        Indexed by commune: ``value`` (NaN is missing), ``status``, ``note``, ``corrected``.
    """

    variable: str
    label: str
    figure: Figure
    values: pd.DataFrame


def commune_measures(material: Material) -> tuple[CommuneMeasure, ...]:
    """Read every measure that is known by commune.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    tuple of CommuneMeasure
        In the order of the inventory.
    """
    case, found = material.case, []
    for measure in MEASURES:
        if measure.by_commune or isinstance(measure.method, CommuneSum):
            own = material.found.inventory.resource(measure.variable)
            values = taking.by_commune(
                material.territory, case.catalogue, measure.variable, case.declared
            )
            found.append(CommuneMeasure(measure.variable, measure.label, own.versions[0], values))
    return tuple(found)
