"""Which facts stated by the room bear on a result, from what it read."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory import following
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.inventory.methods import Quotient
from territorial_lib.schemas import reads


def bearing(declared: Declared, read: Collection[str]) -> tuple[tuple[object, ...], ...]:
    """Give the facts that bear on what was read: the same facts, the same result.

    Parameters
    ----------
    declared : Declared
        What the room says.
    read : collection of str
        What a result read, as `schemas.reads` names it.

    Returns
    -------
    tuple of tuple
        Corrections, resources and imported figures, those without bearing left out. A figure
        imported bears on all: the tables themselves differ then.
    """
    with reads.apart():
        said = declared.corrections
        resources = declared.resources if "said/resources" in read else ()
        imported = declared.imported
    if "said/corrections" in read:
        return said, resources, imported
    themes = {*reads.named(read, "theme"), *reads.named(read, "table")}
    figures = set(reads.named(read, "figure"))
    variables = {each for name in reads.named(read, "measure") for each in movers(name)}
    kept = (each for each in said if _bears(each.figure, themes, figures, variables))
    return tuple(kept), resources, imported


@cache
def movers(variable: str) -> frozenset[str]:
    """Name the measures whose correction moves one: itself, and the counts that its rate follows.

    Parameters
    ----------
    variable : str
        Name of a measure of the inventory.

    Returns
    -------
    frozenset of str
        Names of measures.
    """
    counts = following.counts(MEASURES)
    (method,) = [each.method for each in MEASURES if each.variable == variable]
    terms = (method.numerator, method.denominator) if isinstance(method, Quotient) else ()
    known = [counts[each].variable for each in terms if each in counts]
    return frozenset([variable, *known])


def _bears(figure: str, themes: set[str], figures: set[str], variables: set[str]) -> bool:
    theme, variable = figure.split("/", 2)[:2] if "/" in figure else (figure, "")
    return theme in themes or f"{theme}/{variable}" in figures or variable in variables
