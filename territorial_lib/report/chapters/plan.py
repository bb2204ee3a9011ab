"""What is decided: actions, votes, what divides, decisions, timetable, effects, follow-up."""

from __future__ import annotations

from collections.abc import Iterator

from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.diagnosis.summary import Summary
from territorial_lib.diagnosis.summary.records import FollowLine
from territorial_lib.report.chapters.words import day, known, listed
from territorial_lib.report.material import Material
from territorial_lib.report.outline import Bullets, Chapter, Drawn, Figures, Grid, Section, Words
from territorial_lib.report.pictures import timetable_picture, vote_picture
from territorial_lib.schemas.figures import Row
from territorial_lib.typography import quantity


def planning(material: Material, summary: Summary) -> Chapter:
    """Say what is decided.

    Parameters
    ----------
    material : Material
        What is exported.
    summary : Summary
        For what moved since.

    Returns
    -------
    Chapter
        The plan; a sentence where the room proposed nothing.
    """
    plan = material.found.plan
    return Chapter(
        "plan",
        "Que décidons-nous\u202f?",
        (Words(plan.says, "says"),),
        tuple(_sections(material, summary)) if plan.actions or plan.decisions else (),
    )


def _sections(material: Material, summary: Summary) -> Iterator[Section]:
    plan = material.found.plan
    if plan.actions:
        yield Section("Les actions une à une", (_actions(material),))
    votes = vote_picture(plan)
    if votes is not None:
        split = (Bullets(plan.divided),) if plan.divided else ()
        yield Section("Ce que la salle a voté, et ce qui divise", (Drawn(votes), *split))
    if plan.selection is not None:
        yield Section("Ce qui tient dans le budget", (Words(plan.selection.says),))
    dates = timetable_picture(plan)
    if dates is not None:
        yield Section("Quand", (Drawn(dates),))
    effects = tuple(Row(figure=each) for each in plan.effects)
    if effects:
        yield Section("Ce que cela changerait", (Figures("Effets attendus", effects),))
    if summary.follow_up:
        yield Section("Avant, après", (_follow_up(summary.follow_up),))


def _actions(material: Material) -> Grid:
    header = ("Action", "Répond à", "Avec qui", "Coût", "Financé", "Indicateur")
    labels = {each.gap.key: each.gap.label for each in material.found.gaps.priorities}
    labels |= {gap.key: gap.label for block in material.found.blocks for gap in block.gaps}
    live = [each for each in material.found.plan.actions if each.status != "dropped"]
    rows = tuple(_action(each, labels) for each in live)
    return Grid("Les actions, une à une", header, rows, widths=(0.26, 0.18, 0.18, 0.12, 0.12, 0.14))


def _action(each: PlannedAction, labels: dict[str, str]) -> tuple[str, ...]:
    aim = " → ".join(quantity(v, each.unit) for v in (each.baseline, each.target) if v is not None)
    return (
        each.title,
        labels.get(each.answers, each.answers),
        listed((each.lead, *each.partners)),
        "non dit" if each.cost is None else quantity(each.cost, "€"),
        "non dit" if each.funding is None else quantity(each.funding, "€"),
        "\u00a0: ".join(part for part in (each.indicator, aim) if part),
    )


def _follow_up(lines: tuple[FollowLine, ...]) -> Grid:
    header = ("Action", "État", "Au départ", "Visé", "Mesuré", "Fait", "Ce qui s’est passé")
    rows = tuple(
        (
            each.title,
            each.status,
            known(each.baseline, ""),
            known(each.target, ""),
            known(each.measured, ""),
            known(each.share, ""),
            ", ".join(part for part in (each.note, day(each.told)) if part),
        )
        for each in lines
    )
    return Grid("Où en sont les actions", header, rows)
