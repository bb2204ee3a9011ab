"""The leaks of a summary: how much leaves in all, the largest ones with their bands."""

from __future__ import annotations

from territorial_lib.diagnosis.leaks.step import LeaksStep
from territorial_lib.diagnosis.summary.records import LeakSummary
from territorial_lib.schemas.figures import Row

SHOWN = 6
"""Leaks named: more would hide the first ones."""


def leaks(found: LeaksStep, shown: int = SHOWN) -> LeakSummary:
    """Take from the leaks what a page of three minutes says.

    Parameters
    ----------
    found : LeaksStep
        Where the money goes.
    shown : int
        How many leaks are named.

    Returns
    -------
    LeakSummary
        Empty rows where no job by sector is known, the sentence saying so.
    """
    block = found.block("leaks")
    by_product = [row for row in block.rows if _of(row, "leaks/leak") and _dimension(row) != "-"]
    known = [row for row in by_product if row.figure.value is not None]
    ordered = sorted(known, key=lambda row: -(row.figure.value or 0.0))
    return LeakSummary(
        says=block.says,
        share=_whole(block.rows, "leaks/leak_share"),
        total=_whole(block.rows, "leaks/leak"),
        largest=tuple(ordered[:shown]),
        energy=_whole(block.rows, "energy/gross"),
    )


def _whole(rows: tuple[Row, ...], variable: str) -> Row | None:
    return next((row for row in rows if _of(row, variable) and _dimension(row) == "-"), None)


def _of(row: Row, variable: str) -> bool:
    return row.figure.id.startswith(f"{variable}/")


def _dimension(row: Row) -> str:
    return row.figure.id.split("/", 4)[4]
