"""The food of every territory added up, beside the balance that FAO publishes. Nothing is scaled.

The ratio computed over FAO's is two factors: production per inhabitant (ours over FAO's) and need
per inhabitant (FAO's over ours). Each is shown, with what explains it in words.
"""

from __future__ import annotations

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.food.balance import Results, assess
from territorial_lib.diagnosis.food.inputs import Inputs, read
from territorial_lib.diagnosis.food.levers import levers
from territorial_lib.diagnosis.food.parameters import KILOS, Parameters
from territorial_lib.diagnosis.food.products import PRODUCTS
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.indicators.self_sufficiency import ratio
from territorial_lib.sources import Catalogue

_OVERSEAS = "97"
_HARVEST = (
    "Récolte du recensement de 2010, celle de la FAO est de 2013\u202f; le secret statistique et "
    "quatre intercommunalités sans occupation du sol en retirent un peu, et les habitants de 2023 "
    "sont plus nombreux."
)
_ANIMAL = (
    "Production de la FAO par construction (animaux × production par tête de 2013)\u202f: l’écart "
    "vient des habitants, plus nombreux qu’en 2013, et de la consommation de 2017."
)
WHY = {
    "wheat": f"Blé tendre et blé dur ensemble. {_HARVEST}",
    "maize": f"Maïs grain seul, au rendement national. {_HARVEST}",
    "barley": (
        "La quantité mangée par habitant manque à nos sources\u00a0: pas de "
        "ratio. L’orge va aux animaux et à la bière."
    ),
    "oats": "La quantité mangée par habitant manque à nos sources\u00a0: pas de ratio.",
    "rye": "La quantité mangée par habitant manque à nos sources\u00a0: pas de ratio.",
    "potato": (
        "Surfaces du recensement de 2010, sans celles que le secret cache, au rendement du "
        "département. La FAO compte aussi les jardins et la campagne de 2013."
    ),
    "sugar": (
        "Betteraves × sucre tiré d’une tonne en 2013, distilleries comprises\u00a0: tout est "
        "compté comme sucre. Le sucre de canne d’outre-mer n’y est pas."
    ),
    "sunflower_oil": (
        "Toutes les graines récoltées comptées comme triturées ici, alors qu’une partie part en "
        "graines\u00a0: notre production est plus haute que l’huile de la FAO."
    ),
    "rapeseed_oil": (
        "Toutes les graines récoltées comptées comme triturées ici\u202f; la FAO compte l’huile "
        "vraiment faite, de graines importées aussi. Agrocarburants compris des deux côtés."
    ),
    "beef": _ANIMAL,
    "pork": f"{_ANIMAL} L’effectif partiel n’est qu’une clé de partage.",
    "poultry": f"{_ANIMAL} L’effectif partiel n’est qu’une clé de partage.",
    "sheep_goat": (
        f"{_ANIMAL} Les caprins sont comptés avec les brebis, et l’on mange moins de mouton qu’en "
        "2013."
    ),
    "milk": f"{_ANIMAL} La consommation de lait de 2017 dépasse celle de 2013.",
    "eggs": (
        f"{_ANIMAL} On mange moins d’œufs qu’en 2013\u202f; l’effectif partiel n’est qu’une clé de "
        "partage."
    ),
    "fruit": (
        "Vergers vus par satellite × rendement moyen\u202f; la FAO publie fruit par fruit, agrumes "
        "et bananes compris\u00a0: rien à comparer d’un bloc."
    ),
    "vegetables": (
        "Surfaces de légumes par département absentes de nos sources\u00a0: rien n’est calculé."
    ),
    "wine": (
        "Vignes vues par satellite, plus étendues que les vignes en production, × rendement de "
        "2023, contre l’alimentation seule\u202f; la FAO rapporte au besoin entier."
    ),
}
"""Why our ratio is not FAO's, product by product, in French."""

COLUMNS = {
    "label": "Produit",
    "production": "Production calculée (t/an)",
    "need": "Besoin calculé, bétail et industrie compris (t/an)",
    "ratio": "Production ÷ besoin, calculé",
    "fao": "Production ÷ disponibilité intérieure, FAO 2013",
    "gap": "Écart relatif (%)",
    "production_factor": "Production par habitant, calculée ÷ FAO",
    "need_factor": "Besoin par habitant, calculé ÷ FAO",
    "why": "D’où vient l’écart",
}
"""Columns of the national table and their French labels."""


def national(catalogue: Catalogue) -> pd.DataFrame:
    """Add up the food of every territory of metropolitan France, beside FAO's balance.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.

    Returns
    -------
    pandas.DataFrame
        Indexed by product, columns `COLUMNS`: tonnes, ratio of ours and of FAO, their relative
        difference in %, the two factors whose quotient it is, why. Overseas is left out, need and
        production alike: its crops are in no source of ours, and FAO's France is metropolitan.
        Missing where a product's need, production or FAO's ratio is.
    """
    inputs = read(Case.every(territories(catalogue), catalogue))
    found = assess(inputs, {each.key: each.default for each in levers(catalogue)})
    return compared(catalogue, inputs, found)


def territories(catalogue: Catalogue) -> list[Territory]:
    """Give territories that make metropolitan France once.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.

    Returns
    -------
    list of Territory
        Every EPCI, and the communes in none.
    """
    gazetteer = Gazetteer(catalogue)
    communes = gazetteer.communes
    alone = communes.index[communes["epci"].isna()]
    codes = [*gazetteer.units("epci").index, *alone]
    found = [gazetteer.territory(code) for code in codes]
    return [each for each in found if not each.communes[0].startswith(_OVERSEAS)]


def compared(catalogue: Catalogue, inputs: Inputs, found: Results) -> pd.DataFrame:
    """Set sums over territories beside FAO's ratios.

    Parameters
    ----------
    catalogue : Catalogue
        Where FAO's ratios are read.
    inputs : Inputs
        What was read of territories that do not overlap.
    found : Results
        What was computed of them, no lever moved.

    Returns
    -------
    pandas.DataFrame
        As `national` gives it.
    """
    people = inputs.population.sum()
    made = found.production.value.sum(min_count=1)
    need = people * found.needs.domestic
    fao = pd.Series(
        {
            key: coefficient(catalogue, each.fao).value if each.fao else None
            for key, each in PRODUCTS.items()
        },
        dtype=float,
    )
    ours = ratio(made, need)
    then = _need_of_fao(catalogue, inputs.parameters)
    return pd.DataFrame(
        {
            "label": {key: each.label for key, each in PRODUCTS.items()},
            "production": made,
            "need": need,
            "ratio": ours,
            "fao": fao,
            "gap": 100 * (ours / fao - 1),
            "production_factor": made / people / (fao * then),
            "need_factor": found.needs.domestic / then,
            "why": WHY,
        }
    ).reindex(list(PRODUCTS))


def _need_of_fao(catalogue: Catalogue, cited: Parameters) -> pd.Series:
    """Give the tonnes an inhabitant was supplied with, all uses, in the year of the balance."""
    uses = catalogue.load("food_uses").frame
    year = int(uses["year"].iloc[0])
    rows = catalogue.load("food_supply").frame
    then = rows[rows["year"] == year].set_index("product")["quantity"]
    products = cited.products
    kilos = products["supply"].where(
        products["supply_year"] == year, then.reindex(products.index).astype(float)
    )
    balanced = products.index.isin(uses["product"])
    needs: pd.Series = (kilos * products["domestic_per_food"] / KILOS).where(balanced)
    return needs
