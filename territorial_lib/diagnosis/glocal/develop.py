"""What could be developed here: sectors that are small or absent, near what one knows how to do.

Capacity is the density of relatedness; need is what is bought of the product and leaves; jobs are
those of a sector that had here its weight in France, s_n J - x, J the salaried jobs of here.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.glocal.specialities import Specialities, specialities
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks.balance import Leaks, assess
from territorial_lib.diagnosis.leaks.inputs import shared
from territorial_lib.diagnosis.part import View
from territorial_lib.typography import folded

SMALL = 1.0
"""LQ under which a sector is small here: less than its weight in France."""
_SHORTEST = 5
"""Letters under which a word of a sector's name says too little to be looked for."""


@dataclass(frozen=True)
class Candidates:
    """Sectors that a territory could develop.

    Parameters
    ----------
    table : pandas.DataFrame
        Indexed by sector, the densest first: ``label``, ``density`` (0 to 1), ``quotient``,
        ``leak``, ``leak_low``, ``leak_high`` (€ a year; NaN where unknown), ``here`` (salaried
        jobs, estimated) and ``jobs`` (those that would be added).
    said : dict of str to tuple of str
        By sector: what the room declared that sounds like it.
    year : int or None
        Year of the euros.
    """

    table: pd.DataFrame
    said: dict[str, tuple[str, ...]]
    year: int | None


class Written(msgspec.Struct, frozen=True):
    """The same as plain data.

    Parameters
    ----------
    sectors, labels : tuple of str
        Codes and names, the densest first.
    columns : dict of str to tuple
        The other columns of the table; None where missing.
    said : dict of str to tuple of str
        By sector: what the room declared that sounds like it.
    year : int or None
        Year of the euros.
    """

    sectors: tuple[str, ...]
    labels: tuple[str, ...]
    columns: dict[str, tuple[float | None, ...]]
    said: dict[str, tuple[str, ...]]
    year: int | None


def candidates(case: Case) -> Candidates:
    """Find what a territory could develop.

    Parameters
    ----------
    case : Case
        The territory; the levers of the leaks are in force.

    Returns
    -------
    Candidates
        Empty where the zones of the territory have no figures.
    """
    own = case.territory.code
    skills: Specialities = case.once("specialities", specialities)
    quotient = skills.quotient.loc[own]
    small = quotient.index[quotient < SMALL]
    leaks = _leaks(case)
    table = pd.DataFrame(
        {
            "label": skills.structure.labels.reindex(small),
            "density": skills.density.loc[own].reindex(small),
            "quotient": quotient.reindex(small),
            **_leaking(leaks, own, small),
            **_jobs(skills, own, small),
        },
        index=small,
    ).sort_values("density", ascending=False)
    words = case.catalogue.indexed("sectors_a38")["label"].reindex(table.index)
    return Candidates(table, _said(case, words), leaks.inputs.nation.economy.year)


def _written(case: Case) -> Written:
    found = candidates(case)
    numbers = found.table.drop(columns="label").astype(float)
    columns = {
        str(name): tuple(None if pd.isna(each) else float(each) for each in column)
        for name, column in numbers.items()
    }
    sectors, labels = found.table.index, found.table["label"]
    return Written(
        tuple(map(str, sectors)), tuple(map(str, labels)), columns, found.said, found.year
    )


def shown(case: Case) -> Candidates:
    """Give what a territory could develop, as every page shares it.

    Parameters
    ----------
    case : Case
        The territory; the levers of the leaks are in force.

    Returns
    -------
    Candidates
        What `candidates` gives.
    """
    known = WRITTEN.of(case)
    table = pd.DataFrame(known.columns, index=pd.Index(known.sectors, dtype=object), dtype=float)
    table.insert(0, "label", list(known.labels))
    return Candidates(table, known.said, known.year)


def _leaks(case: Case) -> Leaks:
    return assess(shared(case), leaks_block.PART.values(case))


def _leaking(leaks: Leaks, own: str, sectors: pd.Index) -> dict[str, pd.Series]:
    table = leaks.table(own)
    return {name: table[name].reindex(sectors) for name in ("leak", "leak_low", "leak_high")}


def _jobs(skills: Specialities, own: str, sectors: pd.Index) -> dict[str, pd.Series]:
    here, nation = skills.structure.estimated.loc[own], skills.structure.nation
    whole = float(here.sum()) if here.notna().any() else float("nan")
    added = (nation / nation.sum() * whole - here).clip(lower=0)
    return {"here": here.reindex(sectors), "jobs": added.reindex(sectors)}


def _said(case: Case, labels: pd.Series) -> dict[str, tuple[str, ...]]:
    """Find what the room declared that shares a long word with the sector's name."""
    told = [
        (resource.figure.label, _words(f"{resource.figure.label} {resource.figure.note}"))
        for resource in case.declared.resources
        if resource.use != "missing"
    ]
    found = {}
    for sector, label in labels.items():
        wanted = _words(str(label))
        found[str(sector)] = tuple(name for name, words in told if words & wanted)
    return found


def _words(text: str) -> set[str]:
    """Give the stems of the long words of a text: five letters, so that plurals meet."""
    letters = "".join(c if c.isalpha() else " " for c in folded(text))
    return {word[:_SHORTEST] for word in letters.split() if len(word) >= _SHORTEST} - _COMMON


_COMMON = {"autre", "produ", "servi", "activ", "fabri", "indus", "terri", "local", "actio"}
"""Stems that most sectors share: they tell nothing apart."""
WRITTEN = View("view/candidates", Written, _written, leaks_block.PART.depends)
