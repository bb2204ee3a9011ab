"""Tables by commune, EPCI, département, région or zone d'emploi: added up, averaged, cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from territorial_lib.geography import notes
from territorial_lib.geography.adding import averaged, dated, own, summed
from territorial_lib.geography.cells import Cells, cells
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.layout import Piece, long
from territorial_lib.geography.notes import Words
from territorial_lib.geography.proxies import Floats
from territorial_lib.geography.rules import Proxied, Rule
from territorial_lib.schemas.tables import Column, Table


def bring(
    table: Table, rule: Rule, ground: Ground, whole: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Bring a table whose rows are units of a level.

    Parameters
    ----------
    table : Table
        Its schema.
    rule : Rule
        How it is brought.
    ground : Ground
        The territories.
    whole : pandas.DataFrame, optional
        All the rows of that level; those of the catalogue's table when absent.

    Returns
    -------
    pandas.DataFrame
        Every variable for every territory and combination of dimensions.
    """
    laid = cells(table, rule, ground, whole)
    pieces = [
        piece for column in variables(table) for piece in _pieces(table, rule, ground, laid, column)
    ]
    return long(pieces, ground.codes, laid.dimensions, ground.identity(table))


def variables(table: Table) -> list[Column]:
    """List the columns that are figures.

    Parameters
    ----------
    table : Table
        A schema.

    Returns
    -------
    list of Column
        Quantities, weighted rates, and numbers with a unit that nothing weights; neither keys,
        years nor classes.
    """
    others = [each for each in table.columns if each.name not in table.key]
    numbers = [each for each in others if each.kind in ("number", "whole")]
    alone = [c.name for c in numbers if c.kind == "number" and c.unit not in ("", "°")]
    return [c for c in numbers if c.extensive or c.weight or c.name in alone]


def _pieces(
    table: Table, rule: Rule, ground: Ground, laid: Cells, column: Column
) -> Iterator[Piece]:
    values, estimated = laid.values(column.name), laid.estimated
    for proxies, chosen in _choices(rule, laid.dimensions, column.name):
        held = [ground.holdings(table.level, proxy, rule.off_grid) for proxy in proxies]
        part, doubt = values[:, chosen], estimated[:, chosen]
        if column.extensive:
            added = summed(part, doubt, held)
            words = Words(cut=notes.shared(table.level, proxies))
        elif column.weight:
            weights = _weights(laid, column.weight, table.level, ground, chosen)
            added = averaged(part, doubt, weights, held[0])
            median = notes.is_median(column.name, column.label)
            words = Words(notes.lent(table.level), notes.mean_of(column.weight, median))
        else:
            added = own(part, doubt, held[0])
            words = Words(missing=notes.ALONE)
        own_years = laid.values(column.dated)[:, chosen] if laid.has(column.dated) else None
        years = None if own_years is None else dated(part, own_years, held[0])
        yield Piece(added, chosen, column, replace(words, caution=rule.caution), years)


def _choices(
    rule: Rule, dimensions: pd.DataFrame, variable: str
) -> list[tuple[Proxied, np.ndarray]]:
    """Group the combinations that the same proxies cut."""
    if not rule.by:
        return [(rule.proxies, np.arange(len(dimensions)))]
    proxies = [rule.chosen(word, variable) for word in dimensions[rule.by]]
    return [
        (each, np.array([rank for rank, one in enumerate(proxies) if one == each]))
        for each in dict.fromkeys(proxies)
    ]


def _weights(laid: Cells, name: str, level: str, ground: Ground, chosen: np.ndarray) -> Floats:
    if laid.has(name):
        return np.nan_to_num(laid.values(name)[:, chosen])
    return ground.pairs(level).totals(ground.proxies.counted(name))[:, None]
