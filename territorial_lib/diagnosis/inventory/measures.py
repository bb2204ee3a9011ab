"""The rows of the inventory, family by family: what is counted, where it is read."""

from __future__ import annotations

from territorial_lib.diagnosis.inventory.brought import Brought, Scaled
from territorial_lib.diagnosis.inventory.dormant import Straw, WoodIncrement
from territorial_lib.diagnosis.inventory.farmland import Farmland
from territorial_lib.diagnosis.inventory.methods import (
    Banded,
    CommuneSum,
    Measure,
    OwnLevel,
    Quotient,
    UnitRate,
    UnitSum,
)
from territorial_lib.schemas.figures import Family, Figure, Resource

_NO_PROFILE = "Absent de la source pour ce territoire (elle ne couvre pas l’outre-mer)."
_NO_LAND = "Occupation des sols absente de la source pour ce territoire."
_NO_INCOME = "Non publié pour ce territoire en 2021 (Grand Paris, outre-mer, secret)."
_SECRET = (
    "Non publié\u00a0: secret statistique, outre-mer, ou intercommunalité dont le code a changé."
)
_NO_FIRM = (
    "Absent de la source (Corse, très petites communes) ou trop incomplet pour être montré "
    "(Mayotte)."
)
_NO_CENSUS = "Absent du fichier de 2018 (Mayotte, ou commune rétablie depuis)."

_POPULATION = CommuneSum("communes", ("population",), dated="population_year")
_AREA = CommuneSum("communes", ("area_km2",), source="IGN, Admin Express", year=2026)
_PEOPLE = "Habitants"
_WORK = "Travail et savoir-faire"
_INCOME = "Revenus"
_LAND = "Sols"
_HOUSING = "Logements"
_JOBS = "Emplois"
_BIOMASS = "Bois et paille"
_SERVICES = "Commerces et services"
_FIRMS = "Établissements"

_RECENT = (
    "Le plus récent, publié par intercommunalité\u00a0: à lire d’abord. Pour une commune seule, "
    "lire celui de {other}, qui est le sien."
)
_OLDER = (
    "Plus ancien que celui de {other}, mais propre à chaque commune\u00a0: il sert à les comparer "
    "sur la carte. Au-dessus de la commune, lire d’abord celui de {other}."
)


_COMMUNE = frozenset({"commune"})
_ABOVE = frozenset({"epci", "departement", "region", "zone_emploi", "perimeter"})
_ALL = _COMMUNE | _ABOVE


def _census(*columns: str) -> CommuneSum:
    return CommuneSum("census_2018", columns, missing=_NO_CENSUS)


def _land(*prefixes: str) -> UnitSum:
    columns = tuple(f"clc_{prefix}" for prefix in prefixes)
    return UnitSum("landcover_2018", columns, missing=_NO_LAND)


def _profile(column: str) -> UnitRate:
    return UnitRate(
        "epci_profile_2022",
        column,
        missing=_NO_PROFILE,
        source="Insee, recensement de la population 2022",
    )


def _income(column: str, median: bool = False) -> UnitRate:
    return UnitRate(
        "epci_profile_2022",
        column,
        median=median,
        missing=_NO_INCOME,
        year=2021,
        source="Insee, Filosofi 2021",
    )


def _jobs(sector: str) -> UnitRate:
    return UnitRate("epci_jobs_a5_2022", f"share_{sector}", missing=_NO_PROFILE)


NATURAL = (
    Measure("area", "Superficie", "km²", "natural", _LAND, _AREA),
    Measure(
        "density",
        "Densité de population",
        "hab./km²",
        "natural",
        _LAND,
        Quotient(_POPULATION, _AREA, 1.0),
    ),
    Measure(
        "farmland",
        "Surface agricole utile",
        "ha",
        "natural",
        _LAND,
        Farmland("sau_2020"),
        key=_ALL,
    ),
    Measure("agricultural", "Territoires agricoles", "ha", "natural", _LAND, _land("2")),
    Measure("arable", "dont terres arables", "ha", "natural", _LAND, _land("21")),
    Measure("orchards_vines", "dont vignes et vergers", "ha", "natural", _LAND, _land("22")),
    Measure("pastures", "dont prairies", "ha", "natural", _LAND, _land("23")),
    Measure("forest", "Forêts", "ha", "natural", _LAND, _land("31"), key=_ALL),
    Measure(
        "semi_natural",
        "Landes, pelouses et espaces ouverts",
        "ha",
        "natural",
        _LAND,
        _land("32", "33"),
    ),
    Measure("water", "Zones humides et surfaces en eau", "ha", "natural", _LAND, _land("4", "5")),
    Measure("artificial", "Sols artificialisés", "ha", "natural", _LAND, _land("1")),
)

DORMANT = (
    Measure(
        "wood_increment",
        "Bois qui pousse et n’est pas récolté",
        "m³/an",
        "natural",
        _BIOMASS,
        WoodIncrement(),
        use="underused",
    ),
    Measure(
        "straw",
        "Paille disponible après retour au sol",
        "t/an",
        "natural",
        _BIOMASS,
        Straw(),
        use="underused",
    ),
)

