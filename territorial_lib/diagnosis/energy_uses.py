"""Energy bought and produced here: which uses, which kinds, at which cited prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.energy_road import road_index
from territorial_lib.schemas.figures import Figure, figure_id

BOUNDS = ("low", "value", "high")
_MWH_PER_TWH = 1e6
SERVICES = "prix-moyen-de-l-energie-consommee-tertiaire-toutes-energies"
INDUSTRY = (
    "prix-moyen-de-l-energie-consommee-industrie-hors-charbon-hauts-fourneaux-toutes-energies"
)
FARMS = "prix-moyen-de-l-energie-consommee-agriculture-peche-toutes-energies"
ALL_SECTORS = "prix-moyen-de-l-energie-consommee-ensemble-usage-energetique-toutes-energies"
HOMES_ELECTRICITY = "electricite-prix-moyen-menages-ttc"
HOMES_GAS = "gaz-naturel-prix-moyen-menages-ttc-abonnement-compris"
FUEL_OIL = "fioul-domestique-menages-ttc-comparaison-homogene-t4-2023"
LPG = "propane-citerne-menages-ttc-comparaison-homogene-t4-2023"
ROAD_PRICE = "prix-moyen-de-l-energie-consommee-transports-toutes-energies"
ROAD_ALL = "consommation-finale-par-habitant-transport-routier"
ROAD_HOMES = "consommation-finale-par-habitant-carburants-des-menages"
SOLAR_SALE = "pv-au-sol-appel-d-offres-ppe2-prix-moyen-des-laureats-haut"
WIND_SALE = "eolien-terrestre-appel-d-offres-ppe2-prix-moyen-des-laureats-haut"
OTHER_SALE = "electricite-prix-de-gros-spot-moyen-2024"
NEW_SALE = "appel-d-offres-neutre-pv-eolien-hydro-prix-moyen-des-laureats-aucun-laureat-hydro"
IMPORTED = "energy_use_commune"
"""The imported table that says the same things, commune by commune."""
BULK_GAS = "gaz-naturel-prix-de-gros-peg"
LARGEST_PLANTS = "electricite-tres-gros-consommateurs-plus-de-150-gwh-an-hors-tva"
FIRMS_MEAN = "electricite-prix-moyen-entreprises-hors-tva"
SMALL_FIRMS = "electricite-petites-entreprises-20-500-mwh-an-hors-tva"
INDUSTRY_ALL = "consommation-finale-energetique-industrie"
PRICE_BOUNDS: dict[str, dict[str, str]] = {
    "electricity+industry": {"low": LARGEST_PLANTS, "high": FIRMS_MEAN},
    "gas+industry": {"low": BULK_GAS},
    "electricity+services": {"low": FIRMS_MEAN, "high": SMALL_FIRMS},
}
"""Cited prices that bound those of a use, where its own publication gives no range."""
_PER_MWH = {"€/kWh": 1000.0, "€/kWh PCS": 1000.0, "€/MWh": 1.0, "€/MWh PCS": 1.0}
_POWER_PLANTS = (
    "Les centrales électriques au gaz et la chimie y sont\u00a0: le bas s’en tient à ce que "
    "l’industrie consomme au plus d’après le bilan national de l’énergie."
)

USES: dict[str, tuple[str, str]] = {
    "electricity+residential": ("Électricité des logements", HOMES_ELECTRICITY),
    "gas+residential": ("Gaz des logements", HOMES_GAS),
    "fuel_oil+residential": ("Fioul des logements", FUEL_OIL),
    "lpg+residential": ("Gaz en bouteille ou en citerne des logements", LPG),
    "electricity+services": ("Électricité du tertiaire", SERVICES),
    "gas+services": ("Gaz du tertiaire", SERVICES),
    "electricity+industry": ("Électricité de l’industrie", INDUSTRY),
    "gas+industry": ("Gaz de l’industrie", INDUSTRY),
    "electricity+agriculture": ("Électricité de l’agriculture", FARMS),
    "gas+agriculture": ("Gaz de l’agriculture", FARMS),
    "electricity+unknown": ("Électricité, secteur inconnu", ALL_SECTORS),
    "gas+unknown": ("Gaz, secteur inconnu", ALL_SECTORS),
    "road+households": ("Carburants des ménages", ROAD_PRICE),
    "road+firms": ("Carburants des entreprises et administrations", ROAD_PRICE),
}
"""Each use of energy, "energy+sector": its name in French, the coefficient that prices it."""
ROAD = tuple(name for name in USES if name.startswith("road+"))
HOMES = tuple(name for name in USES if name.endswith("+residential"))
ELECTRICITY = tuple(name for name in USES if name.startswith("electricity+"))
KINDS: dict[str, tuple[str, str]] = {
    "above_36_kva/photovoltaic": ("Photovoltaïque, grandes installations", SOLAR_SALE),
    "last_up_to_36_kva/photovoltaic": ("Photovoltaïque, petites toitures", SOLAR_SALE),
    "above_36_kva/wind": ("Éolien", WIND_SALE),
    "above_36_kva/hydro": ("Hydraulique", OTHER_SALE),
    "above_36_kva/bioenergy": ("Bioénergies", OTHER_SALE),
}
"""Each local production, "variable/kind" of the table: its name, the coefficient of its price."""
CAPACITIES = {"wind": "Puissance éolienne installée", "solar": "Puissance solaire installée"}
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
    cited = _cited(case)
    road = _road(case, people["population"], cited)
    official = _rows(case, case.scope.brought, cited) | road
    rows = official
    if case.declared.corrections:
        rows = _rows(case, case.brought, cited) | _corrected(case, road)
    imported = _imported(case)
    rows = rows | {name: _replaced(case, rows[name], each) for name, each in imported.items()}
    electricity = _network(case, case.brought)
    return EnergyInputs(
        uses=_spread(rows, list(USES)),
        electricity=_spread(electricity, list(ELECTRICITY)),
        output=_spread(rows, list(KINDS)),
        people=people,
        prices=_priced(cited, USES),
        sales=_priced(cited, KINDS),
        new_sale=float(cited[NEW_SALE].value or 0),
        rows=official,
        cited=cited,
        imported=imported,
    )


def _rows(case: Case, bring: Bring, cited: Mapping[str, Figure]) -> dict[str, pd.DataFrame]:
    """Every use but road fuels, every kind of local output."""
    found = _with_recent_homes(case, bring)
    found["gas+industry"] = _without_plants(case, found["gas+industry"], cited[INDUSTRY_ALL])
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
    case: Case, population: pd.Series, cited: Mapping[str, Figure]
) -> dict[str, pd.DataFrame]:
    """Road fuels, national use per inhabitant: households' by the kind of town they live in."""
    index = road_index(case)
    homes, every = (float(cited[name].value or 0) for name in (ROAD_HOMES, ROAD_ALL))
    near, flat = homes * population * index, homes * population
    rest = (every - homes) * population
    return {
        ROAD[0]: _assumed(near, flat, cited[ROAD_HOMES], "selon la taille des villes", ROAD[0]),
        ROAD[1]: _assumed(rest, None, cited[ROAD_ALL], "par habitant", ROAD[1]),
    }


