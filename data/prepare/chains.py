"""Bio-based plants, local currencies, structures, facts about actions: lists of the press."""

from __future__ import annotations

import pandas as pd

from data.prepare import readings
from data.prepare.locating import Locator, departements
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import chains as schema
from territorial_lib.schemas.tables import Table

_CHAINS = {
    "chanvre": ("chanvre", "usine"),
    "chanvre_semences": ("chanvre", "semences"),
    "chanvre_ensemble": ("chanvre", "ensemble"),
    "lin_teillage": ("lin", "usine"),
    "ouate_cellulose": ("ouate de cellulose", "usine"),
    "ouate_cellulose_ensemble": ("ouate de cellulose", "ensemble"),
    "fibre_bois": ("fibre de bois", "usine"),
    "paille_reseau": ("paille", "réseau"),
    "paille_prix": ("paille", "prix"),
}
_NATION = "__ENSEMBLE__"


def biobased_plants(raw: Raw) -> pd.DataFrame:
    """List the plants that make insulation from plants, their capacity and the year it was read.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``biobased_plants``: every row as read, one counted by site.
    """
    names = {
        "filiere": "published",
        "unite": "name",
        "commune": "place",
        "departement": "departements",
        "statut": "status",
        "volume": "volume",
        "unite_volume": "volume_unit",
        "nature_volume": "volume_meaning",
        "hectares": "hectares",
        "rayon_km": "radius",
        "annee": "year_written",
        "source": "source",
        "confiance": "confidence",
    }
    rows = _located(raw, "filieres_biosourcees/unites_transformation.csv", names)
    rows["chain"], rows["kind"] = (
        rows["published"].map(_CHAINS).str[i].astype("str") for i in (0, 1)
    )
    for quantity in ("volume", "hectares"):
        rows[[quantity, f"{quantity}_low", f"{quantity}_high"]] = readings.numbers(
            rows[quantity], quantity
        )
    rows["radius"] = rows["radius"].astype("float64")
    rows["in_service"] = rows["status"].str.match(r"en service|mise en service vers").fillna(False)
    rows["in_service"] = rows["in_service"].astype(bool)
    rows["counted"] = _counted(rows)
    return _ordered(rows, schema.BIOBASED_PLANTS)


def local_currencies(raw: Raw) -> pd.DataFrame:
    """List the local currencies; a status is worth its year alone.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``local_currencies``.
    """
    names = {
        "nom": "name",
        "territoire": "territory",
        "departements": "departements",
        "commune_citee": "place",
        "annee_debut": "start_written",
        "statut": "status",
        "annee_statut": "status_written",
        "chiffre": "figure",
        "valeur": "value",
        "unite": "unit",
        "annee_chiffre": "figure_year",
        "porteur": "holder",
        "source": "source",
        "remarque": "remark",
    }
    rows = _located(raw, "lists/local_currencies.csv", names)
    rows["national"] = rows["name"] == _NATION
    rows["name"] = rows["name"].replace(_NATION, "Ensemble des monnaies locales")
    rows["value"] = rows["value"].astype("float64")
    rows["start_year"] = readings.years(rows["start_written"])
    rows["status_year"] = readings.years(rows["status_written"])
    rows["status_year_uncertain"] = rows["status_written"].fillna("").str.endswith("?")
    return _ordered(rows, schema.LOCAL_CURRENCIES)


def local_structures(raw: Raw) -> pd.DataFrame:
    """List the structures that the press cited: examples, far from the national coverage.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``local_structures``.
    """
    names = {
        "type": "kind",
        "nom": "name",
        "commune": "place",
        "departement": "departements",
        "statut": "status",
        "chiffre": "figure",
        "annee": "year_written",
        "source": "source",
    }
    return _ordered(_located(raw, "lists/structures_lues.csv", names), schema.LOCAL_STRUCTURES)


def action_facts(raw: Raw) -> pd.DataFrame:
    """List what actions elsewhere cost, made or needed: one project's own values.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``action_facts``.
    """
    names = {
        "kind_fr": "kind",
        "example": "example",
        "place": "place",
        "quantity": "quantity",
        "value": "value",
        "unit": "unit",
        "year": "year_written",
        "lead_actor": "lead",
        "prerequisite": "prerequisite",
        "source": "source",
    }
    rows = _located(raw, "lists/action_facts.csv", names)
    rows[["value", "value_low", "value_high"]] = readings.numbers(rows["value"], "value")
    rows["prerequisite"] = _repeated(rows["prerequisite"])
    return _ordered(rows, schema.ACTION_FACTS)


def _located(raw: Raw, file: str, names: dict[str, str]) -> pd.DataFrame:
    """Read a list and find the commune of each row; those not found keep a missing code."""
    rows = readings.table(raw.path(file), names)
    places = rows["place"].replace("Paris 13e", "Paris 13e (75)")
    rows["departements"] = departements(rows.get("departements", places))
    locator = Locator(raw)
    named = zip(places, rows["departements"], strict=True)
    rows["code"] = pd.Series([locator.by_name(*pair) for pair in named], dtype="str")
    if "year_written" in rows:
        rows["year"] = readings.years(rows["year_written"])
    return rows


def _repeated(told: pd.Series) -> pd.Series:
    """Replace "idem" by what the last row before it says, be it nothing."""
    own = told.fillna("") != "idem"
    return told[own].iloc[own.cumsum() - 1].set_axis(told.index)


def _counted(rows: pd.DataFrame) -> pd.Series:
    """Choose the latest row of each site and unit of yearly volume, else the site's latest."""
    fit = rows[rows["in_service"] & (rows["kind"] == "usine") & rows["code"].notna()]
    yearly = fit["volume_unit"].str.endswith("/an").fillna(False) & fit["volume"].notna()
    measure = fit["volume_unit"].str.replace(r"^t .*", "t/an", regex=True)
    dated = fit.assign(measure=measure).sort_values(["year", "row"], na_position="first")
    known = dated[yearly.loc[dated.index]].drop_duplicates(
        ["chain", "code", "measure"], keep="last"
    )
    site = ["chain", "code"]
    unknown = dated[~dated.set_index(site).index.isin(known.set_index(site).index)]
    others = unknown.drop_duplicates(site, keep="last")
    return rows["row"].isin([*known["row"], *others["row"]])


def _ordered(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    return rows[[column.name for column in table.columns]]


RECIPES = (
    Recipe(schema.BIOBASED_PLANTS, biobased_plants),
    Recipe(schema.LOCAL_CURRENCIES, local_currencies),
    Recipe(schema.LOCAL_STRUCTURES, local_structures),
    Recipe(schema.ACTION_FACTS, action_facts),
)
