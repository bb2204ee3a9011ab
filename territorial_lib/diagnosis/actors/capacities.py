"""What actors can do, in words that everyone can share, and what each kind of gap asks for.

Our own words, to be corrected by the room: nothing here is measured. What the room types is
recognised where it names one of these capacities, and kept as typed otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from territorial_lib.typography import folded


@dataclass(frozen=True)
class Capacity:
    """Something that an actor may know how to do.

    Parameters
    ----------
    key : str
        Stable name.
    label : str
        What it is, in French.
    stems : tuple of str
        Beginnings of words that name it, folded; "$" ends a whole word.
    holders : str
        Who often has it, in French: whom to look for where nobody here does.
    """

    key: str
    label: str
    stems: tuple[str, ...]
    holders: str


CAPACITIES: tuple[Capacity, ...] = (
    Capacity(
        "land",
        "Trouver des terres",
        ("foncier", "safer$"),
        "communes, Safer, foncières solidaires, propriétaires",
    ),
    Capacity(
        "grow",
        "Cultiver des légumes et des fruits",
        ("maraich", "arboric", "verger", "horticul"),
        "maraîchers, couveuses agricoles, jardins d’insertion",
    ),
    Capacity(
        "farm",
        "Cultiver des céréales et des plantes à fibres",
        ("cereal", "agriculteur", "agricultrice", "grandes cultures"),
        "agriculteurs, coopératives, chambre d’agriculture",
    ),
    Capacity(
        "herd",
        "Élever des animaux",
        ("eleveu", "elevage", "elever$"),
        "éleveurs et leurs groupements",
    ),
    Capacity(
        "process",
        "Transformer les produits de la ferme",
        ("legumerie", "laiterie", "fromagerie", "abattoir", "moulin", "conserverie", "decoupe"),
        "légumeries, abattoirs, ateliers collectifs, artisans des métiers de bouche",
    ),
    Capacity(
        "cook",
        "Cuisiner pour les cantines",
        ("cuisin", "cantine", "restauration collective"),
        "cuisines centrales, collèges et lycées, hôpitaux",
    ),
    Capacity(
        "sell",
        "Vendre et distribuer en circuit court",
        ("vendre", "vente", "distribu", "circuit court", "amap$", "magasin de producteurs"),
        "magasins de producteurs, Amap, marchés, épiceries",
    ),
    Capacity(
        "carry",
        "Transporter et stocker",
        ("transport", "stock", "logisti", "livr"),
        "transporteurs, plateformes, coopératives",
    ),
    Capacity(
        "power",
        "Produire de l’énergie renouvelable",
        ("photovolta", "solaire", "renouvelable", "methanis", "eolien", "hydroelec", "chaufferie"),
        "coopératives d’énergie citoyenne, syndicats d’énergie, agriculteurs",
    ),
    Capacity(
        "renovate",
        "Rénover les logements",
        ("renov", "isoler$", "isolation"),
        "artisans du bâtiment et leurs groupements",
    ),
    Capacity(
        "build",
        "Construire en matériaux biosourcés",
        ("biosourc", "ecoconstru", "construction paille", "ossature bois"),
        "artisans formés, architectes, réseaux de la construction paille et chanvre",
    ),
    Capacity(
        "fibre",
        "Transformer le chanvre, le lin, le bois, la ouate",
        ("chanvr", "lin$", "teillage", "ouate", "fibre", "scierie"),
        "chanvrières, teillages, scieries, fabricants d’isolants",
    ),
    Capacity(
        "advise",
        "Conseiller les ménages sur l’énergie",
        ("conseil aux menages", "conseiller les menages", "france renov", "precarite energetique"),
        "espaces conseil France Rénov’, agences locales de l’énergie",
    ),
    Capacity(
        "train",
        "Former",
        ("former$", "formation", "formateur", "formatrice", "apprentissage"),
        "lycées, centres de formation, écoles de production, compagnons",
    ),
    Capacity(
        "support",
        "Accompagner les entrepreneurs",
        ("entrepreneur", "createurs d entreprise", "incubateur", "pepiniere"),
        "associations d’aide aux entrepreneurs, chambres consulaires",
    ),
    Capacity(
        "finance",
        "Financer, prêter, investir",
        ("financ", "investi", "prets$", "credit", "banque", "epargne"),
        "collectivités, banques coopératives, clubs d’investisseurs, épargne citoyenne",
    ),
    Capacity(
        "mobilise",
        "Mobiliser les habitants",
        ("mobilis", "benevol", "citoyen"),
        "collectifs citoyens, associations, conseils de développement",
    ),
    Capacity(
        "coordinate",
        "Animer et coordonner",
        ("animer$", "animation", "coordo", "federer$"),
        "intercommunalité, associations, pôles territoriaux de coopération économique",
    ),
    Capacity(
        "buy",
        "Acheter pour les services publics",
        ("achats publics", "commande publique", "marches publics", "acheter pour"),
        "communes, intercommunalité, département, hôpitaux, lycées",
    ),
    Capacity(
        "premises",
        "Prêter un local, un terrain ou un toit",
        ("local$", "locaux$", "terrain", "toit", "batiments$", "batiment$", "salle$", "salles$"),
        "communes, bailleurs, entreprises, propriétaires",
    ),
    Capacity(
        "machines",
        "Prêter des machines et des outils",
        ("machine", "outil", "materiel$", "atelier partage"),
        "Cuma, ateliers partagés, entreprises, lycées techniques",
    ),
    Capacity(
        "repair",
        "Réparer et réemployer",
        ("repar", "reemploi", "recycl", "ressourcerie"),
        "recycleries, ateliers de réparation, artisans",
    ),
    Capacity(
        "care",
        "Soigner",
        ("soign", "soins$", "medec", "infirmi", "pharmaci", "maison de sante"),
        "professionnels de santé, centres de santé, hôpitaux",
    ),
    Capacity(
        "welcome",
        "Accueillir et aider dans les démarches",
        ("demarche", "guichet", "france services"),
        "espaces France services, mairies, centres sociaux",
    ),
    Capacity(
        "include",
        "Insérer par l’emploi",
        ("insertion", "inserer$", "chomeu"),
        "structures d’insertion, missions locales, France Travail",
    ),
    Capacity(
        "shop",
        "Tenir un commerce",
        ("commerce", "commercant", "boutique", "epicerie"),
        "commerçants, épiceries associatives, coopératives d’habitants",
    ),
    Capacity(
        "study",
        "Monter le dossier et les études",
        ("juridi", "etude", "ingenierie", "montage"),
        "agences d’ingénierie, intercommunalité, bureaux d’études, universités",
    ),
    Capacity(
        "currency",
        "Faire circuler une monnaie locale",
        ("monnaie",),
        "associations de monnaie locale, réseaux d’entreprises",
    ),
    Capacity(
        "move",
        "Organiser les déplacements partagés",
        ("covoitur", "autopart", "mobilite", "velo$", "velos$"),
        "intercommunalité, région, associations de mobilité",
    ),
    Capacity(
        "tell",
        "Faire connaître",
        ("communiqu", "communication", "faire connaitre", "radio$"),
        "médias locaux, offices de tourisme, collectivités",
    ),
    Capacity(
        "decide",
        "Décider et réglementer",
        ("reglement", "decider$", "urbanisme", "plu$", "plui$"),
        "communes, intercommunalité, État",
    ),
    Capacity(
        "cowork",
        "Accueillir des télétravailleurs et des ateliers",
        ("cowork", "tiers lieu", "teletravail"),
        "tiers-lieux, mairies, entreprises qui ont des bureaux libres",
    ),
    Capacity(
        "rescue",
        "Organiser les réserves et les secours",
        ("secours$", "reserves$", "crise", "plan de sauvegarde"),
        "communes, pompiers, protection civile, Croix-Rouge",
    ),
)
_BY_KEY = {each.key: each for each in CAPACITIES}

_HEALTH = ("care", "premises", "finance", "train")
_GREENS = ("land", "grow", "process", "sell", "buy")
_ANIMALS = ("land", "herd", "process", "sell", "buy")
_CHAIN = ("farm", "fibre", "build", "train", "finance")
_RESERVES = ("rescue", "carry", "coordinate", "decide")
NEEDS: dict[str, tuple[str, ...]] = {
    "gaps/food": ("land", "farm", "process", "sell", "coordinate"),
    **dict.fromkeys((f"gaps/food/{each}" for each in ("vegetables", "fruit", "potato")), _GREENS),
    **dict.fromkeys((f"gaps/food/{each}" for each in ("meat", "milk", "eggs")), _ANIMALS),
    "gaps/food/land": ("land", "decide", "coordinate"),
    "gaps/energy": ("power", "premises", "finance", "mobilise", "study"),
    "gaps/energy/bill": ("advise", "renovate", "move", "power", "finance"),
    "gaps/housing": ("advise", "renovate", "build", "finance", "train"),
    **dict.fromkeys((f"gaps/housing/{each}" for each in ("hemp", "flax", "wood")), _CHAIN),
    "gaps/housing/cellulose": ("repair", "fibre", "build", "finance"),
    "gaps/land": ("land", "decide", "farm", "coordinate"),
    "gaps/services": ("shop", "premises", "support", "finance"),
    **dict.fromkeys(
        (
            f"gaps/services/{each}"
            for each in (
                *("doctor", "dentist", "nurse", "pharmacy", "physiotherapist", "laboratory"),
                *("eyes", "midwife", "speech", "optician", "home_care", "care_home"),
            )
        ),
        _HEALTH,
    ),
    **dict.fromkeys(
        (f"gaps/services/{each}" for each in ("secondary", "high_school", "primary", "nursery")),
        ("decide", "premises", "finance", "move"),
    ),
    **dict.fromkeys(
        (f"gaps/services/{each}" for each in ("post", "tourism", "bank")),
        ("welcome", "premises", "finance"),
    ),
    "gaps/people": ("include", "welcome", "mobilise", "finance"),
    "gaps/people/unemployment": ("include", "train", "support", "coordinate"),
    "gaps/people/vacancy": ("decide", "renovate", "advise", "finance"),
    "gaps/people/isolation": ("move", "shop", "welcome", "mobilise"),
    "gaps/diversity": ("support", "finance", "premises", "train", "coordinate"),
    "gaps/firms": ("support", "coordinate", "finance"),
    "gaps/firms/procurement": ("buy", "study", "support"),
    "gaps/ways": ("support", "premises", "coordinate"),
    "gaps/ways/places": ("cowork", "premises", "welcome", "coordinate"),
    "gaps/ways/second-homes": ("decide", "renovate", "mobilise"),
    "gaps/wellbeing": ("mobilise", "coordinate", "premises"),
    "gaps/shock": ("support", "finance", "power"),
    "gaps/shock/homes": ("advise", "renovate", "finance"),
    **dict.fromkeys((f"gaps/shock/{each}-days" for each in ("food", "power", "fuel")), _RESERVES),
    "glocal": ("carry", "sell", "coordinate"),
    "leaks": ("sell", "buy", "support", "coordinate"),
}
"""Capacities that a gap asks for, by beginning of its key; the longest beginning counts."""


def needed(subject: str) -> tuple[str, ...]:
    """Propose the capacities that a gap asks for.

    Parameters
    ----------
    subject : str
        Key of the gap.

    Returns
    -------
    tuple of str
        Labels; empty for a subject that is no gap of ours: the room says.
    """
    parts = subject.split("/")
    for length in range(len(parts), 0, -1):
        found = NEEDS.get("/".join(parts[:length]))
        if found is not None:
            return labels(*found)
    return ()


def labels(*keys: str) -> tuple[str, ...]:
    """Name capacities in French.

    Parameters
    ----------
    *keys : str
        Keys of `CAPACITIES`; KeyError for another.

    Returns
    -------
    tuple of str
        Their labels.
    """
    return tuple(_BY_KEY[each].label for each in keys)


def holders(label: str) -> str:
    """Say who often has a capacity.

    Parameters
    ----------
    label : str
        Label of a capacity.

    Returns
    -------
    str
        French words; empty for one that the room made up.
    """
    return next((each.holders for each in CAPACITIES if each.label == label), "")


@cache
def recognised(text: str) -> str:
    """Give the shared words for a capacity that was typed.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    str
        The label of the one capacity that the words name; the text itself, tidied, where they
        name none, or several.
    """
    tidy = " ".join(text.split())
    words = folded(tidy)
    found = [each.label for each in CAPACITIES if _named(each, words)]
    exact = [each.label for each in CAPACITIES if folded(each.label) == words]
    return exact[0] if exact else found[0] if len(found) == 1 else tidy


def alike(text: str) -> str:
    """Give what two ways of typing the same words have in common.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    str
        Folded words without their plural; the same for "Circuits courts" and "circuit court".
    """
    words = folded(text).split()
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)


def merged(texts: Iterable[str]) -> dict[str, str]:
    """Find the words shown for things typed in several ways.

    Parameters
    ----------
    texts : iterable of str
        What was typed.

    Returns
    -------
    dict of str to str
        By `alike`, the first way it was typed, tidied.
    """
    shown: dict[str, str] = {}
    for text in texts:
        if alike(text):
            shown.setdefault(alike(text), " ".join(text.split()))
    return shown


def _named(capacity: Capacity, words: str) -> bool:
    padded = f" {words} "
    stems = (f" {stem.removesuffix('$')}{' ' * stem.endswith('$')}" for stem in capacity.stems)
    return folded(capacity.label) == words or any(stem in padded for stem in stems)
