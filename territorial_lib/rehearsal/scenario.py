"""The evening of the facilitator's guide, minute by minute: pure, the same seed the same moves."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.errors import TerritorialError
from territorial_lib.rehearsal import choosing, exchanging, planning, taking_stock
from territorial_lib.rehearsal.facts import Facts
from territorial_lib.rehearsal.moves import Join, Move, made_id
from territorial_lib.rehearsal.night import Night, people
from territorial_lib.rehearsal.words import WEIGHTS
from territorial_lib.schemas.entries import Author

MINUTES = 150.0
MOST_PEOPLE, MOST_GROUPS = 500, len(WEIGHTS)


@dataclass(frozen=True)
class Scenario:
    """An evening, written in advance.

    Parameters
    ----------
    facts : Facts
        Its territory.
    people : tuple of Author
        One a phone.
    moves : tuple of Move
        What is done, in order.
    seed : str
        What everything follows from.
    """

    facts: Facts
    people: tuple[Author, ...]
    moves: tuple[Move, ...]
    seed: str

    def secret(self, phone: int) -> str:
        """Give the secret that a phone would hold, where no room makes one.

        Parameters
        ----------
        phone : int
            Which one.

        Returns
        -------
        str
            64 hexadecimal digits.
        """
        return made_id(self.seed, "secret", phone) * 2


def scenario(facts: Facts, participants: int = 40, groups: int = 5, seed: int = 1) -> Scenario:
    """Write an evening.

    Parameters
    ----------
    facts : Facts
        What the room knows of its territory.
    participants : int
        How many people, 1 to 500.
    groups : int
        In how many groups, 1 to 5.
    seed : int
        Another number gives another evening.

    Returns
    -------
    Scenario
        Its moves from minute 0 to 150; TerritorialError for a number out of bounds.
    """
    _require("participants", participants, MOST_PEOPLE)
    _require("groupes", groups, MOST_GROUPS)
    root = f"{seed}/{facts.code}"
    night = Night(facts, people(participants, groups, root), root)
    for stage in (taking_stock, choosing, exchanging, planning):
        stage.write(night)
    return Scenario(facts, tuple(night.people), night.ordered(), root)


def arrivals(written: Scenario) -> int:
    """Count who joins.

    Parameters
    ----------
    written : Scenario
        The evening.

    Returns
    -------
    int
        Different phones.
    """
    return len({move.phone for move in written.moves if isinstance(move, Join)})


def _require(what: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        raise TerritorialError(
            f"Une répétition ne se joue pas avec {number} {what}.",
            f"Donnez un nombre de 1 à {most}.",
        )
