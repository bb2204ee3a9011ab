"""The communes of 2026: who they are, where they belong, how many people and how much land."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from data.prepare import zones
from data.prepare.contours import full_contours
from data.prepare.controls import control
from data.prepare.geography import administrative
from data.prepare.projection import GEOGRAPHIC
from data.prepare.raw import Raw
from data.prepare.simplification import rounded, simplified
from territorial_lib.schemas import geography as schema

DETAIL = 300.0
"""Metres: details of a contour smaller than this are dropped."""
POPULATION, WITH_EPCI = 68_350_798, 34_871
CENSUS_YEAR, MAYOTTE_CENSUS_YEAR = 2023, 2017


def communes(raw: Raw) -> pd.DataFrame:
    """List the communes of metropolitan France and the five overseas départements.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``communes``: an EPCI's rows follow one another, a département's EPCI too.
    """
    listed = administrative(raw, "commune-actuelle").set_index("code")
    listed["epci"] = _memberships(raw).reindex(listed.index)
    listed["zone_emploi"] = zones.zone_of_communes(raw)
    listed = listed.join(_places(raw))
    control("population 2023", listed["population"].sum(), POPULATION)
    control("communes with an EPCI", listed["epci"].notna().sum(), WITH_EPCI)
    listed["name"] = french(listed["nom"])
    listed["population"] = listed["population"].astype("int32")
    listed["population_year"] = CENSUS_YEAR
    listed.loc[listed["departement"] == "976", "population_year"] = MAYOTTE_CENSUS_YEAR
    listed["postal_codes"] = listed["codesPostaux"].str.join(" ")
    ordered = in_epci_order(listed.reset_index())
    return ordered[[column.name for column in schema.COMMUNES.columns]]


def commune_contours(raw: Raw) -> gpd.GeoDataFrame:
    """Draw the communes lightly, as a coverage.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    geopandas.GeoDataFrame
        The table ``commune_contours``, in the order of ``communes``; a commune without contour is
        absent.
    """
    light = [rounded(simplified(place, DETAIL)) for place in full_contours(raw)]
    listed = raw.table("communes")[["code", "epci", "departement"]]
    drawn = listed.merge(pd.concat(light), left_on="code", right_index=True)
    order = [column.name for column in schema.COMMUNE_CONTOURS.columns]
    return gpd.GeoDataFrame(drawn[order], geometry="geometry", crs=GEOGRAPHIC)


def in_epci_order(listed: pd.DataFrame) -> pd.DataFrame:
    """Sort communes by main département of their EPCI, EPCI, code, so that readers skip the rest.

    Parameters
    ----------
    listed : pandas.DataFrame
        Rows with ``code``, ``epci`` (may be missing), ``departement``, ``population``.

    Returns
    -------
    pandas.DataFrame
        The same rows, sorted, numbered from 0.
    """
    home = main_departement(listed).reindex(listed["epci"]).to_numpy()
    key = pd.Series(home, listed.index).fillna(listed["departement"])
    ordered = listed.assign(_home=key, _epci=listed["epci"].fillna("~"))
    return ordered.sort_values(["_home", "_epci", "code"], ignore_index=True).drop(
        columns=["_home", "_epci"]
    )


def main_departement(listed: pd.DataFrame) -> pd.Series:
    """Find where most inhabitants of each EPCI live.

    Parameters
    ----------
    listed : pandas.DataFrame
        Communes, with ``epci``, ``departement`` and ``population``.

    Returns
    -------
    pandas.Series
        Département by EPCI.
    """
    sums = listed.groupby(["epci", "departement"], as_index=False)["population"].sum()
    largest = sums.sort_values(["population", "departement"]).drop_duplicates("epci", keep="last")
    return largest.set_index("epci")["departement"].sort_index()


def french(names: pd.Series) -> pd.Series:
    """Write names with the typographic apostrophe.

    Parameters
    ----------
    names : pandas.Series
        Names as published.

    Returns
    -------
    pandas.Series
        The same names, to be shown.
    """
    return names.str.replace("'", "’")


def _memberships(raw: Raw) -> pd.Series:
    pairs = {
        m["code"]: epci["code"] for epci in raw.administrative("epci") for m in epci["membres"]
    }
    return pd.Series(pairs)


def _places(raw: Raw) -> pd.DataFrame:
    """Measure areas in metres; place each commune at its town hall if it stands inside."""
    shapes = raw.shapes("communes").query("type == 'COM'").set_index("code")
    halls = gpd.GeoSeries(shapes["townhall"], crs=GEOGRAPHIC)
    return pd.concat([_place(contours, halls) for contours in full_contours(raw)])


def _place(contours: gpd.GeoDataFrame, halls: gpd.GeoSeries) -> pd.DataFrame:
    inside = contours.representative_point()
    hall = halls.reindex(contours.index).to_crs(contours.crs)
    standing = shapely.contains(contours["geometry"].to_numpy(), hall.to_numpy())
    points = inside.where(~standing, hall).to_crs(GEOGRAPHIC)
    return pd.DataFrame(
        {
            "area_km2": (contours.area / 1e6).round(4),
            "lon": points.x.round(5),
            "lat": points.y.round(5),
        }
    )
