"""An evening: two hours and a half, from the first phone to the last decision."""

from __future__ import annotations

from territorial_lib.steps.running_order.script import Moment, Script

EVENING = Script(
    "evening",
    "Soirée, 2 h 30",
    (
        Moment(
            key="welcome",
            title="Accueil",
            page="room",
            minutes=10,
            wall="le mur et son QR code",
            say="« Pas de compte, un prénom ou rien, un groupe. » Faire un essai ensemble.",
            watch="Qui n’a pas de téléphone prend des cartes, ou écrit avec son voisin.",
        ),
        Moment(
            key="figures",
            title="Inventaire : les chiffres",
            page="inventory",
            minutes=10,
            wall="la page, puis la carte",
            say="« Qui est surpris, et par quoi ? » avant tout commentaire.",
            watch=(
                "Un écart n’est ni bon ni mauvais. Un chiffre faux se corrige devant tous : "
                "l’officiel reste à côté."
            ),
        ),
        Moment(
            key="resources",
            title="Inventaire : ce que nous avons",
            page="inventory",
            minutes=20,
            wall="le mur",
            say=(
                "Dans La salle, choisir « Qu’avons-nous que les chiffres ne voient pas ? » et "
                "cliquer « Ouvrir la question ». « Qu’est-ce qui dort ici ? Qui sait faire "
                "quoi ? »"
            ),
            watch=(
                "Lire à haute voix une contribution de chaque groupe. Les doublons se réunissent "
                "dans La salle. Puis « Fermer » la question."
            ),
        ),
        Moment(
            key="blocks",
            title="Manques : un bloc, deux au plus",
            page="gaps",
            minutes=20,
            wall="la page, un bloc à la fois",
            say="Choisir les blocs avec la salle. Bouger un levier ensemble : « et si… ? »",
            watch="Dire que c’est un potentiel, pas ce qui est mangé ou consommé.",
        ),
        Moment(
            key="priorities",
            title="Manques : ce qui compte",
            page="gaps",
            minutes=10,
            wall="le mur",
            say=(
                "Cliquer « Demander à la salle ce qui compte », et laisser répondre avant de "
                "montrer le classement."
            ),
            watch=(
                "Regarder d’abord là où les groupes ne sont pas d’accord. Retenir trois manques."
            ),
        ),
        Moment(
            key="pause",
            title="Pause",
            page="room",
            minutes=10,
            wall="le mur",
            say="« Allez voir la table d’à côté. »",
            watch="Garder une copie de l’atelier sur la clé. Relire les messages masqués.",
        ),
        Moment(
            key="ways",
            title="Glocal : comment y répondre",
            page="glocal",
            minutes=15,
            wall="la carte d’un seul produit, puis les quatre colonnes",
            say=(
                "Pour chaque manque retenu : utiliser, développer, s’allier, faire venir ? "
                "« Pourquoi ? » avant de placer."
            ),
            watch="Faire venir n’est pas un échec.",
        ),
        Moment(
            key="money",
            title="Fuites : où part l’argent",
            page="leaks",
            minutes=15,
            wall="l’image de l’argent",
            say=(
                "« Où s’arrête notre argent ? » Puis une organisation volontaire "
                "raconte ses achats."
            ),
            watch="Les montants se donnent librement ; à peu près suffit.",
        ),
        Moment(
            key="actors",
            title="Acteurs : qui peut agir",
            page="actors",
            minutes=10,
            wall="la liste, puis « Qui nous manque ? »",
            say="« Qui n’est pas là, et qui va le lui demander ? »",
            watch="Aucun nom de particulier : des organisations et des rôles.",
        ),
        Moment(
            key="actions",
            title="Plan : proposer et voter",
            page="plan",
            minutes=20,
            wall="le mur, puis les votes",
            say=(
                "« Demander des actions à la salle », puis « Ouvrir le jugement » : on vote par "
                "groupe. Fermer le vote, chercher le meilleur ensemble dans le budget."
            ),
            watch="Ce qui divise reste écrit dans le plan.",
        ),
        Moment(
            key="decisions",
            title="Plan : décider",
            page="plan",
            minutes=7,
            wall="les décisions",
            say="Pour chaque action : qui, quand, pourquoi, quand on en reparle.",
            watch="Une décision sans raison ni date de revoyure n’est pas finie.",
        ),
        Moment(
            key="closing",
            title="Clore : ce que nous emportons",
            page="dashboard",
            minutes=3,
            wall="le tableau de bord",
            say="Lire le tableau de bord à voix haute : trois minutes suffisent.",
            watch="Dire la date de la séance de suivi, et qui garde le fichier de l’atelier.",
        ),
    ),
)
