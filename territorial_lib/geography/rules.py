"""How each table is brought to a territory: which proxy cuts a larger unit, what absence means.

A table without a rule here is added up (or averaged) over whole units, and cut by inhabitants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from territorial_lib.schemas.crops import FORAGES

Kind = Literal["cut", "list", "events", "own_level", "nation", "structure"]
Proxied = tuple[str, ...]

OFF_GRID = ("29083", "29084", "29155")
"""Sein, Molène, Ouessant: islands that no cable ties to the mainland's network."""


@dataclass(frozen=True)
class Rule:
    """How a table is brought.

    Parameters
    ----------
    kind : Kind
        cut: units are added up or cut by a proxy; list: rows are counted; events: rows are added
        up, those absent are nil; own_level: published for each level, never added up; nation: one
        row for the whole country; structure: describes territories or words, brings no figure.
    proxies : tuple of str
        The proxy that cuts a unit, then those that give the band.
    by : str
        Dimension whose words choose other proxies.
    words : Mapping of str to tuple of str
        Proxies of each of those words; "word/variable" where one variable has its own.
    collapse : tuple of str
        Columns of the key that are added up.
    where : str
        Flag column: only the rows where it is true count.
    nomenclature : tuple of str
        Table, column and flag column that list every word of the only dimension.
    covered : tuple of str
        Table and flag column that say where an absent row is a true zero.
    distinct : str
        In a list: the column whose different values are counted; the rows where empty.
    dimensions : tuple of str
        In a list: columns that tell the rows apart.
    off_grid : bool
        True where islands off the mainland's network have no figure.
    caution : str
        Said beside every value, in French.
    """

    kind: Kind = "cut"
    proxies: Proxied = ("population",)
    by: str = ""
    words: Mapping[str, Proxied] = field(default_factory=dict)
    collapse: tuple[str, ...] = ()
    where: str = ""
    nomenclature: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    distinct: str = ""
    dimensions: tuple[str, ...] = ()
    off_grid: bool = False
    caution: str = ""

    def chosen(self, word: str, variable: str) -> Proxied:
        """Give the proxies of a word of the dimension `by`.

        Parameters
        ----------
        word : str
            A value of that dimension; empty where the table has none.
        variable : str
            The variable's name.

        Returns
        -------
        tuple of str
            The central proxy, then those of the band.
        """
        usual = self.words.get(word, self.proxies)
        found = self.words.get(f"{word}/{variable}", usual)
        return tuple(each.replace("*", word) for each in found)


_GRASS = tuple(word for word in FORAGES if "grass" in word)
_LISTED = "Liste non exhaustive : ce qui n’y est pas existe peut-être."
_STRUCTURE = Rule("structure")
_NATION = Rule("nation")
_HOMES: Proxied = ("population", "dwellings")
_AREA: Proxied = ("area_km2",)
_SURFACES: Proxied = ("area_km2", "farmland")
_ROOFS: Proxied = ("dwellings", "area_km2")

RULES: dict[str, Rule] = {
    "landcover_2018": Rule(proxies=_AREA),
    "poplars_hedges_2018": Rule(proxies=_AREA),
    "landcover_change_2018": Rule("events", dimensions=("from_class", "to_class")),
    "zone_jobs_a38": Rule(proxies=("sector_jobs:*",), by="sector"),
    "epci_jobs_a38": Rule(proxies=("jobs",), collapse=("zone_emploi",)),
    "jobs_growth": Rule(proxies=("jobs", "population")),
    "jobs_growth_zone": Rule(proxies=("jobs", "population")),
    "sau_2020": Rule(proxies=("farmland",)),
    "forest_stock": Rule(proxies=("forest",)),
    "wood_harvest_2022": Rule(proxies=("forest",)),
    "crops_2010": Rule(proxies=("farmland", "arable")),
    "fibre_crops_2020": Rule(proxies=("farmland", "arable")),
    "herds_2010": Rule(proxies=("farmland", "pasture")),
    "forage_2020": Rule(
        proxies=("farmland", "arable"),
        by="forage",
        words=dict.fromkeys(_GRASS, ("farmland", "pasture")),
    ),
    "energy_use": Rule(
        by="sector",
        words={
            "residential": _HOMES,
            "services": ("population", "jobs"),
            "industry": ("industrial_jobs", "jobs"),
            "agriculture": ("farmland", "area_km2"),
        },
        off_grid=True,
    ),
    "renewable_output": Rule(
        by="kind",
        words={
            "wind": _SURFACES,
            "hydro": ("area_km2", "population"),
            "bioenergy": _SURFACES,
            "photovoltaic": _ROOFS,
            # Large roofs and ground plants: more land than homes.
            "photovoltaic/above_36_kva": ("area_km2", "dwellings"),
        },
        off_grid=True,
    ),
    "renewable_capacity": Rule(
        by="kind", words={"wind": _SURFACES, "solar": _ROOFS}, off_grid=True
    ),
    "residential_energy_2024": Rule(proxies=_HOMES, off_grid=True),
    "residential_energy_region_2024": Rule(proxies=_HOMES, off_grid=True),
    "dwelling_profile_2013": Rule(proxies=("dwellings", "population")),
    "equipment_2013": Rule(
        nomenclature=("equipment_types", "type", "in_2013"),
        covered=("equipment_coverage", "listed_2013"),
    ),
    "equipment_2020": Rule(
        nomenclature=("equipment_types", "type", "in_2020"),
        covered=("equipment_coverage", "covered_2020"),
    ),
    "canteens": Rule(caution="Cantines qui ont déclaré leurs achats seulement."),
    "canteens_epci": Rule(caution="Cantines qui ont déclaré leurs achats seulement."),
    "income_2019": Rule("own_level"),
    "support_places": Rule("list", distinct="id", dimensions=("kind",)),
    "france_services_2025": Rule("list"),
    "industry_territories": Rule("list", distinct="id"),
    "biobased_plants": Rule("list", where="counted", dimensions=("chain",), caution=_LISTED),
    "local_currencies": Rule("list", caution=_LISTED),
    "local_structures": Rule("list", dimensions=("kind",), caution=_LISTED),
    "action_facts": Rule("list", dimensions=("kind",), caution=_LISTED),
    "canteen_declarations": Rule("list", dimensions=("year",), caution=_LISTED),
    "central_kitchens": Rule("list", dimensions=("year",), caution=_LISTED),
    "food_project_communes": Rule("list", distinct="project", caution=_LISTED),
}
_STRUCTURES = (
    "commune_history", "epci", "departements", "regions", "zones_emploi", "epci_zone_emploi",
    "commune_neighbours", "epci_neighbours", "commune_contours", "epci_contours",
    "departement_contours", "region_contours", "zone_emploi_contours", "sectors_a38",
    "landcover_classes", "equipment_types", "equipment_coverage", "cpa_to_a38", "food_projects",
    "missing_coefficients", "theme_coverage",
)  # fmt: skip
RULES |= dict.fromkeys(_STRUCTURES, _STRUCTURE)


def rule(table: str, level: str) -> Rule:
    """Give the rule of a table.

    Parameters
    ----------
    table : str
        Its name.
    level : str
        What its rows are about; a table of the nation without a rule comes as it is.

    Returns
    -------
    Rule
        How it is brought to a territory.
    """
    usual = _NATION if level in ("nation", "other") else Rule()
    return RULES.get(table, usual)
