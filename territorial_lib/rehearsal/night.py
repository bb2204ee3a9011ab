"""An evening being written: who is there, and what each stage adds to the list of moves."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from territorial_lib.rehearsal.facts import Facts, Town
from territorial_lib.rehearsal.moves import Expected, Join, Lead, Move, Send, Stage, led, made_id
from territorial_lib.rehearsal.naming import completed, plausible
from territorial_lib.rehearsal.words import FIRST_NAMES, WEIGHTS
from territorial_lib.schemas.entries import Author, Body, Closing, Entry, Group, Place, Question

_COUNTED = "\u00a0: il en manque"
"""Where a gap's label goes on with figures that nobody would say."""


class Night:
    """What the stages of an evening write on.

    Parameters
    ----------
    facts : Facts
        The territory.
    people : sequence of Author
        One a phone.
    seed : str
        What every draw and every id follows from.
    """

    def __init__(self, facts: Facts, people: Sequence[Author], seed: str) -> None:
        self.facts, self.people, self.seed = facts, people, seed
        self.moves: list[Move] = []
        self._questions: list[Entry] = []

    def chance(self, *words: object) -> random.Random:
        """Give draws of one purpose: what a stage draws changes nothing in the others.

        Parameters
        ----------
        *words : object
            The purpose.

        Returns
        -------
        random.Random
            The same draws each time.
        """
        return random.Random(made_id(self.seed, *words))

    def stage(self, minute: float, title: str) -> None:
        """Begin a stage.

        Parameters
        ----------
        minute : float
            When.
        title : str
            Its French name.
        """
        self.moves.append(Stage(minute, title))

    def lead(self, minute: float, body: Body, place: Place | None = None) -> Entry:
        """Have a facilitator write; the second one takes every third turn.

        Parameters
        ----------
        minute : float
            When.
        body : Body
            What is written.
        place : Place, optional
            Where.

        Returns
        -------
        Entry
            What the log will hold.
        """
        rank = len(self.moves)
        move = led(minute, made_id(self.seed, "lead", rank), body, place, int(rank % 3 == 2))
        self.moves.append(move)
        return move.entry

    def ask(self, minute: float, question: Question) -> Entry:
        """Open a question.

        Parameters
        ----------
        minute : float
            When.
        question : Question
            The question.

        Returns
        -------
        Entry
            What the log will hold.
        """
        entry = self.lead(minute, question)
        self._questions.append(entry)
        return entry

    def close(self, minute: float) -> None:
        """Close the questions that are open.

        Parameters
        ----------
        minute : float
            When.
        """
        for question in self._questions:
            self.lead(minute, Closing(question=question.id))
        self._questions.clear()

    def join(self, minute: float, phone: int) -> None:
        """Have a phone join.

        Parameters
        ----------
        minute : float
            When.
        phone : int
            Which one.
        """
        self.moves.append(Join(minute, phone, self.people[phone]))

    def send(
        self, minute: float, phone: int, sent: Mapping[str, Any], expected: Expected = "kept"
    ) -> Send:
        """Have a phone send something; an id is made where it has none.

        Parameters
        ----------
        minute : float
            When.
        phone : int
            Which one.
        sent : Mapping
            As the room's API takes it.
        expected : Expected
            What must become of it.

        Returns
        -------
        Send
            The move.
        """
        id_ = made_id(self.seed, "send", phone, len(self.moves))
        move = Send(minute, phone, {"id": id_, **sent}, expected)
        self.moves.append(move)
        return move

    def answer(self, minute: float, phone: int, question: Entry, **values: Any) -> Send:
        """Have a phone answer a question.

        Parameters
        ----------
        minute : float
            When.
        phone : int
            Which one.
        question : Entry
            The question.
        **values : Any
            Values by property; those that are None are left out.

        Returns
        -------
        Send
            The move.
        """
        said = {name: value for name, value in values.items() if value is not None}
        return self.send(minute, phone, {"do": "answer", "question": question.id, "values": said})

    def told(self, words: str, chance: random.Random) -> tuple[str, Town]:
        """Complete a phrase with the territory's names.

        Parameters
        ----------
        words : str
            With ``{at}``, ``{of}`` and ``{gap}``.
        chance : random.Random
            What chooses.

        Returns
        -------
        tuple of (str, Town)
            The phrase, at most 200 characters, and the commune it speaks of.
        """
        town = chance.choice(self.towns(words) or self.facts.towns)
        gap = chance.choice(self.facts.gaps).label if self.facts.gaps else "du temps pour se parler"
        return completed(words, town.name, gap.partition(_COUNTED)[0])[:200], town

    def towns(self, words: str) -> tuple[Town, ...]:
        """Give the communes of which a phrase could be said.

        Parameters
        ----------
        words : str
            The phrase.

        Returns
        -------
        tuple of Town
            Largest first; empty where nobody would say it here.
        """
        return tuple(each for each in self.facts.towns if plausible(words, each.population))

    def opinion(self, phone: int, subject: str, low: int, high: int) -> int:
        """Give a note: a group leans one way, each person a little differently.

        Parameters
        ----------
        phone : int
            Who.
        subject : str
            What is graded.
        low, high : int
            Bounds of the note.

        Returns
        -------
        int
            Between the bounds, both possible.
        """
        group = self.people[phone].group
        shared = self.chance("shared", subject).uniform(0.2, 1.0)
        leaning = (2 * shared + self.chance("leaning", group, subject).random()) / 3
        own = self.chance("opinion", phone, subject).gauss(leaning, 0.14)
        return low + round(min(1.0, max(0.0, own)) * (high - low))

    def ordered(self) -> tuple[Move, ...]:
        """Give the moves in the order of the evening.

        Returns
        -------
        tuple of Move
            By minute; those of one minute as they were written.
        """
        return tuple(sorted(self.moves, key=lambda move: move.minute))

    def leads(self) -> list[Lead]:
        """Give what the facilitators write so far.

        Returns
        -------
        list of Lead
            In the order of writing.
        """
        return [move for move in self.moves if isinstance(move, Lead)]


def place_of(town: Town, chance: random.Random) -> dict[str, object]:
    """Give where somebody taps: near the centre, or the commune alone.

    Parameters
    ----------
    town : Town
        The commune.
    chance : random.Random
        What chooses.

    Returns
    -------
    dict
        A place, as a phone sends it.
    """
    if chance.random() < 0.4:
        return {"commune": town.code}
    lon, lat = (round(each + chance.uniform(-0.004, 0.004), 5) for each in (town.lon, town.lat))
    return {"lon": lon, "lat": lat, "commune": town.code}


def people(count: int, groups: int, seed: str) -> tuple[Author, ...]:
    """Make the people of a room: some give no name, two may share one.

    Parameters
    ----------
    count : int
        How many, 1 or more.
    groups : int
        In how many groups, 1 to 5.
    seed : str
        What the draws follow from.

    Returns
    -------
    tuple of Author
        One a phone; each group has somebody where they are enough.
    """
    chance = random.Random(made_id(seed, "people"))
    present: list[Group] = [group for group, _ in WEIGHTS[:groups]]  # type: ignore[misc]
    weights = [weight for _, weight in WEIGHTS[:groups]]
    rest = chance.choices(present, weights, k=max(0, count - len(present)))
    made = []
    for phone, group in enumerate([*present, *rest][:count]):
        name = "" if chance.random() < 0.1 else chance.choice(FIRST_NAMES)
        id_ = made_id(seed, "participant", phone)
        made.append(Author(pseudonym=name, group=group, participant=id_))
    return tuple(made)
