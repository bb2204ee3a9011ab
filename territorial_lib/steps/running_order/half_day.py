"""Half a day: the evening's order, with more time where the room has most to say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from territorial_lib.steps.running_order.evening import EVENING
from territorial_lib.steps.running_order.script import Moment, Script

_EVENING = {each.key: each for each in EVENING.moments}


def _as_in_the_evening(key: str, **changes: Any) -> Moment:
    """Take a moment of the evening, with what differs."""
    return replace(_EVENING[key], **changes)


HALF_DAY = Script(
    "half-day",
    "Demi-journée, 3 h 30",
    (
        _as_in_the_evening("welcome"),
        _as_in_the_evening("figures"),
        _as_in_the_evening("resources", minutes=30),
        _as_in_the_evening(
            "blocks",
            title="Manques : un bloc par table",
            minutes=30,
            wall="la page, puis le bloc de la table qui raconte",
            say=(
                "Quatre tables, un bloc et un rapporteur chacune : quinze minutes pour le lire et "
                "bouger un levier, trois pour le raconter à tous."
            ),
        ),
        _as_in_the_evening("priorities"),
        _as_in_the_evening("pause"),
        _as_in_the_evening("ways", minutes=25),
        _as_in_the_evening(
            "money",
            title="Fuites : l’argent, les échanges, les boucles",
            minutes=25,
            say=(
                "« Où s’arrête notre argent ? » Une organisation raconte ses achats, puis "
                "« Demander ce que chacun propose » et « Demander ce que chacun cherche »."
            ),
        ),
        replace(
            _EVENING["pause"],
            key="second-pause",
            watch="Garder une copie de l’atelier sur la clé. Préparer la question des actions.",
        ),
        _as_in_the_evening("actors"),
        _as_in_the_evening("actions", minutes=30),
        _as_in_the_evening("decisions"),
        _as_in_the_evening("closing"),
    ),
)
