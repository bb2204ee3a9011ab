"""What the room said, as the plain rows that a diagnosis takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from territorial_lib.diagnosis.overlay import Correction
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
class Declared:
    """What the room said, as plain rows.

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
    """

    corrections: tuple[Correction, ...] = ()
    resources: tuple[Resource, ...] = ()
    imported: tuple[Figure, ...] = ()
    assumptions: Mapping[str, float] = field(default_factory=dict)
    answers: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    retained: Mapping[str, str] = field(default_factory=dict)
