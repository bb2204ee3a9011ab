"""Who shares what: the picture of actors and stakes, the bridges, those left alone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from threading import RLock

import ipywidgets

from territorial_lib.charts.chart import Chart
from territorial_lib.charts.shared_links import End, Shared, Sides, shared_links
from territorial_lib.diagnosis.actors.record import Actors, Stake
from territorial_lib.diagnosis.actors.sorts import FAMILY_LABELS
from territorial_lib.diagnosis.actors.words import STAKES, network_says
from territorial_lib.steps.actors.power import MARKS
from territorial_lib.steps.actors.room import ROWS, ActorsRoom
from territorial_lib.steps.notions import explained
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import number

_MOST_STAKES, _MOST_SIDE, _NAMED = 12, 13, 12
_SMALLEST = 0.005  # share of the paths that rounds to 1 %
_RIGHT = ("firm", "citizen")
_SIDES = Sides(
    "Qui partage quoi",
    ("Administrations, associations", "Enjeux", "Entreprises, habitants"),
    MARKS,
    ("Enjeu", "Acteur", "Groupe"),
)


class StakePanel(ipywidgets.VBox):  # type: ignore[misc]
    """The graph of actors and stakes, in a picture, in words and in a table.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room, self._lock = room, RLock()
        self.says, self.picture, self.ties = (ipywidgets.HTML() for _ in range(3))
        self.table = DataTable(
            (),
            _COLUMNS,
            caption="Tous les enjeux, et qui les partage",
            file_name="enjeux.csv",
            first=ROWS,
        )
        notion = ipywidgets.HTML(explained(STAKES))
        super().__init__([self.says, self.picture, self.ties, self.table, notion])
        self.refresh()

    def refresh(self) -> None:
        """Draw with the stakes now said; may be called from any thread."""
        with self._lock:
            found = self._room.found()
            words = network_says(found.network, len(found.actors))
            told = (
                words
                or "Nommez des acteurs et ce qui compte pour eux\u00a0: leurs liens iront ici."
            )
            self.says.value = f'<p class="tw-says" role="status">{escape(told)}</p>'
            chart = stake_picture(found) if found.network.stakes else None
            self.picture.value = chart.html() if chart else ""
            self.ties.value = _ties(found)
            rows = [(each, _names(found, each.actors)) for each in found.network.stakes]
            self.table.layout.display = None if rows else "none"
            self.table.update(rows)


def stake_picture(found: Actors) -> Chart:
    """Draw actors on two sides and the stakes they share between them.

    Parameters
    ----------
    found : Actors
        The actors, with at least one stake.

    Returns
    -------
    Chart
        The stakes that most groups share, and those who share most of them; what is left out is
        said beside, and is in the table.
    """
    several = [each for each in found.network.stakes if len(each.actors) > 1]
    stakes = (several or list(found.network.stakes))[:_MOST_STAKES]
    bridges = {each.actor for each in found.network.bridges[:5]}
    held = {a.id: sum(a.id in each.actors for each in stakes) for a in found.actors}
    order = sorted(
        (a for a in found.actors if held[a.id]), key=lambda a: (a.id not in bridges, -held[a.id])
    )
    ends = [(a.family in _RIGHT, End(a.id, a.name, a.family, a.id in bridges)) for a in order]
    left = [end for on_right, end in ends if not on_right][:_MOST_SIDE]
    right = [end for on_right, end in ends if on_right][:_MOST_SIDE]
    middle = [Shared(each.label, each.actors, each.joint) for each in stakes]
    hidden = len(ends) - len(left) - len(right)
    beside = _beside(hidden, len(found.network.stakes) - len(stakes))
    return shared_links(left, middle, right, _SIDES, beside)


def _beside(actors: int, stakes: int) -> str:
    left = [
        f"{number(count)} {noun}{'s' * (count > 1)}"
        for count, noun in ((actors, "acteur"), (stakes, "enjeu"))
        if count
    ]
    words = " et ".join(left).replace("enjeus", "enjeux")
    return f"Hors du dessin, dans le tableau\u00a0: {words}." if left else ""


def _ties(found: Actors) -> str:
    """List the bridges, those left alone, and what the picture leaves out."""
    names = {each.id: each.name for each in found.actors}
    parts = []
    bridges = "".join(
        f"<li><strong>{escape(names[each.actor])}</strong>, avec "
        f"{escape(', '.join(FAMILY_LABELS[f].lower() for f in each.families))}\u00a0: sur "
        f"{_share(each.betweenness)}\u00a0% des chemins entre deux autres acteurs.</li>"
        for each in found.network.bridges[:5]
    )
    if bridges:
        parts.append(
            f"<p><strong>Ponts entre les groupes</strong> (en gras)\u00a0:</p><ul>{bridges}</ul>"
        )
    alone = [names[each] for each in found.network.isolated]
    if alone:
        parts.append(
            f"<p><strong>Ne partagent encore rien</strong>\u00a0: {escape(few(alone))}. À leur "
            "demander\u00a0: qu’est-ce qui compte pour vous\u202f?</p>"
        )
    return "".join(parts)


def _names(found: Actors, ids: tuple[str, ...]) -> list[str]:
    names = {each.id: each.name for each in found.actors}
    return [names[each] for each in ids]


def _share(betweenness: float) -> str:
    """Write a share of the paths as %: never 0 for a bridge."""
    return number(100 * betweenness, 0) if betweenness >= _SMALLEST else "moins de 1"


def few(names: Sequence[str]) -> str:
    """Write the first names of a list, and how many others there are.

    Parameters
    ----------
    names : sequence of str
        The names.

    Returns
    -------
    str
        At most a dozen of them.
    """
    others = len(names) - _NAMED
    if others < 2:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} et {number(others)} autres"


Line = tuple[Stake, list[str]]
_COLUMNS: tuple[Column[Line], ...] = (
    Column("Enjeu", lambda line: line[0].label),
    Column("Acteurs", lambda line: len(line[0].actors), numeric=True),
    Column("Groupes", lambda line: ", ".join(FAMILY_LABELS[f] for f in line[0].families)),
    Column("Administration et entreprises", lambda line: "partagé" if line[0].joint else ""),
    Column("Qui", lambda line: ", ".join(line[1]), text=lambda line: few(line[1])),
)
