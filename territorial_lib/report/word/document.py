"""The outline as a DOCX: real headings, captions, tables, pictures, sources by their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docx.oxml import parse_xml

from territorial_lib.charts import Chart
from territorial_lib.report.chapters.words import shown
from territorial_lib.report.legible import legible
from territorial_lib.report.outline import (
    Bullets,
    Drawn,
    Explained,
    Figures,
    Grid,
    Outline,
    Part,
    Words,
)
from territorial_lib.report.word import markup
from territorial_lib.report.word.drawing import read
from territorial_lib.report.word.metafile import metafile
from territorial_lib.report.word.styles import LANGUAGE, restyle
from territorial_lib.schemas.figures import STATUS_LABELS, Row
from territorial_lib.tables.wording import band
from territorial_lib.typography import quantity

FIGURE_HEADER = ("Chiffre", "Valeur", "Semblables", "Année", "Statut", "Source")
"""Headings of the tables of figures."""
_FIGURE_WIDTHS = (0.35, 0.23, 0.16, 0.08, 0.1, 0.08)
_TONES = {"says": "AtelierConstat", "hint": "AtelierNote"}
_WIDEST = 640.0
"""Width of the text, in units of our pictures."""
_TALLEST = 800.0


def write_docx(outline: Outline, path: Path) -> None:
    """Write a report as a document.

    Parameters
    ----------
    outline : Outline
        What it says.
    path : Path
        Where; nothing exists there.
    """
    document = docx.Document()
    restyle(document, legible(outline.title))
    known = document.core_properties
    known.title, known.language = legible(outline.title)[:250], LANGUAGE
    known.author, known.subject = "Classeur de territoire", legible(outline.subtitle)[:250]
    known.comments, known.keywords = "", "diagnostic de territoire"
    writer = _Writer(document.part, outline)
    body = document.element.body
    for each in [child for child in body if not child.tag.endswith("}sectPr")]:
        body.remove(each)
    inside = "".join(writer.written())
    made = parse_xml(f"<w:body {markup.NAMESPACES}>{inside}</w:body>")
    for rank, each in enumerate(list(made)):
        body.insert(rank, each)
    with path.open("wb") as stream:
        document.save(stream)


class _Writer:
    """Writes the parts of an outline, counting tables, pictures and bookmarks."""

    def __init__(self, part: FilePart, outline: Outline) -> None:
        self._part, self._outline = part, outline
        self._references = {name: rank for rank, name in enumerate(outline.sources, 1)}
        self._tables = self._pictures = self._marks = 0

    def written(self) -> Iterator[str]:
        outline = self._outline
        yield markup.paragraph(markup.run(outline.title), "Title")
        if outline.subtitle:
            yield markup.paragraph(markup.run(outline.subtitle), "Subtitle")
        for term, words in outline.about:
            yield markup.paragraph(markup.run(f"{term}\u00a0: ", True) + markup.run(words))
        yield from markup.contents(self._entries())
        for rank, chapter in enumerate(outline.chapters):
            yield self._heading(chapter.title, 1, f"c{rank}")
            for part in chapter.parts:
                yield from self._one(part)
            for order, section in enumerate(chapter.sections):
                yield self._heading(section.title, 2, f"c{rank}s{order}")
                for part in section.parts:
                    yield from self._one(part)

    def _entries(self) -> Iterator[tuple[int, str, str]]:
        for rank, chapter in enumerate(self._outline.chapters):
            yield 1, chapter.title, f"c{rank}"
            for order, section in enumerate(chapter.sections):
                yield 2, section.title, f"c{rank}s{order}"

    def _heading(self, text: str, level: int, mark: str) -> str:
        self._marks += 1
        return markup.heading(text, level, mark, self._marks)

    def _one(self, part: Part) -> Iterator[str]:
        if isinstance(part, Words):
            yield markup.paragraph(markup.run(part.text), _TONES.get(part.tone, ""))
        elif isinstance(part, Bullets):
            for each in part.items:
                yield markup.paragraph(markup.run(each), "ListBullet")
        elif isinstance(part, Figures):
            rows = [self._figure(each) for each in part.rows]
            yield from self._table(part.caption, FIGURE_HEADER, rows, _FIGURE_WIDTHS)
        elif isinstance(part, Grid):
            widths = part.widths or (1 / len(part.header),) * len(part.header)
            yield from self._table(part.caption, part.header, part.rows, widths)
        elif isinstance(part, Drawn):
            yield from self._picture(part.chart)
        else:
            yield from _explained(part)

    def _table(
        self,
        caption: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
    ) -> Iterator[str]:
        self._tables += 1
        yield markup.caption("Tableau", self._tables, caption)
        yield markup.table(header, rows, widths, caption)
        yield markup.paragraph("", "AtelierNote")

    def _figure(self, row: Row) -> tuple[str, ...]:
        figure, compared = row.figure, row.comparison
        label = f"{figure.label} ({row.place})" if row.place else figure.label
        around = band(figure)
        reference = self._references.get(figure.source)
        return (
            label,
            f"{shown(figure)}\n{around}" if around else shown(figure),
            "" if compared is None else quantity(compared.median.value, figure.unit),
            "" if figure.year is None else str(figure.year),
            STATUS_LABELS[figure.status],
            "" if reference is None or figure.value is None else f"[{reference}]",
        )

    def _picture(self, chart: Chart) -> Iterator[str]:
        self._pictures += 1
        drawing = read(chart.svg)
        package = self._part.package
        assert package is not None
        name = PackURI(f"/word/media/figure{self._pictures}.emf")
        file = FilePart(name, "image/x-emf", metafile(drawing), package)
        relation = self._part.relate_to(file, RELATIONSHIP_TYPE.IMAGE)
        scale = min(1.0, _WIDEST / drawing.width, _TALLEST / drawing.height)
        size = (drawing.width * scale, drawing.height * scale)
        yield markup.picture(
            relation, self._pictures, size, chart.title, f"{chart.title}. {chart.alt}"
        )
        yield markup.caption("Figure", self._pictures, chart.title)


def _explained(part: Explained) -> Iterator[str]:
    notion = part.notion
    for term, words in (("Ce que cela veut dire", notion.meaning), ("Limites", notion.limits)):
        if words:
            said = markup.run(f"{term}\u00a0: ", True) + markup.run(words)
            yield markup.paragraph(said, "AtelierNote")
