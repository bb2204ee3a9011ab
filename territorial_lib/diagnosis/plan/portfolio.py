"""What can be done with this budget and these people? The exact best set, and the next euro."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from threading import RLock

import networkx as nx
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.diagnosis.plan.ranking import Ranked
from territorial_lib.indicators.portfolio import Portfolio, select
from territorial_lib.typography import quantity

BUDGET, PEOPLE = "plan/budget", "plan/people"
_ONE_AT_A_TIME = RLock()


@dataclass(frozen=True)
class Left:
    """An action that the sum cannot take.

    Parameters
    ----------
    action, title : str
        Its id and its title.
    why : str
        What it lacks, in French.
    """

    action: str
    title: str
    why: str


@dataclass(frozen=True)
class Selection:
    """The best set of actions within what the room can spend.

    Parameters
    ----------
    budget, people : float or None
        Limits, € and full-time equivalents; None where the room set none.
    chosen : tuple of str
        Ids of the actions taken, the best scored first.
    taken, left_by_hand : tuple of str
        Ids of those imposed and refused by the room.
    value : float
        Sum of the scores of the set.
    cost : float
        €.
    staff : float or None
        Full-time equivalents; None where one chosen does not say how many.
    apart : tuple of Left
        Actions left out of the sum for want of a number.
    extra : float or None
        € that the next better set asks for beyond the budget; None where none is better.
    gains, loses : tuple of str
        Ids that this better set adds and drops.
    tied : bool
        True where another set is worth as much at the same cost: the ranking decided.
    fault : str
        Why nothing can be chosen, in French; empty elsewhere.
    says : str
        All that in one or two sentences.
    """

    budget: float | None
    people: float | None
    chosen: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    left_by_hand: tuple[str, ...] = ()
    value: float = 0.0
    cost: float = 0.0
    staff: float | None = None
    apart: tuple[Left, ...] = ()
    extra: float | None = None
    gains: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    tied: bool = False
    fault: str = ""
    says: str = ""


def limits(case: Case) -> tuple[float | None, float | None]:
    """Give the budget and the people that the room has.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    tuple of float or None
        € and full-time equivalents; None where unsaid.
    """
    said = case.declared.assumptions
    return said.get(BUDGET), said.get(PEOPLE)


def selection(
    case: Case, actions: tuple[PlannedAction, ...], ranking: tuple[Ranked, ...]
) -> Selection | None:
    """Choose the set of actions of greatest value, exactly.

    The value of an action is its score in the room's ranking. Kept until the actions, the scores
    or the choices change: hundreds of actions take seconds.

    Parameters
    ----------
    case : Case
        What the room said.
    actions : tuple of PlannedAction
        Those neither done nor dropped.
    ranking : tuple of Ranked
        Their scores.

    Returns
    -------
    Selection or None
        None until the room set a budget or a number of people.
    """
    budget, people = limits(case)
    if budget is None and people is None:
        return None
    plan = case.declared.plan
    costs = {each.id: (each.cost, each.people) for each in actions}
    worth = {each.action: each.score for each in ranking}
    hands = {i: each.choice for i, each in plan.hands.items()}
    key = (budget, people, costs, worth, hands, plan.precedence)
    with _ONE_AT_A_TIME:  # two panels of a page ask for the same sum at once
        found: Selection = case.latest(
            "plan/selection", key, lambda: _selection(case, actions, worth, (budget, people))
        )
    return found


def _selection(
    case: Case,
    actions: tuple[PlannedAction, ...],
    worth: Mapping[str, float | None],
    limit: tuple[float | None, float | None],
) -> Selection:
    budget, people = limit
    plan, titles = case.declared.plan, {each.id: each.title for each in actions}
    apart = tuple(left for each in actions if (left := _apart(each, worth, people is not None)))
    missing = {each.action for each in apart}
    order = {i: rank for rank, i in enumerate(worth)}
    ready = sorted((a for a in actions if a.id not in missing), key=lambda a: order[a.id])
    table = pd.DataFrame(
        {
            "value": [worth[a.id] or 0.0 for a in ready],
            "cost": [a.cost for a in ready],
            "people": [a.people or 0.0 for a in ready],
        },
        index=[a.id for a in ready],
        dtype=float,
    )
    hands = {i: hand.choice for i, hand in plan.hands.items() if i in table.index}
    taken = tuple(i for i, choice in hands.items() if choice == "take")
    refused = tuple(i for i, choice in hands.items() if choice == "leave")
    pairs = [pair for pair in plan.precedence if set(pair) <= set(table.index)]
    orphans = [after for before, after in plan.precedence if before in missing]
    excluded = [*refused, *(i for i in orphans if i in table.index and i not in refused)]
    base = Selection(budget, people, taken=taken, left_by_hand=refused, apart=apart)
    circle = _circle(pairs)
    if circle:
        names = " → ".join(titles[i] for i in circle)
        return _failed(base, f"L’ordre des actions tourne en rond\u00a0: {names}.")
    if table.empty:
        return _failed(base, "Aucune action n’a encore de quoi entrer dans le calcul.")
    clash = _clash(table, taken, excluded, pairs, limit)
    if clash:
        return _failed(base, clash)
    best = select(
        table,
        math.inf if budget is None else budget,
        math.inf if people is None else people,
        pairs,
        taken,
        excluded,
    )
    return _told(base, best, ready, titles)


def _apart(action: PlannedAction, worth: Mapping[str, float | None], staffed: bool) -> Left | None:
    """Say what an action lacks to enter the sum: missing is never zero."""
    if action.cost is None:
        return Left(action.id, action.title, "coût à chiffrer")
    if staffed and action.people is None:
        return Left(action.id, action.title, "personnes à compter")
    if worth.get(action.id) is None:
        return Left(action.id, action.title, "aucun critère connu")
    return None


def _circle(pairs: list[tuple[str, str]]) -> list[str]:
    graph = nx.DiGraph(pairs)
    if nx.is_directed_acyclic_graph(graph):
        return []
    edges = nx.find_cycle(graph)
    return [*(edge[0] for edge in edges), edges[0][0]]


def _clash(
    table: pd.DataFrame,
    taken: tuple[str, ...],
    excluded: list[str],
    pairs: list[tuple[str, str]],
    limit: tuple[float | None, float | None],
) -> str:
    """Say why what is imposed cannot hold; empty where it can."""
    graph = nx.DiGraph(pairs)
    asked = set(taken)
    for each in taken:
        asked |= nx.ancestors(graph, each) if each in graph else set()
    if asked & set(excluded):
        return (
            "Une action prise à la main dépend d’une autre qui est laissée ou non chiffrée\u00a0: "
            "changez l’un des deux choix."
        )
    sums = table.loc[sorted(asked), ["cost", "people"]].sum()
    for name, bound, unit in zip(("cost", "people"), limit, ("€", "ETP"), strict=True):
        if bound is not None and sums[name] > bound + 1e-6:
            return (
                "Les actions prises à la main, et celles dont elles dépendent, demandent "
                f"{quantity(float(sums[name]), unit)} pour {quantity(bound, unit)}\u00a0: "
                "augmentez la limite ou libérez un choix."
            )
    return ""


def _failed(base: Selection, fault: str) -> Selection:
    return Selection(
        base.budget,
        base.people,
        taken=base.taken,
        left_by_hand=base.left_by_hand,
        apart=base.apart,
        fault=fault,
        says=fault,
    )


def _told(
    base: Selection, best: Portfolio, ready: list[PlannedAction], titles: Mapping[str, str]
) -> Selection:
    chosen = tuple(str(i) for i in best.chosen)
    inside = set(chosen)
    staff = [each.people for each in ready if each.id in inside]
    more = () if best.next_best is None else tuple(str(i) for i in best.next_best.chosen)
    gains = tuple(i for i in more if i not in inside)
    loses = tuple(i for i in chosen if more and i not in set(more))
    extra = None if best.next_best is None else best.next_best.extra
    says = [
        f"{_count(len(chosen))} pour {quantity(best.cost, '€')}\u00a0: le meilleur ensemble "
        f"possible, vérifié exactement, parmi {len(ready)} chiffrées."
    ]
    if extra is not None:
        named = ", ".join(f"«\u00a0{titles[i]}\u00a0»" for i in gains)
        dropped = ", ".join(f"«\u00a0{titles[i]}\u00a0»" for i in loses)
        instead = f" à la place de {dropped}" if loses else ""
        says.append(f"Avec {quantity(extra, '€')} de plus\u00a0: {named}{instead}.")
    if best.tied:
        says.append("Un autre ensemble vaut autant au même coût\u00a0: le classement a tranché.")
    return Selection(
        base.budget,
        base.people,
        chosen,
        base.taken,
        base.left_by_hand,
        best.value,
        best.cost,
        None if any(each is None for each in staff) else math.fsum(each or 0.0 for each in staff),
        base.apart,
        extra,
        gains,
        loses,
        best.tied,
        "",
        " ".join(says),
    )


def _count(count: int) -> str:
    return quantity(count, "actions") if count else "Aucune action"
