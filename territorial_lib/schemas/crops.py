"""Crops, herds, forage, straw and fibre plants, by département."""

from __future__ import annotations

from territorial_lib.schemas.geography import DEPARTEMENT, REGION
from territorial_lib.schemas.people import STATUS, count
from territorial_lib.schemas.tables import Column, Table

CROPS = {
    "soft_wheat": "Blé tendre",
    "durum_wheat": "Blé dur",
    "triticale": "Triticale",
    "grain_maize": "Maïs grain",
    "silage_maize": "Maïs ensilage (matière sèche)",
    "barley": "Orge",
    "oats": "Avoine",
    "sorghum": "Sorgho",
    "rye": "Seigle",
    "beet": "Betterave",
    "potato": "Pomme de terre",
    "sunflower": "Tournesol",
    "rapeseed": "Colza",
    "soybean": "Soja",
}
RESIDUE_CROPS = CROPS | {
    "pea": "Pois",
    "winter_barley": "Orge d’hiver et escourgeon",
    "spring_barley": "Orge de printemps",
    "protein_pea": "Pois protéagineux",
}
HERDS = {
    "dairy_cow": "Vaches laitières",
    "suckler_cow": "Vaches allaitantes",
    "nursing_ewe": "Brebis mères nourrices",
    "pig": "Porcs",
    "broiler": "Poulets de chair",
    "laying_hen": "Poules pondeuses",
}
FORAGES = {
    "all": "Fourrages annuels, prairies non permanentes et surfaces toujours en herbe",
    "annual": "Fourrages annuels",
    "maize": "Maïs fourrage et ensilage",
    "irrigated_maize": "Maïs fourrage irrigué",
    "rainfed_maize": "Maïs fourrage non irrigué",
    "other_annual": "Autres fourrages annuels",
    "grass": "Prairies non permanentes et surfaces toujours en herbe",
    "temporary_grass": "Prairies non permanentes",
    "legume_leys": "Prairies artificielles (luzerne, trèfle violet...)",
    "dehydrated_alfalfa": "Luzerne pour déshydratation",
    "other_legume_leys": "Autres prairies artificielles",
    "grass_leys": "Prairies temporaires",
    "permanent_grass": "Surfaces toujours en herbe",
    "productive_permanent_grass": "Prairies naturelles ou semées depuis plus de six ans",
    "poor_permanent_grass": "Surfaces toujours en herbe peu productives",
}
FORAGE_PARENTS = {
    "annual": "all",
    "maize": "annual",
    "irrigated_maize": "maize",
    "rainfed_maize": "maize",
    "other_annual": "annual",
    "grass": "all",
    "temporary_grass": "grass",
    "legume_leys": "temporary_grass",
    "dehydrated_alfalfa": "legume_leys",
    "other_legume_leys": "legume_leys",
    "grass_leys": "temporary_grass",
    "permanent_grass": "grass",
    "productive_permanent_grass": "permanent_grass",
    "poor_permanent_grass": "permanent_grass",
}
"""What each forage is a part of: the parts add up to it exactly."""

DEPARTEMENT_CODE = Column("code", "code", "Département", pattern=DEPARTEMENT)


def named(name: str, label: str, words: dict[str, str]) -> tuple[Column, Column]:
    """Describe a dimension: its word in the table and its French label.

    Parameters
    ----------
    name, label : str
        The column's name and its French label.
    words : dict of str to str
        The words allowed and their French labels.

    Returns
    -------
    tuple of Column
        The word's column, then ``label``.
    """
    return (
        Column(name, "text", label, allowed=tuple(words)),
        Column("label", "text", label, allowed=tuple(words.values())),
    )


# Area missing: none or secret, the producer's 0 does not tell which.
CROPS_2010 = Table(
    name="crops_2010",
    level="departement",
    key=("code", "crop"),
    columns=(
        DEPARTEMENT_CODE,
        *named("crop", "Culture", CROPS),
        count("area", "Surface cultivée", "ha"),
        Column("crop_yield", "number", "Rendement", "t/ha", weight="area", minimum=0.1,
               maximum=100, missing=True),
        Column("yield_scope", "text", "Niveau du rendement", allowed=("departement", "nation"),
               missing=True),
        count("production", "Production (surface × rendement)", "t"),
        STATUS,
    ),
)  # fmt: skip

# Heads missing: none or secret. Partial: the source counts only a part of the animals (trap 20);
# use the shares of départements, never the number.
HERDS_2010 = Table(
    name="herds_2010",
    level="departement",
    key=("code", "herd"),
    columns=(
        DEPARTEMENT_CODE,
        *named("herd", "Animaux", HERDS),
        count("heads", "Effectif", "têtes"),
        Column("coverage", "text", "Champ", allowed=("whole", "partial")),
        STATUS,
    ),
)

FORAGE_2020 = Table(
    name="forage_2020",
    level="departement",
    key=("code", "forage"),
    columns=(
        DEPARTEMENT_CODE,
        *named("forage", "Fourrage", FORAGES),
        Column("parent", "text", "Partie de", allowed=tuple(FORAGES), missing=True),
        count("area", "Surface moyenne, 2000-2020", "ha"),
        count("production", "Production moyenne de matière sèche, 2000-2020", "t/an"),
        STATUS,
    ),
)

HARVEST_INDEX = Table(
    name="harvest_index",
    level="nation",
    key=("crop",),
    columns=(
        *named("crop", "Culture", RESIDUE_CROPS),
        Column("harvest_index", "number", "Grain ou racine / biomasse aérienne", minimum=0.1,
               maximum=1),
        Column("soil_return", "number", "Part des résidus rendue au sol", minimum=0, maximum=1),
        Column("residue_per_tonne", "number", "Résidus disponibles", "t par t récoltée", minimum=0,
               maximum=10),
    ),
)  # fmt: skip

FIBRE_CROPS_2020 = Table(
    name="fibre_crops_2020",
    level="region",
    key=("code", "crop"),
    columns=(
        Column("code", "code", "Région", pattern=REGION),
        *named("crop", "Culture", {"fibre_flax": "Lin fibres", "hemp": "Chanvre"}),
        count("area", "Surface déclarée", "ha"),
    ),
)
