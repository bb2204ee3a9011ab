"""What actors can do, in words that everyone can share, and what each kind of gap asks for.

Our own words, to be corrected by the room: nothing here is measured. How what is typed is
brought near them is in `recognition`.
"""

from __future__ import annotations

from dataclasses import dataclass


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
        Beginnings of words that name it, folded; "$" ends a whole word, "^" begins what is
        typed; a stem within a longer one that fits does not count.
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
        ("foncier", "safer$", "^terres$", "terre agricole", "terre communale"),
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
        (
            "cereal",
            "agriculteur",
            "agricultrice",
            "grande culture",
            "culture du chanvre",
            "culture de chanvre",
            "culture du lin",
            "culture de lin",
        ),
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
        (
            "legumerie",
            "laiterie",
            "fromagerie",
            "moulin",
            "conserverie",
            "decoupe",
            "abatt",
            "transformation alimentaire",
            "transformer aliment",
        ),
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
        ("vendre", "vente", "distribu", "circuit court", "amap$", "magasin de producteur"),
        "magasins de producteurs, Amap, marchés, épiceries",
    ),
    Capacity(
        "carry",
        "Transporter et stocker",
        ("transport", "stock", "logisti", "livr", "entrepo", "tournee", "vehicule equipe"),
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
        (
            "renov",
            "isoler$",
            "isolation",
            "artisans du batiment",
            "artisan du batiment",
            "renovation des batiment",
            "renover des batiment",
        ),
        "artisans du bâtiment et leurs groupements",
    ),
    Capacity(
        "build",
        "Construire en matériaux biosourcés",
        ("biosourc", "ecoconstru", "construction paille", "ossature bois", "charpent"),
        "artisans formés, architectes, réseaux de la construction paille et chanvre",
    ),
    Capacity(
        "fibre",
        "Transformer le chanvre, le lin, le bois, la ouate",
        ("chanvr", "lin$", "teillage", "ouate", "fibre", "scierie", "sciage"),
        "chanvrières, teillages, scieries, fabricants d’isolants",
    ),
    Capacity(
        "advise",
        "Conseiller les ménages sur l’énergie",
        ("conseil aux menage", "conseiller les menage", "france renov", "precarite energetique"),
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
        (
            "entrepreneur",
            "createurs d entreprise",
            "incubateur",
            "pepiniere",
            "parrain",
            "accompagnement d entreprise",
            "accompagnement a l installation",
            "aide a l installation",
        ),
        "associations d’aide aux entrepreneurs, chambres consulaires",
    ),
    Capacity(
        "finance",
        "Financer, prêter, investir",
        (
            "financ",
            "investi",
            "pret d argent",
            "pret d honneur",
            "preter de l argent",
            "microcredit",
            "credit",
            "banque",
            "epargne",
            "epargne citoyenne",
        ),
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
        ("animer$", "animation", "coordo", "federer$", "concertation"),
        "intercommunalité, associations, pôles territoriaux de coopération économique",
    ),
    Capacity(
        "buy",
        "Acheter pour les services publics",
        (
            "achat public",
            "commande publique",
            "marche public",
            "acheter pour",
            "droit des marche",
        ),
        "communes, intercommunalité, département, hôpitaux, lycées",
    ),
    Capacity(
        "premises",
        "Prêter un local, un terrain ou un toit",
        (
            "^local$",
            "preter un local",
            "mettre a disposition un local",
            "terrain",
            "toit",
            "^batiment$",
            "batiment vide",
            "salle$",
            "salles$",
        ),
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
        (
            "repar",
            "reemploi",
            "recycl",
            "ressourcerie",
            "collecte des papier",
            "depose de materiaux",
            "entretien de vehicule",
        ),
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
        ("demarche", "guichet", "france service"),
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
        ("secours$", "reserves$", "crise", "plan de sauvegarde", "securite civile"),
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
