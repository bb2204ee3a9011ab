"""Who can act and what is done: actors, actions, votes, decisions, what the room supposes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, field

from territorial_lib.schemas.exchanges import Euros
from territorial_lib.schemas.kinds import Id, Key, Kind, Line, Note, Number, Reason, Title, Unit

Names = Annotated[list[Line], Meta(max_length=50, title="liste")]
Scale = Literal["judgment", "dots", "power", "interest"]
SCALES: dict[str, tuple[int, int]] = {
    "judgment": (0, 6),
    "dots": (0, 10),
    "power": (0, 10),
    "interest": (0, 10),
}
"""Lowest and highest value of each scale, whole numbers."""
GRADES = (
    "À rejeter",
    "Insuffisant",
    "Passable",
    "Assez bien",
    "Bien",
    "Très bien",
    "Excellent",
)
"""Words of the majority judgment, worst to best; a vote holds the rank of one of them."""


class Actor(Kind, frozen=True, tag="actor"):
    """Someone who can act: an organisation, a firm, an association, a group of people.

    Parameters
    ----------
    name : str
        Its name; never that of a private person without their consent.
    sort : str
        What sort of actor; empty where unsaid.
    capacities : list of str
        What it can do.
    stakes : list of str
        What it cares about.
    note : str
        Anything else.
    """

    name: Annotated[Title, Meta(title="nom de l’acteur")]
    sort: Annotated[Line, Meta(title="type d’acteur")] = ""
    capacities: Annotated[Names, Meta(title="ce qu’il sait faire")] = field(default_factory=list)
    stakes: Annotated[Names, Meta(title="ce qui compte pour lui")] = field(default_factory=list)
    note: Note = ""


class Action(Kind, frozen=True, tag="action"):
    """Something to do, from the catalogue or free.

    Parameters
    ----------
    title : str
        What is done.
    answers : str
        The gap or leak it answers: a figure's id or words; empty where unsaid.
    model : str
        Economic model: collaborative, circular, functional, local production...
    lead : str
        Who leads; empty where nobody does yet.
    partners : list of str
        Who helps.
    needs : list of str
        Capacities that it needs.
    start, end : datetime.date or None
        Days; None where unsaid.
    cost, funding : float or None
        Euros in all; None where unknown.
    people : float or None
        People needed, in full-time equivalents; None where unknown.
    indicator : str
        What will tell that it works.
    figure : str
        Id of the diagnosis' figure that the indicator is; empty for one of the room's own.
    baseline, target : float or None
        The indicator today and aimed at, in `unit`; None where unknown.
    unit : str
        Unit of the indicator.
    beneficiaries : str
        Who benefits.
    weakest : bool or None
        Whether those who lack most benefit; None where unsaid.
    origin : str
        Key of the catalogue's kind that it comes from; empty for a free one.
    status : str
        idea, planned, started, done or dropped.
    note : str
        Anything else.
    """

    title: Annotated[Title, Meta(title="ce qu’on fait")]
    answers: Annotated[Line, Meta(title="manque ou fuite visé")] = ""
    model: Annotated[Line, Meta(title="modèle économique")] = ""
    lead: Annotated[Line, Meta(title="qui mène")] = ""
    partners: Annotated[Names, Meta(title="avec qui")] = field(default_factory=list)
    needs: Annotated[Names, Meta(title="capacités nécessaires")] = field(default_factory=list)
    start: Annotated[datetime.date, Meta(title="début")] | None = None
    end: Annotated[datetime.date, Meta(title="fin")] | None = None
    cost: Annotated[Euros, Meta(title="coût en euros")] | None = None
    funding: Annotated[Euros, Meta(title="financement acquis en euros")] | None = None
    people: Annotated[float, Meta(ge=0, title="personnes en équivalent temps plein")] | None = None
    indicator: Annotated[Line, Meta(title="indicateur")] = ""
    figure: Annotated[str, Meta(max_length=16400, title="chiffre du diagnostic")] = ""
    baseline: Annotated[Number, Meta(title="valeur de départ")] | None = None
    target: Annotated[Number, Meta(title="valeur visée")] | None = None
    unit: Unit = ""
    beneficiaries: Annotated[Line, Meta(title="à qui cela profite")] = ""
    weakest: Annotated[bool, Meta(title="profite à ceux qui manquent le plus")] | None = None
    origin: Annotated[Line, Meta(title="genre du catalogue")] = ""
    status: Annotated[
        Literal["idea", "planned", "started", "done", "dropped"], Meta(title="état")
    ] = "idea"
    note: Note = ""

    def faults(self) -> Iterator[str]:
        """Yield what the fields break together.

        Yields
        ------
        str
            A French sentence.
        """
        if self.start is not None and self.end is not None and self.end < self.start:
            yield "La fin de l’action précède son début : corrigez l’une des deux dates."


class Vote(Kind, frozen=True, tag="vote"):
    """A grade that somebody gives to an entry; their last one on a scale counts.

    Parameters
    ----------
    entry : str
        Id of the entry graded.
    scale : Scale
        judgment (rank among `GRADES`), dots, power or interest.
    value : int
        Whole number within `SCALES`.
    """

    entry: Annotated[Id, Meta(title="proposition")]
    scale: Annotated[Scale, Meta(title="échelle")]
    value: Annotated[int, Meta(ge=0, le=10, title="note")]

    def faults(self) -> Iterator[str]:
        """Yield what the scale does not accept.

        Yields
        ------
        str
            A French sentence.
        """
        low, high = SCALES[self.scale]
        if not low <= self.value <= high:
            yield f"La note vaut {self.value} : cette échelle va de {low} à {high}."


class Decision(Kind, frozen=True, tag="decision"):
    """What was decided, by whom, on what basis, and when it is looked at again.

    Parameters
    ----------
    title : str
        What was decided.
    basis : str
        consent, vote or delegation.
    mandate : str
        Who decides.
    entry : str or None
        Id of the entry decided about, None for none.
    reason : str
        Why.
    review : datetime.date or None
        When it is looked at again; None where unsaid.
    """

    title: Annotated[Title, Meta(title="ce qui est décidé")]
    basis: Annotated[Literal["consent", "vote", "delegation"], Meta(title="mode de décision")]
    mandate: Annotated[Line, Meta(title="qui décide")] = ""
    entry: Annotated[Id, Meta(title="contribution décidée")] | None = None
    reason: Reason = ""
    review: Annotated[datetime.date, Meta(title="date de revoyure")] | None = None


class Retained(Kind, frozen=True, tag="retained"):
    """What the room chooses to carry on to the next step.

    Parameters
    ----------
    step : str
        Key of the step that chooses.
    subject : str
        Id of an entry or of a figure.
    label : str
        How it is called on the next page.
    """

    step: Annotated[Key, Meta(title="étape")]
    subject: Annotated[str, Meta(min_length=1, max_length=16400, title="sujet retenu")]
    label: Annotated[Line, Meta(title="intitulé")] = ""


class Assumption(Kind, frozen=True, tag="assumption"):
    """A parameter moved by the room: a lever. The last one of a key counts.

    Parameters
    ----------
    key : str
        Key of the lever, such as "gaps/food/organic".
    value : float or None
        Its value, in the lever's unit; None goes back to the default.
    label : str
        What it is called on screen.
    unit : str
        Unit of the value.
    reason : str
        Why.
    """

    key: Key
    value: Number | None
    label: Annotated[Line, Meta(title="hypothèse")] = ""
    unit: Unit = ""
    reason: Reason = ""


Way = Literal["use", "develop", "ally", "import"]
WAY_LABELS: dict[str, str] = {
    "use": "Utiliser ce qui dort ici",
    "develop": "Développer ici",
    "ally": "S’allier avec un voisin",
    "import": "Faire venir en connaissance de cause",
}
"""How a gap is answered, nearest first."""


class Placement(Kind, frozen=True, tag="placement"):
    """The way that the room chooses to answer a gap. The last one of a gap counts.

    Parameters
    ----------
    gap : str
        Key of the gap.
    way : Way
        use, develop, ally or import.
    label : str
        How the gap is called.
    reason : str
        Why.
    """

    gap: Annotated[str, Meta(min_length=1, max_length=200, title="manque")]
    way: Annotated[Way, Meta(title="réponse")]
    label: Annotated[Line, Meta(title="intitulé du manque")] = ""
    reason: Reason = ""
