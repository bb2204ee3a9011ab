"""The three gaps that matter: what the figures say severe, what the room says important."""

from __future__ import annotations

from territorial_lib.diagnosis.gaps.priorities import Priority
from territorial_lib.diagnosis.gaps.ratings import Rating
from territorial_lib.diagnosis.summary.records import GapLine
from territorial_lib.diagnosis.summary.said import room_id, said
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.schemas.figures import Figure, Row, figure_id

THREE = 3
_ON_TEN = "sur 10"
_FEW = "Moins de trois personnes ont noté."


def three_gaps(found: Diagnosis) -> tuple[GapLine, ...]:
    """Give the gaps that matter, those that the room carries on first.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    tuple of GapLine
        Three, in the order of the ranking; fewer where fewer gaps are known.
    """
    ranked = found.gaps.priorities
    kept = [each for each in ranked if each.chosen] + [each for each in ranked if not each.chosen]
    rows = {row.figure.id: row for block in found.gaps.blocks for row in block.rows}
    titles = {block.notion.key: block.notion.title for block in found.gaps.blocks}
    code = found.inventory.territory.code
    return tuple(_line(each, rows, titles, code) for each in kept[:THREE])


def _line(priority: Priority, rows: dict[str, Row], titles: dict[str, str], code: str) -> GapLine:
    gap = priority.gap
    measure = rows.get(gap.figure)
    return GapLine(
        key=gap.key,
        label=gap.label,
        sentence=gap.sentence,
        theme=titles.get(gap.theme, ""),
        chosen=priority.chosen,
        severity=_severity(priority, measure, code),
        importance=_importance(priority, code),
        by_group=tuple(_rating(each, gap.key, code) for each in priority.by_group),
        disagreement=_disagreement(priority, code),
        measure=measure,
    )


def _severity(priority: Priority, measure: Row | None, code: str) -> Figure:
    gap, figure = priority.gap, None if measure is None else measure.figure
    known = priority.severity is not None
    return Figure(
        id=figure_id(
            "gaps", "severity", code, figure.year if figure else None, _dimension(gap.key)
        ),
        label="Gravité mesurée",
        value=priority.severity,
        unit="sur 1",
        year=figure.year if figure else None,
        source=f"Calcul du classeur\u00a0: {figure.source}" if figure else "Calcul du classeur",
        level=figure.level if figure else "perimeter",
        status="estimated" if known else "missing",
        low=gap.low if known else None,
        high=gap.high if known else None,
        note=gap.sentence if known else "Rien ne mesure ce manque.",
    )


def _importance(priority: Priority, code: str) -> Figure:
    identity = room_id(code, "importance", priority.gap.key)
    label, note = "Importance pour la salle", "Médiane des notes."
    return said(identity, label, priority.importance, _ON_TEN, note, _FEW)


def _rating(rating: Rating, gap: str, code: str) -> Figure:
    identity = room_id(code, "importance", f"{gap}+{rating.group}")
    return said(identity, rating.label, rating.median, _ON_TEN, f"Médiane de {rating.count} notes.")


def _disagreement(priority: Priority, code: str) -> Figure | None:
    if priority.disagreement is None:
        return None
    identity = room_id(code, "disagreement", priority.gap.key)
    note = "Plus haute moins plus basse des médianes des groupes."
    return said(identity, "Écart entre les groupes", priority.disagreement, "points", note)


def _dimension(key: str) -> str:
    return key.replace("/", "-")
