"""The territory as a GeoPackage: communes, perimeter, the room's points, plants, flows, styles."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
from shapely.geometry import LineString, Point

from territorial_lib.diagnosis.glocal import block as glocal_block
from territorial_lib.diagnosis.glocal.goods import nation
from territorial_lib.diagnosis.housing import block as housing_block
from territorial_lib.diagnosis.housing.coefficients import RADIUS
from territorial_lib.diagnosis.housing.plants import nearest, plants
from territorial_lib.geography.contours import outline
from territorial_lib.report.communes import CommuneMeasure, commune_measures
from territorial_lib.report.legible import legible
from territorial_lib.report.material import Material
from territorial_lib.report.qgis import categorised, graduated, lines_style, outlined
from territorial_lib.report.read_me import about
from territorial_lib.schemas.figures import STATUS_LABELS
from territorial_lib.tables.figures import USE_LABELS

CRS = "EPSG:4326"
SHOWN = "vacancy_rate"
"""The variable that the communes' style shows first, where it is known."""
_GEOMETRY = "geom"


@dataclass(frozen=True)
class Layer:
    """A layer and how it looks.

    Parameters
    ----------
    name : str
        Its name.
    rows : geopandas.GeoDataFrame
        Its features, in degrees.
    geometry : str
        Its type, as OGR calls it.
    style : str
        Its QML.
    """

    name: str
    rows: gpd.GeoDataFrame
    geometry: str
    style: str


def write_gpkg(material: Material, path: Path) -> None:
    """Write the territory as a GeoPackage.

    Parameters
    ----------
    material : Material
        What is exported.
    path : Path
        Where; nothing exists there.
    """
    measures = commune_measures(material)
    layers = [each for each in _layers(material, measures) if len(each.rows)]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "territoire.gpkg"  # OGR wants this ending
        for each in layers:
            _write(each.rows, made, each.name, geometry_type=each.geometry)
        for name, frame in _tables(material, measures, layers):
            _write(frame, made, name)
        shutil.copyfile(made, path)


def _write(rows: pd.DataFrame, path: Path, layer: str, **options: Any) -> None:
    words = rows.select_dtypes(include=["object", "str"]).columns
    shown = rows.assign(**{name: rows[name].map(_legible) for name in words if name != _GEOMETRY})
    pyogrio.write_dataframe(
        shown,
        path,
        layer=layer,
        driver="GPKG",
        append=path.exists(),
        dataset_options=None if path.exists() else {"VERSION": "1.2"},  # older programs read it
        layer_options={"GEOMETRY_NAME": _GEOMETRY} if options else {"FID": "fid"},
        **options,
    )


def _legible(value: Any) -> Any:
    return legible(value) if isinstance(value, str) else value


def _layers(material: Material, measures: tuple[CommuneMeasure, ...]) -> Iterator[Layer]:
    communes = _communes(material, measures)
    aliases = {"code": "Code de la commune", "nom": "Commune"}
    aliases |= {each.variable: _alias(each) for each in measures}
    shown = SHOWN if communes.get(SHOWN, pd.Series(dtype=float)).notna().any() else "population"
    label = aliases.get(shown, shown)
    style = graduated(communes[shown].tolist(), shown, label, aliases)
    yield Layer("communes", communes, "MultiPolygon", style)
    yield Layer("perimetre", _perimeter(material), "MultiPolygon", outlined())
    yield Layer("salle", _room(material), "Point", categorised("genre", _ROOM))
    yield Layer("usines", _plants(material), "Point", categorised("etat", _STATES))
    yield Layer("flux", _flows(material), "LineString", lines_style("sens", _WAYS))


def _communes(material: Material, measures: tuple[CommuneMeasure, ...]) -> gpd.GeoDataFrame:
    found = material.communes.reset_index(names="code").rename(columns={"name": "nom"})
    columns = {
        each.variable: each.values["value"].reindex(found["code"]).astype(float).to_numpy()
        for each in measures
    }
    rows = found.assign(**columns)
    rows["geometry"] = rows.geometry.map(_several)
    return _degrees(rows)


def _perimeter(material: Material) -> gpd.GeoDataFrame:
    own = material.territory
    rows = outline(material.communes)[["geometry"]].assign(
        code=own.code, nom=own.name, atelier=material.name
    )
    rows["geometry"] = rows.geometry.map(_several)
    return _degrees(rows)


def _room(material: Material) -> gpd.GeoDataFrame:
    rows = [
        {
            "id": each.id,
            "genre": each.kind,
            "intitule": each.label,
            "detail": each.detail,
            "usage": USE_LABELS.get(each.use, ""),
            "quantite": each.quantity,
            "unite": each.unit,
            "commune": each.commune,
            "lieu_exact": each.exact,
            "qui": each.who,
            "quand": each.when,
            "geometry": Point(each.lon, each.lat),
        }
        for each in material.placed
    ]
    return _frame(rows, ("quantite",))


