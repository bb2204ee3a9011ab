"""Food: what an inhabitant is supplied with, and what a product's supply is used for."""

from __future__ import annotations

from territorial_lib.schemas.crops import HERDS, named
from territorial_lib.schemas.tables import Column, Table

SUPPLIES = {
    "energy": "Énergie alimentaire",
    "fat": "Lipides",
    "protein": "Protéines",
    "animal_protein": "Protéines animales",
    "plant_protein": "Protéines végétales",
    "meat": "Viande",
    "beef": "Viande bovine",
    "poultry": "Viande de volaille",
    "pork": "Viande de porc",
    "sheep_goat": "Viande ovine et caprine",
    "other_meat": "Autres viandes",
    "eggs": "Œufs",
    "milk": "Lait et produits laitiers, hors beurre",
    "fish": "Poissons et fruits de mer",
    "fruit": "Fruits, hors vin",
    "vegetables": "Légumes",
}
USES = {
    "wheat": "Blé",
    "maize": "Maïs",
    "barley": "Orge",
    "oats": "Avoine",
    "rye": "Seigle",
    "potato": "Pomme de terre",
    "sugar": "Sucre",
    "sunflower_oil": "Huile de tournesol",
    "rapeseed_oil": "Huile de colza et de moutarde",
    "beef": "Viande bovine",
    "pork": "Viande de porc",
    "poultry": "Viande de volaille",
    "sheep_goat": "Viande ovine et caprine",
    "milk": "Lait et produits laitiers, hors beurre",
    "eggs": "Œufs",
}
OUTPUTS = {key: USES[key] for key in ("milk", "beef", "sheep_goat", "pork", "poultry", "eggs")}

FOOD_SUPPLY = Table(
    name="food_supply",
    level="nation",
    key=("product", "year"),
    columns=(
        *named("product", "Produit", SUPPLIES),
        Column("year", "whole", "Année", minimum=1961, maximum=2030),
        Column("quantity", "number", "Disponibilité par habitant", minimum=0, maximum=5000),
        Column("unit", "text", "Unité", allowed=("kg/hab./an", "g/hab./jour", "kcal/hab./jour")),
    ),
)

_SOURCE = Column("source", "text", "Source")
_CONFIDENCE = Column("confidence", "text", "Confiance", allowed=("high", "medium", "low"))

FOOD_USES = Table(
    name="food_uses",
    level="nation",
    key=("product",),
    columns=(
        *named("product", "Produit", USES),
        Column("domestic_per_food", "number", "Disponibilité intérieure / alimentation humaine",
               minimum=1, maximum=100),
        Column("energy_share", "number", "Part de l’énergie alimentaire", "%", minimum=0,
               maximum=100),
        Column("crop", "text", "Récolte d’où vient le produit", missing=True),
        Column("crop_per_product", "number", "Récolte pour une tonne de produit", "t/t", minimum=1,
               maximum=20, missing=True),
        Column("year", "whole", "Année", minimum=2000, maximum=2030),
        _SOURCE,
        _CONFIDENCE,
    ),
)  # fmt: skip

HERD_OUTPUT = Table(
    name="herd_output",
    level="nation",
    key=("product",),
    columns=(
        *named("product", "Produit", OUTPUTS),
        Column("herds", "text", "Animaux de herds_2010, séparés par une espace",
               pattern=f"({'|'.join(HERDS)})( ({'|'.join(HERDS)}))*"),
        Column("output_per_head", "number", "Production nationale par tête", "kg/tête/an",
               minimum=0, maximum=10_000),
        Column("coverage", "text", "Champ de l’effectif", allowed=("whole", "partial")),
        Column("year", "whole", "Année de la production", minimum=2000, maximum=2030),
        Column("herd_year", "whole", "Année de l’effectif", minimum=2000, maximum=2030),
        _SOURCE,
        _CONFIDENCE,
    ),
)  # fmt: skip
