"""Territories that the tests of the leaks compute once."""

from __future__ import annotations

from functools import cache

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.leaks import balance as leaks
from territorial_lib.diagnosis.leaks import inputs as leaks_inputs
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

HERE, ISLAND, MAYOTTE, PARIS = "242600252", "29155", "200050532", "200054781"
RURAL = "200072007"
UNKNOWN = (MAYOTTE, "200060465")
"""Two EPCI of Mayotte: no job by sector is published there."""
PERIMETER, VILLAGE, COMMUNE = "242600252+26108", "01311", "26108"
SOME = (
    HERE, PARIS, COMMUNE, VILLAGE, "200060465", RURAL, "245600465", ISLAND, "249740119",
    "200041515", "dep:26", "reg:53", "ze:8405", PERIMETER, MAYOTTE,
)  # fmt: skip


@cache
def catalogue() -> Catalogue:
    """Read the real tables."""
    return Catalogue(Settings.from_environment({}).data)


@cache
def inputs(every: bool = False) -> leaks_inputs.LeakInputs:
    """Read some territories, or all EPCI and the four communes that belong to none."""
    gazetteer = Gazetteer(catalogue())
    communes = gazetteer.communes
    alone = communes.index[communes["epci"].isna()]
    codes = [*gazetteer.units("epci").index, *alone] if every else SOME
    case = Case.every([gazetteer.territory(code) for code in codes], catalogue())
    return leaks_inputs.read(case)


@cache
def found(every: bool = False) -> leaks.Leaks:
    """Compute their leaks, no lever moved."""
    return leaks.assess(inputs(every), {})
