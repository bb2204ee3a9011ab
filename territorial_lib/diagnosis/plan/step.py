"""What do we decide? The actions of the room, voted, ranked, chosen, scheduled, followed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.plan.effects import effects
from territorial_lib.diagnosis.plan.follow import Followed, followed
from territorial_lib.diagnosis.plan.planned import Decided, PlannedAction
from territorial_lib.diagnosis.plan.portfolio import Selection, selection
from territorial_lib.diagnosis.plan.ranking import Ranked, ranked
from territorial_lib.diagnosis.plan.schedule import Bar, Load, bars, loads
from territorial_lib.diagnosis.plan.votes import DotVote, Verdict, dotted, judged
from territorial_lib.schemas.acting import SCALES
from territorial_lib.schemas.blocks import Notion
from territorial_lib.schemas.figures import Figure
from territorial_lib.typography import quantity

DOTS = "plan/dots"
NOTION = Notion(
    key="plan",
    title="Que décidons-nous\u202f?",
    meaning=(
        "Les actions proposées par la salle, ce que chaque groupe en pense, ce qui tient dans le "
        "budget, qui fait quoi et quand. Un désaccord reste écrit dans le plan."
    ),
    formula=(
        "Jugement majoritaire\u00a0: mention médiane (la plus basse des deux si les votants sont "
        "en nombre pair), les égalités tranchées en retirant les médianes une à une\u202f; ne pas "
        "noter vaut la plus mauvaise mention. Classement\u00a0: moyenne des critères connus, "
        "chacun avec son poids. Ensemble retenu\u00a0: le plus grand total de notes que permettent "
        "budget, personnes et ordre, trouvé exactement."
    ),
    limits=(
        "Une note élevée n’est pas une preuve d’effet. Un coût, un effet ou un avis qui manque est "
        "dit, jamais remplacé par zéro. Le total retenu dépend des poids\u00a0: regardez ce qui "
        "change quand on les secoue."
    ),
    reference=(
        "Balinski et Laraki, Majority Judgment (2010)\u202f; Insua et French (1991)\u202f; "
        "Weingartner (1963)"
    ),
)


@dataclass(frozen=True)
class Plan:
    """The plan as it now stands.

    Parameters
    ----------
    actions : tuple of PlannedAction
        All of them, dropped ones included.
    verdicts : tuple of Verdict
        What the room voted, best first.
    dots : DotVote
        Where it put its dots.
    ranking : tuple of Ranked
        By the room's criteria and weights, best first.
    selection : Selection or None
        What fits in budget and people; None until the room set one.
    bars : tuple of Bar
        The timetable.
    loads : tuple of Load
        What each lead carries.
    decisions : tuple of Decided
        What was decided, in order.
    follow_up : tuple of Followed
        Where each action stands.
    effects : tuple of Figure
        What it would change, nothing counted twice.
    divided : tuple of str
        What divides the groups, in French.
    says : str
        The plan in one or two sentences.
    """

    actions: tuple[PlannedAction, ...]
    verdicts: tuple[Verdict, ...]
    dots: DotVote
    ranking: tuple[Ranked, ...]
    selection: Selection | None
    bars: tuple[Bar, ...]
    loads: tuple[Load, ...]
    decisions: tuple[Decided, ...]
    follow_up: tuple[Followed, ...]
    effects: tuple[Figure, ...]
    divided: tuple[str, ...]
    says: str


def diagnose(case: Case, today: datetime.date | None = None) -> Plan:
    """Compute the plan.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    today : datetime.date, optional
        The day when it is looked at; without it nothing is late.

    Returns
    -------
    Plan
        Empty, and saying so, where the room proposed nothing.
    """
    planned = case.declared.plan
    verdicts, order, placed = votes(case), ranking(case), bars(planned, today)
    return Plan(
        actions=planned.actions,
        verdicts=verdicts,
        dots=dots(case),
        ranking=order,
        selection=portfolio(case),
        bars=placed,
        loads=loads(planned),
        decisions=planned.decisions,
        follow_up=followed(case, planned.actions, placed),
        effects=effects(case, decided_actions(case)),
        divided=divided(verdicts),
        says=says(case),
    )


def open_actions(case: Case) -> tuple[PlannedAction, ...]:
    """List the actions that are still to choose: neither done nor dropped.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    tuple of PlannedAction
        In the order proposed.
    """
    return tuple(a for a in case.declared.plan.actions if a.status not in ("done", "dropped"))


def decided_actions(case: Case) -> tuple[PlannedAction, ...]:
    """List the actions whose effects count: chosen, else all that are not dropped.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    tuple of PlannedAction
        The set that fits in the budget, with what is done; all where no budget was set.
    """
    live = tuple(a for a in case.declared.plan.actions if a.status != "dropped")
    chosen = portfolio(case)
    if chosen is None or chosen.fault:
        return live
    return tuple(a for a in live if a.id in chosen.chosen or a.status == "done")


def votes(case: Case) -> tuple[Verdict, ...]:
    """Give the majority judgment, kept until a vote changes.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    tuple of Verdict
        Best first.
    """
    planned = case.declared.plan
    titles = [(each.id, each.title) for each in planned.actions]
    key = (planned.votes.get("judgment"), planned.voters.get("judgment"), titles)
    found: tuple[Verdict, ...] = case.latest("plan/votes", key, lambda: judged(planned))
    return found


def dots(case: Case) -> DotVote:
    """Count the dots, each person within the allowance that the room set.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    DotVote
        The most dotted first.
    """
    allowance = case.declared.assumptions.get(DOTS, SCALES["dots"][1])
    return dotted(case.declared.plan, int(allowance))


def ranking(case: Case) -> tuple[Ranked, ...]:
    """Rank what is still to choose, kept until something that counts changes.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    tuple of Ranked
        Best first.
    """
    verdicts, actions = votes(case), open_actions(case)
    jobs = [e for e in case.declared.plan.effects if e.measure == "jobs"]
    able = [actor.capacities for actor in case.declared.actors]
    key = (
        actions,
        verdicts,
        dict(case.declared.assumptions),
        jobs,
        able,
        case.declared.plan.criteria,
    )
    found: tuple[Ranked, ...] = case.latest(
        "plan/ranking", key, lambda: ranked(case, actions, verdicts)
    )
    return found


def portfolio(case: Case) -> Selection | None:
    """Choose what fits in the budget and the people; seconds for hundreds of actions.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    Selection or None
        None until the room set a budget or a number of people.
    """
    return selection(case, open_actions(case), ranking(case))


def divided(verdicts: tuple[Verdict, ...]) -> tuple[str, ...]:
    """Write what divides the groups.

    Parameters
    ----------
    verdicts : tuple of Verdict
        What the room voted.

    Returns
    -------
    tuple of str
        One French sentence an action that divides, the widest first.
    """
    split = sorted((v for v in verdicts if v.divides), key=lambda v: -(v.spread or 0))
    return tuple(f"«\u00a0{each.title}\u00a0». {each.split}" for each in split)


def says(case: Case) -> str:
    """Say the plan in one or two sentences.

    Parameters
    ----------
    case : Case
        What the room said.

    Returns
    -------
    str
        In French.
    """
    planned = case.declared.plan
    live = [each for each in planned.actions if each.status != "dropped"]
    if not live:
        return (
            "Aucune action n’est encore proposée\u00a0: ouvrez la question sur les téléphones, ou "
            "prenez-en au catalogue."
        )
    led = sum(1 for each in live if each.lead.strip())
    costed = [each.cost for each in live if each.cost is not None]
    cost = f", {quantity(sum(costed), '€')} pour les {len(costed)} chiffrées" if costed else ""
    split = sum(1 for each in votes(case) if each.divides)
    divides = f" {quantity(split, 'actions')} divisent les groupes." if split > 1 else ""
    divides = " Une action divise les groupes." if split == 1 else divides
    return (
        f"{quantity(len(live), 'actions')}, dont {led} avec un porteur{cost}\u202f; "
        f"{_decided(len(planned.decisions))}.{divides}"
    )


def _decided(count: int) -> str:
    if not count:
        return "rien n’est encore décidé"
    return "une décision prise" if count == 1 else f"{count} décisions prises"
