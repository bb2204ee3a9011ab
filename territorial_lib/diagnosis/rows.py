"""From a reading over several territories to a row about one of them, beside its like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from territorial_lib.diagnosis import overlay
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.schemas.figures import Comparison, Figure, Row, figure_id

_ENOUGH = 5
"""Below this many similar territories with a figure, a median says nothing."""


def row(
    reading: Reading,
    codes: Sequence[str],
    declared: Declared,
    category: str = "",
    key: bool = False,
) -> Row:
    """Give the row of the first territory, compared with the others.

    Parameters
    ----------
    reading : Reading
        A variable over the territories, read or computed.
    codes : sequence of str
        Code of the territory diagnosed, then those of the ones it is compared with.
    declared : Declared
        What the room said; a correction of this very figure is shown as the version retained.
    category : str
        Sub-heading, in French.
    key : bool
        True for the few shown first.

    Returns
    -------
    Row
        The figure retained, every version kept.
    """
    own, *others = codes
    official = reading.figure(own)
    said = declared.of(official.id)
    versions = [official, *(overlay.corrected(official, each) for each in said)]
    return Row(
        figure=overlay.retained(reversed(versions)),
        category=category,
        key=key,
        comparison=comparison(reading, others),
        versions=tuple(versions),
    )


def comparison(reading: Reading, codes: Sequence[str]) -> Comparison | None:
    """Give the median of a variable over similar territories.

    Parameters
    ----------
    reading : Reading
        The variable.
    codes : sequence of str
        The similar territories.

    Returns
    -------
    Comparison or None
        None where fewer than five of them have a figure.
    """
    values = reading.frame["value"].reindex(list(codes)).to_numpy(dtype=float, na_value=np.nan)
    values = np.sort(values[~np.isnan(values)])
    if len(values) < _ENOUGH:
        return None
    median = Figure(
        id=figure_id(reading.theme, reading.variable, "similar", reading.year, reading.dimension),
        label=reading.label,
        value=float(np.median(values)),
        unit=reading.unit,
        year=reading.year,
        source=reading.source,
        level=reading.level,
        status="estimated",
        note=f"Médiane de {len(values)} territoires semblables.",
    )
    return Comparison(median=median, values=tuple(map(float, values)))
