"""Places supported by the ANCT's programmes in September 2024, and France services of 2025."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable

import geopandas as gpd
import pandas as pd

from data.prepare.geography import administrative
from data.prepare.locating import Locator
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import places_tables as schema

_LAYERS = {
    "third_place": "fabt",
    "shared_workshop": "manuprox",
    "small_town": "pvd",
    "town_centre": "acv",
    "france_services": "fs",
}
_COMMUNE = r"\((\d[\dAB]\d{3})\)"
_MEMBER = r"([^;]*?)\s*\((\d{9})\)"


def support_places(raw: Raw) -> pd.DataFrame:
    """List the places one by one: the published layers hold one row a commune.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``support_places``; a missing code lies outside the country's départements.
    """
    layers = {kind: _layer(raw, stem) for kind, stem in _LAYERS.items()}
    points = _commune_points(layers.values())
    listed = [_places(layer).assign(kind=kind) for kind, layer in layers.items()]
    rows = pd.concat(listed, ignore_index=True)
    rows["kind_label"] = rows["kind"].map(schema.KINDS).astype("str")
    rows["code"] = rows["published_code"].map(Locator(raw).by_code).astype("str")
    centres = raw.table("communes").set_index("code")[["lon", "lat"]]
    shown = points.reindex(rows["published_code"]).set_axis(rows.index)
    rows[["lon", "lat"]] = shown.fillna(centres.reindex(rows["code"]).set_axis(rows.index))
    columns = [column.name for column in schema.SUPPORT_PLACES.columns]
    return rows.sort_values(["published_code", "id"], ignore_index=True)[columns]


def industry_territories(raw: Raw) -> pd.DataFrame:
    """List the members of each « territoire d'industrie »: EPCI, EPT of Paris, or communes.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``industry_territories``.
    """
    layer = _layer(raw, "ti")
    members = layer.assign(member=layer["liste_geo"].str.findall(_MEMBER)).explode("member")
    siren = members["member"].str[1]
    today = {epci["code"] for epci in raw.administrative("epci")}
    communes = administrative(raw, "commune-actuelle").set_index("siren")["code"]
    rows = pd.DataFrame(
        {
            "id": members["id_territoire"],
            "name": members["lib_territoire"].str.strip(),
            "siren": siren,
            "member": members["member"].str[0].str.strip(),
            "epci": siren.where(siren.isin(today)),
            "code": siren.map(communes).astype("str"),
        }
    )
    return rows.drop_duplicates().sort_values(["id", "siren"], ignore_index=True)


def france_services_2025(raw: Raw) -> pd.DataFrame:
    """List the France services of 2025 by commune.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``france_services_2025``.
    """
    path = raw.path("portrait-communes/france-services-by-commune.json")
    listed = json.loads(path.read_text(encoding="utf-8"))
    locator = Locator(raw)
    pairs = [(locator.by_code(code), name) for code, e in listed.items() for name in e["labels"]]
    rows = pd.DataFrame(pairs, columns=["code", "name"], dtype="str").dropna()
    rows["name"] = rows["name"] + _rank(rows)
    return rows.sort_values(["code", "name"], ignore_index=True)


def _rank(rows: pd.DataFrame) -> pd.Series:
    """Tell apart the places of a commune that bear the same name: " (2)"."""
    nth = rows.groupby(["code", "name"]).cumcount()
    return (" (" + (nth + 1).astype("str") + ")").where(nth > 0, "")


def _layer(raw: Raw, stem: str) -> gpd.GeoDataFrame:
    return gpd.read_file(raw.path(f"anct-lieux/{stem}_geom.geojson"))


def _places(layer: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give one row a place and commune, with the name where as many are written as places."""
    rows = []
    for row in layer.itertuples(index=False):
        ids = re.split(r"\s*;\s*", row.id_territoire)
        names = _names(row.lib_territoire, len(ids))
        codes = dict.fromkeys(re.findall(_COMMUNE, row.liste_geo))
        signed = getattr(row, "date_signature", None) or None
        rows += [
            (one, name, code, signed)
            for one, name in zip(ids, names, strict=True)
            for code in codes
        ]
    return pd.DataFrame(rows, columns=["id", "name", "published_code", "signed"], dtype="str")


def _names(written: str, places: int) -> list[str]:
    """Split the names; all places bear the whole where the split does not tell them apart."""
    plain = " ".join(html.unescape(written).split())
    names = [name.strip() for name in plain.split(";")]
    return names if len(names) == places else [plain] * places


def _commune_points(layers: Iterable[gpd.GeoDataFrame]) -> pd.DataFrame:
    """Give the point of each commune that a row of one commune shows."""
    shown: dict[str, tuple[float, float]] = {}
    for layer in layers:
        for code, point in zip(
            layer["liste_geo"].str.findall(_COMMUNE), layer.geometry, strict=True
        ):
            if len(set(code)) == 1 and point is not None and point.geom_type == "Point":
                shown.setdefault(code[0], (point.x, point.y))
    return pd.DataFrame.from_dict(shown, orient="index", columns=["lon", "lat"])


RECIPES = (
    Recipe(schema.SUPPORT_PLACES, support_places),
    Recipe(schema.INDUSTRY_TERRITORIES, industry_territories),
    Recipe(schema.FRANCE_SERVICES_2025, france_services_2025),
)
