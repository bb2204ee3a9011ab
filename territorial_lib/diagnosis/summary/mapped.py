"""What the dashboard's map shows, commune by commune: shared by every page as blocks are."""

from __future__ import annotations

import msgspec
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.inventory.taking import by_commune
from territorial_lib.diagnosis.part import View

_VARIABLES = ("vacancy_rate", "unemployment_rate_2018", "share_75_plus", "population")


class CommuneValues(msgspec.Struct, frozen=True, kw_only=True):
    """A variable by commune.

    Parameters
    ----------
    variable, label, unit : str
        Its name, and in French what it is and its unit.
    year : int or None
        Year of the values.
    source : str
        Producer and publication, in French; says where the room corrected a commune.
    values : dict of str to float or None
        By commune; None where missing.
    """

    variable: str
    label: str
    unit: str
    year: int | None
    source: str
    values: dict[str, float | None]


def _mapped(case: Case) -> tuple[CommuneValues, ...]:
    """Give every variable of the map, the first shown first."""
    known = {each.variable: each for each in MEASURES if each.by_commune}
    return tuple(_values(case, each, known[each].label) for each in _VARIABLES if each in known)


def _values(case: Case, variable: str, label: str) -> CommuneValues:
    assert case.inventory is not None
    official = case.inventory.resource(variable).versions[0]  # the communes' own source
    found = by_commune(case.territory, case.catalogue, variable, case.declared)
    said = ", corrigé par la salle" if found["corrected"].any() else ""
    return CommuneValues(
        variable=variable,
        label=label,
        unit=official.unit,
        year=official.year,
        source=f"{official.source}{said}",
        values={
            str(code): None if pd.isna(each) else float(each)
            for code, each in found["value"].items()
        },
    )


MAPPED: View[tuple[CommuneValues, ...]] = View(
    "view/dashboard_map", tuple[CommuneValues, ...], _mapped
)
"""Each variable of the dashboard's map, by commune."""