def _assumed(
    value: pd.Series, other: pd.Series | None, cited: Figure, how: str, cut: str
) -> pd.DataFrame:
    note = f"Moyenne nationale répartie {how}\u00a0: ni relevé de ventes, ni comptage local."
    both = pd.concat([value, value if other is None else other], axis=1)
    frame = pd.DataFrame({"value": value, "low": both.min(axis=1), "high": both.max(axis=1)})
    status = value.notna().map({True: "assumed", False: "missing"})
    return frame.assign(
        status=status, note=note, year=float(cited.year or 0), source=cited.source,
        table="energy", variable="consumption", cut=cut, level="nation", unit="MWh",
    )  # fmt: skip


def _corrected(case: Case, road: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Put in force what the room says of road fuels, which no table holds."""
    said = {each.figure: each.value for each in case.declared.corrections}
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
    return gas.assign(low=gas["low"] * share, note=note)


def _cited(case: Case) -> dict[str, Figure]:
    names = [price for _, price in (*USES.values(), *KINDS.values())]
    bounds = [name for each in PRICE_BOUNDS.values() for name in each.values()]
    every = dict.fromkeys([*names, *bounds, ROAD_ALL, ROAD_HOMES, NEW_SALE, INDUSTRY_ALL])
    return {name: coefficient(case.catalogue, name) for name in every}


def _priced(cited: Mapping[str, Figure], uses: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Lay out prices, € a MWh; where nothing cited gives a range, the bounds are the price."""
    rows = {
        name: {bound: _price(cited, name, price, bound) for bound in BOUNDS}
        for name, (_, price) in uses.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(BOUNDS))


def _price(cited: Mapping[str, Figure], use: str, price: str, bound: str) -> float:
    other = PRICE_BOUNDS.get(use, {}).get(bound)
    figure = cited[other or price]
    found = figure.value if other else getattr(figure, bound)
    value = figure.value if found is None else found
    return float(value or 0) * _PER_MWH[figure.unit]
