"""Canteens, central kitchens and food projects, as the State's « ma cantine » declarations say.

No name, no SIRET of a canteen is kept; a central kitchen keeps its public name.
"""

from __future__ import annotations

import pandas as pd

from data.prepare import readings
from data.prepare.locating import Locator, departements, epci_by_commune
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import canteens as schema
from territorial_lib.schemas.tables import Table

DECLARATIONS = "cantines_egalim/cantines_teledeclarations_2021_2023.csv"
_NAMES = {
    "year": "year",
    "canteen_city_insee_code": "published_code",
    "canteen_epci": "published_epci",
    "canteen_department": "departement",
    "canteen_economic_model": "model",
    "canteen_management_type": "management",
    "canteen_production_type": "production",
    "canteen_sector_list": "sectors",
    "teledeclaration_ratio_bio": "organic_share",
    "teledeclaration_ratio_egalim_hors_bio": "quality_share",
}
_FRENCH = {
    "public": "public",
    "private": "privé",
    "direct": "directe",
    "conceded": "concédée",
    "site": "cuisine sur place",
    "site_cooked_elsewhere": "livrée par une autre cuisine",
    "central": "cuisine centrale",
    "central_serving": "cuisine centrale qui sert aussi sur place",
}
_TARGET = 20.0  # % of organic food that the law asks for


def canteen_declarations(raw: Raw) -> pd.DataFrame:
    """List the declarations without the name of the canteens.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``canteen_declarations``: every row published, unlocated ones included.
    """
    return _declarations(raw, DECLARATIONS, _NAMES, schema.CANTEEN_DECLARATIONS)


def central_kitchens(raw: Raw) -> pd.DataFrame:
    """List the kitchens that cook for other places.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``central_kitchens``: the latest declaration of each.
    """
    names = {"canteen_name": "name", **_NAMES}
    file = "cantines_egalim/cuisines_centrales_2022_2023.csv"
    return _declarations(raw, file, names, schema.CENTRAL_KITCHENS)


def canteens(raw: Raw) -> pd.DataFrame:
    """Sum up the declarations by commune and campaign.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``canteens``.
    """
    return _summed(raw.table("canteen_declarations"), "code")


def canteens_epci(raw: Raw) -> pd.DataFrame:
    """Sum up the declarations by EPCI and campaign.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``canteens_epci``.
    """
    return _summed(raw.table("canteen_declarations"), "epci")


def food_projects(raw: Raw) -> pd.DataFrame:
    """List the territorial food projects that the declaring canteens name.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``food_projects``.
    """
    rows = _projects(raw)
    rows["departements"] = departements(rows["departements"])
    rows["name_certainty"] = (
        rows["certainty"].fillna("non lu").str.replace(r" \(.*", "", regex=True)
    )
    rows["canteens"] = rows["canteens"].astype("int64")
    rows["communes"] = rows["codes"].str.split(";").str.len()
    return rows[[column.name for column in schema.FOOD_PROJECTS.columns]]


def food_project_communes(raw: Raw) -> pd.DataFrame:
    """List the communes of each project that have a declaring canteen.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``food_project_communes``; not the projects' perimeters.
    """
    locator = Locator(raw)
    pairs = _projects(raw)[["project", "codes"]].assign(
        code=lambda rows: rows["codes"].str.split(";")
    )
    long = pairs.explode("code")[["project", "code"]]
    long["code"] = long["code"].map(locator.by_code).astype("str")
    return long.dropna().drop_duplicates().sort_values(["project", "code"], ignore_index=True)


def _projects(raw: Raw) -> pd.DataFrame:
    names = {
        "pat_id": "project",
        "pat_nom": "name",
        "nom_certitude": "certainty",
        "departements": "departements",
        "nb_cantines": "canteens",
        "codes_communes": "codes",
    }
    return readings.table(raw.path("cantines_egalim/pat_derives_des_cantines.csv"), names)


def _declarations(raw: Raw, file: str, names: dict[str, str], table: Table) -> pd.DataFrame:
    rows = readings.table(raw.path(file), names)
    rows["year"] = rows["year"].astype("int64")
    rows["code"] = rows["published_code"].map(Locator(raw).by_code).astype("str")
    rows["epci"] = rows["code"].map(epci_by_commune(raw)).astype("str")
    for column in ("model", "management", "production"):
        rows[column] = rows[column].map(_FRENCH).astype("str")
    for column in ("organic_share", "quality_share"):
        rows[column] = (rows[column].astype("float64") * 100).round(2)
    return rows[[column.name for column in table.columns]]


def _summed(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    known = rows.dropna(subset=[code]).assign(reached=lambda r: r["organic_share"] >= _TARGET)
    groups = known.groupby([code, "year"])
    summed = groups.agg(
        canteens=("row", "size"),
        organic_20=("reached", "sum"),
        organic_mean=("organic_share", "mean"),
        organic_median=("organic_share", "median"),
        quality_mean=("quality_share", "mean"),
    )
    return summed.round(2).rename_axis(["code", "year"]).reset_index()


RECIPES = (
    Recipe(schema.CANTEEN_DECLARATIONS, canteen_declarations, rows_per_group=20000),
    Recipe(schema.CANTEENS, canteens, rows_per_group=20000),
    Recipe(schema.CANTEENS_EPCI, canteens_epci),
    Recipe(schema.CENTRAL_KITCHENS, central_kitchens),
    Recipe(schema.FOOD_PROJECTS, food_projects),
    Recipe(schema.FOOD_PROJECT_COMMUNES, food_project_communes),
)
