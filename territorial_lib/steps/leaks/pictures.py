"""The pictures of the fourth step: where the money goes, one organisation's, and its loops."""

from __future__ import annotations

import pandas as pd

from territorial_lib.charts.bars import BarItem, bars
from territorial_lib.charts.chart import Chart
from territorial_lib.charts.circle import Arrow, circle
from territorial_lib.charts.sankey import SankeyLink, SankeyNode, sankey
from territorial_lib.charts.stacks import StackPart, stacks
from territorial_lib.diagnosis.leaks.balance import DESTINATION_LABELS, DESTINATIONS, Leaks
from territorial_lib.diagnosis.leaks.currency import Circulation
from territorial_lib.diagnosis.leaks.flows import flows
from territorial_lib.diagnosis.leaks.survey import ROUNDS, MoneyTrail

_SHADES = {"local": "accent", "rest": "assumed", "abroad": "warm"}
_READINGS = {
    "low": "Lecture basse\u00a0: on achète peu ici",
    "central": "Lecture centrale",
    "high": "Lecture haute\u00a0: on achète ici tout ce qu’on peut",
}
_LARGE = 10e6
"""Demand above which amounts are read in millions of euros."""
_ROUND_LABELS = {
    "income": "1. Reçu",
    "here": "2. Dépensé ici",
    "again": "3. Dépensé ici à nouveau",
}


def money_picture(leaks: Leaks, code: str, count: int = 10) -> Chart | None:
    """Draw who buys what, and where the money ends.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    code : str
        Code of the territory.
    count : int
        How many products are named.

    Returns
    -------
    Chart or None
        A Sankey with its table; None where no job by sector is known, or nothing is bought.
    """
    total = leaks.totals.at[code, "demand"]
    if not total > 0:
        return None
    scale, unit = (1e6, "M€") if total >= _LARGE else (1e3, "k€")
    drawn = flows(leaks, code, count)
    nodes = [
        SankeyNode(str(key), str(row["label"]), int(row["column"]), _SHADES.get(str(key), ""))
        for key, row in drawn.nodes.iterrows()
    ]
    links = [
        SankeyLink(
            str(row["source"]),
            str(row["target"]),
            float(row["value"]) / scale,
            _scaled(row["low"], scale),
            _scaled(row["high"], scale),
        )
        for _, row in drawn.links.iterrows()
    ]
    year = leaks.inputs.nation.economy.year
    title = f"Où va l’argent, lecture centrale ({unit} de {year} par an)"
    return sankey(nodes, links, title=title, unit=unit)


def readings_picture(leaks: Leaks, code: str) -> Chart | None:
    """Draw where the money goes in the three readings, always together.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    code : str
        Code of the territory.

    Returns
    -------
    Chart or None
        Three bars; None where no job by sector is known, or nothing is bought.
    """
    total = leaks.totals.at[code, "demand"]
    if not total > 0:
        return None
    scale, unit = (1e6, "M€") if total >= _LARGE else (1e3, "k€")
    parts = [StackPart(key, DESTINATION_LABELS[key], _SHADES[key]) for key in DESTINATIONS]
    rows = leaks.by_reading(code) / scale
    bars_ = [
        (words, {key: float(rows.at[reading, key]) for key in DESTINATIONS})
        for reading, words in _READINGS.items()
    ]
    title = f"Les trois lectures, toujours ensemble ({leaks.inputs.nation.economy.year})"
    return stacks(parts, bars_, title=title, unit=unit)


def trail_picture(trail: MoneyTrail) -> Chart:
    """Draw the three rounds of an organisation's money.

    Parameters
    ----------
    trail : MoneyTrail
        Its rounds.

    Returns
    -------
    Chart
        Three bars, with whiskers where something was estimated.
    """
    items = []
    for name in ROUNDS:
        low, central, high = (
            float(trail.rounds.at[name, end]) for end in ("low", "central", "high")
        )
        band = (None, None) if low == high else (low, high)
        items.append(BarItem(_ROUND_LABELS[name], central, *band))
    return bars(
        items, title=f"L’argent de «\u00a0{trail.organisation}\u00a0»", unit="€/an", digits=0
    )


def _scaled(value: float, scale: float) -> float | None:
    return None if pd.isna(value) else float(value) / scale


def loops_picture(found: Circulation, count: int = 12) -> Chart:
    """Draw who pays whom, what closes on itself, and the link that would add most.

    Parameters
    ----------
    found : Circulation
        The purchases declared, at least one.
    count : int
        How many actors at most, those who pay and are paid most.

    Returns
    -------
    Chart
        A circle of actors.
    """
    size = (found.actors["buys"] + found.actors["sells"]).sort_values(ascending=False)
    names = sorted(size.index[:count])
    settled = found.loops.set_index(["buyer", "seller"])["amount"]
    arrows = [
        Arrow(
            str(each.buyer),
            str(each.seller),
            float(each.amount),
            float(settled.get((each.buyer, each.seller), 0.0)),
        )
        for each in found.purchases.itertuples()
        if {each.buyer, each.seller} <= set(names) and each.amount > 0
    ]
    best = found.missing.head(1)
    arrows += [
        Arrow(str(each.buyer), str(each.seller), float(each.amount), lacking=True)
        for each in best.itertuples()
        if {each.buyer, each.seller} <= set(names)
    ]
    more = "" if len(size) <= count else f" (les {count} premiers acteurs)"
    title = f"Ce qui tourne en rond, en vert\u202f; le lien qui manque, en pointillé{more}"
    return circle([str(each) for each in names], arrows, title=title, unit="€/an")
