"""The document's styles: named, in French, so that a town hall restyles everything at once."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from territorial_lib.identity import colour
from territorial_lib.report.word.markup import NAMESPACES, TABLE, field, paragraph, run

LANGUAGE = "fr-FR"
_FACE = "Arial"


def restyle(document: Document, title: str) -> None:
    """Give a document its page, its language, its styles, its header and its footer.

    Parameters
    ----------
    document : docx.document.Document
        A new one.
    title : str
        What the header says, plain text.
    """
    _page(document, title)
    styles = document.styles.element
    _language(styles)
    for each in (*_built_in(), *_own(), _table()):
        _put(styles, each)
    settings = document.settings.element
    settings.append(_xml('<w:updateFields w:val="true" NS/>'))
    settings.append(_xml(f'<w:themeFontLang w:val="{LANGUAGE}" NS/>'))


def _page(document: Document, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    _replaced(section.header, paragraph(run(title), "AtelierNote"))
    page = run("Page\u00a0") + field("PAGE", "1") + run("\u00a0/\u00a0") + field("NUMPAGES", "1")
    _replaced(section.footer, paragraph(page, "AtelierNote", '<w:jc w:val="right"/>'))


def _replaced(part: Any, written: str) -> None:
    for each in list(part._element):
        part._element.remove(each)
    part._element.append(_xml(written))


def _language(styles: Any) -> None:
    for each in styles.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            each.set(qn(name), LANGUAGE)


def _put(styles: Any, written: str) -> None:
    """Add a style, in place of the one of the same id."""
    made = _xml(written)
    for each in styles.findall(qn("w:style")):
        if each.get(qn("w:styleId")) == made.get(qn("w:styleId")):
            styles.remove(each)
    styles.append(made)


def _built_in() -> list[str]:
    ink, accent, soft = (_hex(each) for each in ("ink", "accent", "ink-soft"))
    large = '<w:outlineLvl w:val="{}"/>'
    return [
        _style("Normal", "Normal", "", "", _letters(20, ink), "w:default='1'"),
        _style(
            "Title",
            "Title",
            '<w:spacing w:before="0" w:after="160"/>',
            "Normal",
            _letters(44, accent, True),
        ),
        _style("Subtitle", "Subtitle", '<w:spacing w:after="400"/>', "Normal", _letters(26, soft)),
        _style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="200"/>'
            + large.format(0),
            "Normal",
            _letters(36, accent, True),
        ),
        _style(
            "Heading2",
            "heading 2",
            '<w:keepNext/><w:spacing w:before="360" w:after="120"/>' + large.format(1),
            "Normal",
            _letters(26, accent, True),
        ),
        _style(
            "Caption",
            "caption",
            '<w:spacing w:before="160" w:after="80"/>',
            "Normal",
            _letters(18, soft, True),
        ),
        _style(
            "TOC1",
            "toc 1",
            '<w:spacing w:before="50" w:after="0" w:line="240" w:lineRule="auto"/>',
            "Normal",
            _letters(18, ink, True),
        ),
        _style(
            "TOC2",
            "toc 2",
            '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="300"/>',
            "Normal",
            _letters(16, ink),
        ),
        _style(
            "ListBullet",
            "List Bullet",
            '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>',
            "Normal",
            "",
        ),
    ]


def _own() -> list[str]:
    ink, accent, soft = (_hex(each) for each in ("ink", "accent", "ink-soft"))
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{accent}"/></w:pBdr>'
    return [
        _style(
            "AtelierConstat",
            "Atelier Constat",
            f'{bar}<w:spacing w:before="60" w:after="160"/>',
            "Normal",
            _letters(23, ink),
        ),
        _style(
            "AtelierNote",
            "Atelier Note",
            '<w:spacing w:after="100"/>',
            "Normal",
            _letters(17, soft),
        ),
        _style(
            "AtelierCellule",
            "Atelier Cellule",
            '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>',
            "Normal",
            _letters(17, ""),
        ),
        _style(
            "AtelierEntete",
            "Atelier En-tête",
            '<w:keepNext/><w:spacing w:before="20" w:after="20"/>',
            "Normal",
            _letters(16, "FFFFFF", True),
        ),
        _style(
            "AtelierFigure",
            "Atelier Figure",
            '<w:keepNext/><w:spacing w:before="120" w:after="0"/>',
            "Normal",
            "",
        ),
    ]


def _style(key: str, name: str, look: str, based: str, letters: str, more: str = "") -> str:
    based_on = f'<w:basedOn w:val="{based}"/>' if based else ""
    custom = ' w:customStyle="1"' if name.startswith("Atelier") else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}" {more} NS><w:name w:val="{name}"/>'
        f"{based_on}<w:uiPriority w:val='9'/><w:qFormat/><w:pPr>{look}</w:pPr>"
        f"<w:rPr>{letters}</w:rPr></w:style>"
    )


def _letters(size: int, shade: str, bold: bool = False) -> str:
    heavy = "<w:b/>" if bold else ""
    tint = f'<w:color w:val="{shade}"/>' if shade else ""
    return (
        f'<w:rFonts w:ascii="{_FACE}" w:hAnsi="{_FACE}" w:cs="{_FACE}" w:eastAsia="{_FACE}"/>'
        f'{heavy}{tint}<w:sz w:val="{size}"/><w:lang w:val="{LANGUAGE}"/>'
    )


def _table() -> str:
    line, accent, paper = (_hex(each) for each in ("line", "accent", "accent-soft"))
    sides = "".join(
        f'<w:{each} w:val="single" w:sz="4" w:space="0" w:color="{line}"/>'
        for each in ("top", "bottom", "insideH")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}" NS>'
        '<w:name w:val="Tableau Atelier"/><w:uiPriority w:val="99"/>'
        f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{accent}"/></w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{paper}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _hex(name: str) -> str:
    return colour(name).lstrip("#").upper()


def _xml(written: str) -> Any:
    """Read a piece of the document; NS stands for the namespaces."""
    if "NS" not in written.split(">", 1)[0]:
        return parse_xml(written.replace(">", f" {NAMESPACES}>", 1))
    return parse_xml(written.replace(" NS", f" {NAMESPACES}", 1))
