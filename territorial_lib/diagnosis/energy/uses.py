"""Energy bought and produced in each territory, the room's corrections in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy.prices import (
    BOUNDS,
    ELECTRICITY,
    INDUSTRY_ALL,
    KINDS,
    NEW_SALE,
    ROAD,
    ROAD_ALL,
    ROAD_HOMES,
    USES,
    cited,
    priced,
)
from territorial_lib.diagnosis.energy.road import road_index
from territorial_lib.schemas.figures import Figure, figure_id

INPUTS = "energy/inputs"
"""Key under which a case keeps what `read` gave: two blocks ask for it."""
IMPORTED = "energy_use_commune"
"""The imported table that says the same things, commune by commune."""
TABLES = ("energy_use", "residential_energy_2024", "renewable_output", "renewable_capacity")
"""Tables whose figures the room may correct; road fuels are corrected under "energy"."""
_MWH_PER_TWH = 1e6
_POWER_PLANTS = (
    "Les centrales électriques au gaz et la chimie y sont\u00a0: le bas s’en tient à ce que "
    "l’industrie consomme au plus d’après le bilan national de l’énergie."
)

Bring = Callable[[str], pd.DataFrame]
Spread = Mapping[str, pd.DataFrame]
"""low, value, high: tables territories x uses (or kinds); missing where it is not known."""


@dataclass(frozen=True)
class EnergyInputs:
    """What the energy block is computed from, territories in rows.

    Parameters
    ----------
    uses : Spread
        Energy consumed a year by use, MWh.
    electricity : Spread
        Electricity by sector in one year, from one publication: what national totals check, MWh.
    output : Spread
        Renewable electricity fed to the network a year by kind, MWh.
    people : pandas.DataFrame
        ``population`` and ``households``.
    prices, sales : pandas.DataFrame
        Euros per MWh of each use, of each kind sold: ``low``, ``value``, ``high``.
    new_sale : float
        Euros per MWh of what would be added.
    rows : Mapping of str to pandas.DataFrame
        As published, before any correction: by use, kind or "capacity/kind", ``value``, ``low``,
        ``high``, ``unit``, ``status``, ``note``, ``year``, ``source``, ``level`` of each
        territory, with the parts of the figure's id in ``table``, ``variable``, ``cut``.
    cited : Mapping of str to Figure
        The coefficients used, by id.
    imported : Mapping of str to Figure
        By use: what the facilitator's own file says of the first territory, in force unless the
        room corrected that use.
    """

    uses: Spread
    electricity: Spread
    output: Spread
    people: pd.DataFrame
    prices: pd.DataFrame
    sales: pd.DataFrame
    new_sale: float
    rows: Mapping[str, pd.DataFrame]
    cited: Mapping[str, Figure]
    imported: Mapping[str, Figure]


def read(case: Case) -> EnergyInputs:
    """Read the energy of every territory of the case.

    Parameters
    ----------
    case : Case
        The territories; corrections of the room in force.

    Returns
    -------
    EnergyInputs
        Tables indexed by territory.
    """
    people = pd.DataFrame(
        {name: case.measured(name).frame["value"] for name in ("population", "households")}
    )
    found = cited(case.catalogue)
    road = _road(case, people["population"], found)
    official = _rows(case, case.scope.brought, found) | road
    rows = official
    if case.declared.about(*TABLES, "energy"):
        rows = _rows(case, case.brought, found) | _corrected(case, road)
    imported = _imported(case)
    rows = rows | {name: _replaced(case, rows[name], each) for name, each in imported.items()}
    electricity = _network(case, case.brought)
    return EnergyInputs(
        uses=_spread(rows, list(USES)),
        electricity=_spread(electricity, list(ELECTRICITY)),
        output=_spread(rows, list(KINDS)),
        people=people,
        prices=priced(found, USES),
        sales=priced(found, KINDS),
        new_sale=float(found[NEW_SALE].value or 0),
        rows=official,
        cited=found,
        imported=imported,
    )


def _rows(case: Case, bring: Bring, known: Mapping[str, Figure]) -> dict[str, pd.DataFrame]:
    """Every use but road fuels, every kind of local output."""
    found = _with_recent_homes(case, bring)
    found["gas+industry"] = _without_plants(case, found["gas+industry"], known[INDUSTRY_ALL])
    return found | _output(case, bring) | _capacity(case)


def _network(case: Case, bring: Bring) -> dict[str, pd.DataFrame]:
    """Electricity and gas by sector, the last year published."""
    rows = bring("energy_use")
    rows = rows[(rows["variable"] == "consumption") & (rows["year"] == rows["year"].max())]
    rows = rows.assign(cut=rows["energy"] + "+" + rows["sector"], table="energy_use")
    return _by(case, rows, "cut")


def _with_recent_homes(case: Case, bring: Bring) -> dict[str, pd.DataFrame]:
    """Homes: the newer publication where it covers the territory, else the older one."""
    network, rows = _network(case, bring), bring("residential_energy_2024")
    rows = rows.assign(cut=rows["energy"], table="residential_energy_2024")
    homes = {f"{name}+residential": frame for name, frame in _by(case, rows, "cut").items()}
    older = {name: network[name] for name in homes if name in network}
    kept = {
        name: frame.where(frame["value"].notna() | older[name]["value"].isna(), older[name])
        for name, frame in homes.items()
        if name in older
    }
    return {**network, **homes, **kept}


def _road(
    case: Case, population: pd.Series, known: Mapping[str, Figure]
) -> dict[str, pd.DataFrame]:
    """Road fuels, national use per inhabitant: households' by the kind of town they live in."""
    index = road_index(case)
    homes, every = (float(known[name].value or 0) for name in (ROAD_HOMES, ROAD_ALL))
    near, flat = homes * population * index, homes * population
    rest = (every - homes) * population
    return {
        ROAD[0]: _assumed(near, flat, known[ROAD_HOMES], "selon la taille des villes", ROAD[0]),
        ROAD[1]: _assumed(rest, None, known[ROAD_ALL], "par habitant", ROAD[1]),
    }


