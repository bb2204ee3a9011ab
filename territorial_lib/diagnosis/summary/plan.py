"""The plan of a summary: actions, decisions, cost; what is not known is said missing."""

from __future__ import annotations

import math
from collections.abc import Iterable

from territorial_lib.diagnosis.plan.planned import Decided, PlannedAction
from territorial_lib.diagnosis.plan.step import Plan
from territorial_lib.diagnosis.plan.votes import Verdict
from territorial_lib.diagnosis.summary.records import ActionLine, DecisionLine, Totals
from territorial_lib.diagnosis.summary.said import room_id, said
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.figures import Figure
from territorial_lib.schemas.wording import VALUE_LABELS
from territorial_lib.typography import quantity


def actions(found: Diagnosis) -> tuple[ActionLine, ...]:
    """List the actions of the plan.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    tuple of ActionLine
        In the order proposed, dropped ones left out.
    """
    live = [each for each in found.plan.actions if each.status != "dropped"]
    return tuple(line(each, found) for each in live)


def line(action: PlannedAction, found: Diagnosis) -> ActionLine:
    """Say an action.

    Parameters
    ----------
    action : PlannedAction
        The action.
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    ActionLine
        Its cost and votes with it.
    """
    verdicts = {each.action: each for each in found.plan.verdicts}
    verdict, code = verdicts.get(action.id), found.inventory.territory.code
    return ActionLine(
        id=action.id,
        title=action.title,
        answers=_named(action.answers, found),
        lead=action.lead.strip(),
        partners=action.partners,
        status=VALUE_LABELS[action.status],
        start=action.start,
        end=action.end,
        cost=_euros(action, code, "cost", "Coût", action.cost),
        funding=_euros(action, code, "funding", "Financement acquis", action.funding),
        vote=_vote(verdict),
        by_group=_by_group(verdict),
        disagreement=verdict.split if verdict else "",
        decided=any(each.entry == action.id for each in found.plan.decisions),
        counted=action in counted(found.plan),
    )


def decisions(found: Diagnosis) -> tuple[DecisionLine, ...]:
    """List what was decided.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    tuple of DecisionLine
        In order, each with the action that it is about, even one dropped since.
    """
    by_id = {each.id: each for each in found.plan.actions}
    return tuple(_decision(each, by_id.get(each.entry), found) for each in found.plan.decisions)


def counted(plan: Plan) -> tuple[PlannedAction, ...]:
    """List the actions whose cost and effects are added up: what fits, else all that live.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    tuple of PlannedAction
        The same as the effects count.
    """
    live = tuple(each for each in plan.actions if each.status != "dropped")
    chosen = plan.selection
    if chosen is None or chosen.fault:
        return live
    return tuple(each for each in live if each.id in chosen.chosen or each.status == "done")


def totals(found: Diagnosis) -> Totals:
    """Add up what the plan costs and would change.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    Totals
        Sums over what is known; missing where nothing is.
    """
    plan, code = found.plan, found.inventory.territory.code
    kept, entries = counted(plan), {each.entry for each in plan.decisions}
    decided = [each for each in plan.actions if each.id in entries]
    costs = [each.cost for each in kept]
    return Totals(
        says=_counted(plan, len(kept)),
        cost=_sum(code, "plan_cost", "Coût du plan", costs),
        funding=_sum(code, "plan_funding", "Financement acquis", [each.funding for each in kept]),
        decided=_sum(
            code, "decided_cost", "Coût des actions décidées", [each.cost for each in decided]
        ),
        effects=plan.effects,
    )


def _decision(each: Decided, action: PlannedAction | None, found: Diagnosis) -> DecisionLine:
    return DecisionLine(
        id=each.id,
        title=each.title,
        basis=VALUE_LABELS[each.basis],
        mandate=each.mandate,
        reason=each.reason,
        review=each.review,
        who=each.who,
        when=each.when,
        action=None if action is None else line(action, found),
    )


def _named(answers: str, found: Diagnosis) -> str:
    """Name the gap or leak that an action answers; words stay as they are."""
    labels = {each.gap.key: each.gap.label for each in found.gaps.priorities}
    labels |= {gap.key: gap.label for gap in found.leaks.block("leaks").gaps}
    return labels.get(answers, answers)


def _euros(
    action: PlannedAction, code: str, variable: str, label: str, value: float | None
) -> Figure:
    note = f"Dit par {action.who}, {action.when}." if action.who else ""
    return said(room_id(code, variable, action.id), label, value, "€", note)


def _vote(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    votes, silent = sum(verdict.counts), verdict.unexpressed
    said = quantity(votes, "votes" if votes > 1 else "vote")
    apart = f", {silent} sans avis" if silent else ""
    return f"{GRADES[verdict.grade]} ({said}{apart})"


def _by_group(verdict: Verdict | None) -> tuple[tuple[str, str], ...]:
    groups = verdict.groups if verdict else ()
    return tuple((each.label, GRADES[each.grade]) for each in groups)


def _sum(code: str, variable: str, label: str, values: Iterable[float | None]) -> Figure:
    every = list(values)
    known = [each for each in every if each is not None]
    told = f"{len(known)} actions chiffrées sur {len(every)}"
    less = "\u00a0: ce total est un minimum." if len(known) < len(every) else "."
    return said(
        room_id(code, variable),
        label,
        math.fsum(known) if known else None,
        "€",
        note=told + less,
        missing="Aucune action n’est chiffrée." if every else "Aucune action.",
    )


def _counted(plan: Plan, count: int) -> str:
    if not count:
        return "Aucune action n’est encore proposée\u00a0: rien à additionner."
    many = quantity(count, "actions" if count > 1 else "action")
    if plan.selection is None or plan.selection.fault:
        return f"Tout le plan\u00a0: {many}."
    return f"Ce qui tient dans le budget et les bras que la salle a fixés\u00a0: {many}."
