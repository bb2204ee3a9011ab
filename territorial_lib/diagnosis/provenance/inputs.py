"""What a result was computed from, with the territory's own values, from what was noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.bearing import bearing, movers
from territorial_lib.diagnosis.case import Case, row_ids
from territorial_lib.diagnosis.coefficients import TABLE, coefficient
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.provenance.words import cut_words
from territorial_lib.diagnosis.readings import present
from territorial_lib.schemas import reads
from territorial_lib.schemas.figures import Figure, Resource
from territorial_lib.schemas.registry import TABLES
from territorial_lib.sources import Card

_GEOGRAPHY = frozenset(
    ["epci", "departements", "regions", "zones_emploi", "commune_history", "commune_neighbours"]
)
"""Tables that say who is where: they bring other tables to the territory, and count nothing."""

_COUNTED = {"count": "Nombre"}
"""Variables made by counting rows, which no column names."""


@dataclass(frozen=True)
class TableUsed:
    """A table brought to the territory.

    Parameters
    ----------
    card : Card
        Who publishes it.
    figures : tuple of Figure
        The territory's own rows, the last year of each; those missing last.
    """

    card: Card
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Inputs:
    """What a result was computed from.

    Parameters
    ----------
    measures : tuple of Resource
        Figures of the inventory, the room's corrections in force.
    tables : tuple of TableUsed
        Tables brought to the territory.
    coefficients : tuple of Figure
        Cited parameters.
    sources : tuple of Card
        Tables read whole: the nation, every commune.
    blocks : tuple of str
        Keys of the notions of other blocks, each with inputs of its own.
    corrections : tuple of Correction
        What the room corrected on the way.
    resources : tuple of Resource
        What the room added, where the result looks at it.
    """

    measures: tuple[Resource, ...] = ()
    tables: tuple[TableUsed, ...] = ()
    coefficients: tuple[Figure, ...] = ()
    sources: tuple[Card, ...] = ()
    blocks: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    resources: tuple[Resource, ...] = ()


def inputs(case: Case, read: Collection[str], own: Collection[str] | None = None) -> Inputs:
    """Give what a result was computed from.

    Parameters
    ----------
    case : Case
        The territory whose inventory is taken, and what the room said.
    read : collection of str
        What was noted while it was computed (`Case.reads`).
    own : collection of str, optional
        The part of it that no other block named in `read` read by itself; all of it by default.

    Returns
    -------
    Inputs
        Corrections are those on all the way, other blocks' included.
    """
    mine = read if own is None else own
    corrections, resources, _ = bearing(case.declared, read)
    brought = reads.named(mine, "table")
    return Inputs(
        measures=tuple(_rows(case, reads.named(mine, "measure"))),
        tables=tuple(_table(case, each) for each in brought),
        coefficients=tuple(
            coefficient(case.catalogue, each) for each in reads.named(mine, "coefficient")
        ),
        sources=_cards(case, {*reads.named(mine, "source")} - {*brought, TABLE}),
        blocks=reads.named(read, "block"),
        corrections=corrections,  # type: ignore[arg-type]
        resources=resources,  # type: ignore[arg-type]
    )


def behind(case: Case, variable: str) -> Inputs:
    """Give what a figure of the inventory was read from.

    Parameters
    ----------
    case : Case
        The territory whose inventory is taken.
    variable : str
        Name of a measure.

    Returns
    -------
    Inputs
        Tables, the counts that a rate follows, the room's corrections.
    """
    (measure,) = [each for each in MEASURES if each.variable == variable]
    with reads.apart() as noted:
        measure.read(case.scope)
    names = {*reads.named(noted, "source"), *reads.named(noted, "table"), measure.method.table}
    counts = sorted(movers(variable) - {variable})
    corrections = bearing(case.declared, [f"measure/{variable}"])[0]
    return Inputs(
        measures=tuple(_rows(case, counts)),
        sources=_cards(case, names),
        corrections=corrections,  # type: ignore[arg-type]
    )


def _rows(case: Case, variables: Collection[str]) -> list[Resource]:
    rows = (case.resource(each) for each in variables)
    return [each for each in rows if each is not None]


def _cards(case: Case, names: Collection[str]) -> tuple[Card, ...]:
    cards = case.catalogue.cards
    return tuple(cards[each] for each in sorted(names) if each in cards and each not in _GEOGRAPHY)


def _table(case: Case, name: str) -> TableUsed:
    rows = case.brought(name)
    rows = rows[rows["territory"] == case.territory.code]
    labels = {each.name: each.label for each in TABLES[name].columns} if name in TABLES else {}
    words, ids = cut_words(case.catalogue, name), row_ids(name, rows)
    figures = [
        _figure(record, identity, labels, words)
        for record, identity in zip(rows.to_dict("records"), ids, strict=True)
    ]
    known = sorted(_latest(figures), key=lambda each: each.value is None)
    return TableUsed(case.catalogue.cards[name], tuple(known))


def _latest(figures: list[Figure]) -> list[Figure]:
    """Keep the last year of each figure."""
    found: dict[str, Figure] = {}
    for each in sorted(figures, key=lambda figure: figure.year or 0):
        theme, variable, code, _, cut = each.id.split("/", 4)
        found["/".join([theme, variable, code, cut])] = each
    return list(found.values())


def _figure(
    record: dict[str, object], identity: str, labels: Mapping[str, str], words: Mapping[str, str]
) -> Figure:
    variable, year = str(record["variable"]), record["year"]
    label, cut = labels.get(variable) or _COUNTED.get(variable, variable), identity.split("/", 4)[4]
    said = ", ".join(words.get(each, each) for each in cut.split("+"))
    return Figure(
        id=identity,
        label=label if cut == "-" else f"{label}\u00a0: {said}",
        value=present(record["value"]),
        unit=str(record["unit"]),
        year=None if pd.isna(year) else int(str(year).partition(".")[0]),
        source=str(record["source"]),
        level=str(record["level"]),
        status=record["status"],  # type: ignore[arg-type]
        low=present(record.get("low")),
        high=present(record.get("high")),
        note=str(record["note"]),
    )
