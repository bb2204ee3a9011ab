"""What the room proposed, voted, decided and did, as the plain rows that the plan takes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

Ballots = Mapping[str, Mapping[str, Mapping[int, int]]]
"""By entry graded, by group, how many gave each value."""


@dataclass(frozen=True)
class PlannedAction:
    """An action as it now stands.

    Parameters
    ----------
    id : str
        Id of the log's entry.
    title : str
        What is done.
    answers : str
        Key of the gap or leak that it answers, or words.
    model, lead, indicator, unit, beneficiaries, note, origin, figure : str
        As in `schemas.acting.Action`; empty where unsaid.
    partners, needs : tuple of str
        Who helps; capacities needed.
    start, end : datetime.date or None
        Days; None where unsaid.
    cost, funding : float or None
        €; None where unknown.
    people : float or None
        Full-time equivalents; None where unknown.
    baseline, target : float or None
        The indicator today and aimed at, in `unit`.
    weakest : bool or None
        Whether those who lack most benefit; None where unsaid.
    status : str
        idea, planned, started, done or dropped: the last progress' one, else the card's.
    first_end : datetime.date or None
        The end in force when it was first decided about, else the first one ever said.
    place, who, when : str
        Where, who proposed it and which day, in French.
    """

    id: str
    title: str
    answers: str = ""
    model: str = ""
    lead: str = ""
    partners: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    cost: float | None = None
    funding: float | None = None
    people: float | None = None
    indicator: str = ""
    figure: str = ""
    baseline: float | None = None
    target: float | None = None
    unit: str = ""
    beneficiaries: str = ""
    weakest: bool | None = None
    status: str = "idea"
    note: str = ""
    origin: str = ""
    first_end: datetime.date | None = None
    place: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Dots:
    """The dots that one person put.

    Parameters
    ----------
    group : str
        Their group.
    dots : Mapping of str to int
        Dots by entry.
    """

    group: str
    dots: Mapping[str, int]


@dataclass(frozen=True)
class Decided:
    """A decision.

    Parameters
    ----------
    id, title : str
        Id of the log's entry; what was decided.
    basis : str
        consent, vote or delegation.
    mandate : str
        Who decides; empty where unsaid.
    entry : str
        Id of the entry decided about; empty for none.
    reason : str
        Why.
    review : datetime.date or None
        When it is looked at again.
    who, when : str
        Who wrote it and which day, in French.
    """

    id: str
    title: str
    basis: str
    mandate: str = ""
    entry: str = ""
    reason: str = ""
    review: datetime.date | None = None
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Told:
    """Where an action stands, told when the group met again.

    Parameters
    ----------
    id, entry : str
        Ids of the log's entry and of the action.
    day : datetime.date
        Day that it is about.
    share : int or None
        % done.
    value : float or None
        The indicator that day.
    status, note : str
        Status told then, empty where unchanged; what happened.
    who, when : str
        Who wrote it and which day, in French.
    """

    id: str
    entry: str
    day: datetime.date
    share: int | None = None
    value: float | None = None
    status: str = ""
    note: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Expected:
    """An effect of an action, as the room estimates it.

    Parameters
    ----------
    entry : str
        Id of the action.
    measure : str
        kept (€ a year), jobs or co2 (tCO2e a year).
    value : float
        The estimate.
    low, high : float or None
        Its band.
    reason, who, when : str
        Where it comes from, who wrote it, which day.
    """

    entry: str
    measure: str
    value: float
    low: float | None = None
    high: float | None = None
    reason: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Hand:
    """An action taken or left by hand.

    Parameters
    ----------
    choice : str
        take or leave.
    reason, who, when : str
        Why, who wrote it, which day.
    """

    choice: str
    reason: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Planned:
    """All that the room wrote about its plan.

    Parameters
    ----------
    actions : tuple of PlannedAction
        In the order proposed, those dropped included.
    votes : Mapping of str to Ballots
        By scale (judgment, dots, power, interest), grades by entry and group: each person's last.
    voters : Mapping of str to Mapping of str to int
        By scale, by group, how many people graded one entry at least.
    dots : tuple of Dots
        The dots of each person.
    decisions : tuple of Decided
        In order.
    progress : tuple of Told
        In order of writing.
    effects : tuple of Expected
        The last of each action and measure.
    hands : Mapping of str to Hand
        Actions taken or left by hand, by id.
    precedence : tuple of tuple of (str, str)
        Ids of the action that comes first and of the one that needs it.
    criteria : Mapping of str to str
        Criteria that the room added: label by key, such as "plan/own/beaute".
    """

    actions: tuple[PlannedAction, ...] = ()
    votes: Mapping[str, Ballots] = field(default_factory=dict)
    voters: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    dots: tuple[Dots, ...] = ()
    decisions: tuple[Decided, ...] = ()
    progress: tuple[Told, ...] = ()
    effects: tuple[Expected, ...] = ()
    hands: Mapping[str, Hand] = field(default_factory=dict)
    precedence: tuple[tuple[str, str], ...] = ()
    criteria: Mapping[str, str] = field(default_factory=dict)
