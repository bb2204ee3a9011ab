"""A rate follows the counts that the room corrects: same numerator, same denominator, new values.

r = factor × n / d, with n and d as retained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from territorial_lib.diagnosis import overlay
from territorial_lib.diagnosis.inventory.methods import Banded, CommuneSum, Measure, Quotient
from territorial_lib.diagnosis.overlay import CORRECTED
from territorial_lib.schemas.figures import Figure, Resource

_PERCENT = "%"


def counts(measures: Iterable[Measure]) -> dict[CommuneSum, Measure]:
    """Name the measure of each count known by commune.

    Parameters
    ----------
    measures : iterable of Measure
        The rows of the inventory.

    Returns
    -------
    dict of CommuneSum to Measure
        What the room can correct among the numerators and denominators.
    """
    methods = ((each.method, each) for each in measures)
    read = ((m.count if isinstance(m, Banded) else m, each) for m, each in methods)
    return {method: each for method, each in read if isinstance(method, CommuneSum)}


def followed(rows: Sequence[Resource], measures: Sequence[Measure]) -> list[Resource]:
    """Compute again the rates whose counts the room corrected.

    Parameters
    ----------
    rows : sequence of Resource
        One a measure, in the same order.
    measures : sequence of Measure
        What was read.

    Returns
    -------
    list of Resource
        The same rows; a rate corrected by the room itself is left as it was said.
    """
    by_name = {measure.variable: row for measure, row in zip(measures, rows, strict=True)}
    known = {count: by_name[each.variable] for count, each in counts(measures).items()}
    return [
        _followed(row, measure.method, known) if isinstance(measure.method, Quotient) else row
        for row, measure in zip(rows, measures, strict=True)
    ]


def _followed(row: Resource, rate: Quotient, known: Mapping[CommuneSum, Resource]) -> Resource:
    rows = [known.get(each) for each in (rate.numerator, rate.denominator)]
    terms = [each.figure if each else None for each in rows]
    moved = [each for each in terms if each and each.status == "declared"]
    if row.figure.status == "declared" or not moved:
        return row
    version = _computed(row.figure, rate, terms, moved)
    versions = overlay.joined(row.versions, version)
    return msgspec.structs.replace(row, figure=version, versions=tuple(versions))


def _computed(
    official: Figure, rate: Quotient, terms: Sequence[Figure | None], moved: Sequence[Figure]
) -> Figure:
    said = " et ".join(f"«\u00a0{each.label}\u00a0»" for each in moved)
    above, below = (each.value if each else None for each in terms)
    if above is None or not below:
        why = f"{said} corrigé par la salle\u00a0: cette part reste celle de la source."
        return _noted(official, why)
    value = rate.factor * above / below
    if official.unit == _PERCENT and value > 100:
        why = f"Non recalculé\u00a0: avec {said} corrigé par la salle, la part dépasserait le tout."
        return _noted(official, why)
    years = sorted({each.year for each in terms if each and each.year})
    aged = f" Années\u00a0: {' et '.join(map(str, years))}." if len(years) > 1 else ""
    return msgspec.structs.replace(
        official,
        value=value,
        source=f"{official.source}, {CORRECTED}",
        year=years[-1] if years else official.year,
        status="declared",
        low=None,
        high=None,
        note=f"Recalculé avec {said} corrigé par la salle.{aged}",
    )


def _noted(figure: Figure, why: str) -> Figure:
    return msgspec.structs.replace(figure, note=f"{figure.note} {why}".strip())
