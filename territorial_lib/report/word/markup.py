"""Pieces of WordprocessingML: runs, paragraphs, fields, tables, pictures; every word escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from territorial_lib.report.legible import legible

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
EMU = 9525
"""English metric units in a unit of our pictures, at 96 a inch."""
TWIPS = 9638
"""Width of the text on an A4 page with margins of 2 cm, twentieths of a point."""


def run(text: str, bold: bool = False) -> str:
    """Write words; a line that ends is a line that ends.

    Parameters
    ----------
    text : str
        Plain text.
    bold : bool
        True for what stands out.
    """
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(each)}</w:t>' for each in legible(text).split("\n")
    )
    return f"<w:r>{look}{lines}</w:r>"


def paragraph(content: str, style: str = "", extra: str = "") -> str:
    """Write a paragraph.

    Parameters
    ----------
    content : str
        Runs, already written.
    style : str
        Id of its style; the document's default where empty.
    extra : str
        Other properties, already written.
    """
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{named}{extra}</w:pPr>" if named or extra else ""
    return f"<w:p>{look}{content}</w:p>"


def field(code: str, result: str) -> str:
    """Write a field with its last result.

    Parameters
    ----------
    code : str
        What the word processor computes, such as "PAGE".
    result : str
        What is read until it does, plain text.
    """
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def heading(text: str, level: int, mark: str, number: int) -> str:
    """Write a heading that the table of contents leads to.

    Parameters
    ----------
    text : str
        Plain text.
    level : int
        1 for a chapter, 2 for a section.
    mark : str
        Name of its bookmark.
    number : int
        Number of its bookmark, its own in the document.
    """
    inside = f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{run(text)}'
    inside += f'<w:bookmarkEnd w:id="{number}"/>'
    return paragraph(inside, f"Heading{level}")


def caption(sort: str, number: int, text: str) -> str:
    """Write a numbered caption.

    Parameters
    ----------
    sort : str
        "Tableau" or "Figure".
    number : int
        Its number among its sort.
    text : str
        What it says, plain text.
    """
    counted = field(f"SEQ {sort} \\* ARABIC", str(number))
    keep = "<w:keepNext/>" if sort == "Tableau" else ""
    return paragraph(run(f"{sort}\u00a0") + counted + run(f"\u00a0: {text}"), "Caption", keep)


def contents(entries: Iterable[tuple[int, str, str]]) -> list[str]:
    """Write a table of contents whose entries are already there, and that can be renewed.

    Parameters
    ----------
    entries : iterable of (int, str, str)
        Level, words and bookmark of each heading.

    Returns
    -------
    list of str
        Paragraphs.
    """
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = []
    for level, words, mark in entries:
        link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{run(words)}</w:hyperlink>'
        lines.append(paragraph(start + link, f"TOC{level}"))
        start = ""
    lines.append(paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    return lines


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], about: str
) -> str:
    """Write a table whose header comes back on each page and whose rows are not cut.

    Parameters
    ----------
    header : sequence of str
        Headings, plain text.
    rows : sequence of sequence of str
        Cells, plain text.
    widths : sequence of float
        Share of the width of each column.
    about : str
        What it is, for those who do not see it.
    """
    sizes = [round(TWIPS * each) for each in widths]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in sizes)
    head = _row(header, sizes, "<w:cantSplit/><w:tblHeader/>", "AtelierEntete")
    body = "".join(_row(each, sizes, "<w:cantSplit/>", "AtelierCellule") for each in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(sizes)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={_attribute(about)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def picture(relation: str, number: int, size: tuple[float, float], name: str, alt: str) -> str:
    """Write a picture that stands in the text, with its text alternative.

    Parameters
    ----------
    relation : str
        Id of the relation to its file.
    number : int
        Its number in the document.
    size : tuple of float
        Width and height, in units of our pictures.
    name, alt : str
        Its name and what it says, plain text.
    """
    wide, high = (round(each * EMU) for each in size)
    named = f'id="{number}" name={_attribute(name)} descr={_attribute(alt)}'
    inside = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return paragraph(inside, "AtelierFigure")


TABLE = "TableauAtelier"
"""Id of the tables' style."""


def _row(cells: Sequence[str], sizes: Sequence[int], look: str, style: str) -> str:
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(run(cell), style)}</w:tc>"
        for cell, size in zip(cells, sizes, strict=True)
    )
    return f"<w:tr><w:trPr>{look}</w:trPr>{written}</w:tr>"


def _attribute(text: str) -> str:
    """Quote words as an attribute, short enough for a name."""
    words = " ".join(legible(text).split())
    return quoteattr(words)
