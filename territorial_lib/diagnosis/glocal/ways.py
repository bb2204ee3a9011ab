"""Each gap in its place: use what sleeps here, develop, ally with a neighbour, import knowingly.

The workbook proposes the nearest way that its figures support, and says why; the room decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Placement, Said
from territorial_lib.diagnosis.food.products import PRODUCTS
from territorial_lib.diagnosis.gaps.step import Gaps, diagnose
from territorial_lib.diagnosis.glocal.block import PART as SUPPLY
from territorial_lib.diagnosis.glocal.block import Supplied, supplied
from territorial_lib.diagnosis.glocal.sourcing import NEAR_KM, Sourcing
from territorial_lib.diagnosis.glocal.specialities import Specialities, specialities
from territorial_lib.diagnosis.part import View
from territorial_lib.diagnosis.services.block import NOTION as SERVICES
from territorial_lib.diagnosis.services.kinds import BY_KEY
from territorial_lib.schemas.acting import WAY_LABELS
from territorial_lib.schemas.blocks import Gap
from territorial_lib.schemas.entries import GROUP_LABELS
from territorial_lib.schemas.room_votes import FEW, property_name
from territorial_lib.schemas.theme_sectors import THEME_SECTORS, THEME_STOCKS
from territorial_lib.typography import number, quantity

VOTE_KEY = "glocal/ways"
"""Key of the question that asks the room how each gap should be answered."""
MOST = 12
_FIRST = 6
_HALF = 0.5
_DENSE = 0.5
_REASONS = 2
"""Reasons of each kind that are shown: more would hide the first."""
_STEM = 5


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A reason to answer a gap in a way.

    Parameters
    ----------
    way : str
        use, develop, ally or import.
    sentence : str
        What the figures, or the room, say for it.
    """

    way: str
    sentence: str


NOTHING = Evidence(
    way="import",
    sentence="Rien dans nos chiffres ne dit comment y répondre ici\u00a0: demandez à la salle.",
)
"""What is said where no figure supports a way: the gap waits in the last one."""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A gap and how it could be answered.

    Parameters
    ----------
    gap : Gap
        What is lacking.
    proposed : str
        The nearest way that the evidence supports.
    evidence : tuple of Evidence
        Every reason, nearest way first.
    chosen : Placement or None
        What the room decided; None where it did not yet.
    votes : dict of str to dict of str to int
        By group in French ("Toute la salle" first), how many for each way; groups under three
        are not shown alone, nothing is under three answers.
    """

    gap: Gap
    proposed: str
    evidence: tuple[Evidence, ...]
    chosen: Placement | None = None
    votes: dict[str, dict[str, int]] = {}

    @property
    def way(self) -> str:
        """The way in force: the room's, else the one proposed."""
        return self.chosen.way if self.chosen is not None else self.proposed

    @property
    def silent(self) -> bool:
        """True where no figure supports any way."""
        return self.evidence == (NOTHING,)


def answered(case: Case, lacking: Gaps) -> tuple[Answered, ...]:
    """Put each gap that the room carried on in its place.

    Parameters
    ----------
    case : Case
        The territory, its room's choices in force.
    lacking : Gaps
        What it lacks.

    Returns
    -------
    tuple of Answered
        The gaps carried on, the first priorities where none was.
    """
    chosen = [each.gap for each in lacking.priorities if each.chosen]
    kept = chosen or [each.gap for each in lacking.priorities[:_FIRST]]
    supply = supplied(case, SUPPLY.values(case))
    skills: Specialities = case.once("specialities", specialities)
    said = case.declared.answers.get(VOTE_KEY, ())
    found = []
    for gap in kept[:MOST]:
        evidence = tuple(_evidence(case, gap, supply, skills))
        found.append(
            Answered(
                gap=gap,
                proposed=evidence[0].way,
                evidence=evidence,
                chosen=case.declared.placements.get(gap.key),
                votes=votes(said, gap.key),
            )
        )
    return tuple(found)


def _depends(case: Case) -> object:
    said = case.declared
    return said.assumptions, said.answers, said.retained, said.placements, said.surveys


ANSWERED: View[tuple[Answered, ...]] = View(
    "view/ways",
    tuple[Answered, ...],
    lambda case: answered(case, diagnose(case)),
    _depends,
)
"""Each gap in its place, shared by every page."""


def sectors(gap: Gap) -> tuple[str, ...]:
    """Name the sectors that know how to answer a gap: no doctor is found among shopkeepers.

    Parameters
    ----------
    gap : Gap
        A gap.

    Returns
    -------
    tuple of str
        Sectors (A38); empty where know-how is not what lacks.
    """
    service = BY_KEY.get(gap.key.rpartition("/")[2]) if gap.theme == SERVICES.key else None
    return THEME_SECTORS.get(gap.theme, ()) if service is None else (service.sector,)


