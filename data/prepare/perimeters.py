"""Bringing a table by EPCI of 2018 (ADEME's ALDO) to the EPCI of 2026.

A row belongs to a perimeter of its time. Its members are known at the end of 2018 only, and some
rows are older: the land they miss is in the row of a neighbour. So a row's land goes

1. whole to the EPCI of the same code when it has that EPCI's area of today;
2. else to the perimeter of 2018, what exceeds it (by more than 2 %) filling the nearest perimeters
   that lack as much;
3. then from the perimeters of 2018 to the EPCI of 2026 by the area of the communes they share.

Nothing is lost nor made: the rows of 2026 add up to those given.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.spatial.distance import cdist

from data.prepare import official
from data.prepare.raw import Raw
from territorial_lib.geography.codes import links

# Rows of 2017 whose members of 2018 are listed under the code of the EPCI that they formed.
FORMED = {
    "243800455": "200077014",
    "246900633": "200077014",
    "200072122": "200077055",
    "247700024": "200077055",
}
CLOSE = 0.02
SAME = 0.005
REACH_KM = 60.0


@dataclass(frozen=True)
class Perimeters:
    """The EPCI of 2018 and of 2026 on the communes of 2026.

    Parameters
    ----------
    before : pandas.DataFrame
        One row a 2026 commune and 2018 EPCI: ``code``, ``epci``, ``area`` (ha) held there.
    now : pandas.Series
        EPCI of 2026 by commune.
    communes : pandas.DataFrame
        ``area`` (ha), ``x`` and ``y`` (km, approximate), indexed by code.
    """

    before: pd.DataFrame
    now: pd.Series
    communes: pd.DataFrame

    @property
    def area_before(self) -> pd.Series:
        """Area of the EPCI of 2018, ha."""
        return self.before.groupby("epci")["area"].sum()

    @property
    def area_now(self) -> pd.Series:
        """Area of the EPCI of 2026, ha."""
        return self.communes["area"].groupby(self.now).sum()

    def centres(self) -> pd.DataFrame:
        """Give the middle of the EPCI of 2018.

        Returns
        -------
        pandas.DataFrame
            ``x`` and ``y`` in km, indexed by EPCI.
        """
        rows = self.before.join(self.communes[["x", "y"]], on="code")
        weighted = rows[["x", "y"]].mul(rows["area"], axis=0).groupby(rows["epci"]).sum()
        return weighted.div(self.area_before, axis=0)

    def passage(self) -> pd.DataFrame:
        """Say which share of an EPCI of 2018 is in which EPCI of 2026.

        Returns
        -------
        pandas.DataFrame
            ``epci`` of 2018, ``to`` of 2026, ``share`` of its area, 0 to 1, adding up to 1.
        """
        rows = self.before.assign(to=self.before["code"].map(self.now)).dropna(subset="to")
        shared = rows.groupby(["epci", "to"], as_index=False)["area"].sum()
        whole = shared.groupby("epci")["area"].transform("sum")
        return shared.assign(share=shared["area"] / whole)[["epci", "to", "share"]]


def perimeters(raw: Raw) -> Perimeters:
    """Read both memberships.

    Parameters
    ----------
    raw : Raw
        The raw files; our table ``communes`` gives areas.

    Returns
    -------
    Perimeters
        A commune merged across two EPCI of 2018 is cut by the number of its former communes.
    """
    path = raw.path("aldo/dataByEpci__epcis.json")
    listed = json.loads(path.read_text(encoding="utf-8"))
    pairs = [(old, code) for code, entry in listed.items() for old in entry["communes"]]
    members = pd.DataFrame(pairs, columns=["old_code", "epci"]).drop_duplicates("old_code")
    linked = links(pd.Index(members["old_code"]), raw.table("commune_history"))
    held = linked.merge(members, on="old_code").groupby(["code", "epci"]).size()
    part = (held / held.groupby("code").transform("sum")).rename("part").reset_index()
    communes = _placed(raw.table("communes"))
    area = part["code"].map(communes["area"]) * part["part"]
    return Perimeters(
        part.assign(area=area)[["code", "epci", "area"]], official.members(raw), communes
    )


def brought(table: pd.DataFrame, known: Perimeters) -> pd.DataFrame:
    """Bring a table of areas to the EPCI of 2026.

    Parameters
    ----------
    table : pandas.DataFrame
        Land by class in hectares, indexed by EPCI of about 2018; each row covers its whole EPCI.
    known : Perimeters
        What `perimeters` gave.

    Returns
    -------
    pandas.DataFrame
        The same columns by EPCI of 2026; ``coverage``, the land in the row as a percentage of
        today's area; and ``estimated``, False where the row published for the same code covers
        that area within 2 % and was taken as it is.
    """
    flows = _flows(table.sum(axis=1), known)
    given = table.loc[flows["row"]].reset_index(drop=True).mul(flows["share"], axis=0)
    carried = given.groupby(flows["to"]).sum().rename_axis("code")
    coverage = carried.sum(axis=1) / known.area_now.reindex(carried.index)
    intact = carried.index.isin(flows.loc[flows["direct"], "to"])
    estimated = ~(intact & ((coverage - 1).abs() <= CLOSE))
    return carried.assign(coverage=100 * coverage, estimated=estimated)


def _flows(totals: pd.Series, known: Perimeters) -> pd.DataFrame:
    """Say which share of each row goes to which EPCI of 2026: row, to, share, direct."""
    now = known.area_now.reindex(totals.index)
    same = (totals / now - 1).abs() <= SAME
    unchanged = _unchanged(known)
    before = known.area_before.reindex(totals.index)
    fits = (totals / before - 1).abs() <= CLOSE
    direct = same | (fits & totals.index.isin(unchanged))
    whole = pd.DataFrame({"row": totals.index[direct]})
    whole = whole.assign(to=whole["row"], share=1.0, direct=True)
    if direct.all():
        return whole
    spread = _spread(totals[~direct], known)
    # An EPCI whose own row has its area of today needs nothing from its neighbours.
    open_to = known.passage().loc[lambda passed: ~passed["to"].isin(whole["to"])]
    moved = spread.merge(open_to, on="epci", suffixes=("", "_passage"))
    moved["share"] *= moved.pop("share_passage")
    moved["share"] /= moved.groupby("row")["share"].transform("sum")
    return pd.concat([whole, moved.assign(direct=False)[whole.columns]], ignore_index=True)


def _unchanged(known: Perimeters) -> set[str]:
    """List the EPCI that have the same communes in 2018 and in 2026."""
    passed = known.passage()
    kept = set(passed.loc[(passed["epci"] == passed["to"]) & (passed["share"] == 1), "epci"])
    alone = passed.groupby("to")["epci"].nunique()
    return kept & set(alone.index[alone == 1])


def _spread(totals: pd.Series, known: Perimeters) -> pd.DataFrame:
    """Lay rows on the perimeters of 2018, what is too much filling the nearest that lack it."""
    home = pd.Series(totals.index.map(lambda code: FORMED.get(code, code)), index=totals.index)
    expected = home.map(known.area_before) * totals / totals.groupby(home).transform("sum")
    excess = (totals - expected).where((totals / expected - 1).abs() > CLOSE, 0.0)
    surplus, lack = excess[excess > 0], (-excess[excess < 0]).groupby(home).sum()
    sent = _nearest(surplus, lack, home, known.centres())
    leaving = sent.groupby("row")["area"].sum().reindex(totals.index).fillna(0)
    stay = pd.DataFrame(
        {"row": totals.index, "epci": home.values, "area": (totals - leaving).values}
    )
    laid = pd.concat([stay, sent], ignore_index=True)
    laid["share"] = laid["area"] / totals.reindex(laid["row"]).to_numpy()
    return laid[["row", "epci", "share"]]


def _nearest(
    surplus: pd.Series, lack: pd.Series, home: pd.Series, centres: pd.DataFrame
) -> pd.DataFrame:
    """Send surpluses to the nearest lacks within reach, least hectare-kilometres in all."""
    distance = cdist(centres.loc[home[surplus.index]], centres.loc[lack.index])
    rows, columns = np.nonzero(distance < REACH_KM)
    if not len(rows):
        return pd.DataFrame({"row": surplus.index[:0], "epci": lack.index[:0], "area": 0.0})
    pairs = np.arange(len(rows))
    limits = np.zeros((len(surplus) + len(lack), len(pairs)))
    limits[rows, pairs] = 1
    limits[len(surplus) + columns, pairs] = 1
    bounds = np.concatenate([surplus.to_numpy(), lack.to_numpy()])
    solved = linprog(distance[rows, columns] - REACH_KM, A_ub=limits, b_ub=bounds)
    if not solved.success:
        raise ArithmeticError(f"perimeters: {solved.message}")
    sent = {"row": surplus.index[rows], "epci": lack.index[columns], "area": solved.x}
    return pd.DataFrame(sent)[solved.x > 0.01].reset_index(drop=True)


def _placed(communes: pd.DataFrame) -> pd.DataFrame:
    """Place communes on a rough plane, good enough to rank neighbours."""
    table = communes.set_index("code")
    x = table["lon"] * 111.32 * np.cos(np.radians(46.5))
    return pd.DataFrame({"area": table["area_km2"] * 100, "x": x, "y": table["lat"] * 110.57})
