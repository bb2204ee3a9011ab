"""The products of the diet: what each is made from here, and where its need is cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from territorial_lib.schemas.food import SUPPLIES, USES

Origin = Literal["crop", "herd", "permanent", "none"]

GROUPS = {
    "cereals": "Céréales",
    "potato": "Pommes de terre",
    "sugar": "Sucre",
    "oils": "Huiles",
    "meat": "Viandes",
    "milk": "Lait et produits laitiers",
    "eggs": "Œufs",
    "fruit": "Fruits",
    "vegetables": "Légumes",
    "wine": "Vin",
}
"""Groups of products, in the order they are read."""


@dataclass(frozen=True)
class Product:
    """A product of the diet.

    Parameters
    ----------
    key : str
        Its word in the tables ``food_uses`` or ``food_supply``.
    group : str
        A key of `GROUPS`.
    origin : Origin
        crop: fields of ``crops_2010``; herd: animals of ``herds_2010``; permanent: vines and
        orchards of the land cover; none: nothing tells where it is produced.
    supply : str
        Coefficient of the supply of an inhabitant (kg a year), where ``food_supply`` has none;
        empty where no source of ours has it.
    fao : str
        Coefficient of FAO's self-sufficiency ratio; empty where our tables have none.
    organic : str
        Coefficient of the organic yield over the usual one; empty: that of the whole diet.
    feed : bool
        True where most of what is not eaten feeds animals: it then follows animal products.
    """

    key: str
    group: str
    origin: Origin
    supply: str = ""
    fao: str = ""
    organic: str = ""
    feed: bool = False

    @property
    def label(self) -> str:
        """The product, in French."""
        return {**SUPPLIES, **USES, "wine": "Vin"}[self.key]

    @property
    def animal(self) -> bool:
        """True for what animals give."""
        return self.origin == "herd"


_SUPPLY = "disponibilite-alimentaire-"
_YIELD = "rendement-bio-conventionnel-"


def _ratio(name: str) -> str:
    return f"taux-d-auto-approvisionnement-{name}-production-disponibilite-interieure"


def _crop(key: str, group: str, name: str = "", organic: str = "", feed: bool = False) -> Product:
    supply, fao = (_SUPPLY + name, _ratio(name)) if name else ("", "")
    return Product(key, group, "crop", supply, fao, _YIELD + organic if organic else "", feed)


def _herd(key: str, group: str, name: str) -> Product:
    return Product(key, group, "herd", fao=_ratio(name))


PRODUCTS: dict[str, Product] = {
    each.key: each
    for each in (
        _crop("wheat", "cereals", "ble", "ble-tendre", feed=True),
        _crop("maize", "cereals", "mais", "mais-grain-non-irrigue", feed=True),
        # No kilograms for these three in the coefficients: 0.38 % of food energy together.
        _crop("barley", "cereals", organic="orge-d-hiver", feed=True),
        _crop("oats", "cereals", feed=True),
        _crop("rye", "cereals", feed=True),
        _crop("potato", "potato", "pommes-de-terre"),
        _crop("sugar", "sugar", "sucre-eq-brut"),
        _crop("sunflower_oil", "oils", "huile-de-tournesol", "tournesol"),
        _crop("rapeseed_oil", "oils", "huile-de-colza-moutarde"),
        _herd("beef", "meat", "viande-de-bovins"),
        _herd("pork", "meat", "viande-de-suides"),
        _herd("poultry", "meat", "viande-de-volailles"),
        _herd("sheep_goat", "meat", "viande-d-ovins-caprins"),
        _herd("milk", "milk", "lait-excl-beurre"),
        _herd("eggs", "eggs", "oeufs"),
        Product("fruit", "fruit", "permanent", organic=_YIELD + "12-fruits-et-legumes-moyenne"),
        Product(
            "vegetables", "vegetables", "none", organic=_YIELD + "12-fruits-et-legumes-moyenne"
        ),
        Product("wine", "wine", "permanent", supply=_SUPPLY + "vin", fao=_ratio("vin")),
    )
}
"""Every product, by its key. Fruit, vegetables and wine have no weight in the energy computed."""

GRAZING = {
    "milk": ("dairy_cow", "coefficient-ugb-vaches-laitieres"),
    "beef": ("suckler_cow", "coefficient-ugb-vaches-allaitantes"),
    "sheep_goat": ("nursing_ewe", "coefficient-ugb-brebis-allaitantes"),
}
"""Animals that share grass and forage, with the coefficient of their livestock units."""

VEGETABLE_YIELD = "rendement-moyen-des-legumes-hors-pommes-de-terre"
ORCHARD_YIELD = "rendement-des-vergers-toutes-especes-fruits-a-coque-et-olives-compris"
VINE_YIELD = "rendement-vigne-vin-et-jus"
HECTOLITRE = 0.1
"""Tonnes that a hectolitre weighs, at the density of water."""

_LAND = "surface-agricole-par-habitant-regime-"
DIETS = (
    (0.0, _LAND + "vegetalien-conventionnel"),
    (30 / 107, _LAND + "viande-30-g-j-72-pct-sur-107-g-j-conventionnel"),
    (75 / 107, _LAND + "viande-75-g-j-30-pct-sur-107-g-j-conventionnel"),
    (1.0, "surface-agricole-necessaire-par-habitant-regime-actuel"),
    (170 / 107, _LAND + "viande-170-g-j-conventionnel"),
)
"""Hectares per inhabitant by what remains of today's animal products (see the grams of meat)."""

ORGANIC_LAND = "surface-par-habitant-bio-conventionnel-a-regime-egal"
CROPLAND = "surface-de-cultures-par-habitant"
GRASSLAND = "surface-de-prairie-permanente-par-habitant"
WASTE = "taux-de-pertes-et-gaspillages-etape-consommation"
ABROAD = "part-de-cette-surface-situee-hors-de-france"
EATEN_LOCALLY = "degre-d-autonomie-alimentaire-moyen-des-100-premieres-aires-urbaines"