def votes(answers: tuple[Said, ...], gap: str) -> dict[str, dict[str, int]]:
    """Count how the room would answer a gap, by group.

    Parameters
    ----------
    answers : tuple of Said
        Answers to the question `VOTE_KEY`.
    gap : str
        Key of the gap.

    Returns
    -------
    dict of str to dict of str to int
        Counts by way; groups of fewer than three are left out, all under three answers.
    """
    name = property_name(gap)
    given = [(each.group, str(each.values[name])) for each in answers if each.values.get(name)]
    if len(given) < FEW:
        return {}
    counts = {"Toute la salle": dict(Counter(way for _, way in given))}
    for group, label in GROUP_LABELS.items():
        own = [way for each, way in given if each == group]
        if len(own) >= FEW:
            counts[label] = dict(Counter(own))
    return counts


def question(gaps: tuple[Gap, ...]) -> dict[str, Any]:
    """Write the form that asks the room how each gap should be answered.

    Parameters
    ----------
    gaps : tuple of Gap
        At least one.

    Returns
    -------
    dict
        A form of `schemas.questions`: one choice among four ways a gap, none required.
    """
    ways = [{"const": way, "title": label} for way, label in WAY_LABELS.items()]
    return {
        "type": "object",
        "title": "Comment répondre à ce qui manque\u202f?",
        "description": "Au plus près d’abord. Passez ce que vous ne savez pas.",
        "additionalProperties": False,
        "properties": {
            property_name(each.key): {"type": "string", "title": each.label, "oneOf": ways}
            for each in gaps[:MOST]
        },
        "required": [],
    }


def _evidence(case: Case, gap: Gap, supply: Supplied, skills: Specialities) -> Iterator[Evidence]:
    reasons = (_sleeping(case, gap), _known(case, gap, skills), _suppliers(gap, supply))
    found = [each for kind in reasons for each in islice(kind, _REASONS)]
    yield from found
    if not found:
        yield NOTHING


def _sleeping(case: Case, gap: Gap) -> Iterator[Evidence]:
    """Find what is idle here: counted, or declared by the room."""
    wanted = THEME_STOCKS.get(gap.key, THEME_STOCKS.get(gap.theme, ()))
    for row in case.inventory.resources if case.inventory is not None else ():
        figure = row.figure
        counted = figure.id.split("/")[1] in wanted and bool(figure.value)
        if row.use == "underused" and counted:
            amount = quantity(figure.value, figure.unit, 0)
            yield Evidence(way="use", sentence=f"Dort ici\u00a0: {figure.label} ({amount}).")
    stems = {word[:_STEM] for word in gap.label.lower().split() if len(word) >= _STEM}
    for resource in case.declared.resources:
        words = {word[:_STEM] for word in resource.figure.label.lower().split()}
        if resource.use == "underused" and stems & words:
            said = f"La salle dit que cela dort ici\u00a0: {resource.figure.label}."
            yield Evidence(way="use", sentence=said)


def _known(case: Case, gap: Gap, skills: Specialities) -> Iterator[Evidence]:
    own = case.territory.code
    quotient, near = skills.quotient.loc[own], skills.density.loc[own]
    for sector in sectors(gap):
        label = skills.structure.labels[sector]
        if quotient[sector] >= 1:
            times = number(quotient[sector], 2)
            said = f"On sait faire\u00a0: {label} pèse {times} fois son poids en France."
            yield Evidence(way="develop", sentence=said)
        elif near[sector] >= _DENSE:
            said = (
                f"On sait faire ce qui y ressemble\u00a0: {label}, proximité "
                f"{number(near[sector], 2)} sur 1."
            )
            yield Evidence(way="develop", sentence=said)


def _suppliers(gap: Gap, supply: Supplied) -> Iterator[Evidence]:
    for each in _goods(gap, supply):
        if each.suppliers.empty:
            continue
        share = 1 - each.uncovered / (each.uncovered + each.suppliers["quantity"].sum())
        first = each.suppliers.iloc[0]
        said = (
            f"{each.good.label}\u00a0: {first['name']} et d’autres en auraient, à "
            f"{number(each.mean_km, 0)} km en moyenne, pour {quantity(100 * share, '%', 0)} du "
            "manque, les autres territoires servis."
        )
        close = each.mean_km <= NEAR_KM and share >= _HALF
        yield Evidence(way="ally" if close else "import", sentence=said)


def _goods(gap: Gap, supply: Supplied) -> list[Sourcing]:
    """Find the goods of a gap: those of its group of foods, or electricity."""
    last = gap.key.rsplit("/", 1)[-1]
    if gap.theme == "food":
        keys = {f"food/{key}" for key, each in PRODUCTS.items() if last in (each.group, key)}
    else:
        keys = {f"{gap.theme}/{last}"}
    return [found for key, found in supply.found.items() if key in keys]


def by_way(found: tuple[Answered, ...]) -> Mapping[str, tuple[Answered, ...]]:
    """Gather the gaps by the way in force.

    Parameters
    ----------
    found : tuple of Answered
        The gaps.

    Returns
    -------
    Mapping of str to tuple of Answered
        The four ways, nearest first, empty ones included.
    """
    return {way: tuple(each for each in found if each.way == way) for way in WAY_LABELS}
