"""What a cut of food, energy or fuel would meet here: only what data says."""

from __future__ import annotations

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.energy.bill import TODAY, assess
from territorial_lib.diagnosis.energy.uses import EnergyInputs
from territorial_lib.geography import perimeter

FOOD_SHOPS = ("B101", "B102", "B201", "B202")
"""Hypermarket, supermarket, convenience store, grocery."""
STATION = "B316"
ROAD_LITRES = "carburants-routiers-livres-par-habitant-tous-usages"
LOCAL_FOOD = "degre-d-autonomie-alimentaire-moyen-des-100-premieres-aires-urbaines"
DAYS = 365.0


def read_cuts(case: Case, energy: EnergyInputs) -> pd.DataFrame:
    """Read what a cut would meet in each territory.

    Parameters
    ----------
    case : Case
        The territories.
    energy : EnergyInputs
        Energy consumed here.

    Returns
    -------
    pandas.DataFrame
        By territory: ``without_food_shop`` (% of inhabitants in a commune without one),
        ``stations`` (number), ``fuel`` (m3 of road fuel a day), ``electricity`` (MWh a day),
        ``electric_heating`` (% of main homes), ``gas_homes`` (homes on the gas network); missing
        where not known.
    """
    people = case.scope.gazetteer.communes["population"].astype(float)
    selection = case.scope.selection
    shops, stations = _units(case, FOOD_SHOPS), _units(case, (STATION,))
    bare = people.where(shops == 0, 0.0).where(shops.notna())
    counted = people.where(shops.notna())
    share = perimeter.ratio_of_sums(
        perimeter.commune_sum(selection, bare), perimeter.commune_sum(selection, counted), 100.0
    )
    litres = float(coefficient(case.catalogue, ROAD_LITRES).value or 0)
    power = assess(energy, TODAY).totals["electricity"]["value"]
    return pd.DataFrame(
        {
            "without_food_shop": share["value"],
            "stations": perimeter.commune_sum(selection, stations)["value"],
            "fuel": energy.people["population"] * litres / 1000 / DAYS,
            "electricity": power / DAYS,
            "electric_heating": _brought(
                case, "dwelling_profile_2013", variable="electric_heating_share"
            ),
            "gas_homes": _brought(
                case, "energy_use", variable="delivery_points", energy="gas", sector="residential"
            ),
        }
    ).reindex(case.codes)


def _units(case: Case, types: tuple[str, ...]) -> pd.Series:
    """Count equipments of some types in each commune; 0 where the source looked and found none.

    A type that a whole département has none of is not looked for there (stations overseas).
    """
    rows = case.catalogue.load("equipment_2020").frame
    found = rows[rows["type"].isin(types)].groupby("code")["units"].sum()
    looked = case.catalogue.indexed("equipment_coverage")["covered_2020"]
    communes = case.scope.gazetteer.communes
    covered = looked.reindex(communes.index).fillna(False).astype(bool)
    units = found.reindex(communes.index).fillna(0.0).where(covered)
    kept: pd.Series = units.where(units.groupby(communes["departement"]).transform("sum") > 0)
    return kept


def _brought(case: Case, table: str, **where: str) -> pd.Series:
    rows = case.brought(table)
    for column, word in where.items():
        rows = rows[rows[column] == word]
    rows = rows[rows["year"] == rows["year"].max()]
    return rows.set_index("territory")["value"].reindex(case.codes)
