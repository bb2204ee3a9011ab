"""Energy: uses by sector, renewable output and capacity, homes' energy and the homes' profile."""

from __future__ import annotations

from territorial_lib.schemas.crops import DEPARTEMENT_CODE, named
from territorial_lib.schemas.geography import REGION
from territorial_lib.schemas.people import STATUS, count
from territorial_lib.schemas.tables import Column, Table

SECTORS = {
    "agriculture": "Agriculture",
    "industry": "Industrie",
    "services": "Tertiaire",
    "residential": "Résidentiel",
    "unknown": "Secteur inconnu",
}
ENERGIES = {"electricity": "Électricité", "gas": "Gaz naturel de réseau"}
USE_REMARKS = {
    "no_network": "Pas de réseau de gaz naturel : 0 est une vraie valeur.",
    "not_published": "Non publié cette année-là.",
    "secret": "Secret statistique : tout est masqué.",
    "without_transmission": "Sans les sites raccordés au réseau de transport, absents en 2011.",
}
KINDS = {
    "photovoltaic": "Photovoltaïque",
    "wind": "Éolien",
    "hydro": "Hydraulique",
    "bioenergy": "Bioénergies",
}
CAPACITIES = {"wind": "Éolien", "solar": "Solaire"}
HOME_ENERGIES = {
    "electricity": "Électricité",
    "gas": "Gaz naturel",
    "fuel_oil": "Fioul domestique",
    "lpg": "Gaz de pétrole liquéfié",
    "heat": "Chaleur de réseau",
}
_YEAR = Column("year", "whole", "Année", minimum=2000, maximum=2030)
_REGION = Column("code", "code", "Région", pattern=REGION)

# Every département, year, energy and sector has a row: what is not known says why in `remark`.
# Where `secret_meshes` is not 0, the value leaves those small areas out.
ENERGY_USE = Table(
    name="energy_use",
    level="departement",
    key=("code", "energy", "sector", "year"),
    columns=(
        DEPARTEMENT_CODE,
        Column("energy", "text", "Énergie", allowed=tuple(ENERGIES)),
        Column("sector", "text", "Secteur", allowed=tuple(SECTORS)),
        _YEAR,
        count("consumption", "Consommation", "MWh"),
        count("delivery_points", "Points de livraison", "points"),
        count("secret_meshes", "Petites zones masquées", "zones"),
        Column("remark", "text", "Remarque", allowed=tuple(USE_REMARKS), missing=True),
        STATUS,
    ),
)

# Output of a year = above_36_kva + up_to_36_kva; where the latter is missing (secret), the last
# one published is kept beside it with its year: an estimate, never the year's own figure.
RENEWABLE_OUTPUT = Table(
    name="renewable_output",
    level="departement",
    key=("code", "kind", "year"),
    columns=(
        DEPARTEMENT_CODE,
        *named("kind", "Filière", KINDS),
        _YEAR,
        count("above_36_kva", "Production au-dessus de 36 kVA", "MWh"),
        count("up_to_36_kva", "Production jusqu’à 36 kVA", "MWh"),
        count("last_up_to_36_kva", "Dernière production publiée jusqu’à 36 kVA", "MWh"),
        Column("last_year", "whole", "Son année", minimum=2000, maximum=2030, missing=True),
    ),
)


def _home_energies(words: tuple[str, ...]) -> tuple[Column, ...]:
    labels = {word: HOME_ENERGIES[word] for word in words}
    return (
        *named("energy", "Énergie", labels),
        count("consumption", "Consommation des logements", "MWh"),
        Column("network", "flag", "Réseau présent (0 sans réseau est une vraie valeur)"),
        STATUS,
    )


RESIDENTIAL_ENERGY_2024 = Table(
    name="residential_energy_2024",
    level="departement",
    key=("code", "energy"),
    columns=(DEPARTEMENT_CODE, *_home_energies(("electricity", "gas", "fuel_oil", "lpg"))),
)

RESIDENTIAL_ENERGY_REGION_2024 = Table(
    name="residential_energy_region_2024",
    level="region",
    key=("code", "energy"),
    columns=(_REGION, *_home_energies(tuple(HOME_ENERGIES))),
)

RENEWABLE_CAPACITY = Table(
    name="renewable_capacity",
    level="region",
    key=("code", "kind", "year"),
    columns=(
        _REGION,
        *named("kind", "Filière", CAPACITIES),
        _YEAR,
        count("capacity", "Puissance installée", "MW"),
    ),
)


def _share(name: str, label: str) -> Column:
    return Column(
        name, "number", label, "%", weight="residential_sites", minimum=0, maximum=100
    )  # fmt: skip


DWELLING_PROFILE_2013 = Table(
    name="dwelling_profile_2013",
    level="departement",
    key=("code",),
    columns=(
        DEPARTEMENT_CODE,
        count("population", "Population", "hab."),
        Column("residential_sites", "number", "Sites résidentiels raccordés à Enedis", "sites",
               2017, extensive=True, minimum=0),
        _share("main_residence_share", "Résidences principales, parmi les logements"),
        _share("collective_share", "Logements collectifs"),
        _share("electric_heating_share", "Résidences principales chauffées à l’électricité"),
        _share("area_under_30", "Moins de 30 m²"),
        _share("area_30_40", "De 30 à 40 m²"),
        _share("area_40_60", "De 40 à 60 m²"),
        _share("area_60_80", "De 60 à 80 m²"),
        _share("area_80_100", "De 80 à 100 m²"),
        _share("area_over_100", "Plus de 100 m²"),
        _share("built_before_1919", "Résidences principales d’avant 1919"),
        _share("built_1919_1945", "Résidences principales de 1919 à 1945"),
        _share("built_1946_1970", "Résidences principales de 1946 à 1970"),
        _share("built_1971_1990", "Résidences principales de 1971 à 1990"),
        _share("built_1991_2005", "Résidences principales de 1991 à 2005"),
        _share("built_2006_2010", "Résidences principales de 2006 à 2010"),
        _share("built_since_2011", "Résidences principales depuis 2011"),
    ),
)  # fmt: skip
