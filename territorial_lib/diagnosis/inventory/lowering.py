"""Corrections brought down on communes: a whole shared in proportion of what each had.

A rate is shared through its numerator: n = r × d / factor, with d as retained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis import overlay
from territorial_lib.diagnosis.inventory.methods import CommuneSum, Measure, Quotient
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.readings import Reading, Scope
from territorial_lib.geography.territories import Territory
from territorial_lib.schemas.figures import figure_id

SCALED = "Mis à l’échelle du total corrigé par la salle."
_PERCENT = "%"


@dataclass(frozen=True)
class Corrections:
    """What the room corrected in a territory, its parts and its communes.

    Parameters
    ----------
    territory : str
        Code of the territory.
    values : Mapping of str to float
        Value by figure's id, the latest.
    parts : tuple of Territory
        Territories inside it that the room corrected, of several communes.
    """

    territory: str
    values: Mapping[str, float]
    parts: tuple[Territory, ...] = ()

    @classmethod
    def of(
        cls, territory: str, corrections: Iterable[Correction], parts: Iterable[Territory] = ()
    ) -> Corrections:
        """Take the corrections of a territory.

        Parameters
        ----------
        territory : str
            Its code.
        corrections : iterable of Correction
            All of them, the latest of each figure last.
        parts : iterable of Territory
            Territories inside it that the room corrected.

        Returns
        -------
        Corrections
            By figure.
        """
        several = tuple(part for part in parts if len(part.communes) > 1)
        return cls(territory, {each.figure: each.value for each in corrections}, several)

    def whole(self, read: Reading, code: str = "") -> float | None:
        """Give the value that the room holds true of a whole.

        Parameters
        ----------
        read : Reading
            The variable.
        code : str
            A part's code; empty for the territory itself.

        Returns
        -------
        float or None
            None where nobody corrected it.
        """
        return self.values.get(_id(read, code or self.territory))

    def own(self, read: Reading) -> dict[str, float]:
        """Give the communes' values of a variable, those corrected only.

        Parameters
        ----------
        read : Reading
            The variable, by commune.

        Returns
        -------
        dict of str to float
            By code.
        """
        ids = {str(code): _id(read, str(code)) for code in read.frame.index}
        return {code: self.values[each] for code, each in ids.items() if each in self.values}

    def within(self, *reads: Reading) -> list[Territory]:
        """List the larger parts, of no commune in common, where one of these was corrected.

        Parameters
        ----------
        *reads : Reading
            Variables.

        Returns
        -------
        list of Territory
            Largest first.
        """
        found = [
            part
            for part in self.parts
            if any(self.whole(read, part.code) is not None for read in reads)
        ]
        return outermost(found)


def outermost(parts: Iterable[Territory]) -> list[Territory]:
    """Keep the larger parts that share no commune: what they hold is already in them.

    Parameters
    ----------
    parts : iterable of Territory
        Parts of one territory.

    Returns
    -------
    list of Territory
        Largest first.
    """
    held: set[str] = set()
    kept = []
    for each in sorted(parts, key=lambda part: len(part.communes), reverse=True):
        if held.isdisjoint(each.communes):
            held.update(each.communes)
            kept.append(each)
    return kept


def corrected_counts(read: Reading, said: Corrections) -> pd.DataFrame:
    """Bring corrections of a quantity down on its communes.

    Parameters
    ----------
    read : Reading
        The quantity, by commune.
    said : Corrections
        What the room corrected.

    Returns
    -------
    pandas.DataFrame
        By commune: ``value``, ``status``, ``note``, and ``corrected`` (True where it is no more
        the source's).
    """
    return _merged(read, *_shared(read, said))


def corrected_rates(
    read: Reading, rate: Quotient, terms: Sequence[Reading], said: Corrections
) -> pd.DataFrame:
    """Bring corrections of a rate, or of its counts, down on the communes.

    Parameters
    ----------
    read : Reading
        The rate, by commune.
    rate : Quotient
        How it is computed.
    terms : sequence of Reading
        Its numerator and its denominator, by commune.
    said : Corrections
        What the room corrected; a rate corrected goes before its counts.

    Returns
    -------
    pandas.DataFrame
        As `corrected_counts`; where parts would exceed the whole, the source's rate stays.
    """
    above, below = terms
    under, under_status = _shared(below, said)
    unit = under / rate.factor
    over, status = _shared(above, said, (read, unit))
    values = over / unit.where(unit > 0)
    impossible = (values > 100) & (read.unit == _PERCENT)
    status = status.mask(under_status == "declared", "declared")
    status = status.mask((under_status == "estimated") & (status == "observed"), "estimated")
    return _merged(read, values.mask(impossible, read.frame["value"]), status)


def _shared(
    read: Reading, said: Corrections, rate: tuple[Reading, pd.Series] | None = None
) -> tuple[pd.Series, pd.Series]:
    """Share what was corrected among the communes: of the whole, then of its parts.

    A rate, and what one point of it is worth in each commune, goes before the count itself.
    """
    official, several = read.frame["value"], len(read.frame) > 1
    own = said.own(read)
    if rate is not None:
        own |= {code: each * rate[1][code] for code, each in said.own(rate[0]).items()}
    held = dict(own)
    for part in said.within(read, *([rate[0]] if rate else [])):
        inside = [code for code in part.communes if code in official.index]
        mine = {code: value for code, value in own.items() if code in part.communes}
        total = _total(read, said, rate, part.code, inside)
        held |= overlay.lowered(official[inside], total, mine)[0].dropna().to_dict()
    whole = _total(read, said, rate, "", list(official.index)) if several else None
    values, status = overlay.lowered(official, whole, held)
    return values, status.mask(status.index.isin([c for c in held if c not in own]), "estimated")


def _total(
    read: Reading,
    said: Corrections,
    rate: tuple[Reading, pd.Series] | None,
    code: str,
    communes: list[str],
) -> float | None:
    wanted = said.whole(rate[0], code) if rate else None
    if rate is None or wanted is None:
        return said.whole(read, code)
    return wanted * float(rate[1][communes].sum())


def _merged(read: Reading, values: pd.Series, status: pd.Series) -> pd.DataFrame:
    frame = read.frame[["value", "status", "note"]].copy()
    official = frame["value"]
    moved = (values - official).abs() > 1e-9 * official.abs()
    moved |= values.notna() & (official.isna() | (status == "declared"))
    frame.loc[moved, "value"] = values[moved]
    frame.loc[moved, "status"] = status[moved]
    frame.loc[moved & (status == "estimated"), "note"] = SCALED
    return frame.assign(corrected=moved)


def term(count: CommuneSum, measure: Measure | None, scope: Scope) -> Reading:
    """Read a numerator or denominator, under the name that the room corrects it by.

    Parameters
    ----------
    count : CommuneSum
        What is counted.
    measure : Measure or None
        The row of the inventory that shows it; None where none does.
    scope : Scope
        The territories.

    Returns
    -------
    Reading
        Without name where no row shows it: no correction can reach it.
    """
    named = measure or Measure("", "", "", "human", "", count)
    return count.read(named, scope)


def _id(read: Reading, code: str) -> str:
    return figure_id(read.theme, read.variable, code, read.year, read.dimension)
