"""The plants that make bio-based materials, how far they are and what they can make.

Distances are great circles from the population-weighted centre of the territory: a plant inside it
is within reach whatever the radius. Made of the press, never exhaustive.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.housing.coefficients import MATERIALS, capacity_factors
from territorial_lib.geography.distances import great_circle
from territorial_lib.sources import Catalogue

_TABLE = "biobased_plants"


@dataclass(frozen=True)
class Plant:
    """A plant within reach, for the map.

    Parameters
    ----------
    name : str
        Its name, as the source writes it.
    kind : str
        Chain: "chanvre", "lin", "ouate de cellulose", "fibre de bois".
    lon, lat : float
        Degrees, WGS 84: those of its commune, or of its département where that is all one knows.
    km : float
        Great-circle distance from the centre of the territory.
    place : str
        Where, as the source writes it.
    capacity : float or None
        Tonnes of insulation a year; None where no source gives it.
    in_service : bool
        False for a project, or a plant that waits to be confirmed.
    across_water : bool
        True where the sea lies between.
    approximate : bool
        True where only its département is known.
    note : str
        State, year, source and confidence.
    """

    name: str
    kind: str
    lon: float
    lat: float
    km: float
    place: str
    capacity: float | None
    in_service: bool
    across_water: bool
    approximate: bool
    note: str


def plants(case: Case, radius: float) -> tuple[Plant, ...]:
    """List the plants within reach of the territory diagnosed, nearest first.

    Parameters
    ----------
    case : Case
        The territory.
    radius : float
        Kilometres, as the crow flies; those inside the territory are always listed.

    Returns
    -------
    tuple of Plant
        Plants in service, then projects and plants to be confirmed are mixed by distance.
    """
    known = _measured(case)
    rows = known[(known["km"] <= radius) | known["code"].isin(case.territory.communes)]
    return tuple(_plant(row) for row in rows.to_dict("records"))


@dataclass(frozen=True)
class Reach:
    """The plants around a territory.

    Parameters
    ----------
    within : tuple of Plant
        Those within the radius that the room set, nearest first.
    nearest : tuple of Plant
        The nearest one in service of each chain, however far.
    """

    within: tuple[Plant, ...]
    nearest: tuple[Plant, ...]


def nearest(case: Case) -> tuple[Plant, ...]:
    """Give the nearest plant in service of each chain that the sea does not part from here.

    Parameters
    ----------
    case : Case
        The territory.

    Returns
    -------
    tuple of Plant
        However far, nearest first; none on an island without a plant.
    """
    known = _measured(case)
    rows = known[known["in_service"] & ~known["across"]].drop_duplicates("chain")
    return tuple(_plant(row) for row in rows.to_dict("records"))


def _measured(case: Case) -> pd.DataFrame:
    """Give the plants with how far they are from here, nearest first."""
    known = case.catalogue.once("housing/plants", lambda: located(case.catalogue))
    own = case.territory.code
    away, across = distances(case, known).loc[own], across_water(case, known).loc[own]
    return known.assign(km=away, across=across).sort_values("km")


def located(catalogue: Catalogue) -> pd.DataFrame:
    """Give the plants that can be put on a map, one row a site and chain.

    Parameters
    ----------
    catalogue : Catalogue
        Where the table is read.

    Returns
    -------
    pandas.DataFrame
        ``material``, ``chain``, ``name``, ``code``, ``place``, ``lon``, ``lat``, ``capacity``
        (tonnes of insulation a year; NaN where unknown), ``second`` (True where it works fibre
        that another plant has made: it has no capacity of its own), ``in_service``,
        ``approximate``, ``note``.
    """
    rows = catalogue.load(_TABLE).frame
    rows = rows[rows["kind"] == "usine"].reset_index(drop=True)
    placed = _placed(rows, catalogue)
    kept = placed[placed["lon"].notna() & _retained(placed)].reset_index(drop=True)
    names = {label: key for key, label in MATERIALS.items()}
    material = kept["chain"].map(names)
    frame = kept.assign(material=material, note=kept.apply(_note, axis=1))
    return frame.assign(
        capacity=_capacities(frame, catalogue),
        second=frame["volume_unit"].fillna("").str.startswith("m3"),
    )


def _retained(rows: pd.DataFrame) -> pd.Series:
    """Keep one row a site: those counted, those placed by département, then projects."""
    site = rows["chain"] + rows["code"].fillna(rows["departements"]) + "/"
    counted = rows["counted"] | (rows["in_service"] & rows["approximate"])
    rest = ~counted & ~rows["in_service"] & rows["code"].notna() & ~site.isin(site[counted])
    first = ~site.where(rest).duplicated() & rest
    return counted | first


def _placed(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    communes, departements = (catalogue.indexed(each) for each in ("communes", "departements"))
    single = rows["departements"].where(rows["departements"].str.len() <= 3)
    approximate = rows["code"].isna() & single.notna()
    places = {
        name: rows["code"].map(communes[name]).fillna(single.map(departements[name]))
        for name in ("lon", "lat")
    }
    return rows.assign(approximate=approximate, **places)


def _capacities(rows: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    factors = capacity_factors(catalogue)
    middle = (rows["hectares_low"] + rows["hectares_high"]) / 2
    hectares = rows["hectares"].fillna(middle)
    by_volume = [
        factors.get((row.material, row.volume_unit), np.nan) * row.volume
        for row in rows.itertuples()
    ]
    by_area = [factors.get((each, "ha/an"), np.nan) for each in rows["material"]]
    capacity = pd.Series(by_volume, index=rows.index).fillna(hectares * np.array(by_area))
    return capacity.mask(rows["volume_unit"].fillna("").str.startswith("m3"))


def distances(case: Case, rows: pd.DataFrame) -> pd.DataFrame:
    """Measure how far places are from the centre of each territory.

    Parameters
    ----------
    case : Case
        The territories.
    rows : pandas.DataFrame
        Places: ``lon`` and ``lat`` in degrees.

    Returns
    -------
    pandas.DataFrame
        Kilometres; territories in rows, places in columns; NaN where the centre is unknown.
    """
    centres = _centres(case)
    km = great_circle(centres.to_numpy(), rows[["lon", "lat"]].to_numpy(float))
    return pd.DataFrame(km, index=centres.index, columns=rows.index)


def _centres(case: Case) -> pd.DataFrame:
    selection = case.scope.selection
    rows = selection.weighed.set_index("commune").join(selection.communes[["lon", "lat"]])
    # A commune of nobody still has a place.
    weight = rows["weight"].astype(float).fillna(0.0).clip(lower=1e-6).where(rows["lon"].notna())
    weighed = rows[["lon", "lat"]].mul(weight, axis=0).groupby(rows["territory"]).sum(min_count=1)
    total = weight.groupby(rows["territory"]).sum(min_count=1)
    centres: pd.DataFrame = weighed.div(total, axis=0).reindex(case.codes)
    return centres


def across_water(case: Case, rows: pd.DataFrame) -> pd.DataFrame:
    """Say whether the sea lies between each territory and places.

    Two communes stand on the same land where a chain of neighbouring communes joins them; a
    bridge does not count.

    Parameters
    ----------
    case : Case
        The territories; one that holds several lands is joined to all of them.
    rows : pandas.DataFrame
        Places: ``code`` of their commune, missing where unknown.

    Returns
    -------
    pandas.DataFrame
        True or False; territories in rows, places in columns.
    """
    land = lands(case.catalogue)
    members = case.scope.selection.members
    held = land.reindex(members["commune"]).groupby(members["territory"].to_numpy()).agg(set)
    there = rows["code"].map(land).fillna(land.mode().iloc[0])
    table = [[each not in lands_here for each in there] for lands_here in held.reindex(case.codes)]
    return pd.DataFrame(table, index=case.codes, columns=rows.index)


def lands(catalogue: Catalogue) -> pd.Series:
    """Number the lands that the sea separates, by commune.

    Parameters
    ----------
    catalogue : Catalogue
        Where neighbours are read.

    Returns
    -------
    pandas.Series
        Number of the land of each commune; a commune recreated lately, whose borders are not in
        the table, stands on that of the commune it left.
    """
    return catalogue.once("lands", lambda: _lands(catalogue))


def _lands(catalogue: Catalogue) -> pd.Series:
    codes = catalogue.indexed("communes").index
    pairs = catalogue.load("commune_neighbours").frame[["code", "neighbour"]]
    history = catalogue.load("commune_history").frame
    split = history[(history["kind"] == "split") & history["old_code"].isin(codes)]
    ends = [
        codes.get_indexer(pd.concat([pairs[left], split[right]]))
        for left, right in (("code", "code"), ("neighbour", "old_code"))
    ]
    ones = np.ones(len(ends[0]))
    graph = coo_array((ones, (ends[0], ends[1])), shape=(len(codes), len(codes)))
    return pd.Series(connected_components(graph, directed=False)[1], index=codes)


def is_island(case: Case) -> pd.Series:
    """Say which territories stand wholly on a land other than the largest one.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    pandas.Series
        True for islands, Corsica and overseas.
    """
    land = lands(case.catalogue)
    members = case.scope.selection.members
    away = land.reindex(members["commune"]).to_numpy() != land.mode().iloc[0]
    return pd.Series(away).groupby(members["territory"].to_numpy()).all().reindex(case.codes)


def _note(row: pd.Series) -> str:
    year = "" if pd.isna(row["year"]) else f" ({row['year']})"
    said = [f"{row['status']}{year}", str(row["source"]), f"confiance\u00a0: {row['confidence']}"]
    return "\u202f; ".join(said)


def _plant(row: dict[str, object]) -> Plant:
    capacity = row["capacity"]
    return Plant(
        name=str(row["name"]),
        kind=str(row["chain"]),
        lon=float(row["lon"]),  # type: ignore[arg-type]
        lat=float(row["lat"]),  # type: ignore[arg-type]
        km=float(row["km"]),  # type: ignore[arg-type]
        place="" if pd.isna(row["place"]) else str(row["place"]),
        capacity=None if pd.isna(capacity) else float(capacity),  # type: ignore[arg-type]
        in_service=bool(row["in_service"]),
        across_water=bool(row["across"]),
        approximate=bool(row["approximate"]),
        note=str(row["note"]),
    )
