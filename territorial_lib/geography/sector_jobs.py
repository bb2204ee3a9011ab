"""Jobs by A38 sector of the parts of a zone d'emploi: estimated, and summing to the zone exactly.

X_es = j_e a_eg(s) m_s, then X_es F_s / sum_e X_es, within each zone: j_e the employees of part
e (census, scaled by the growth of its EPCI), a_eg the share of great sector g there, m_s the zone's
mix of sectors within g (it cancels out), F_s the zone's jobs in sector s. One margin is given: one
pass fits it exactly.
"""

from __future__ import annotations

import pandas as pd

DIGITS = 2


def grown(jobs: pd.Series, before: pd.Series, after: pd.Series, unit: pd.Series) -> pd.Series:
    """Scale the jobs of communes by the growth of the EPCI they are in.

    Parameters
    ----------
    jobs : pandas.Series
        Jobs by commune at the census; missing counts as none.
    before, after : pandas.Series
        Jobs by EPCI in the census's year and in the year wanted, of one source.
    unit : pandas.Series
        EPCI of each commune.

    Returns
    -------
    pandas.Series
        Jobs by commune in the year wanted; unscaled where the growth is unknown.
    """
    factor = (after / before.where(before > 0)).astype(float)
    scale = unit.map(factor).fillna(1.0)
    result: pd.Series = jobs.fillna(0.0) * scale
    return result


def parts_of_zones(communes: pd.DataFrame, jobs: pd.Series) -> pd.DataFrame:
    """Add up the jobs of each EPCI in each zone.

    Parameters
    ----------
    communes : pandas.DataFrame
        Indexed by commune: ``epci`` (missing where it belongs to none), ``zone_emploi``.
    jobs : pandas.Series
        Jobs by commune.

    Returns
    -------
    pandas.DataFrame
        ``code`` (the EPCI, or the commune that belongs to none), ``zone_emploi``, ``jobs``.
    """
    code = communes["epci"].fillna(communes.index.to_series())
    frame = pd.DataFrame(
        {"code": code, "zone_emploi": communes["zone_emploi"], "jobs": jobs.reindex(code.index)}
    )
    summed = frame.reset_index(drop=True).groupby(["code", "zone_emploi"], as_index=False)
    parts: pd.DataFrame = summed["jobs"].sum()
    return parts


def fitted(
    parts: pd.DataFrame, shares: pd.DataFrame, zones: pd.DataFrame, great: pd.Series
) -> pd.DataFrame:
    """Share each zone's jobs in each sector among its parts.

    Parameters
    ----------
    parts : pandas.DataFrame
        What `parts_of_zones` gave.
    shares : pandas.DataFrame
        Share of each great sector (columns, A5) in the jobs of each EPCI (index); NaN or absent
        where unknown: the zone's sectors then follow all the jobs.
    zones : pandas.DataFrame
        ``code`` of the zone, ``sector``, ``jobs``: what the parts must sum to.
    great : pandas.Series
        Great sector (A5) of each sector (A38).

    Returns
    -------
    pandas.DataFrame
        ``code``, ``zone_emploi``, ``sector``, ``jobs``; zones without figure are absent.
    """
    cells = parts.merge(
        zones.rename(columns={"code": "zone_emploi", "jobs": "whole"}), on="zone_emploi"
    )
    cells["seed"] = cells["jobs"] * _share(cells, shares, great)
    keys = ["zone_emploi", "sector"]
    for fallback in ("jobs", "one"):
        cells["one"] = 1.0
        empty = cells.groupby(keys)["seed"].transform("sum") <= 0
        cells["seed"] = cells["seed"].where(~empty, cells[fallback])
    total = cells.groupby(keys)["seed"].transform("sum")
    cells["jobs"] = cells["whole"] * cells["seed"] / total
    return _rounded(cells, keys)[["code", "zone_emploi", "sector", "jobs"]]


def _share(cells: pd.DataFrame, shares: pd.DataFrame, great: pd.Series) -> pd.Series:
    """Give the share of the sector's great sector in the part, or in the zone's other parts."""
    long = shares.rename_axis(index="code", columns="great").stack().rename("share")
    sought = pd.MultiIndex.from_arrays([cells["code"], cells["sector"].map(great)])
    share = pd.Series(long.reindex(sought).to_numpy(), index=cells.index)
    weight = cells["jobs"].where(share.notna())
    keys = [cells["zone_emploi"], cells["sector"]]
    usual = (share * weight).groupby(keys).transform("sum") / weight.groupby(keys).transform("sum")
    return share.fillna(usual).fillna(1.0)


def _rounded(cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Round, the largest part of each sum taking what rounding would lose."""
    cells["jobs"] = cells["jobs"].round(DIGITS)
    lost = cells["whole"] - cells.groupby(keys)["jobs"].transform("sum")
    largest = cells.groupby(keys)["jobs"].idxmax()
    cells.loc[largest, "jobs"] = (cells["jobs"] + lost).loc[largest].round(DIGITS)
    return cells.sort_values(["code", "zone_emploi", "sector"], ignore_index=True)
