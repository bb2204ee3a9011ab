"""How a plan is built and followed: choices made by hand, order, expected effects, progress."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from territorial_lib.schemas.kinds import Id, Kind, Note, Number, Reason

Measure = Literal["kept", "jobs", "co2"]
"""What an effect counts: € a year kept here, jobs, tonnes of CO2 equivalent avoided a year."""
ActionStatus = Literal["idea", "planned", "started", "done", "dropped"]


class Forced(Kind, frozen=True, tag="forced"):
    """The room takes or leaves an action whatever the sum says. The last one of an action counts.

    Parameters
    ----------
    entry : str
        Id of the action.
    choice : str
        take, leave, or free to let the sum decide again.
    reason : str
        Why.
    """

    entry: Annotated[Id, Meta(title="action")]
    choice: Annotated[Literal["take", "leave", "free"], Meta(title="choix à la main")]
    reason: Reason = ""


class Precedence(Kind, frozen=True, tag="precedence"):
    """An action that only makes sense with another one, begun before.

    Parameters
    ----------
    before : str
        Id of the action that comes first.
    after : str
        Id of the one that needs it.
    reason : str
        Why.
    """

    before: Annotated[Id, Meta(title="action qui vient d’abord")]
    after: Annotated[Id, Meta(title="action qui en dépend")]
    reason: Reason = ""

    def faults(self) -> Iterator[str]:
        """Yield what makes the pair meaningless.

        Yields
        ------
        str
            A French sentence.
        """
        if self.before == self.after:
            yield "Une action ne peut pas dépendre d’elle-même."


class Effect(Kind, frozen=True, tag="effect"):
    """What an action should change, as the room estimates it. The last one of a measure counts.

    Parameters
    ----------
    entry : str
        Id of the action.
    measure : Measure
        kept (€ a year), jobs, or co2 (tCO2e a year avoided).
    value : float or None
        The estimate; None takes it back.
    low, high : float or None
        Band around it; None where unsaid.
    reason : str
        Where it comes from.
    """

    entry: Annotated[Id, Meta(title="action")]
    measure: Annotated[Measure, Meta(title="effet")]
    value: Annotated[Number, Meta(title="valeur")] | None
    low: Annotated[Number, Meta(title="au moins")] | None = None
    high: Annotated[Number, Meta(title="au plus")] | None = None
    reason: Reason = ""

    def faults(self) -> Iterator[str]:
        """Yield what the band breaks.

        Yields
        ------
        str
            A French sentence.
        """
        known = [each for each in (self.low, self.value, self.high) if each is not None]
        if known != sorted(known):
            yield "La fourchette de l’effet n’est pas dans l’ordre\u00a0: bas, valeur, haut."


class Progress(Kind, frozen=True, tag="progress"):
    """Where an action stands, told when the group meets again.

    Parameters
    ----------
    entry : str
        Id of the action.
    day : datetime.date
        Day that it is about.
    share : int or None
        How much is done, 0 to 100 %; None where unsaid.
    value : float or None
        The action's indicator that day, in its unit; None where not measured.
    status : str or None
        idea, planned, started, done or dropped; None where unchanged.
    note : str
        What happened.
    """

    entry: Annotated[Id, Meta(title="action")]
    day: Annotated[datetime.date, Meta(title="jour")]
    share: Annotated[int, Meta(ge=0, le=100, title="avancement en %")] | None = None
    value: Annotated[Number, Meta(title="valeur mesurée")] | None = None
    status: Annotated[ActionStatus, Meta(title="état")] | None = None
    note: Note = ""
