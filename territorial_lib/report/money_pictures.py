"""Where the money goes, drawn: who buys what from where, and the three readings together."""

from __future__ import annotations

import pandas as pd

from territorial_lib.charts.chart import Chart
from territorial_lib.charts.sankey import SankeyLink, SankeyNode, sankey
from territorial_lib.charts.stacks import StackPart, stacks
from territorial_lib.diagnosis.leaks.balance import DESTINATION_LABELS, DESTINATIONS, Leaks
from territorial_lib.diagnosis.leaks.flows import flows

_SHADES = {"local": "accent", "rest": "assumed", "abroad": "warm"}
_READINGS = {
    "low": "Lecture basse\u00a0: on achète peu ici",
    "central": "Lecture centrale",
    "high": "Lecture haute\u00a0: on achète ici tout ce qu’on peut",
}
_LARGE = 10e6
"""Demand above which amounts are read in millions of euros."""


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


def _scaled(value: float, scale: float) -> float | None:
    return None if pd.isna(value) else float(value) / scale
