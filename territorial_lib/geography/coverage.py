"""Counting the holes: how many territories a theme observes, estimates, misses."""

from __future__ import annotations

import pandas as pd

from territorial_lib.geography.bring import bring_to, themes
from territorial_lib.geography.bring_national import NATION
from territorial_lib.geography.ground import Ground

COUNTS = ("observed", "estimated", "missing", "partial")


def coverage(ground: Ground) -> pd.DataFrame:
    """Count the territories that each theme observes, estimates or misses.

    Parameters
    ----------
    ground : Ground
        The territories, such as every EPCI.

    Returns
    -------
    pandas.DataFrame
        One row a ``theme``: ``observed``, ``estimated`` (at least in part) and ``missing`` (nothing
        at all) add up to the territories; ``partial`` are those of the first two that lack a
        figure. A national table counts nothing.
    """
    rows = {name: counted(bring_to(ground, name)) for name in themes()}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=list(COUNTS), dtype="int32")
    return frame.rename_axis("theme").reset_index()


def counted(brought: pd.DataFrame) -> list[int]:
    """Count the territories of one theme.

    Parameters
    ----------
    brought : pandas.DataFrame
        What `geography.bring` gave.

    Returns
    -------
    list of int
        In the order of `COUNTS`.
    """
    local = brought[brought["territory"] != NATION]
    flags = pd.DataFrame(
        {
            "territory": local["territory"],
            "known": local["status"] != "missing",
            "estimated": local["status"] == "estimated",
        }
    )
    groups = flags.groupby("territory", sort=False)
    some, every = groups["known"].any(), groups["known"].all()
    guessed = groups["estimated"].any()
    counts = (some & ~guessed, some & guessed, ~some, some & ~every)
    return [int(each.sum()) for each in counts]