HUMAN = (
    Measure("population", "Population", "hab.", "human", _PEOPLE, _POPULATION, key=_ALL),
    Measure(
        "natural_balance",
        "Naissances pour 100 décès (2013–2018)",
        "naissances",
        "human",
        _PEOPLE,
        Quotient(_census("births"), _census("deaths")),
    ),
    Measure(
        "share_75_plus",
        "Habitants de 75 ans et plus",
        "%",
        "human",
        _PEOPLE,
        _profile("share_75_plus"),
        key=_ALL,
    ),
    Measure("households", "Ménages", "ménages", "human", _PEOPLE, _census("households")),
    Measure("active", "Actifs de 15 à 64 ans", "actifs", "human", _WORK, _census("active_15_64")),
    Measure(
        "unemployed",
        "Actifs sans emploi (au sens du recensement)",
        "actifs",
        "human",
        _WORK,
        Banded(
            _census("unemployed_15_64"),
            _census("active_15_64"),
            _profile("unemployment_rate_15_64"),
            "Une partie change d’emploi ou se forme\u00a0: tous ne sont pas disponibles.",
        ),
        use="underused",
        key=_ALL,
    ),
    Measure(
        "unemployment_rate",
        "Taux de chômage (au sens du recensement)",
        "%",
        "human",
        _WORK,
        _profile("unemployment_rate_15_64"),
        advice=_RECENT.format(other="2018"),
    ),
    Measure(
        "unemployment_rate_2018",
        "Taux de chômage en 2018 (au sens du recensement)",
        "%",
        "human",
        _WORK,
        Quotient(_census("unemployed_15_64"), _census("active_15_64")),
        advice=_OLDER.format(other="2022"),
    ),
    Measure(
        "poverty_rate_2019",
        "Taux de pauvreté en 2019",
        "%",
        "human",
        _INCOME,
        OwnLevel("income_2019", "poverty_rate", _SECRET),
        advice=_OLDER.format(other="2021"),
    ),
    Measure(
        "degree",
        "Diplômés du supérieur (bac +3 et plus)",
        "%",
        "human",
        _WORK,
        _profile("share_degree"),
    ),
    Measure("no_bac", "Sans baccalauréat", "%", "human", _WORK, _profile("share_below_bac")),
    Measure(
        "executives",
        "Cadres (parmi les 15 ans et plus)",
        "%",
        "human",
        _WORK,
        _profile("share_executives"),
    ),
    Measure(
        "workers",
        "Ouvriers (parmi les 15 ans et plus)",
        "%",
        "human",
        _WORK,
        _profile("share_workers"),
    ),
    Measure(
        "retired",
        "Retraités (parmi les 15 ans et plus)",
        "%",
        "human",
        _PEOPLE,
        _profile("share_retired"),
    ),
    Measure(
        "median_income",
        "Niveau de vie médian",
        "€/an",
        "human",
        _INCOME,
        _income("median_income", median=True),
        key=_ABOVE,
        advice=_RECENT.format(other="2019"),
    ),
    Measure(
        "median_income_2019",
        "Niveau de vie médian en 2019",
        "€/an",
        "human",
        _INCOME,
        OwnLevel("income_2019", "median_income", _SECRET),
        key=_COMMUNE,
        advice=_OLDER.format(other="2021"),
    ),
    Measure(
        "poverty_rate",
        "Taux de pauvreté",
        "%",
        "human",
        _INCOME,
        _income("poverty_rate"),
        advice=_RECENT.format(other="2019"),
    ),
)

