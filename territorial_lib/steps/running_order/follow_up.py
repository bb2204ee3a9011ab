"""A follow-up session, three to six months later: what was decided, done, and what to take up."""

from __future__ import annotations

from territorial_lib.steps.running_order.script import Moment, Script

FOLLOW_UP = Script(
    "follow-up",
    "Séance de suivi, 1 h 15",
    (
        Moment(
            key="recall",
            title="Relire ce qui était décidé",
            page="dashboard",
            minutes=15,
            wall="le tableau de bord",
            say=(
                "Lire ensemble : ce qui était décidé, ce qui est fait. « Qu’est-ce qui a changé ? »"
            ),
            watch="Le même atelier se rouvre dans « Préparer » : rien n’est à refaire.",
        ),
        Moment(
            key="progress",
            title="Où en est chaque action",
            page="plan",
            minutes=30,
            wall="la page, au suivi",
            say=(
                "Action par action, « Noter l’avancement » : où elle en est, l’indicateur mesuré, "
                "ce qui a glissé et pourquoi."
            ),
            watch="On note ce qui s’est passé, on ne cherche pas de coupable.",
        ),
        Moment(
            key="corrections",
            title="Les chiffres que l’on connaît mieux",
            page="inventory",
            minutes=10,
            wall="la page",
            say="« Un chiffre est-il faux ? » Le corriger, et voir ce que cela change.",
            watch="Chaque correction dit sa raison ; le chiffre publié reste à côté.",
        ),
        Moment(
            key="renewal",
            title="Décider de la suite",
            page="plan",
            minutes=20,
            wall="les décisions",
            say="Reprendre celles dont la date de revoyure est passée ; en prendre deux, pas dix.",
            watch="Une décision sans raison ni date de revoyure n’est pas finie.",
        ),
    ),
)
