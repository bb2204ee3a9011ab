"""A whole report, chapter by chapter."""

from __future__ import annotations

from collections.abc import Sequence

from territorial_lib.diagnosis.summary import summarise
from territorial_lib.report.chapters.back import sources
from territorial_lib.report.chapters.inventory import inventory
from territorial_lib.report.chapters.one_page import one_page
from territorial_lib.report.chapters.people import acting
from territorial_lib.report.chapters.plan import planning
from territorial_lib.report.chapters.steps import glocal, lacking, leaking
from territorial_lib.report.material import Material
from territorial_lib.report.outline import Chapter, Figures, Outline
from territorial_lib.report.read_me import about
from territorial_lib.report.source_tables import Cited, cited
from territorial_lib.typography import long_date


def outlined(material: Material) -> Outline:
    """Lay out a report.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Outline
        The same for a document and for a page.
    """
    summary = summarise(material.found)
    when = "" if material.day is None else f"{material.name}, {long_date(material.day)}"
    chapters = (
        one_page(summary),
        inventory(material),
        lacking(material),
        glocal(material),
        leaking(material),
        acting(material),
        planning(material, summary),
    )
    known, first = _referred(cited(material), _seen(chapters))
    return Outline(
        title=f"Diagnostic de territoire\u00a0: {material.territory.name}",
        subtitle=when,
        about=tuple((term, words) for term, words, _ in about(material)),
        chapters=(*chapters, sources(material, known, first)),
        sources=tuple(each.source for each in known),
    )


def _seen(chapters: Sequence[Chapter]) -> list[str]:
    """List the sources of the figures that every reader sees, in order."""
    parts = [part for each in chapters for part in each.every()]
    rows = [row for part in parts if isinstance(part, Figures) for row in part.rows]
    return list(dict.fromkeys(row.figure.source for row in rows))


def _referred(known: tuple[Cited, ...], seen: Sequence[str]) -> tuple[tuple[Cited, ...], int]:
    """Put the sources that are seen first, and count them."""
    by_name = {each.source: each for each in known}
    first = tuple(by_name[name] for name in seen if name in by_name)
    names = {each.source for each in first}
    return (*first, *(each for each in known if each.source not in names)), len(first)
