"""Carrying a table of an older vintage to the communes of 2026."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

KNOWN_PART = 0.8
"""An average needs its known parts to hold at least this share of the whole's weight."""


def without_doubled_arrondissements(table: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Drop the arrondissements of a city that the table counts as a whole too.

    For tables that give both Paris and its 20 arrondissements, each complete. Where the city's own
    row is only what no arrondissement holds (Urssaf), keep them all: `carry` adds them up.

    Parameters
    ----------
    table : pandas.DataFrame
        Indexed by commune code of any vintage.
    history : pandas.DataFrame
        The table ``commune_history``.

    Returns
    -------
    pandas.DataFrame
        The other rows, unchanged.
    """
    parts = history[history["kind"] == "arrondissement"]
    doubled = parts.loc[parts["code"].isin(table.index), "old_code"]
    single: pd.DataFrame = table[~table.index.isin(doubled)]
    return single


def links(codes: pd.Index, history: pd.DataFrame) -> pd.DataFrame:
    """Link the codes of a table to the communes of 2026.

    Parameters
    ----------
    codes : pandas.Index
        Commune codes of one vintage, each once.
    history : pandas.DataFrame
        The table ``commune_history``.

    Returns
    -------
    pandas.DataFrame
        Columns ``old_code``, ``code`` and ``share``: the part of the old commune that is in the
        new one, 0 to 1, adding up to 1 by old code. A commune that was cut later is left whole
        where the table already knows the parts.
    """
    known = history[history["old_code"].isin(codes)]
    cut = known["kind"] == "split"
    already = cut & (known["code"] != known["old_code"]) & known["code"].isin(codes)
    settled = known.loc[already, "old_code"]
    moved = known.loc[~(cut & known["old_code"].isin(settled)), ["old_code", "code", "share"]]
    kept = codes[~codes.isin(moved["old_code"])]
    same = pd.DataFrame({"old_code": kept, "code": kept, "share": 1.0})
    linked: pd.DataFrame = pd.concat([same, moved], ignore_index=True)
    return linked


def carry(
    table: pd.DataFrame,
    history: pd.DataFrame,
    extensive: Collection[str] = (),
    weights: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Carry a table to the communes of 2026.

    Merged communes: extensive columns are summed, missing where any part is missing; intensive
    ones are averaged by their weight, missing where the known parts hold less than `KNOWN_PART`
    of it. A commune that was cut is shared out by inhabitants, its rates given to each part.

    Parameters
    ----------
    table : pandas.DataFrame
        Indexed by commune code of one vintage, each once.
    history : pandas.DataFrame
        The table ``commune_history``.
    extensive : collection of str
        Columns that add up.
    weights : mapping of str to str, optional
        For each intensive column, the column that weights it.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``code`` of 2026, in order: the columns asked for, and ``estimated``, True where
        a share or an average of several communes was taken.
    """
    if not table.index.is_unique:
        raise ValueError(f"codes given twice: {list(table.index[table.index.duplicated()][:5])}")
    linked = links(table.index, history)
    rows = table.loc[linked["old_code"]].reset_index(drop=True)
    share, target = linked["share"], linked["code"]
    carried = {name: _sum(rows[name] * share, target) for name in extensive}
    for name, weight in (weights or {}).items():
        carried[name] = _mean(rows[name], rows[weight] * share, target)
    frame = pd.DataFrame(carried).rename_axis("code").sort_index()
    averaged = target.duplicated(keep=False) & bool(weights)
    touched = target[(share < 1) | averaged]
    return frame.assign(estimated=frame.index.isin(touched))


def _sum(values: pd.Series, target: pd.Series) -> pd.Series:
    complete = values.notna().groupby(target).all()
    total: pd.Series = values.groupby(target).sum(min_count=1).where(complete)
    return total


def _mean(values: pd.Series, weight: pd.Series, target: pd.Series) -> pd.Series:
    known = weight.where(values.notna()).groupby(target).sum()
    mean = (values * weight).groupby(target).sum() / known.where(known > 0)
    trusted = mean.where(known >= KNOWN_PART * weight.groupby(target).sum())
    alone = ~target.duplicated(keep=False)
    merged: pd.Series = values[alone].set_axis(target[alone]).combine_first(trusted)
    return merged
