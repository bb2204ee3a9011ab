"""What the leaks mean, in French."""

from __future__ import annotations

from territorial_lib.schemas.blocks import Notion

LEAKS = Notion(
    key="leaks",
    title="Où va l’argent\u202f?",
    meaning=(
        "Chaque achat d’ici est soit satisfait ici, soit satisfait ailleurs\u00a0: l’argent "
        "part alors vers le reste de la France ou l’étranger. On l’estime produit par produit, "
        "pour les ménages, les entreprises et les services publics."
    ),
    formula=(
        "Fuite = demande × (1 − part achetée ici). Demande des entreprises\u00a0: A × production "
        "(emplois × production par emploi en France)\u202f; des ménages\u00a0: consommation de la "
        "France × habitants × revenu relatif\u202f; publique\u00a0: moyenne de France par "
        "habitant. Part achetée ici = (1 − part importée m) × s, jamais plus que ce qui se "
        "produit ici. s bas\u00a0: quotient FLQ = (SLQ vendeur / SLQ acheteur) × λ, avec "
        "λ = [log2(1 + E/E France)]^δ\u202f; s haut\u00a0: SLQ = (part du secteur ici) / (part en "
        "France)\u202f; s central\u00a0: haut pour les secteurs au service des personnes "
        "présentes, bas pour les autres."
    ),
    limits=(
        "C’est une estimation, sans enquête\u00a0: les trois lectures sont très écartées pour un "
        "petit territoire. Euros de 2010, prix de base (hors TVA et taxes sur les produits)\u00a0: "
        "la France de 2010 répartie selon les emplois et les habitants d’aujourd’hui. Seuls les "
        "emplois salariés sont comptés\u202f; l’investissement, le tourisme et l’épargne ne le "
        "sont pas. Une fuite n’est pas une faute\u00a0: nul territoire ne produit tout."
    ),
    reference=(
        "Flegg et Webber (1997)\u202f; Miller et Blair (2009)\u202f; Insee, sphère présentielle"
    ),
)
WHAT_IF = Notion(
    key="what-if",
    title="Et si nous achetions davantage ici\u202f?",
    meaning=(
        "Chaque achat ramené ici fait travailler un vendeur, ses fournisseurs d’ici, puis les "
        "commerces où leurs salaires sont dépensés. Les ramener tous ensemble est calculé d’un "
        "seul coup\u00a0: rien n’est compté deux fois."
    ),
    formula=(
        "Production gagnée = (I − A′)⁻¹ × achats ramenés (effet de type I)\u202f; avec les "
        "salaires dépensés ici, effet de type II. A′\u00a0: achats faits ici par euro produit, "
        "une fois tout ramené. Achats ramenés = min(points × demande, fuite, capacité), la "
        "capacité étant ce que les producteurs d’ici vendent au dehors, plus ce que la salle dit "
        "créer. Emplois = production × emplois par euro produit en France."
    ),
    limits=(
        "On suppose que les ventes au dehors continuent\u00a0: si les entreprises ne font que "
        "changer de clients, rien ne change. L’effet de type II est un maximum\u00a0: tous les "
        "salaires n’y sont pas dépensés ici. Les prix ne bougent pas, et ce que nous ramenons, "
        "un autre territoire le perd."
    ),
    reference="Miller et Blair (2009), chapitres 2 et 6",
)
SURVEY = Notion(
    key="lm3",
    title="Combien de fois un euro sert-il ici\u202f?",
    meaning=(
        "On suit l’argent d’une organisation sur trois tours\u00a0: ce qu’elle reçoit, ce "
        "qu’elle dépense ici, ce que ceux qu’elle paie dépensent ici à leur tour. Plus il fait "
        "de tours avant de partir, plus il fait vivre de monde ici."
    ),
    formula=(
        "LM3 = (R1 + R2 + R3) / R1, entre 1 et 3\u00a0: R1 reçu, R2 dépensé ici, R3 dépensé ici "
        "à nouveau par ceux qui ont reçu R2. Ce que personne n’a dit est estimé par les parts "
        "achetées ici du territoire\u00a0: d’où une fourchette."
    ),
    limits=(
        "Ne se compare pas d’un territoire à un autre plus grand, qui retient toujours plus. Ne "
        "dit rien de ce que l’argent paie ni à qui il profite."
    ),
    reference="Sacks (2002), The Money Trail, New Economics Foundation",
)
CIRCULAR = Notion(
    key="circular",
    title="Qui a ce qu’un autre cherche\u202f?",
    meaning=(
        "Les restes, la chaleur, les machines ou les locaux de l’un sont ce que l’autre achète "
        "ailleurs. On rapproche ce que la salle propose de ce qu’elle cherche."
    ),
    formula=(
        "Par catégorie\u00a0: servir le plus de besoins possible dans le rayon choisi, pour le "
        "moins de kilomètres\u202f; quantités partagées quand l’unité est la même, un pour un "
        "sinon."
    ),
    limits=(
        "Ne sait que ce que la salle a déclaré. Une paire est une rencontre à organiser, pas un "
        "marché conclu\u00a0: qualité, saison et droit restent à voir. Distances à vol d’oiseau."
    ),
    reference="Hitchcock (1941)\u202f; Kuhn (1955)",
)
CURRENCY = Notion(
    key="currency",
    title="Qu’est-ce qui tourne déjà en rond ici\u202f?",
    meaning=(
        "Quand A achète à B, B à C et C à A, une partie de l’argent revient à son point de "
        "départ. Cette partie peut se régler en monnaie locale ou en crédit mutuel, sans qu’un "
        "euro ne sorte."
    ),
    formula=(
        "La plus grande somme d’achats déclarés telle que chacun paie autant qu’il reçoit. Effet "
        "d’une monnaie\u00a0: volume × vitesse × part qui serait partie, dans le même circuit "
        "que les achats ramenés ici."
    ),
    limits=(
        "Ne voit que les achats déclarés dans la salle. Ne dit pas si les acteurs l’accepteraient. "
        "Vitesse\u00a0: celle d’une seule monnaie, l’eusko, une seule année. Le volume, en euros "
        "d’aujourd’hui, est comparé à une demande en euros de 2010\u00a0: à prendre comme un "
        "ordre de grandeur."
    ),
    reference="Fleischman, Dini et Littera (2020)\u202f; Fisher (1911)",
)
NO_JOBS = "Aucun emploi par secteur n’est publié pour ce territoire (Mayotte)."
NOT_ESTIMATED = (
    "Rien ne peut donc être estimé à la place de ce qui n’est pas dit\u00a0: pour suivre l’argent "
    "d’une organisation, dites de chaque dépense ce qui reste ici et, dans «\u00a0Préciser\u00a0», "
    "ce qui y est redépensé."
)
EUROS_2010 = "Euros de 2010, prix de base."
