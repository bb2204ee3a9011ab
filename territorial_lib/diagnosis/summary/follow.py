"""Before and after: what each action aimed at, what is measured now, what slipped."""

from __future__ import annotations

from territorial_lib.diagnosis.plan.follow import Followed
from territorial_lib.diagnosis.summary.records import FollowLine
from territorial_lib.diagnosis.summary.said import room_id, said
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.schemas.figures import Figure
from territorial_lib.schemas.wording import VALUE_LABELS
from territorial_lib.typography import long_date


def follow_up(found: Diagnosis) -> tuple[FollowLine, ...]:
    """Say where the actions stand.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    tuple of FollowLine
        The actions with an indicator, or of which something was told; dropped ones only where
        something was told.
    """
    code = found.inventory.territory.code
    return tuple(_line(each, code) for each in found.plan.follow_up if _worth(each))


def _worth(each: Followed) -> bool:
    known = bool(each.indicator) or each.baseline is not None or each.target is not None
    return each.told is not None or (known and each.status != "dropped")


def _line(each: Followed, code: str) -> FollowLine:
    def number(variable: str, label: str, value: float | None, unit: str, note: str = "") -> Figure:
        return said(room_id(code, variable, each.action), label, value, unit, note)

    measured_on = "" if each.measured_on is None else f"Le {long_date(each.measured_on)}."
    way = None if each.way is None else 100 * each.way
    return FollowLine(
        action=each.action,
        title=each.title,
        lead=each.lead.strip(),
        status=VALUE_LABELS[each.status],
        share=number("share", "Avancement", each.share, "%"),
        indicator=each.indicator,
        baseline=number("baseline", "Au départ", each.baseline, each.unit),
        target=number("target", "Visé", each.target, each.unit),
        measured=number("measured", "Mesuré", each.measured, each.unit, measured_on),
        way=number("way", "Chemin parcouru", way, "%"),
        now=each.figure,
        slipped=each.slipped,
        late=each.late,
        told=each.told,
        note=each.note,
    )
