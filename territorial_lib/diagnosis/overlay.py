"""The only place where official, imported, estimated and declared figures meet.

Declared over imported over observed over estimated: all are kept, one is retained. A correction
at one level is added to the levels above as a difference; the levels below are scaled and marked
estimated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import pandas as pd

from territorial_lib.schemas.figures import Figure
from territorial_lib.typography import quantity

CORRECTED = "corrigé par la salle"
_PRIORITY = {
    "declared": 0,
    "imported": 1,
    "observed": 2,
    "estimated": 3,
    "assumed": 4,
    "missing": 5,
}


@dataclass(frozen=True)
class Correction:
    """A figure corrected by the room, as a plain row.

    Parameters
    ----------
    figure : str
        Id of the figure corrected.
    value : float
        The value that the room holds true, in the figure's unit.
    source : str
        Where the room has it from, in French.
    who : str
        Pseudonym and group of who said it.
    when : str
        Day it was said, in French.
    reason : str
        Why the official figure is wrong.
    year : int or None
        Year of the value; the official figure's where unsaid.
    """

    figure: str
    value: float
    source: str
    who: str
    when: str
    reason: str
    year: int | None = None

    @property
    def territory(self) -> str:
        """Code of the territory whose figure is corrected."""
        return self.figure.split("/")[2]


def retained(versions: Iterable[Figure]) -> Figure:
    """Choose the version of a figure that counts.

    Parameters
    ----------
    versions : iterable of Figure
        Every known value of one figure.

    Returns
    -------
    Figure
        The declared one, else the imported, observed, estimated one; the latest year on a tie.
    """
    return min(versions, key=lambda each: (_PRIORITY[each.status], -(each.year or 0)))


def corrected(official: Figure, correction: Correction) -> Figure:
    """Give the version of a figure that the room declares.

    Parameters
    ----------
    official : Figure
        The figure before correction.
    correction : Correction
        What the room says.

    Returns
    -------
    Figure
        The declared version, same id, without band.
    """
    note = f"{correction.who}, {correction.when}\u00a0: {correction.reason}"
    return msgspec.structs.replace(
        official,
        value=correction.value,
        source=correction.source or "Déclaré par la salle",
        year=correction.year or official.year,
        status="declared",
        low=None,
        high=None,
        note=note,
    )


def joined(versions: Sequence[Figure], version: Figure) -> list[Figure]:
    """Put a version beside the others; one that only says more takes the place of the same value.

    Parameters
    ----------
    versions : sequence of Figure
        The versions known.
    version : Figure
        Another.

    Returns
    -------
    list of Figure
        Each value once a source.
    """
    same = [(each.value, each.status, each.source) for each in versions]
    said = (version.value, version.status, version.source)
    if version.status == "declared" or said not in same:
        return [*versions, version]
    return [version if each == said else one for each, one in zip(same, versions, strict=True)]


def raised(
    official: Figure,
    parts: Mapping[str, Figure],
    corrections: Iterable[Correction],
    *,
    summed: bool = False,
    complete: bool = False,
) -> Figure | None:
    """Add the corrections of smaller territories to an additive figure, as differences.

    Parameters
    ----------
    official : Figure
        The larger territory's figure.
    parts : Mapping of str to Figure
        The official figure of each corrected part, by territory code.
    corrections : iterable of Correction
        Corrections of those parts.
    summed : bool
        True where the whole is the sum of its known parts: a part without official value is not
        in it and is added; otherwise nobody knows whether it is, and the note says so.
    complete : bool
        True where the parts make up the whole.

    Returns
    -------
    Figure or None
        The figure with the differences added; as it is, with a note, where what the room says
        cannot be added to it; None when no part is corrected.
    """
    said = {each.territory: each.value for each in corrections if each.territory in parts}
    if not said:
        return None
    if complete:
        return _moved(official, sum(said.values()), len(said))
    if official.value is None:
        return _with_note(official, _at_least(said.values(), official.unit))
    new = [code for code in said if parts[code].value is None and not summed]
    added = {code: value - (parts[code].value or 0.0) for code, value in said.items()}
    changes = [each for code, each in added.items() if code not in new]
    moved = _moved(official, official.value + sum(changes), len(changes)) if changes else official
    return _with_note(moved, _left_out(len(new))) if new else moved


def _moved(official: Figure, value: float, parts: int) -> Figure:
    plural = "s" if parts > 1 else ""
    return msgspec.structs.replace(
        official,
        value=value,
        source=f"{official.source}, {CORRECTED}",
        status="declared",
        low=None,
        high=None,
        note=f"Tient compte de {parts} correction{plural} de la salle dans ses parties.",
    )


def _at_least(values: Collection[float], unit: str) -> str:
    many = f"{len(values)} parties" if len(values) > 1 else "une partie"
    return (
        f"La salle a chiffré {many}\u00a0: {quantity(sum(values), unit)} au moins, le total reste "
        "inconnu."
    )


def _left_out(many: int) -> str:
    which = f"{many} corrections de la salle portent" if many > 1 else "Une correction porte"
    return (
        f"{which} sur une partie sans chiffre officiel\u00a0: rien n’est ajouté, car le total la "
        "compte peut-être déjà."
    )


def _with_note(figure: Figure, note: str) -> Figure:
    return msgspec.structs.replace(figure, note=f"{figure.note} {note}".strip())


def lowered(
    values: pd.Series, total: float | None, declared: Mapping[str, float]
) -> tuple[pd.Series, pd.Series]:
    """Bring corrections down on the parts of a territory.

    Parameters
    ----------
    values : pandas.Series
        The official quantity of each part; NaN is missing and stays so.
    total : float or None
        The whole as corrected by the room; None when nobody corrected it.
    declared : Mapping of str to float
        Parts corrected by the room, by code.

    Returns
    -------
    tuple of pandas.Series
        The parts' values, the parts declared kept and the others scaled so that the known parts
        sum to `total`; and the status of each ("observed", "estimated", "declared", "missing").
    """
    values = values.astype(float).copy()
    own = pd.Series(dict(declared), dtype=float).reindex(values.index)
    values = values.where(own.isna(), own)
    status = pd.Series("observed", index=values.index, dtype=object)
    status[own.notna()] = "declared"
    free = own.isna() & values.notna()
    rest = values[free].sum()
    if total is not None and rest > 0 and total >= own.sum():
        values[free] *= (total - own.sum()) / rest
        status[free] = "estimated"
    status[values.isna()] = "missing"
    return values, status
