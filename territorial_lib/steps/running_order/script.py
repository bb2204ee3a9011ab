"""What a running order is made of: moments, one after the other, each on a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

PAGES: dict[str, tuple[str, str]] = {
    "preparation": ("00_preparer", "0 Préparer"),
    "inventory": ("01_inventaire", "1 Inventaire"),
    "gaps": ("02_manques", "2 Manques"),
    "glocal": ("03_glocalisation", "3 Glocal"),
    "leaks": ("04_fuites", "4 Fuites"),
    "actors": ("05_acteurs", "5 Acteurs"),
    "plan": ("06_plan_action", "6 Plan"),
    "dashboard": ("07_tableau_de_bord", "7 Tableau de bord"),
    "room": ("annexes/salle", "La salle"),
}
"""Notebook and name of each page where something of a session happens, by package of `steps`."""


@dataclass(frozen=True)
class Moment:
    """A moment of a session: what happens, where, for how long, and what the facilitator knows.

    Parameters
    ----------
    key : str
        Name in the log, its own within the script.
    title : str
        What it is, as the room reads it beside the timer.
    page : str
        One of `PAGES`.
    minutes : int
        Planned duration, above 0.
    wall : str
        What is projected.
    say : str
        What to say, what to ask; empty where there is nothing.
    watch : str
        What to watch, what to do.
    """

    key: str
    title: str
    page: str
    minutes: int
    wall: str
    say: str
    watch: str


@dataclass(frozen=True)
class Script:
    """The running order of a kind of session.

    Parameters
    ----------
    key : str
        Name in the log.
    name : str
        Its name and length, in French.
    moments : tuple of Moment
        In order, at least one.
    """

    key: str
    name: str
    moments: tuple[Moment, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Minutes from the beginning at which each moment begins, and the end."""
        return tuple(accumulate((each.minutes for each in self.moments), initial=0))

    def ranks(self, page: str) -> list[int]:
        """Give the moments that happen on a page.

        Parameters
        ----------
        page : str
            One of `PAGES`.

        Returns
        -------
        list of int
            Their ranks, in order; empty where nothing happens there.
        """
        return [rank for rank, each in enumerate(self.moments) if each.page == page]

    def span(self, rank: int) -> str:
        """Say when a moment is planned.

        Parameters
        ----------
        rank : int
            Rank of the moment.

        Returns
        -------
        str
            Such as "0:20 – 0:40", counted from the beginning.
        """
        return f"{clock(self.starts[rank])} – {clock(self.starts[rank + 1])}"


def clock(minutes: int) -> str:
    """Write minutes from the beginning as hours and minutes.

    Parameters
    ----------
    minutes : int
        0 or more.

    Returns
    -------
    str
        Such as "1:05".
    """
    return f"{minutes // 60}:{minutes % 60:02d}"
