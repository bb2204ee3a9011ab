"""Every figure of a diagnosis, in order, with the step and the question that it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from territorial_lib.diagnosis.actors.document import actors_document
from territorial_lib.diagnosis.summary import summarise
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.schemas.figures import FAMILY_LABELS, Figure, Resource, Row

STEPS = {
    "summary": "En une page",
    "inventory": "Qu’avons-nous\u202f?",
    "gaps": "Que nous manque-t-il\u202f?",
    "glocal": "Que faire ici, avec qui\u202f?",
    "leaks": "Où va l’argent\u202f?",
    "actors": "Qui peut agir\u202f?",
    "plan": "Que décidons-nous\u202f?",
}
"""The question of each step, in order."""


@dataclass(frozen=True)
class Line:
    """A figure in its place.

    Parameters
    ----------
    step : str
        Key of the step, among `STEPS`.
    question : str
        Title of its block, or the family of a resource, in French.
    row : Row
        The figure, its comparison, its other versions.
    """

    step: str
    question: str
    row: Row


def lines(found: Diagnosis) -> Iterator[Line]:
    """List every figure.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Yields
    ------
    Line
        In the order of the pages: the same figures as the JSON's.
    """
    for row in rows(summarise(found)):
        yield Line("summary", "L’essentiel", row)
    for resource in found.inventory.resources:
        yield Line("inventory", FAMILY_LABELS[resource.family], resource)
    steps = {"gaps": found.gaps.blocks, "glocal": found.glocal.blocks, "leaks": found.leaks.blocks}
    for step, blocks in steps.items():
        for block in blocks:
            yield from (Line(step, block.notion.title, row) for row in block.rows)
    for figure in _within(actors_document(found.actors)):
        yield Line("actors", "Ce que la salle dit des acteurs", Row(figure=figure))
    for figure in found.plan.effects:
        yield Line("plan", "Ce que le plan changerait", Row(figure=figure))
    for followed in found.plan.follow_up:
        if followed.figure is not None:
            yield Line("plan", "Ce qui a bougé", Row(figure=followed.figure))


def use(row: Row) -> str:
    """Give how a resource is used; empty for a figure that is no resource.

    Parameters
    ----------
    row : Row
        Any row.
    """
    return row.use if isinstance(row, Resource) else ""


def rows(value: Any) -> Iterator[Row]:
    """Find the figures of a record of ours, those with a comparison whole.

    Parameters
    ----------
    value : Any
        A record, several, or anything else.

    Yields
    ------
    Row
        In the order of the fields.
    """
    if isinstance(value, Row):
        yield value
    elif isinstance(value, Figure):
        yield Row(figure=value)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from rows(getattr(value, name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from rows(each)


def _within(value: Any) -> Iterator[Figure]:
    """Find the figures of a document."""
    if isinstance(value, dict):
        if {"id", "value", "unit", "status"} <= value.keys():
            yield msgspec.convert(value, Figure)
        else:
            for each in value.values():
                yield from _within(each)
    elif isinstance(value, list):
        for each in value:
            yield from _within(each)
