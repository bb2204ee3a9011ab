"""What is said of food: the notion, and the notes beside the figures. French, no computation."""

from __future__ import annotations

from territorial_lib.diagnosis.food.products import PRODUCTS, Product
from territorial_lib.schemas.blocks import Notion

NOTION = Notion(
    key="food",
    title="Que pourraient nourrir les terres d’ici\u00a0?",
    meaning=(
        "On compare ce que les champs et les élevages d’ici produisent à ce que leurs habitants "
        "consomment, produit par produit, puis les hectares que demande leur assiette aux hectares "
        "agricoles d’ici. C’est un potentiel\u00a0: ce que la terre pourrait nourrir, non ce qui "
        "est mangé sur place."
    ),
    formula=(
        "Pour chaque produit p\u00a0: couverture = min(1, production ÷ besoin). Production = "
        "hectares × rendement, ou animaux × production nationale par tête. Besoin = habitants × "
        "kg par habitant et par an\u202f; lecture basse\u00a0: avec aliments du bétail, semences, "
        "pertes et industrie\u202f; lecture haute\u00a0: alimentation seule. Couverture d’ensemble "
        "= Σ énergie de p × couverture de p ÷ Σ énergie des produits calculés. Terres demandées = "
        "habitants × hectares par habitant selon l’assiette, × part biologique et gaspillage."
    ),
    limits=(
        "Les cultures sont celles de 2010, réparties depuis le département\u202f; les "
        "consommations sont des moyennes nationales. Ni les légumes, ni le poisson, ni le beurre, "
        "ni les produits tropicaux ne sont calculés\u202f; fruits et vin le sont avec une "
        "confiance faible et ne comptent pas dans l’ensemble. Une culture absente de la source "
        "peut être un secret statistique\u00a0: elle compte pour rien dans la lecture basse, et "
        "n’est pas comptée dans l’autre. Les usages non alimentaires des céréales suivent les "
        "produits animaux quand la salle change l’assiette. Rien ne dit si l’usine, l’abattoir ou "
        "le magasin existent."
    ),
    reference=(
        "FAO (2012), taux d’autosuffisance\u202f; Terre de Liens, Fnab et Basic (2019), PARCEL, "
        "pour les hectares\u202f; Utopies (2017) pour la part réellement mangée sur place."
    ),
)

READINGS = (
    "Un potentiel, non ce qui est mangé ici. Valeur retenue et bas de la fourchette\u00a0: besoin "
    "avec aliments du bétail, semences, pertes et industrie\u202f; haut\u00a0: alimentation seule."
)
ALL_USES = (
    "Tonnes avec aliments du bétail, semences, pertes et industrie\u202f; bas de la "
    "fourchette\u00a0: alimentation seule."
)
RENORMALISED = "Produits calculés seulement, pesés par leur énergie."
SPREAD = "Cultures du département réparties selon les surfaces agricoles vues par satellite."
SPREAD_HERDS = (
    "Animaux du département répartis selon les surfaces agricoles\u202f; production nationale par "
    "tête."
)
PARTIAL_HERD = (
    "Effectif partiel dans la source\u00a0: une clé de partage de la production nationale, "
    "confiance faible."
)
PERMANENT = (
    "Confiance faible\u00a0: surfaces vues par satellite (2018), y compris ce qui n’est pas en "
    "production, × un rendement national."
)
FOOD_ONLY = "Besoin\u00a0: alimentation seule, la source ne dit rien des autres usages."
WINE = "Un hectolitre compté pour 0,1 t."
GRAZED = "Prairies et fourrages du département partagés entre les animaux selon leurs UGB."
NOT_ADDED = "Nourris de ce produit seulement\u00a0: ces habitants ne s’additionnent pas."
AT_LOCAL_YIELDS = "Au rendement d’ici, pour tout le besoin\u00a0: bétail, semences, industrie."
DIET = (
    "Assiette moyenne entière, produits venus d’ailleurs compris, {} par habitant\u202f; "
    "fourchette entre publications."
)
NOBODY = "Personne n’habite ici\u00a0: il n’y a pas de besoin."

NO_FIELDS = "Cultures et élevages de ce territoire absents de nos sources."
NO_CROP = "Aucun chiffre dans la source\u00a0: absent d’ici, ou secret statistique."
NO_VEGETABLES = (
    "Les surfaces de légumes par département manquent à nos sources. Le recensement agricole 2020 "
    "ou la chambre d’agriculture les ont."
)
NO_YIELD = "Rien n’est produit ici\u00a0: pas de rendement pour juger."
NO_LAND = "Surface agricole ou population manquante pour ce territoire."


def note(product: Product, partial: bool) -> str:
    """Say how the production of a product is known.

    Parameters
    ----------
    product : Product
        The product.
    partial : bool
        True where the source counts only a part of the animals.

    Returns
    -------
    str
        French sentences.
    """
    if product.origin == "permanent":
        return f"{PERMANENT} {WINE}" if product.key == "wine" else PERMANENT
    if product.origin == "herd":
        return f"{SPREAD_HERDS} {PARTIAL_HERD}" if partial else SPREAD_HERDS
    return SPREAD


def absence(key: str) -> str:
    """Say why a product has no figure where others have one.

    Parameters
    ----------
    key : str
        The product.

    Returns
    -------
    str
        A French sentence.
    """
    return NO_VEGETABLES if PRODUCTS[key].origin == "none" else NO_CROP
