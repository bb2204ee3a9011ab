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
    return tuple(each for each in said if bears(each.figure, read)), resources, imported


def bears(figure: str, read: Collection[str]) -> bool:
    """Tell whether the correction of a figure bears on what was read.

    Parameters
    ----------
    figure : str
        Id of the figure corrected.
    read : collection of str
        What a result read, as `schemas.reads` names it.

    Returns
    -------
    bool
        True also for the same variable of another territory, such as a commune of this one.
    """
    theme, variable = (*figure.split("/", 2), "")[:2]
    variables = {each for name in reads.named(read, "measure") for each in movers(name)}
    return (
        "said/corrections" in read
        or theme in {*reads.named(read, "theme"), *reads.named(read, "table")}
        or f"figure/{theme}/{variable}" in read
        or variable in variables
    )


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
