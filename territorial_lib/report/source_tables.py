"""Where figures come from: producer, years, licence, limits, how many figures rest on each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from territorial_lib.diagnosis.gaps.priorities import NOTION as PRIORITIES
from territorial_lib.diagnosis.plan.step import NOTION as PLAN
from territorial_lib.report.figures import lines
from territorial_lib.report.material import Material
from territorial_lib.report.room_tables import made
from territorial_lib.report.table import Field, Table
from territorial_lib.schemas.blocks import Notion
from territorial_lib.sources import Card


@dataclass(frozen=True)
class Cited:
    """A source, as figures cite it.

    Parameters
    ----------
    source : str
        Producer and publication, in French.
    years : tuple of int
        Years of its figures.
    count : int
        How many figures cite it.
    card : Card or None
        The identity card of the table of that very source; None for a computation or a coefficient.
    """

    source: str
    years: tuple[int, ...]
    count: int
    card: Card | None


def cited(material: Material) -> tuple[Cited, ...]:
    """List the sources that the figures cite.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    tuple of Cited
        Those of tables first, each by name; what the room said is not among them.
    """
    cards = {each.source: each for each in material.case.catalogue.cards.values()}
    years: dict[str, list[int | None]] = defaultdict(list)
    for line in lines(material.found):
        figure = line.row.figure
        if figure.source and figure.value is not None and figure.status != "declared":
            years[figure.source].append(figure.year)
    found = [
        Cited(name, _years(given), len(given), cards.get(name)) for name, given in years.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.card is None, each.source)))


def source_table(material: Material) -> Table:
    """Give the sources as a table.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Table
        One row a source.
    """
    fields = (
        Field("Source", "long"),
        Field("Années"),
        Field("Chiffres qui la citent", "number"),
        Field("Producteur"),
        Field("Licence"),
        Field("Adresse", "long"),
        Field("Limites", "long"),
    )
    rows = (
        (
            each.source,
            ", ".join(map(str, each.years)),
            each.count,
            *(_card(each.card) if each.card else ("", "", "", "")),
        )
        for each in cited(material)
    )
    return made(material, ("sources", "Sources", "D’où viennent les chiffres"), fields, rows)


def method_table(material: Material) -> Table:
    """Give the meaning, the formula and the limits of each question as a table.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Table
        One row a question.
    """
    fields = (
        Field("Question", "long"),
        Field("Ce que cela veut dire", "long"),
        Field("Formule", "long"),
        Field("Ce que cela ne dit pas", "long"),
        Field("Référence", "long"),
    )
    rows = (
        (each.title, each.meaning, each.formula, each.limits, each.reference)
        for each in notions(material)
    )
    return made(material, ("methodes", "Méthodes", "Comment c’est calculé"), fields, rows)


def notions(material: Material) -> tuple[Notion, ...]:
    """List the notions that the diagnosis uses.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    tuple of Notion
        Those of the blocks, then of the ranking of gaps and of the plan.
    """
    return (*(each.notion for each in material.found.blocks), PRIORITIES, PLAN)


def _years(given: list[int | None]) -> tuple[int, ...]:
    return tuple(sorted({year for year in given if year is not None}))


def _card(card: Card) -> tuple[str, str, str, str]:
    return card.publisher, card.licence, card.url, card.caveat
