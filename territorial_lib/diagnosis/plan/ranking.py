"""Which actions first? The criteria and weights of the room, and how the order holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.actors.recognition import brought, key_of
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.plan.gaps import gap_of
from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.diagnosis.plan.votes import Verdict
from territorial_lib.indicators.multicriteria import (
    holding,
    rank_bounds,
    scaled,
    weighted_sum,
)
from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.blocks import Lever

WEIGHT, SPREAD, SCORE = "plan/weight/", "plan/spread", "plan/score/"
_SOURCE = "Poids égaux tant que la salle n’en a pas choisi d’autres"
CRITERIA: dict[str, tuple[str, str]] = {
    "votes": ("Jugement de la salle", "Mention majoritaire, de «\u00a0À rejeter\u00a0» (0) à 1."),
    "agreement": ("Accord entre groupes", "1 quand tous les groupes donnent la même mention."),
    "severity": ("Gravité du manque visé", "Celle du diagnostic, de 0 à 1."),
    "weakest": (
        "Profite à ceux qui manquent le plus",
        "1 si oui, 0 si non, comme dit sur la fiche.",
    ),
    "able": (
        "Savoir-faire déjà là",
        "Part des capacités nécessaires qu’un acteur déclaré possède, dites autrement ou non.",
    ),
    "cost": ("Coût modéré", "1 pour la moins chère, 0 pour la plus chère."),
    "soon": ("Finie tôt", "1 pour la première finie, 0 pour la dernière."),
    "jobs": ("Emplois attendus", "1 pour celle qui en attend le plus, 0 pour le moins."),
}
"""Label and meaning of each criterion read from the cards, the votes and the diagnosis."""


@dataclass(frozen=True)
class Ranked:
    """An action among the others.

    Parameters
    ----------
    action, title : str
        Its id and its title.
    rank : int or None
        From 1; None where no criterion is known.
    score : float or None
        Weighted mean of its known criteria, 0 to 1.
    known : float
        Share of the weights whose criterion is known.
    best, worst : int or None
        Ranks between which it stays when every weight moves by the spread and what is unknown of
        any action may be anything.
    holds : float or None
        How much the weights must move before the next one passes it, 0 to 1; None for the last.
    scores : Mapping of str to float or None
        By criterion's key.
    """

    action: str
    title: str
    rank: int | None
    score: float | None
    known: float
    best: int | None
    worst: int | None
    holds: float | None
    scores: Mapping[str, float | None]


def levers(case: Case) -> tuple[Lever, ...]:
    """Give the weights that the room may move, and how much they are shaken.

    Parameters
    ----------
    case : Case
        What the room said: its own criteria included.

    Returns
    -------
    tuple of Lever
        One weight a criterion, 0 to 5, then the spread.
    """
    own = {key: (label, "Note de 0 à 10 donnée par la salle.") for key, label in _own(case).items()}
    weights = [
        Lever(
            key=f"{WEIGHT}{key}", label=f"Poids\u00a0: {label}", unit="", default=1.0,
            low=0.0, high=5.0, step=1.0, source=_SOURCE, note=note,
        )
        for key, (label, note) in (CRITERIA | own).items()
    ]  # fmt: skip
    spread = Lever(
        key=SPREAD, label="Secouer chaque poids de", unit="%", default=50.0, low=0.0, high=100.0,
        step=10.0, source="Choix de lecture", note="Jusqu’où l’ordre tient-il\u202f?",
    )  # fmt: skip
    return (*weights, spread)


def scores(
    case: Case, actions: tuple[PlannedAction, ...], verdicts: tuple[Verdict, ...]
) -> pd.DataFrame:
    """Score each action on each criterion.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    actions : tuple of PlannedAction
        The actions compared.
    verdicts : tuple of Verdict
        Their votes.

    Returns
    -------
    pandas.DataFrame
        Actions by criteria, in [0, 1]; NaN where unknown.
    """
    index = [each.id for each in actions]
    voted = {each.action: each for each in verdicts}
    top = len(GRADES) - 1
    jobs = {e.entry: e.value for e in case.declared.plan.effects if e.measure == "jobs"}
    gaps = {key: gap_of(case, key) for key in {each.answers for each in actions}}
    held = {key_of(skill) for actor in case.declared.actors for skill in actor.capacities}
    columns = {
        "votes": [voted[i].grade / top if i in voted else None for i in index],
        "agreement": [_agreed(voted.get(i), top) for i in index],
        "severity": [gap.severity if (gap := gaps[a.answers]) else None for a in actions],
        "weakest": [None if a.weakest is None else float(a.weakest) for a in actions],
        "able": [_able(a, held) for a in actions],
    }
    table = pd.DataFrame(columns, index, dtype=float)
    ends = [None if a.end is None else float(a.end.toordinal()) for a in actions]
    for name, values, lower in (
        ("cost", [a.cost for a in actions], True),
        ("soon", ends, True),
        ("jobs", [jobs.get(i) for i in index], False),
    ):
        table[name] = scaled(pd.Series(values, index, dtype=float), lower)
    for key in _own(case):
        said = [case.declared.assumptions.get(score_key(key, i)) for i in index]
        table[key] = (pd.Series(said, index, dtype=float) / 10).clip(0, 1)
    return table


def score_key(criterion: str, action: str) -> str:
    """Name the log's key of a score given by hand.

    Parameters
    ----------
    criterion : str
        Key of a criterion of the room's own.
    action : str
        Id of the action.

    Returns
    -------
    str
        Such as "plan/score/beaute/0123…", at most 80 letters.
    """
    return f"{SCORE}{criterion[:30]}/{action}"


def ranked(
    case: Case, actions: tuple[PlannedAction, ...], verdicts: tuple[Verdict, ...]
) -> tuple[Ranked, ...]:
    """Rank the actions by the room's criteria and weights.

    Parameters
    ----------
    case : Case
        The territory and what the room said: weights among its levers.
    actions : tuple of PlannedAction
        The actions compared.
    verdicts : tuple of Verdict
        Their votes.

    Returns
    -------
    tuple of Ranked
        Best first, those without any known criterion last.
    """
    if not actions:
        return ()
    table, values = scores(case, actions, verdicts), levers_in_force(case)
    weights = pd.Series({name: values[f"{WEIGHT}{name}"] for name in table.columns})
    found = weighted_sum(table, weights)
    told = table.columns[table.notna().any()]  # what is known of no action separates none
    bounds = rank_bounds(table[told], weights[told], values[SPREAD] / 100)
    margins = holding(table, weights)
    order = found["score"].sort_values(ascending=False, kind="stable", na_position="last").index
    titles = {each.id: each.title for each in actions}
    return tuple(
        Ranked(
            action=str(i),
            title=titles[str(i)],
            rank=_whole(found.at[i, "rank"]),
            score=_known(found.at[i, "score"]),
            known=_known(found.at[i, "known"]) or 0.0,
            best=_whole(bounds.at[i, "best"]),
            worst=_whole(bounds.at[i, "worst"]),
            holds=_known(margins[i]),
            scores={str(name): _known(value) for name, value in table.loc[i].items()},
        )
        for i in order
    )


def rapprochements(case: Case, actions: tuple[PlannedAction, ...]) -> tuple[tuple[str, str], ...]:
    """List the capacities that were understood otherwise than they were typed.

    Parameters
    ----------
    case : Case
        What the room said: its actors' capacities.
    actions : tuple of PlannedAction
        The actions compared: what they need.

    Returns
    -------
    tuple of (str, str)
        As typed, and the shared words taken for it: those of the actions, then of the actors.
    """
    needed = [each for action in actions for each in action.needs]
    able = [each for actor in case.declared.actors for each in actor.capacities]
    return brought([*needed, *able])


def levers_in_force(case: Case) -> dict[str, float]:
    """Give the weights and the spread in force, by key.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    dict of str to float
        By key of the lever.
    """
    return {each.key: case.lever(each) for each in levers(case)}


def _own(case: Case) -> dict[str, str]:
    criteria = case.declared.plan.criteria
    return {key.rpartition("/")[2]: label for key, label in criteria.items()}


def _agreed(verdict: Verdict | None, top: int) -> float | None:
    return None if verdict is None or verdict.spread is None else 1 - verdict.spread / top


def _able(action: PlannedAction, held: set[str]) -> float | None:
    """Give the share of what is needed that somebody can do; None where nothing is said of it."""
    if not action.needs or not held:
        return None
    return sum(key_of(each) in held for each in action.needs) / len(action.needs)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)
