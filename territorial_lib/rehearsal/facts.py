"""What a simulated room knows of its territory: open data, nothing declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.inventory import taking
from territorial_lib.diagnosis.leaks import step as leaks
from territorial_lib.diagnosis.plan.catalogue import ActionKind, kinds
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.blocks import Gap, Lever
from territorial_lib.schemas.figures import Figure, Row

_TOWNS = 12
_LANDS = {
    "exploitation forestière": "forest",
    "élevage": "farmland",
    "céréaliculture": "farmland",
    "culture du chanvre": "farmland",
}
"""Capacities of the catalogue that need land, and the variable that measures it."""


@dataclass(frozen=True)
class Town:
    """A commune that people name.

    Parameters
    ----------
    code, name : str
        Its code of 2026 and its name.
    lon, lat : float
        Its centre, degrees WGS 84.
    population : float
        Inhabitants; 0 where it is not known.
    """

    code: str
    name: str
    lon: float
    lat: float
    population: float


@dataclass(frozen=True)
class Facts:
    """What the simulated people may speak of.

    Parameters
    ----------
    code, name : str
        The territory.
    towns : tuple of Town
        Its largest communes, at least one.
    gaps : tuple of Gap
        What it lacks, the first to answer first; may be empty.
    leaks : tuple of Gap
        What it buys elsewhere; empty where nothing measures it.
    figures : tuple of Figure
        Key figures that are known and above 0, which somebody may correct.
    kinds : tuple of ActionKind
        Kinds of actions that could be led here: no forestry where no forest is known.
    levers : tuple of Lever
        Levers that the room may move.
    products : dict of str to str
        Short French names of the sectors (A38) by code.
    """

    code: str
    name: str
    towns: tuple[Town, ...]
    gaps: tuple[Gap, ...]
    leaks: tuple[Gap, ...]
    figures: tuple[Figure, ...]
    kinds: tuple[ActionKind, ...]
    levers: tuple[Lever, ...]
    products: dict[str, str]


def facts(gazetteer: Gazetteer, code: str) -> Facts:
    """Read what open data say of a territory.

    Parameters
    ----------
    gazetteer : Gazetteer
        Every territory.
    code : str
        As the command line takes it.

    Returns
    -------
    Facts
        What a room would have on its screen before anybody speaks; UnknownTerritory otherwise.
    """
    catalogue = gazetteer.catalogue
    inventory = taking.diagnose(gazetteer.territory(code), catalogue)
    case = Case.of(inventory, catalogue, Declared())
    lacking = gaps.diagnose(case)
    ranked = tuple(each.gap for each in lacking.priorities)
    leaking = tuple(gap for block in leaks.diagnose(case).blocks for gap in block.gaps)
    labels = catalogue.indexed("sectors_a38")["short_label"]
    return Facts(
        code=inventory.territory.code,
        name=inventory.territory.name,
        towns=_towns(gazetteer, inventory.territory.communes),
        gaps=ranked,
        leaks=leaking,
        figures=tuple(row.figure for row in inventory.resources if row.key and _known(row.figure)),
        kinds=_kinds(kinds(catalogue), inventory.resources),
        levers=tuple(lever for part in gaps.PARTS for lever in part.levers(catalogue)),
        products={str(code): str(name) for code, name in labels.items()},
    )


def _towns(gazetteer: Gazetteer, codes: tuple[str, ...]) -> tuple[Town, ...]:
    rows = gazetteer.communes.loc[list(codes)]
    rows = rows[rows[["lon", "lat"]].notna().all(axis=1)]
    largest = rows.sort_index().sort_values("population", ascending=False, kind="stable")
    return tuple(
        Town(str(code), str(row["name"]), float(row["lon"]), float(row["lat"]), _count(row))
        for code, row in largest.head(_TOWNS).iterrows()
    )


def _count(row: pd.Series[Any]) -> float:
    return 0.0 if pd.isna(row["population"]) else float(row["population"])


def _known(figure: Figure) -> bool:
    return figure.value is not None and figure.value > 0


def _kinds(known: tuple[ActionKind, ...], rows: Iterable[Row]) -> tuple[ActionKind, ...]:
    """Leave out the kinds that need a land of which no hectare is known."""
    there = {row.figure.id.split("/")[1] for row in rows if _known(row.figure)}
    absent = {need for need, land in _LANDS.items() if land not in there}
    return tuple(each for each in known if absent.isdisjoint(each.needs))
