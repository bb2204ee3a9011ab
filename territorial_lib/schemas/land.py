"""Land: CORINE land cover by EPCI and agricultural area by département."""

from __future__ import annotations

from territorial_lib.schemas.geography import DEPARTEMENT
from territorial_lib.schemas.people import EPCI_CODE, STATUS, count
from territorial_lib.schemas.tables import Column, Table

CORINE = {
    "111": "Tissu urbain continu",
    "112": "Tissu urbain discontinu",
    "121": "Zones industrielles ou commerciales et installations publiques",
    "122": "Réseaux routier et ferroviaire et espaces associés",
    "123": "Zones portuaires",
    "124": "Aéroports",
    "131": "Extraction de matériaux",
    "132": "Décharges",
    "133": "Chantiers",
    "141": "Espaces verts urbains",
    "142": "Équipements sportifs et de loisirs",
    "211": "Terres arables hors périmètres d’irrigation",
    "212": "Périmètres irrigués en permanence",
    "213": "Rizières",
    "221": "Vignobles",
    "222": "Vergers et petits fruits",
    "223": "Oliveraies",
    "231": "Prairies et autres surfaces toujours en herbe à usage agricole",
    "241": "Cultures annuelles associées à des cultures permanentes",
    "242": "Systèmes culturaux et parcellaires complexes",
    "243": "Surfaces essentiellement agricoles, interrompues par des espaces naturels importants",
    "244": "Territoires agroforestiers",
    "311": "Forêts de feuillus",
    "312": "Forêts de conifères",
    "313": "Forêts mélangées",
    "321": "Pelouses et pâturages naturels",
    "322": "Landes et broussailles",
    "323": "Végétation sclérophylle",
    "324": "Forêt et végétation arbustive en mutation",
    "331": "Plages, dunes et sable",
    "332": "Roches nues",
    "333": "Végétation clairsemée",
    "334": "Zones incendiées",
    "335": "Glaciers et neiges éternelles",
    "411": "Marais intérieurs",
    "412": "Tourbières",
    "421": "Marais maritimes",
    "422": "Marais salants",
    "423": "Zones intertidales",
    "511": "Cours et voies d’eau",
    "512": "Plans d’eau",
    "521": "Lagunes littorales",
    "522": "Estuaires",
    "523": "Mers et océans",
}
CORINE_1 = {
    "1": "Territoires artificialisés",
    "2": "Territoires agricoles",
    "3": "Forêts et milieux semi-naturels",
    "4": "Zones humides",
    "5": "Surfaces en eau",
}
CORINE_2 = {
    "11": "Zones urbanisées",
    "12": "Zones industrielles ou commerciales et réseaux de communication",
    "13": "Mines, décharges et chantiers",
    "14": "Espaces verts artificialisés, non agricoles",
    "21": "Terres arables",
    "22": "Cultures permanentes",
    "23": "Prairies",
    "24": "Zones agricoles hétérogènes",
    "31": "Forêts",
    "32": "Milieux à végétation arbustive ou herbacée",
    "33": "Espaces ouverts, sans ou avec peu de végétation",
    "41": "Zones humides intérieures",
    "42": "Zones humides maritimes",
    "51": "Eaux continentales",
    "52": "Eaux maritimes",
}

LANDCOVER_2018 = Table(
    name="landcover_2018",
    level="epci",
    key=("code",),
    # In a row that has a status other than missing, 0 means that the class is absent there.
    columns=(
        EPCI_CODE,
        *(count(f"clc_{code}", label, "ha") for code, label in CORINE.items()),
        # Far from 100 where the source left communes out, or counted them in a neighbour's row.
        Column(
            "coverage",
            "number",
            "Occupation du sol connue, en part de la superficie d’aujourd’hui",
            "%",
            minimum=70,
            maximum=120,
            missing=True,
        ),
        STATUS,
    ),
)

LANDCOVER_CLASSES = Table(
    name="landcover_classes",
    level="other",
    key=("code",),
    columns=(
        Column("code", "code", "Poste CORINE", allowed=tuple(CORINE)),
        Column("column", "text", "Colonne de landcover_2018", pattern=r"clc_\d{3}"),
        Column("label", "text", "Occupation du sol"),
        Column("group_2", "code", "Niveau 2", allowed=tuple(CORINE_2)),
        Column("group_2_label", "text", "Intitulé du niveau 2"),
        Column("group_1", "code", "Niveau 1", allowed=tuple(CORINE_1)),
        Column("group_1_label", "text", "Intitulé du niveau 1"),
    ),
)

SAU_2020 = Table(
    name="sau_2020",
    level="departement",
    key=("code",),
    columns=(
        Column("code", "code", "Département", pattern=DEPARTEMENT),
        Column(
            "sau", "number", "Surface agricole utilisée", "ha", extensive=True, minimum=0,
            maximum=1_000_000,
        ),
    ),
)  # fmt: skip
