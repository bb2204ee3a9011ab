"""The glocal choices: how each gap is answered, the room's word before the workbook's proposal."""

from __future__ import annotations

from territorial_lib.diagnosis.glocal.ways import Answered
from territorial_lib.diagnosis.summary.records import Choice
from territorial_lib.schemas.acting import WAY_LABELS


def choices(ways: tuple[Answered, ...]) -> tuple[Choice, ...]:
    """Say how the gaps carried on are answered.

    Parameters
    ----------
    ways : tuple of Answered
        Each gap in its place.

    Returns
    -------
    tuple of Choice
        Those that the room decided first, each in the order of the gaps.
    """
    found = [_choice(each) for each in ways]
    return tuple(sorted(found, key=lambda each: not each.chosen))


def _choice(each: Answered) -> Choice:
    reasons = [evidence.sentence for evidence in each.evidence if evidence.way == each.way]
    placed = each.chosen
    return Choice(
        gap=each.gap.key,
        label=each.gap.label,
        way=each.way,
        way_label=WAY_LABELS[each.way],
        chosen=placed is not None,
        reason=placed.reason if placed else "",
        who=placed.who if placed else "",
        when=placed.when if placed else "",
        evidence=reasons[0] if reasons else "",
    )