def _assumed(
    value: pd.Series, other: pd.Series | None, known: Figure, how: str, cut: str
) -> pd.DataFrame:
    note = f"Moyenne nationale répartie {how}\u00a0: ni relevé de ventes, ni comptage local."
    both = pd.concat([value, value if other is None else other], axis=1)
    frame = pd.DataFrame({"value": value, "low": both.min(axis=1), "high": both.max(axis=1)})
    status = value.notna().map({True: "assumed", False: "missing"})
    return frame.assign(
        status=status, note=note, year=float(known.year or 0), source=known.source,
        table="energy", variable="consumption", cut=cut, level="nation", unit="MWh",
    )  # fmt: skip


def _corrected(case: Case, road: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Put in force what the room says of road fuels, which no table holds."""
    said = {each.figure: each.value for each in case.declared.about("energy")}
    own, found = case.territory.code, {}
    for name, frame in road.items():
        year = int(frame.loc[own, "year"])
        value = said.get(figure_id("energy", "consumption", own, year, name))
        found[name] = frame.copy()
        if value is not None:
            found[name].loc[own, list(BOUNDS)] = value
            found[name].loc[own, "status"] = "declared"
    return found


def _imported(case: Case) -> dict[str, Figure]:
    """Find what the Agence ORE's file by commune, once imported, says of the territory."""
    found = {}
    for each in case.declared.imported:
        theme, sector, _, _, energy = each.id.split("/")
        name = f"{energy}+{sector}"
        if theme == IMPORTED and name in USES and each.value is not None:
            found[name] = each
    return found


def _replaced(case: Case, frame: pd.DataFrame, imported: Figure) -> pd.DataFrame:
    """Put an imported figure in force; what the room said goes before it."""
    own = case.territory.code
    if frame.loc[own, "status"] == "declared":
        return frame
    kept = frame.copy()
    kept.loc[own, list(BOUNDS)] = imported.value
    return kept


def _output(case: Case, bring: Bring) -> dict[str, pd.DataFrame]:
    rows = bring("renewable_output")
    rows = rows[rows["year"] == rows["year"].max()]
    names = rows["variable"] + "/" + rows["kind"]
    rows = rows.assign(cut=rows["kind"], table="renewable_output", name=names)
    return _by(case, rows[names.isin(list(KINDS))], "name")


def _capacity(case: Case) -> dict[str, pd.DataFrame]:
    rows = case.scope.brought("renewable_capacity")
    rows = rows[rows["year"] == rows["year"].max()]
    rows = rows.assign(
        cut=rows["kind"], table="renewable_capacity", name="capacity/" + rows["kind"]
    )
    return _by(case, rows, "name")


def _by(case: Case, rows: pd.DataFrame, column: str) -> dict[str, pd.DataFrame]:
    """One frame a use, territories in the order of the case; a value without band is its bounds."""
    rows = rows.assign(
        low=rows["low"].fillna(rows["value"]), high=rows["high"].fillna(rows["value"])
    )
    return {
        str(name): group.set_index("territory").reindex(case.codes)
        for name, group in rows.groupby(column)
    }


def _spread(rows: Mapping[str, pd.DataFrame], names: Sequence[str]) -> Spread:
    return {bound: pd.DataFrame({name: rows[name][bound] for name in names}) for bound in BOUNDS}


def _without_plants(case: Case, gas: pd.DataFrame, every: Figure) -> pd.DataFrame:
    """Bound the industry's gas by what the national balance leaves once electricity is counted."""
    rows = case.catalogue.load("energy_use").frame
    rows = rows[(rows["sector"] == "industry") & (rows["year"] == every.year)]
    nation = rows.groupby("energy")["consumption"].sum()
    if not {"electricity", "gas"} <= set(nation.index):
        return gas
    final = _MWH_PER_TWH * float(every.value or 0)
    share = min(1.0, (final - nation["electricity"]) / nation["gas"])
    note = (gas["note"] + " " + _POWER_PLANTS).where(gas["value"] > 0, gas["note"])
    bounded = (gas["low"] * share).where(gas["status"] != "declared", gas["low"])
    return gas.assign(low=bounded, note=note)
