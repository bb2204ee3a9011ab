"""What do we have? Natural, human and economic resources of one territory, beside its like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import msgspec
import pandas as pd

from territorial_lib.diagnosis import overlay
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory import following, lowering
from territorial_lib.diagnosis.inventory.measures import (
    ADDITIVE,
    IMPORTED,
    MEASURES,
    NATURAL_IMPORTS,
    UNKNOWN,
)
from territorial_lib.diagnosis.inventory.methods import Banded, CommuneSum, Measure, Quotient
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.readings import Reading, Scope
from territorial_lib.diagnosis.rows import comparison
from territorial_lib.errors import AmbiguousTerritory, UnknownTerritory
from territorial_lib.geography.similar import Likeness, similar
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.schemas.figures import Figure, Resource, figure_id
from territorial_lib.sources import Catalogue

_READ = "inventory/readings"


@dataclass(frozen=True)
class Inventory:
    """The inventory of one territory.

    Parameters
    ----------
    territory : Territory
        The territory.
    likeness : Likeness
        The territories it is compared with, and why.
    resources : tuple of Resource
        One row a resource, the room's last.
    laid : Scope or None
        The territories as they were read, before any correction: what the next one starts from.
    """

    territory: Territory
    likeness: Likeness
    resources: tuple[Resource, ...]
    laid: Scope | None = field(default=None, repr=False, compare=False)

    def resource(self, variable: str) -> Resource:
        """Give the row of a variable.

        Parameters
        ----------
        variable : str
            Its name, as in the figure's id.

        Returns
        -------
        Resource
            The row; KeyError where there is none.
        """
        for each in self.resources:
            if each.figure.id.split("/")[1] == variable:
                return each
        raise KeyError(variable)


def diagnose(
    territory: Territory,
    catalogue: Catalogue,
    declared: Declared | None = None,
    likeness: Likeness | None = None,
    laid: Scope | None = None,
) -> Inventory:
    """Take stock of a territory.

    Parameters
    ----------
    territory : Territory
        The territory.
    catalogue : Catalogue
        Where tables are read.
    declared : Declared, optional
        What the room said.
    likeness : Likeness, optional
        Territories to compare with; found when absent.
    laid : Scope, optional
        What an earlier inventory of the same tables was read from (`Inventory.laid`): read again
        only where its territories are not these.

    Returns
    -------
    Inventory
        Every measure, missing ones said, then what only the room can tell, then what it told.
    """
    declared = declared or Declared()
    gazetteer = Gazetteer(catalogue)
    likeness = likeness or similar(territory, gazetteer)
    others = [each for each in likeness.territories if each.code != territory.code]
    parts = _corrected_parts(territory, declared.corrections, gazetteer)
    context = _Context(territory, others, parts, declared.corrections, declared.imported)
    territories = (territory, *_distinct(others, parts))
    scope = laid
    if scope is None or scope.catalogue is not catalogue or scope.territories != territories:
        scope = Scope(catalogue, gazetteer, territories)
    official = [
        _resource(reading, measure, context)
        for measure, reading in zip(MEASURES, _readings(scope), strict=True)
    ]
    official = following.followed(official, MEASURES)
    unknown = [_unknown(each, territory) for each in UNKNOWN]
    brought = [_brought(each) for each in declared.imported if not _measured(each)]
    rows = (*official, *brought, *unknown, *declared.resources)
    return Inventory(territory, likeness, rows, scope)


def _readings(scope: Scope) -> list[Reading]:
    """Read every measure as it is published, once for the same territories."""
    if _READ not in scope.kept:
        scope.kept[_READ] = [measure.read(scope) for measure in MEASURES]
    found: list[Reading] = scope.kept[_READ]
    return found


def by_commune(
    territory: Territory, catalogue: Catalogue, variable: str, declared: Declared | None = None
) -> pd.DataFrame:
    """Give a variable for each commune of a territory, the room's corrections included.

    Parameters
    ----------
    territory : Territory
        The territory.
    catalogue : Catalogue
        Where tables are read.
    variable : str
        Name of a measure.
    declared : Declared, optional
        What the room said.

    Returns
    -------
    pandas.DataFrame
        Indexed by commune: ``name``, ``value``, ``status``, ``note``, and ``corrected`` (True
        where a correction moved it).
    """
    gazetteer = Gazetteer(catalogue)
    communes = tuple(gazetteer.territory(code) for code in territory.communes)
    measure = next(each for each in MEASURES if each.variable == variable)
    scope = Scope(catalogue, gazetteer, communes)
    corrections = (declared or Declared()).corrections
    parts = _corrected_parts(territory, corrections, gazetteer)
    said = lowering.Corrections.of(territory.code, corrections, parts)
    frame = _corrected(measure, measure.read(scope), scope, said)
    names = gazetteer.communes["name"].reindex(frame.index)
    frame.insert(0, "name", names.to_numpy())
    return frame


@dataclass(frozen=True)
class _Context:
    """What a row needs beside its reading."""

    territory: Territory
    others: Sequence[Territory]
    parts: Sequence[Territory]
    corrections: Sequence[Correction]
    imported: Sequence[Figure]


def _corrected(
    measure: Measure, reading: Reading, scope: Scope, said: lowering.Corrections
) -> pd.DataFrame:
    if isinstance(rate := measure.method, Quotient):
        named = following.counts(MEASURES)
        terms = [
            lowering.term(count, named.get(count), scope)
            for count in (rate.numerator, rate.denominator)
        ]
        return lowering.corrected_rates(reading, rate, terms, said)
    if measure.variable in ADDITIVE:
        return lowering.corrected_counts(reading, said)
    alone = replace(said, territory="", parts=())  # neither adds up: each commune has its own
    return lowering.corrected_counts(reading, alone)


def _id(reading: Reading, code: str) -> str:
    return figure_id(reading.theme, reading.variable, code, reading.year)


def _corrected_parts(
    territory: Territory, corrections: Iterable[Correction], gazetteer: Gazetteer
) -> list[Territory]:
    codes = {each.territory for each in corrections} - {territory.code}
    found = [each for code in sorted(codes) if (each := _known(code, gazetteer)) is not None]
    inside = set(territory.communes)
    return [each for each in found if inside.issuperset(each.communes)]


def _known(code: str, gazetteer: Gazetteer) -> Territory | None:
    """Find a territory; None where a correction names none: the feed shows it, no figure moves."""
    try:
        return gazetteer.territory(code)
    except (UnknownTerritory, AmbiguousTerritory):
        return None


def _distinct(*groups: Sequence[Territory]) -> list[Territory]:
    return list({each.code: each for group in groups for each in group}.values())


def _resource(
    reading: Reading,
    measure: Measure,
    context: _Context,
) -> Resource:
    official = reading.figure(context.territory.code)
    imported = [
        msgspec.structs.replace(each, id=official.id)
        for each in context.imported
        if _measured(each) == measure.variable
    ]
    known = overlay.retained([*imported, official])
    versions = [official, *imported]
    for each in _declared_versions(known, reading, measure, context):
        versions = overlay.joined(versions, each)
    return Resource(
        figure=overlay.retained(reversed(versions)),
        family=measure.family,
        category=measure.category,
        use=measure.use,
        key=context.territory.kind in measure.key,
        comparison=comparison(reading, [each.code for each in context.others]),
        versions=tuple(versions),
    )


def _declared_versions(
    known: Figure,
    reading: Reading,
    measure: Measure,
    context: _Context,
) -> list[Figure]:
    own = [each for each in context.corrections if each.figure == known.id]
    if own:
        return [overlay.corrected(known, each) for each in own]
    if reading.variable not in ADDITIVE:
        return []
    said = {each.figure: each for each in context.corrections}
    parts = lowering.outermost([part for part in context.parts if _id(reading, part.code) in said])
    outer = {part.code: reading.figure(part.code) for part in parts}
    raised = overlay.raised(
        known,
        outer,
        [said[part.id] for part in outer.values()],
        summed=isinstance(measure.method, CommuneSum | Banded),
        complete=sum(len(part.communes) for part in parts) == len(context.territory.communes),
    )
    return [raised] if raised else []


def _measured(imported: Figure) -> str | None:
    """Name the measure that an imported figure is another version of, None where there is none."""
    theme, variable, _, _, cut = imported.id.split("/")
    return IMPORTED.get((theme, variable)) if cut == "-" else None


def _brought(imported: Figure) -> Resource:
    theme = imported.id.split("/")[0]
    natural = theme.startswith(NATURAL_IMPORTS)
    return Resource(
        figure=imported,
        family="natural" if natural else "economic",
        category="Fichiers importés",
        versions=(imported,),
    )


def _unknown(row: Resource, territory: Territory) -> Resource:
    theme, variable, _, vintage, dimension = row.figure.id.split("/")
    own = "/".join([theme, variable, territory.code, vintage, dimension])
    return msgspec.structs.replace(row, figure=msgspec.structs.replace(row.figure, id=own))
