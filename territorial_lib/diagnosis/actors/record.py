"""What the diagnosis gives of actors: those known, those said, what they can do together."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.actors.sorts import Family, family
from territorial_lib.diagnosis.gaps.ratings import Rating


@dataclass(frozen=True)
class Known:
    """An actor that open data knows here.

    Parameters
    ----------
    key : str
        Stable name among known actors, such as "commune/26108".
    table : str
        Table that names it.
    name : str
        Its name, as the source writes it.
    sort : str
        What sort of actor, among those offered.
    what : str
        What the source says it is, in French.
    capacities : tuple of str
        What one may suppose that it can do, from what it is: to be confirmed.
    place : str
        Where, in words; empty for the whole territory.
    commune : str
        Code of its commune of 2026; empty where the source names none.
    source : str
        Producer and publication, in French.
    year : int or None
        Year of the source.
    note : str
        State, distance, what is uncertain.
    adopted : str
        Id of the room's actor of that name; empty where the room has not named it.
    """

    key: str
    table: str
    name: str
    sort: str
    what: str
    capacities: tuple[str, ...]
    place: str
    commune: str
    source: str
    year: int | None
    note: str = ""
    adopted: str = ""

    @property
    def family(self) -> Family:
        """The group to which it belongs."""
        return family(self.sort, self.name)


@dataclass(frozen=True)
class Standing:
    """An actor that the room named, with its votes.

    Parameters
    ----------
    id : str
        Id of the log's entry.
    name, sort : str
        Its name and what sort it is.
    family : Family
        The group to which it belongs.
    capacities, stakes : tuple of str
        What it can do and what it cares about, in the words shared by all actors.
    commune, place : str
        Code of its commune and where in words; empty where unsaid.
    point : tuple of float or None
        Longitude and latitude in degrees, as placed on the map.
    power, interest : float or None
        0 to 10: the median of the room's votes; what was settled aloud under three votes; None
        where neither is known.
    power_votes, interest_votes : tuple of Rating
        Everyone, then each group of three or more: median and quartiles; empty under three votes.
    note, who, when : str
        Anything else, who said it and which day.
    """

    id: str
    name: str
    sort: str
    family: Family
    capacities: tuple[str, ...]
    stakes: tuple[str, ...]
    commune: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    power: float | None = None
    interest: float | None = None
    power_votes: tuple[Rating, ...] = ()
    interest_votes: tuple[Rating, ...] = ()
    note: str = ""
    who: str = ""
    when: str = ""

    @property
    def placed(self) -> bool:
        """True where both its power and its interest are known."""
        return self.power is not None and self.interest is not None

    @property
    def voted(self) -> bool:
        """True where its place comes from votes, not from what was settled aloud."""
        return bool(self.power_votes and self.interest_votes)


@dataclass(frozen=True)
class Stake:
    """Something that several actors may care about.

    Parameters
    ----------
    label : str
        What it is.
    actors : tuple of str
        Ids of those who care about it.
    families : tuple of Family
        Groups to which they belong.
    """

    label: str
    actors: tuple[str, ...]
    families: tuple[Family, ...]

    @property
    def joint(self) -> bool:
        """True where an administration and an enterprise both care about it."""
        return {"administration", "firm"} <= set(self.families)


@dataclass(frozen=True)
class Bridge:
    """An actor whose stakes tie groups that would otherwise have less in common.

    Parameters
    ----------
    actor : str
        Its id.
    betweenness : float
        Share of the shortest paths between other actors that go through it, in [0, 1].
    families : tuple of Family
        Groups with which it shares a stake, its own left out.
    """

    actor: str
    betweenness: float
    families: tuple[Family, ...]


@dataclass(frozen=True)
class Network:
    """Who shares what.

    Parameters
    ----------
    stakes : tuple of Stake
        The most shared first.
    bridges : tuple of Bridge
        Actors that tie groups, the strongest first.
    isolated : tuple of str
        Ids of the actors who share no stake with anyone, those without any stake included.
    """

    stakes: tuple[Stake, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    isolated: tuple[str, ...] = ()

    @property
    def joint(self) -> tuple[Stake, ...]:
        """Stakes shared by administration and enterprise."""
        return tuple(each for each in self.stakes if each.joint)


@dataclass(frozen=True)
class Need:
    """What a gap or an action asks for.

    Parameters
    ----------
    key : str
        Key of the gap, or id of the action.
    kind : str
        gap, action or theme (an example where the room has retained nothing).
    label : str
        The gap or the action, in French.
    capacities : tuple of str
        What must be known how to do; empty where nobody said.
    origin : str
        Who says so, in French.
    already : tuple of str
        Ids of the actors already in: who leads the action, its partners.
    """

    key: str
    kind: str
    label: str
    capacities: tuple[str, ...]
    origin: str
    already: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A capacity that nobody in the room's list has.

    Parameters
    ----------
    capacity : str
        What is missing.
    needs : tuple of str
        Keys of the gaps and actions that ask for it.
    known : tuple of Known
        Actors that open data knows here and that may have it.
    holders : str
        Who often has it, in French; empty for a capacity that the room made up.
    """

    capacity: str
    needs: tuple[str, ...]
    known: tuple[Known, ...]
    holders: str


@dataclass(frozen=True)
class Team:
    """The smallest coalition that covers a need.

    Parameters
    ----------
    need : Need
        What it answers.
    members : tuple of str
        Ids of its actors; those already in come first.
    alternatives : tuple of tuple of str
        Other coalitions of the same size.
    complete : bool
        False where there are more alternatives than listed.
    missing : tuple of Wanted
        Capacities that nobody has, and who to invite.
    """

    need: Need
    members: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]
    complete: bool
    missing: tuple[Wanted, ...]


@dataclass(frozen=True)
class Actors:
    """Who can act in a territory.

    Parameters
    ----------
    territory : str
        Code of the territory.
    actors : tuple of Standing
        Those that the room named.
    known : tuple of Known
        Those that open data knows.
    network : Network
        Who shares what.
    teams : tuple of Team
        For each gap retained and each action: the coalition that covers it.
    wanted : tuple of Wanted
        Capacities that a retained gap or an action asks for and that nobody has.
    says : str
        What all this says, in French.
    """

    territory: str
    actors: tuple[Standing, ...]
    known: tuple[Known, ...]
    network: Network
    teams: tuple[Team, ...]
    wanted: tuple[Wanted, ...]
    says: str

    def actor(self, key: str) -> Standing:
        """Give an actor by its id.

        Parameters
        ----------
        key : str
            Id of the log's entry.

        Returns
        -------
        Standing
            The actor; KeyError where there is none.
        """
        return {each.id: each for each in self.actors}[key]
