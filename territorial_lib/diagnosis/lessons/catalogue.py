"""Every notion, in the order of the pages: the blocks' own, and those that no block has."""

from __future__ import annotations

from territorial_lib.diagnosis import food
from territorial_lib.diagnosis.actors import words as actor_words
from territorial_lib.diagnosis.energy import block as energy_block
from territorial_lib.diagnosis.firms import block as firms_block
from territorial_lib.diagnosis.gaps import diversity, priorities, wellbeing
from territorial_lib.diagnosis.gaps.step import LAND
from territorial_lib.diagnosis.glocal import block as glocal_block
from territorial_lib.diagnosis.glocal import develop_block, specialities_block
from territorial_lib.diagnosis.housing import block as housing_block
from territorial_lib.diagnosis.leaks.words import CIRCULAR, CURRENCY, LEAKS, SURVEY, WHAT_IF
from territorial_lib.diagnosis.lessons import acting, economy, living, words
from territorial_lib.diagnosis.lessons.lesson import Lesson
from territorial_lib.diagnosis.people import block as people_block
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.services import block as services_block
from territorial_lib.diagnosis.shock import block as shock_block
from territorial_lib.diagnosis.ways import block as ways_block

STEPS = (
    "Inventaire",
    "Manques",
    "Glocalisation",
    "Fuites",
    "Acteurs",
    "Plan d’action",
)
_INVENTORY, _GAPS, _GLOCAL, _LEAKS, _ACTORS, _PLAN = STEPS

LESSONS: tuple[Lesson, ...] = (
    Lesson(("Territoires semblables", "Médiane"), words.ALIKE, _INVENTORY, living.alike),
    Lesson(("Bande d’incertitude", "Fourchette"), words.BAND, _INVENTORY, living.uncertain),
    Lesson(("Autosuffisance alimentaire", "Couverture"), food.PART.notion, _GAPS, living.feeding),
    Lesson(("Facture énergétique",), energy_block.PART.notion, _GAPS, living.billing),
    Lesson(
        ("Précarité énergétique", "Vulnérabilité énergétique"),
        words.HARDSHIP,
        _GAPS,
        living.hardship,
    ),
    Lesson(("Matériaux biosourcés",), housing_block.PART.notion, _GAPS, living.insulating),
    Lesson(("Partage des terres",), LAND.notion, _GAPS, living.sharing_land),
    Lesson(("Taux d’équipement",), services_block.PART.notion, _GAPS, living.serving),
    Lesson(("Cumul de difficultés",), people_block.PART.notion, _GAPS, living.struggling),
    Lesson(
        ("Diversité économique", "Indice de Shannon", "Herfindahl", "Krugman"),
        diversity.NOTION,
        _GAPS,
        economy.variety,
    ),
    Lesson(("Très petites entreprises",), firms_block.PART.notion, _GAPS, living.small_firms),
    Lesson(
        ("Télétravail et nouvelles façons de vivre",), ways_block.PART.notion, _GAPS, living.working
    ),
    Lesson(("Bien-être",), wellbeing.NOTION, _GAPS, acting.rated),
    Lesson(("Choc énergétique",), shock_block.PART.notion, _GAPS, living.shaken),
    Lesson(("Priorités", "Désaccord"), priorities.NOTION, _GAPS, acting.first_gaps),
    Lesson(("Glocalisation",), words.GLOCALISATION, _GLOCAL, acting.glocal),
    Lesson(
        ("Quotient de localisation", "Spécialisation", "Proximité entre secteurs"),
        specialities_block.PART.notion,
        _GLOCAL,
        economy.specialisation,
    ),
    Lesson(
        ("Densité", "Capacité à développer"),
        develop_block.PART.notion,
        _GLOCAL,
        economy.development,
    ),
    Lesson(("Approvisionnement au plus près",), glocal_block.PART.notion, _GLOCAL, acting.supplied),
    Lesson(("Fuite", "Part achetée ici", "FLQ"), LEAKS, _LEAKS, economy.leaking),
    Lesson(("Effet multiplicateur", "Leontief"), WHAT_IF, _LEAKS, economy.multiplier),
    Lesson(("LM3", "Multiplicateur local"), SURVEY, _LEAKS, acting.trail),
    Lesson(("Économie circulaire",), CIRCULAR, _LEAKS, acting.meeting),
    Lesson(("Monnaie locale", "Crédit mutuel"), CURRENCY, _LEAKS, acting.circulating),
    Lesson(("Économie de fonctionnalité",), words.FUNCTIONAL, _LEAKS, acting.using),
    Lesson(("Pouvoir et intérêt",), actor_words.POWER, _ACTORS, acting.placed),
    Lesson(("Enjeux partagés", "Pont"), actor_words.STAKES, _ACTORS, acting.tied),
    Lesson(("Coalition",), actor_words.TEAMS, _ACTORS, acting.allied),
    Lesson(("Jugement majoritaire",), plan.NOTION, _PLAN, acting.judged),
)
"""In the order of the pages."""


def lesson(key: str) -> Lesson | None:
    """Find the lesson of a notion.

    Parameters
    ----------
    key : str
        Key of the notion.

    Returns
    -------
    Lesson or None
        None for a notion without a lesson.
    """
    return {each.key: each for each in LESSONS}.get(key)
