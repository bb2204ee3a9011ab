"""Former communes to those of 2026: quantities add up, rates never do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from territorial_lib.geography.codes import links, without_doubled_arrondissements
from territorial_lib.typography import number


class Carried(NamedTuple):
    """Rows in codes of 2026, with a flag ``estimated``, and what was done, in French."""

    frame: pd.DataFrame
    told: list[str]


def carried(
    rows: pd.DataFrame, history: pd.DataFrame, cuts: Sequence[str], extensive: Sequence[str],
    intensive: Sequence[str],
) -> Carried:  # fmt: skip
    """Carry rows to the communes of 2026.

    Parameters
    ----------
    rows : pandas.DataFrame
        Column ``code`` (of any vintage), the cuts, the values; each code and cut once.
    history : pandas.DataFrame
        The table ``commune_history``.
    cuts : sequence of str
        Columns that, with the code, identify a row: dimensions and ``year``.
    extensive, intensive : sequence of str
        Columns that add up, and columns that do not.

    Returns
    -------
    Carried
        Merged quantities are summed, missing where a part is missing; a rate of several merged
        communes is missing, since its weight is unknown; a commune that was cut is shared out by
        inhabitants.
    """
    single = without_doubled_arrondissements(rows.set_index("code"), history).reset_index()
    told = []
    if len(single) < len(rows):
        told.append(
            "Paris, Lyon ou Marseille y figurent en entier et par arrondissements : "
            "les arrondissements sont laissés de côté."
        )
    linked = links(pd.Index(single["code"].unique()), history)
    joined = linked.merge(single.rename(columns={"code": "old_code"}), on="old_code")
    told += _said(linked, joined, intensive)
    return Carried(_gathered(joined, list(cuts), extensive, intensive), told)


def _gathered(
    joined: pd.DataFrame, cuts: list[str], extensive: Sequence[str], intensive: Sequence[str]
) -> pd.DataFrame:
    key = ["code", *cuts]
    for name in extensive:
        joined[name] = joined[name] * joined["share"]
    joined["estimated"] = joined["share"] < 1
    alone = ~joined.duplicated(key, keep=False)
    if alone.all():
        return joined[[*key, *extensive, *intensive, "estimated"]].sort_values(key)
    grouped = joined.groupby(key, sort=True)
    parts = [grouped["estimated"].any()]
    for name in extensive:
        complete = joined[name].notna().groupby([joined[each] for each in key]).all()
        parts.append(grouped[name].sum(min_count=1).where(complete))
    for name in intensive:
        parts.append(grouped[name].first().where(grouped.size() == 1))
    return pd.concat(parts, axis=1).reset_index()


def _said(linked: pd.DataFrame, joined: pd.DataFrame, intensive: Sequence[str]) -> list[str]:
    moved = linked[linked["old_code"] != linked["code"]]
    told = []
    if len(moved):
        sample = ", ".join(
            f"{old} → {new}" for old, new in moved[["old_code", "code"]].head(3).values
        )
        count = moved["old_code"].nunique()
        more = "…" if count > 3 else ""
        told.append(
            f"{number(count)} codes d’avant 2026 sont ramenés aux communes d’aujourd’hui "
            f"({sample}{more})."
            if count > 1
            else f"Un code d’avant 2026 est ramené à la commune d’aujourd’hui ({sample})."
        )
    if (linked["share"] < 1).any():
        told.append(
            "Des communes recréées sont séparées de leur commune d’origine selon leurs habitants : "
            "c’est une estimation."
        )
    merged = linked.loc[linked["code"].duplicated(keep=False), "code"].unique()
    if len(merged) and intensive:
        which = (
            f"{number(len(merged))} communes nées de fusions n’ont"
            if len(merged) > 1
            else "Une commune née d’une fusion n’a"
        )
        told.append(
            f"{which} pas de valeur pour les taux et les moyennes, qui ne s’additionnent pas."
        )
    return told
