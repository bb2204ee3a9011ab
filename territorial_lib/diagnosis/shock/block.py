"""The shock block: dearer energy for homes and firms, cuts, and what only the room knows."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.shock import words
from territorial_lib.diagnosis.shock.prices import K, Shock, ShockInputs, assess, read
from territorial_lib.diagnosis.shock.rows import cut_rows, home_rows, sector_rows
from territorial_lib.schemas.blocks import Block, Gap, Picture
from territorial_lib.schemas.figures import Row


def block(case: Case, inputs: ShockInputs, values: Mapping[str, float]) -> Block:
    """Say what the first territory would meet.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : ShockInputs
        What `read` gave.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    Block
        Figures, sentences, questions and gaps. Severity of a gap: part of their budget that the
        poorest fifth of households would spend on energy; share of jobs in the most exposed
        sectors; none where only the room knows.
    """
    found, own = assess(inputs, values), case.territory.code
    homes, sectors = home_rows(case, found), sector_rows(case, inputs, found)
    rows = (*homes, *sectors, *cut_rows(case, inputs))
    bill, push = found.bills["all"].loc[own, "value"], found.mean_push.loc[own, "value"]
    share = found.exposed_share[own]
    return Block(
        notion=words.NOTION,
        says=words.says(values[K], _known(bill), _known(100 * push), _known(share)),
        rows=rows,
        levers=words.levers(case.catalogue),
        gaps=_gaps(own, found, rows),
        picture=_picture(own, rows),
    )


_PICTURES = (
    ("decile", "Facture d’énergie en plus par an, du dixième le plus modeste au plus aisé"),
    ("sector", "Coûts en plus dans les secteurs qui pèsent le plus ici"),
)
PART = Part(notion=words.NOTION, levers=words.levers, read=read, block=block)


def _picture(own: str, rows: tuple[Row, ...]) -> Picture | None:
    """Draw the bills by income, else the sectors hit first; None where neither is known."""
    known = [each.figure for each in rows if each.figure.value is not None]
    for variable, title in _PICTURES:
        ids = tuple(each.id for each in known if each.id.startswith(f"shock/{variable}/{own}/"))
        if ids:
            return Picture(title=title, figures=ids)
    return None


def _gaps(own: str, found: Shock, rows: tuple[Row, ...]) -> tuple[Gap, ...]:
    ids = {tuple(each.figure.id.split("/")[1::3]): each.figure.id for each in rows}
    budget, share = found.budgets.loc[own, 1], found.exposed_share[own] / 100
    measured = (
        ("homes", "Ménages modestes face à l’énergie chère", budget, ids["budget", "1"],
         "Part de son budget que le cinquième le plus modeste paierait en énergie."),
        ("sectors", "Emplois exposés à l’énergie chère", share, ids["exposed_share", "-"],
         "Part des emplois salariés dans les secteurs que l’énergie renchérit le plus."),
    )  # fmt: skip
    gaps = [
        Gap(key=f"gaps/shock/{name}", label=label, theme=words.KEY, severity=_known(value),
            figure=figure, sentence=sentence)
        for name, label, value, figure, sentence in measured
    ]  # fmt: skip
    asked = [
        Gap(key=f"gaps/shock/{each.name.replace('_', '-')}", label=each.gap, theme=words.KEY,
            severity=None, sentence=each.asked)
        for each in words.QUESTIONS if each.gap
    ]  # fmt: skip
    return (*gaps, *asked)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
