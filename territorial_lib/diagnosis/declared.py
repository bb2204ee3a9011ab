"""What the room said, as the plain rows that a diagnosis takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.plan.planned import Planned
from territorial_lib.schemas import reads
from territorial_lib.schemas.figures import Figure, Resource


@dataclass(frozen=True)
class Said:
    """One participant's answer to a question.

    Parameters
    ----------
    group : str
        The group they declared.
    values : Mapping of str to object
        Values by property of the question's form.
    """

    group: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Placement:
    """How the room answers a gap.

    Parameters
    ----------
    way : str
        use, develop, ally or import.
    reason : str
        Why; may be empty.
    who, when : str
        Who said it and which day, in French.
    """

    way: str
    reason: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class SpendingLine:
    """What a surveyed organisation spends on one thing in a year.

    Parameters
    ----------
    label : str
        What it is, in its own words.
    amount : float
        € a year, 0 or more.
    product : str
        Sector A38 that makes it; "wages" for pay, "" where unsaid.
    local : float or None
        Share spent here (for pay: paid to people who live here), in [0, 1]; None where unsaid.
    respent : float or None
        Share of that which its receivers spend here in turn, in [0, 1]; None where not surveyed.
    """

    label: str
    amount: float
    product: str = ""
    local: float | None = None
    respent: float | None = None


@dataclass(frozen=True)
class Survey:
    """An organisation that told what it spends and where: what LM3 is computed from.

    Parameters
    ----------
    organisation : str
        Its name.
    income : float
        What it receives in a year, €, above 0.
    spending : tuple of SpendingLine
        What it spends.
    who, when : str
        Who said it and which day, in French.
    """

    organisation: str
    income: float
    spending: tuple[SpendingLine, ...] = ()
    who: str = ""
    when: str = ""

    @property
    def fault(self) -> str:
        """What makes it unusable, in French; empty where it is sound."""
        if not (math.isfinite(self.income) and self.income > 0):
            return "Les recettes manquent\u00a0: sans elles, rien ne se suit."
        if any(not (math.isfinite(line.amount) and line.amount >= 0) for line in self.spending):
            return "Une dépense n’est pas un montant."
        shares = [share for line in self.spending for share in (line.local, line.respent)]
        if any(share is not None and not 0 <= share <= 1 for share in shares):
            return "Une part n’est pas entre 0 et 100\u00a0%."
        if math.fsum(line.amount for line in self.spending) > self.income * (1 + 1e-9):
            return "Les dépenses dépassent les recettes\u00a0: à revoir avec l’organisation."
        return ""


@dataclass(frozen=True)
class Purchase:
    """Who buys from whom.

    Parameters
    ----------
    buyer, seller : str
        Two different actors.
    amount : float or None
        € a year; None where unsaid.
    label : str
        What is bought.
    who, when : str
        Who said it and which day, in French.
    """

    buyer: str
    seller: str
    amount: float | None
    label: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Proposal:
    """An offer or a request: materials, heat, premises, machines, skills, transport.

    Parameters
    ----------
    id : str
        Id of the log's entry.
    actor : str
        Whose it is.
    label, category : str
        What it is, and the heading that an offer and a request share.
    quantity : float or None
        How much a year, in `unit`; None where unsaid.
    unit : str
        Unit of the quantity.
    point : tuple of float or None
        Longitude and latitude in degrees (a commune's centre where only the commune is known).
    place : str
        Where, in words.
    who, when : str
        Who said it and which day, in French.
    """

    id: str
    actor: str
    label: str
    category: str = ""
    quantity: float | None = None
    unit: str = ""
    point: tuple[float, float] | None = None
    place: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Actor:
    """Someone who can act, as the room says it.

    Parameters
    ----------
    id : str
        Id of the log's entry.
    name : str
        Its name.
    sort : str
        What sort of actor, in the room's words; empty where unsaid.
    capacities : tuple of str
        What it can do.
    stakes : tuple of str
        What it cares about.
    point : tuple of float or None
        Longitude and latitude in degrees, as placed on the map; None where unsaid.
    commune : str
        Code of its commune; empty where unsaid.
    place : str
        Where, in words.
    note : str
        Anything else.
    who, when : str
        Who said it and which day, in French.
    """

    id: str
    name: str
    sort: str = ""
    capacities: tuple[str, ...] = ()
    stakes: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    commune: str = ""
    place: str = ""
    note: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Ballot:
    """A grade that somebody gives to an entry: their last one on the scale.

    Parameters
    ----------
    entry : str
        Id of the entry graded.
    scale : str
        judgment, dots, power or interest.
    group : str
        The group that they declared; "facilitator" for what was settled aloud.
    value : int
        The grade.
    """

    entry: str
    scale: str
    group: str
    value: int


_FACTS = frozenset(["corrections", "resources", "imported"])


@dataclass(frozen=True)
class Declared:
    """What the room said, as plain rows; facts looked at are noted (`schemas.reads`).

    Parameters
    ----------
    corrections : tuple of Correction
        Figures corrected, the latest of each figure last.
    resources : tuple of Resource
        Resources added by the room.
    imported : tuple of Figure
        What the facilitator's own files say of the territory.
    assumptions : Mapping of str to float
        Levers moved, by key.
    answers : Mapping of str to tuple of Said
        Answers by key of the question, each participant's last one where only one counts.
    retained : Mapping of str to str
        What the room carries on to the next steps: label by subject.
    placements : Mapping of str to Placement
        How the room answers each gap, by its key.
    surveys : tuple of Survey
        Organisations that told what they spend and where.
    purchases : tuple of Purchase
        Who buys from whom.
    offers, requests : tuple of Proposal
        What somebody can give or lend, and what somebody looks for.
    actors : tuple of Actor
        Who can act, in the order said.
    ballots : tuple of Ballot
        Grades given, on every scale; the last one of each participant on each entry.
    plan : Planned
        What the room proposed, voted, decided and did.
    """

    corrections: tuple[Correction, ...] = ()
    resources: tuple[Resource, ...] = ()
    imported: tuple[Figure, ...] = ()
    assumptions: Mapping[str, float] = field(default_factory=dict)
    answers: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    retained: Mapping[str, str] = field(default_factory=dict)
    placements: Mapping[str, Placement] = field(default_factory=dict)
    surveys: tuple[Survey, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    offers: tuple[Proposal, ...] = ()
    requests: tuple[Proposal, ...] = ()
    actors: tuple[Actor, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    plan: Planned = field(default_factory=Planned)

    if not TYPE_CHECKING:

        def __getattribute__(self, name: str) -> Any:
            """Note that all the facts of a kind are looked at, whoever looks."""
            if name in _FACTS:
                reads.note("said", name)
            return object.__getattribute__(self, name)

    def of(self, figure: str) -> list[Correction]:
        """Give what the room says of one figure.

        Parameters
        ----------
        figure : str
            Its id.

        Returns
        -------
        list of Correction
            The latest last; empty where nobody corrected it.
        """
        theme, variable = figure.split("/", 2)[:2]
        reads.note("figure", f"{theme}/{variable}")
        return [each for each in self._corrections() if each.figure == figure]

    def about(self, *themes: str) -> tuple[Correction, ...]:
        """Give what the room says of the figures of some themes.

        Parameters
        ----------
        *themes : str
            First parts of the figures' ids: tables, or blocks.

        Returns
        -------
        tuple of Correction
            The latest of each figure last.
        """
        reads.note("theme", *themes)
        return tuple(c for c in self._corrections() if c.figure.partition("/")[0] in themes)

    def uncorrected(self) -> Declared:
        """Give the same where the room corrected nothing.

        Returns
        -------
        Declared
            What is left out is not noted as read.
        """
        with reads.apart():
            return replace(self, corrections=())

    @property
    def states_nothing(self) -> bool:
        """Whether nobody stated a fact: no correction, no resource, no imported figure."""
        with reads.apart():
            return not (self.corrections or self.resources or self.imported)

    def _corrections(self) -> tuple[Correction, ...]:
        with reads.apart():
            return self.corrections
