"""Dwellings: those that leak heat (F and G), and the national stock by energy class."""

from __future__ import annotations

from territorial_lib.schemas.people import COMMUNE_CODE, STATUS, count
from territorial_lib.schemas.tables import Column, Table

PERIODS = {
    "before_1919": "Avant 1919",
    "1919_1945": "De 1919 à 1945",
    "1946_1970": "De 1946 à 1970",
    "1971_1990": "De 1971 à 1990",
    "1991_2005": "De 1991 à 2005",
    "2006_2012": "De 2006 à 2012",
    "since_2013": "Depuis 2013",
}
HEATINGS = {
    "gas_boiler": "Chaudière au gaz",
    "oil_boiler": "Chaudière au fioul",
    "other_boiler": "Autre chaudière",
    "district": "Chauffage urbain",
    "electric": "Chauffage électrique",
    "heat_pump": "Pompe à chaleur",
    "other": "Autre, ou inconnu",
}
KINDS = {"house": "Maison", "apartment": "Appartement"}
CLASSES = tuple("ABCDEFG")

# Every value is a model's estimate; 0 is none, to one decimal.
LEAKY_DWELLINGS = Table(
    name="leaky_dwellings",
    level="commune",
    key=("code",),
    columns=(
        COMMUNE_CODE,
        count("main_residences", "Résidences principales", "logements"),
        count("leaky", "Résidences principales classées F ou G", "logements"),
        STATUS,
        Column("split", "flag", "Partagé entre communes recréées selon leurs habitants"),
    ),
)

# The heating of homes that are not main residences is unknown (all "other").
DWELLING_STOCK = Table(
    name="dwelling_stock",
    level="nation",
    key=("energy_class", "period", "heating", "kind", "main_residence"),
    columns=(
        Column("energy_class", "text", "Classe énergie", allowed=CLASSES),
        Column("period", "text", "Période de construction", allowed=tuple(PERIODS)),
        Column("heating", "text", "Chauffage", allowed=tuple(HEATINGS)),
        Column("kind", "text", "Type", allowed=tuple(KINDS)),
        Column("main_residence", "flag", "Résidence principale"),
        count("dwellings", "Logements", "logements"),
        count("floor_area", "Surface habitable", "m²"),
        count("consumption", "Consommation conventionnelle d’énergie primaire", "MWh/an"),
    ),
)
