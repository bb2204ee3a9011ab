"""The notions that no block has to itself."""

from __future__ import annotations

from territorial_lib.schemas.blocks import Notion

GLOCALISATION = Notion(
    key="glocalisation",
    title="Que faire ici, et que faire venir\u202f?",
    meaning=(
        "Glocaliser, c’est d’abord bien se servir de ce que l’on a, puis développer ce que l’on "
        "saurait faire, puis s’allier avec un voisin, et ne faire venir de loin que le reste, en "
        "le sachant. Ce n’est ni tout produire ici, ni tout acheter au moins cher."
    ),
    formula=(
        "Pour chaque manque, la réponse la plus proche que les chiffres soutiennent\u00a0: "
        "utiliser (une ressource dort ici), développer (un secteur ressemble à ce que l’on sait "
        "faire), s’allier (un voisin a un surplus, tous les autres servis aussi), importer (le "
        "reste)."
    ),
    limits=(
        "Une réponse possible n’est pas une réponse voulue\u00a0: la salle choisit. Les chiffres "
        "ne voient ni les savoir-faire, ni les envies, ni les prix."
    ),
    reference="Swyngedouw (1997)\u202f; Robertson (1995)",
)
FUNCTIONAL = Notion(
    key="functional",
    title="Vendre l’usage plutôt que le bien\u202f?",
    meaning=(
        "Dans l’économie de fonctionnalité, on paie pour se servir d’une machine, d’un local ou "
        "d’un véhicule, non pour le posséder. Celui qui le prête a intérêt à ce qu’il dure, et un "
        "bien sert à plusieurs."
    ),
    formula=(
        "Part qui dort = 1 − (temps ou nombre en usage) / (total). Coût d’un usage = (prix + "
        "entretien pendant la durée de vie) / nombre d’usages\u00a0: plus il sert, moins chaque "
        "usage coûte."
    ),
    limits=(
        "Ne vaut que si le bien se partage vraiment et se répare. Le gain peut être perdu si l’on "
        "s’en sert davantage parce que c’est moins cher (effet rebond)."
    ),
    reference="Stahel (1982)\u202f; Bourg et Buclet (2005)",
)
HARDSHIP = Notion(
    key="energy-hardship",
    title="Qui peine à payer son énergie\u202f?",
    meaning=(
        "Un ménage est vulnérable quand l’énergie de son logement prend une part trop grande de "
        "son revenu. Un logement mal isolé, un revenu modeste et une énergie chère s’ajoutent."
    ),
    formula=(
        "Taux d’effort = dépense d’énergie du logement / revenu disponible. Vulnérable\u00a0: taux "
        "d’effort au-delà du double de la médiane des ménages de France."
    ),
    limits=(
        "Ne voit pas ceux qui se privent de chauffage\u00a0: leur dépense est basse parce "
        "qu’ils ont froid. Les carburants sont comptés à part."
    ),
    reference="Insee Analyses n°\u00a0106 (2025)",
)
BAND = Notion(
    key="band",
    title="Pourquoi une fourchette\u202f?",
    meaning=(
        "Quand un chiffre n’est pas connu exactement, on donne le plus bas et le plus haut que la "
        "méthode permet, et une valeur centrale. Deux chiffres dont les fourchettes se recouvrent "
        "ne se départagent pas."
    ),
    formula=(
        "Largeur relative = (haut − bas) / valeur centrale. On n’écrit aucun chiffre plus fin que "
        "le dixième de la largeur."
    ),
    limits=(
        "La fourchette dit l’écart entre des lectures défendables, non une probabilité\u00a0: le "
        "vrai chiffre peut en sortir si une hypothèse commune est fausse."
    ),
    reference="Morgan et Henrion (1990)",
)
ALIKE = Notion(
    key="similar",
    title="À qui se comparer\u202f?",
    meaning=(
        "Un rang parmi 1\u202f255 intercommunalités dit peu\u202f: une vallée rurale n’est pas une "
        "métropole. On compare chaque chiffre à la médiane des territoires qui ressemblent le plus "
        "à celui-ci."
    ),
    formula=(
        "Distance = racine de la somme des (écart / écart-type)² sur la taille, la densité, le "
        "revenu, l’âge et les métiers, quand ils sont connus\u202f; on garde les plus proches dans "
        "la même classe de densité. Médiane\u00a0: la moitié fait plus, la moitié fait moins."
    ),
    limits=(
        "Être au-dessus de la médiane n’est ni bien ni mal en soi. Des territoires semblables "
        "peuvent avoir une histoire toute différente\u202f; l’animation peut en choisir d’autres."
    ),
    reference="Fix et Hodges (1951)\u202f; Cover et Hart (1967)",
)
