"""Métropole du Grand Paris: rebuilt from Paris and its eleven territorial establishments.

The profiles published by EPCI give these twelve and not the métropole: a rate is averaged by its
own denominator, counted in the census of 2018, and the result is an estimate.
"""

from __future__ import annotations

import pandas as pd

from data.prepare import official
from data.prepare.raw import Raw
from territorial_lib.schemas.tables import Table

METROPOLE = "200054781"
PARIS = "75056"


def denominators(raw: Raw) -> pd.DataFrame:
    """Count the denominators of the twelve parts, from our census of 2018.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The counts of ``census_2018`` and ``employed_15_64``, indexed by part.
    """
    census = raw.table("census_2018").set_index("code").drop(columns="status")
    parts = official.members(raw, "ept")
    parts.loc[PARIS] = PARIS
    sums = census.groupby(parts).sum(min_count=1)
    return sums.assign(employed_15_64=sums["active_15_64"] - sums["unemployed_15_64"])


def rebuilt(table: pd.DataFrame, schema: Table, weights: pd.DataFrame) -> pd.Series:
    """Average the twelve parts into the métropole.

    Parameters
    ----------
    table : pandas.DataFrame
        Indexed by code; holds the twelve parts.
    schema : Table
        Says how each column is weighted; a whole number that has no weight is taken where all the
        parts that have one agree.
    weights : pandas.DataFrame
        What `denominators` gave.

    Returns
    -------
    pandas.Series
        The métropole's row; missing where one of the parts is missing.
    """
    parts = table.loc[weights.index]
    row = {}
    for column in schema.columns:
        if column.name not in table:
            continue
        values = parts[column.name]
        if column.extensive:
            row[column.name] = values.sum(skipna=False)
        elif column.weight:
            weight = weights[column.weight]
            row[column.name] = (values * weight).sum(skipna=False) / weight.sum()
            row[column.name] = round(row[column.name], 2)
        else:
            known = values.dropna().unique()
            row[column.name] = known[0] if len(known) == 1 else float("nan")
    return pd.Series(row, name=METROPOLE)


def gathered(raw: Raw, table: pd.DataFrame, schema: Table, codes: pd.Index) -> pd.DataFrame:
    """Replace the twelve parts by the métropole and give a row to every EPCI.

    Parameters
    ----------
    raw : Raw
        The raw files.
    table : pandas.DataFrame
        Indexed by code: EPCI, the twelve parts, pseudo-rows.
    schema : Table
        The table being built.
    codes : pandas.Index
        The EPCI of 2026.

    Returns
    -------
    pandas.DataFrame
        The rows of `codes`, with their status.
    """
    row = rebuilt(table, schema, denominators(raw)).to_frame().T
    kept = table[table.index.isin(codes) & (table.index != METROPOLE)]
    whole = pd.concat([kept, row.astype(kept.dtypes)])
    return official.with_status(whole.assign(estimated=whole.index == METROPOLE), codes)
