"""A quiz on the territory's own figures: what is asked, what is offered, which answer is right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from territorial_lib.diagnosis import food
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy import block as energy_block
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.lessons.example import Figures, NotHereError, known
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.figures import Figure
from territorial_lib.typography import quantity

_TIMES = (1 / 8, 1 / 4, 1 / 2, 2.0, 4.0, 8.0)
"""What the wrong answers are, times the right one: nobody is asked to guess a decimal."""
_SURE = 0.25
"""Part of a value within which a wrong answer would be as good, where it has no band."""
_BELOW = 0.9
"""How far outside the band a wrong answer is, at least."""
OFFERED = 3


@dataclass(frozen=True)
class QuizItem:
    """A question of the quiz.

    Parameters
    ----------
    key : str
        Its name.
    prompt : str
        What is asked, in French.
    choices : tuple of str
        What is offered, from the lowest.
    right : int
        Rank of the right one.
    figure : Figure
        What the right one is read from.
    """

    key: str
    prompt: str
    choices: tuple[str, ...]
    right: int
    figure: Figure

    @property
    def answer(self) -> str:
        """The right choice, in words."""
        return self.choices[self.right]


@dataclass(frozen=True)
class _Asked:
    key: str
    prompt: str
    find: Callable[[Case], Figure]
    unit: str
    most: float = float("inf")


def _from(part: Part, name: str) -> Callable[[Case], Figure]:
    return lambda case: Figures.of(part, case).figure(name)


def _measured(variable: str) -> Callable[[Case], Figure]:
    return lambda case: case.figure(variable)


_ASKED = (
    _Asked(
        "jobs",
        "Pour 100 personnes d’ici qui travaillent, combien d’emplois y a-t-il ici\u202f?",
        _measured("jobs_per_100_active"),
        "emplois",
    ),
    _Asked(
        "vacancy",
        "Sur 100 logements d’ici, combien sont vides\u202f?",
        _measured("vacancy_rate"),
        "sur 100",
        100.0,
    ),
    _Asked(
        "poverty",
        "Sur 100 habitants d’ici, combien vivent sous le seuil de pauvreté\u202f?",
        _measured("poverty_rate"),
        "sur 100",
        100.0,
    ),
    _Asked(
        "food",
        "Quelle part de notre nourriture les terres d’ici pourraient-elles donner\u202f?",
        _from(food.PART, "coverage"),
        "%",
        100.0,
    ),
    _Asked(
        "energy",
        "Combien l’énergie nous coûte-t-elle, par habitant et par an\u202f?",
        _from(energy_block.PART, "per_inhabitant"),
        "€",
    ),
    _Asked(
        "electricity",
        "Quelle part de l’électricité utilisée ici y est produite par le renouvelable\u202f?",
        _from(energy_block.PART, "ratio"),
        "%",
    ),
    _Asked(
        "leaks",
        "Sur 100 € d’achats faits par ceux d’ici, combien partent ailleurs\u202f?",
        _from(leaks_block.PART, "leak_share"),
        "€",
        100.0,
    ),
)


def quiz(case: Case) -> tuple[QuizItem, ...]:
    """Make the questions that this territory's figures can answer.

    Parameters
    ----------
    case : Case
        The territory, the room's corrections in force.

    Returns
    -------
    tuple of QuizItem
        Always the same for the same figures; a question whose figure is missing, null, or so
        uncertain that a wrong answer could be right, is left out.
    """
    return tuple(_items(case))


def _items(case: Case) -> Iterator[QuizItem]:
    for asked in _ASKED:
        try:
            figure = asked.find(case)
            offered = _offered(figure, asked.most)
        except NotHereError:
            continue
        right = offered.index(known(figure))
        words = tuple(_written(each, asked.unit) for each in offered)
        if len(set(words)) == len(words):
            yield QuizItem(asked.key, asked.prompt, words, right, figure)


def _offered(figure: Figure, most: float) -> list[float]:
    """Put the value among wrong ones, outside its band; its place follows from the figure's id."""
    right = known(figure)
    lowest = right if figure.low is None else figure.low
    highest = right if figure.high is None else figure.high
    low, high = (
        min(_BELOW * lowest, (1 - _SURE) * right),
        max(highest / _BELOW, (1 + _SURE) * right),
    )
    wrong = [right * each for each in _TIMES if right > 0]
    below = [each for each in wrong if each < low][::-1]
    above = [each for each in wrong if high < each <= most]
    wanted = int(hashlib.sha256(figure.id.encode()).hexdigest(), 16) % OFFERED
    under = max(min(wanted, len(below)), OFFERED - 1 - len(above))
    if under > len(below):
        raise NotHereError("Trop incertain pour qu’une autre réponse soit fausse.")
    return sorted([*below[:under], right, *above[: OFFERED - 1 - under]])


def _written(value: float, unit: str) -> str:
    """Write a choice with two significant figures: precision would give the right one away."""
    return quantity(float(f"{value:.2g}"), unit)