def _plants(material: Material) -> gpd.GeoDataFrame:
    case = material.case
    near = plants(case, housing_block.PART.values(case)[RADIUS]) or nearest(case)
    rows = [
        {
            "nom": each.name,
            "filiere": each.kind,
            "lieu": each.place,
            "distance_km": each.km,
            "capacite_t_an": each.capacity,
            "etat": "en service" if each.in_service else "à confirmer",
            "lieu_exact": not each.approximate,
            "note": each.note,
            "geometry": Point(each.lon, each.lat),
        }
        for each in near
    ]
    return _frame(rows, ("distance_km", "capacite_t_an"))


def _flows(material: Material) -> gpd.GeoDataFrame:
    """Draw who would supply, and be supplied, good by good: a potential, no contract."""
    case = material.case
    values = glocal_block.PART.values(case)
    found = glocal_block.supplied(case, values).found
    if not found:
        return _frame([], ())
    places, own = nation(case).places, case.territory.code
    here = places.loc[own, ["lon", "lat"]].astype(float).to_list()
    rows = []
    for each in found.values():
        for way, table in (("vient", each.suppliers), ("part", each.clients)):
            for line in table.itertuples(index=False):
                there = places.loc[line.code, ["lon", "lat"]].astype(float).to_list()
                ends = [there, here] if way == "vient" else [here, there]
                rows.append(
                    {
                        "produit": each.good.label,
                        "sens": way,
                        "code": line.code,
                        "territoire": line.name,
                        "quantite": float(line.quantity),
                        "unite": each.good.unit,
                        "km": float(line.km),
                        "annee": each.good.year,
                        "source": each.good.source,
                        "geometry": LineString(ends),
                    }
                )
    return _frame(rows, ("quantite", "km", "annee"))


def _tables(
    material: Material, measures: tuple[CommuneMeasure, ...], layers: Iterable[Layer]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give what has no place: the meaning of each column, the statuses, the styles."""
    yield "dictionnaire", _dictionary(measures)
    yield "statuts", _statuses(measures)
    yield (
        "lisez_moi",
        pd.DataFrame(about(material), columns=["sujet", "texte", "feuille"])[["sujet", "texte"]],
    )
    yield "layer_styles", _styles(layers)


def _dictionary(measures: tuple[CommuneMeasure, ...]) -> pd.DataFrame:
    rows = [
        {
            "couche": "communes",
            "champ": each.variable,
            "intitule": each.label,
            "unite": each.figure.unit,
            "annee": each.figure.year,
            "source": each.figure.source,
            "note": each.figure.note,
        }
        for each in measures
    ]
    return pd.DataFrame(rows).astype({"annee": "Int64"})


def _statuses(measures: tuple[CommuneMeasure, ...]) -> pd.DataFrame:
    rows = [
        {
            "code": code,
            "champ": each.variable,
            "statut": STATUS_LABELS["missing" if pd.isna(line.value) else line.status],
            "corrige_par_la_salle": bool(line.corrected),
            "note": line.note if isinstance(line.note, str) else "",
        }
        for each in measures
        for code, line in zip(each.values.index, each.values.itertuples(), strict=True)
    ]
    return pd.DataFrame(rows)


def _styles(layers: Iterable[Layer]) -> pd.DataFrame:
    """Give the table where QGIS looks for the style of each layer."""
    rows = [
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": each.name,
            "f_geometry_column": _GEOMETRY,
            "styleName": each.name,
            "styleQML": each.style,
            "styleSLD": "",
            "useAsDefault": True,
            "description": "Palette du classeur, sûre pour les daltoniens",
            "owner": "",
            "ui": "",
        }
        for each in layers
    ]
    return pd.DataFrame(rows)


def _alias(measure: CommuneMeasure) -> str:
    about_it = ", ".join(
        each for each in (measure.figure.unit, str(measure.figure.year or "")) if each
    )
    return f"{measure.label} ({about_it})" if about_it else measure.label


def _frame(rows: list[dict[str, Any]], numbers: tuple[str, ...]) -> gpd.GeoDataFrame:
    if not rows:
        return gpd.GeoDataFrame({"geometry": []}, geometry="geometry", crs=CRS)
    found = gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)
    return _degrees(found.astype(dict.fromkeys(numbers, float)))


def _degrees(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    found = gpd.GeoDataFrame(rows, geometry="geometry", crs=rows.crs or CRS).to_crs(CRS)
    return found.rename_geometry(_GEOMETRY)


def _several(shape: Any) -> Any:
    """Make every contour a multipolygon: a layer has one type."""
    from shapely.geometry import MultiPolygon

    return MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape


_ROOM = {
    "ressource": ("ressource", "accent", "circle"),
    "acteur": ("acteur", "assumed", "square"),
    "offre": ("offre", "scale-4", "triangle"),
    "recherche": ("recherche", "warm", "diamond"),
    "action": ("action", "estimated", "star"),
}
_STATES = {
    "en service": ("en service", "accent", "circle"),
    "à confirmer": ("en projet, ou à confirmer", "assumed", "diamond"),
}
_WAYS = {"vient": ("ce qui viendrait", "accent"), "part": ("ce qui partirait", "warm")}