ECONOMIC = (
    Measure("jobs", "Emplois", "emplois", "economic", _JOBS, _census("jobs"), key=_ALL),
    Measure(
        "salaried",
        "Emplois salariés",
        "% des emplois",
        "economic",
        _JOBS,
        Quotient(_census("salaried_jobs"), _census("jobs")),
    ),
    Measure(
        "jobs_per_100_active",
        "Emplois pour 100 actifs occupés résidents",
        "emplois",
        "economic",
        _JOBS,
        _profile("jobs_per_100_employed"),
    ),
    Measure(
        "jobs_agriculture",
        "Emplois\u00a0: agriculture",
        "%",
        "economic",
        _JOBS,
        _jobs("agriculture"),
    ),
    Measure("jobs_industry", "Emplois\u00a0: industrie", "%", "economic", _JOBS, _jobs("industry")),
    Measure(
        "jobs_construction",
        "Emplois\u00a0: construction",
        "%",
        "economic",
        _JOBS,
        _jobs("construction"),
    ),
    Measure(
        "jobs_services",
        "Emplois\u00a0: commerce, transports, services",
        "%",
        "economic",
        _JOBS,
        _jobs("services"),
    ),
    Measure(
        "jobs_administration",
        "Emplois\u00a0: administration, enseignement, santé, social",
        "%",
        "economic",
        _JOBS,
        _jobs("administration"),
    ),
    Measure(
        "establishments",
        "Établissements (avec ou sans salarié)",
        "établissements",
        "economic",
        _FIRMS,
        CommuneSum(
            "establishments_2022",
            ("establishments",),
            missing=_NO_FIRM,
            dated="year",
            incomplete="976",
        ),
    ),
    Measure(
        "employers",
        "Établissements employeurs",
        "établissements",
        "economic",
        _FIRMS,
        CommuneSum("establishments_2018", ("total",), missing=_NO_CENSUS),
    ),
    Measure("dwellings", "Logements", "logements", "economic", _HOUSING, _census("dwellings")),
    Measure(
        "vacant_dwellings",
        "Logements vacants",
        "logements",
        "economic",
        _HOUSING,
        Banded(
            _census("vacant_dwellings"),
            _census("dwellings"),
            _profile("vacancy_rate"),
            "Une partie est vide le temps d’une vente, d’une relocation ou de travaux.",
        ),
        use="underused",
        key=_ALL,
    ),
    Measure(
        "vacancy_rate",
        "Part des logements vacants",
        "%",
        "economic",
        _HOUSING,
        Quotient(_census("vacant_dwellings"), _census("dwellings")),
    ),
    Measure(
        "second_homes",
        "Résidences secondaires et logements occasionnels",
        "%",
        "economic",
        _HOUSING,
        Quotient(_census("second_homes"), _census("dwellings")),
    ),
    Measure(
        "owners",
        "Résidences principales occupées par leur propriétaire",
        "%",
        "economic",
        _HOUSING,
        Quotient(_census("owner_occupied"), _census("main_residences")),
    ),
)

_FRENCH_TOTAL = 4.5 / 7.1
"""Main residences of class F or G in France: 4.5 million by SDES, 7.1 by the model retained."""

EQUIPMENT = (
    Measure(
        "leaky_dwellings",
        "Résidences principales classées F ou G",
        "logements",
        "economic",
        _HOUSING,
        Scaled(
            Brought("leaky_dwellings", "leaky"),
            _FRENCH_TOTAL,
            "Modèle\u202f; haut de la fourchette. Le SDES, avec une autre méthode, en compte 4,5 "
            "millions en France et non 7,1\u00a0: le bas garde ce rapport.",
        ),
    ),
    Measure(
        "shops",
        "Commerces (24 types)",
        "équipements",
        "economic",
        _SERVICES,
        Brought("equipment_2020", "units", "type", r"B\d{3}"),
    ),
    Measure(
        "primary_schools",
        "Écoles maternelles et élémentaires",
        "équipements",
        "economic",
        _SERVICES,
        Brought("equipment_2020", "units", "type", "C10[1245]"),
    ),
    Measure(
        "france_services",
        "Espaces France services",
        "lieux",
        "economic",
        _SERVICES,
        Brought(
            "france_services_2025",
            "count",
            caution="Les antennes et les bus comptent comme des lieux.",
        ),
    ),
    Measure(
        "third_places",
        "Fabriques de territoire et manufactures de proximité",
        "lieux",
        "economic",
        _SERVICES,
        Brought(
            "support_places",
            "count",
            "kind",
            "third_place|shared_workshop",
            "Soutenus par l’État seulement\u00a0: les autres tiers-lieux n’y sont pas.",
        ),
    ),
)

MEASURES = NATURAL + DORMANT + HUMAN + ECONOMIC + EQUIPMENT

ADDED = (CommuneSum, UnitSum, Banded, Farmland, Brought, Scaled, Straw, WoodIncrement)
ADDITIVE = frozenset(each.variable for each in MEASURES if isinstance(each.method, ADDED))
"""Variables whose parts add up to the whole."""


def _to_come(variable: str, label: str, unit: str, family: Family, why: str) -> Resource:
    figure = Figure(
        id=f"room/{variable}/-/-/-",
        label=label,
        value=None,
        unit=unit,
        year=None,
        source="Aucune source nationale embarquée",
        level="perimeter",
        status="missing",
        note=why,
    )
    return Resource(figure=figure, family=family, category="Ressources dormantes", use="unknown")


_ASK = "Aucune statistique ne le dit\u00a0: c’est une question à poser à la salle."

UNKNOWN = (
    _to_come("roofs", "Toitures qui pourraient produire", "m²", "natural", _ASK),
    _to_come("idle_land", "Terrains et friches réutilisables", "ha", "natural", _ASK),
    _to_come("idle_premises", "Locaux et commerces vides", "locaux", "economic", _ASK),
    _to_come(
        "idle_machines", "Machines et équipements peu utilisés", "équipements", "economic", _ASK
    ),
    _to_come("skills", "Savoir-faire peu connus", "personnes", "human", _ASK),
)

IMPORTED = {
    ("sau_commune", "sau"): "farmland",
    ("jobs_a5_commune", "jobs"): "jobs",
    ("jobs_commune", "jobs"): "jobs",
}
"""Measures that an imported table and variable are another, preferred, version of."""
NATURAL_IMPORTS = ("sau", "crops")
"""Beginnings of the imported tables that are about natural resources."""
