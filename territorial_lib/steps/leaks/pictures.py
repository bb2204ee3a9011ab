"""The pictures of the fourth step: where the money goes, one organisation's, and its loops."""

from __future__ import annotations

from territorial_lib.charts.bars import BarItem, bars
from territorial_lib.charts.chart import Chart
from territorial_lib.charts.circle import Arrow, circle
from territorial_lib.diagnosis.leaks.currency import Circulation
from territorial_lib.diagnosis.leaks.survey import ROUNDS, MoneyTrail
from territorial_lib.report.money_pictures import money_picture, readings_picture

__all__ = ["loops_picture", "money_picture", "readings_picture", "trail_picture"]

_ROUND_LABELS = {
    "income": "1. Reçu",
    "here": "2. Dépensé ici",
    "again": "3. Dépensé ici à nouveau",
}


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
