"""The outline as one HTML page: landmarks, a table of contents, maps inside, nothing to fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from territorial_lib.diagnosis.plain import DIGITS
from territorial_lib.identity import variables
from territorial_lib.report.chapters.words import shown
from territorial_lib.report.legible import legible
from territorial_lib.report.outline import (
    Bullets,
    Chapter,
    Drawn,
    Explained,
    Figures,
    Grid,
    Outline,
    Part,
    Words,
)
from territorial_lib.schemas.figures import Row
from territorial_lib.tables.wording import badge, band, level
from territorial_lib.typography import quantity

_HERE = Path(__file__).parent
# Whatever was typed, nothing leaves: the page may run its own scripts and show its own pictures.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; frame-src 'self' about: data:; base-uri 'none'; form-action 'none'"
)
_FIGURE_HEADER = ("Chiffre", "Valeur", "Semblables", "Année", "Statut", "Source")
_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<style>{style}</style></head>
<body><a class="tw-skip" href="#contenu">Aller au contenu</a>
<header><h1>{title}</h1>{about}</header>
<main id="contenu" tabindex="-1">{contents}{chapters}</main>
<footer><p>Page autonome\u00a0: elle s’ouvre sans Internet et n’envoie rien.</p></footer>
<script>{script}</script></body></html>
"""


def write_html(outline: Outline, path: Path) -> None:
    """Write a report as a page.

    Parameters
    ----------
    outline : Outline
        What it says.
    path : Path
        Where; nothing exists there.
    """
    path.write_bytes(legible(page(outline)).encode("utf-8"))


def page(outline: Outline) -> str:
    """Give a report as a page.

    Parameters
    ----------
    outline : Outline
        What it says.

    Returns
    -------
    str
        A complete HTML page that fetches nothing.
    """
    references = {name: rank for rank, name in enumerate(outline.sources, 1)}
    rules = "".join(f"--tw-{name}:{value};" for name, value in variables().items())
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    return _PAGE.format(
        title=escape(outline.title),
        policy=_POLICY,
        style=f":root{{{rules}}}{style}",
        about="".join(_about(outline)),
        contents=_contents(outline.chapters),
        chapters="".join(_chapter(each, references) for each in outline.chapters),
        script=(_HERE / "page.js").read_text(encoding="utf-8"),
    )


def _about(outline: Outline) -> Iterator[str]:
    if outline.subtitle:
        yield f"<p><strong>{escape(outline.subtitle)}</strong></p>"
    for term, words in outline.about:
        yield f"<p><strong>{escape(term)}</strong>\u00a0: {escape(words)}</p>"


def _contents(chapters: Sequence[Chapter]) -> str:
    lines = []
    for chapter in chapters:
        inner = "".join(
            f'<li><a href="#{chapter.key}-{rank}">{escape(section.title)}</a></li>'
            for rank, section in enumerate(chapter.sections, 1)
        )
        under = f"<ul>{inner}</ul>" if inner else ""
        lines.append(f'<li><a href="#{chapter.key}">{escape(chapter.title)}</a>{under}</li>')
    return (
        '<nav aria-labelledby="sommaire"><h2 id="sommaire">Sommaire</h2>'
        f"<ol>{''.join(lines)}</ol></nav>"
    )


def _chapter(chapter: Chapter, references: Mapping[str, int]) -> str:
    inside = [f'<h2 id="{chapter.key}">{escape(chapter.title)}</h2>']
    inside += [_part(each, references) for each in chapter.parts]
    for rank, section in enumerate(chapter.sections, 1):
        inside.append(f'<h3 id="{chapter.key}-{rank}">{escape(section.title)}</h3>')
        inside += [_part(each, references) for each in section.parts]
    return f'<section aria-labelledby="{chapter.key}">{"".join(inside)}</section>'


def _part(part: Part, references: Mapping[str, int]) -> str:
    if isinstance(part, Words):
        style = {"says": ' class="tw-says"', "hint": ' class="tw-hint"'}.get(part.tone, "")
        return f"<p{style}>{escape(part.text)}</p>"
    if isinstance(part, Bullets):
        return f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in part.items)}</ul>"
    if isinstance(part, Figures):
        return _figures(part, references)
    if isinstance(part, Grid):
        return _grid(part)
    return _drawn(part) if isinstance(part, Drawn) else _explained(part)


def _figures(part: Figures, references: Mapping[str, int]) -> str:
    shown_ = _table(part.caption, _FIGURE_HEADER, [_row(each, references) for each in part.rows])
    if not part.more:
        return shown_
    rest = _table(part.caption, _FIGURE_HEADER, [_row(each, references) for each in part.more])
    return shown_ + _folded(f"Les {len(part.more)} autres chiffres", rest, part.caption)


def _row(row: Row, references: Mapping[str, int]) -> str:
    figure, compared = row.figure, row.comparison
    label = f"{figure.label} ({row.place})" if row.place else figure.label
    value = "" if figure.value is None else f' value="{round(float(figure.value), DIGITS)}"'
    around, note = band(figure), figure.note
    extra = f'<span class="tw-band">{escape(around)}</span>' if around else ""
    told = f'<span class="tw-note">{escape(note)}</span>' if note else ""
    median = "" if compared is None else quantity(compared.median.value, figure.unit)
    number = references.get(figure.source)
    cited = (
        f'<a href="#source-{number}" aria-label="source {number}">[{number}]</a>'
        if number and figure.value is not None
        else ""
    )
    return (
        f'<tr data-id="{escape(figure.id)}"><th scope="row">{escape(label)}{told}</th>'
        f'<td class="tw-number"><data{value}>{escape(shown(figure))}</data>{extra}</td>'
        f'<td class="tw-number">{escape(median)}</td>'
        f"<td>{'' if figure.year is None else figure.year}</td>"
        f'<td>{badge(figure)}<span class="tw-note">{escape(level(figure))}</span></td>'
        f"<td>{cited}</td></tr>"
    )


def _grid(part: Grid) -> str:
    shown_ = _table(part.caption, part.header, [_cells(each) for each in part.rows])
    if not part.more:
        return shown_
    rest = _table(part.caption, part.header, [_cells(each) for each in part.more])
    return shown_ + _folded(f"Les {len(part.more)} lignes suivantes", rest, part.caption)


def _cells(cells: Sequence[str]) -> str:
    first, *others = cells
    mark = f' id="source-{first[1:-1]}"' if first.startswith("[") and first.endswith("]") else ""
    inside = "".join(f"<td>{escape(each)}</td>" for each in others)
    return f'<tr{mark}><th scope="row">{escape(first)}</th>{inside}</tr>'


def _table(caption: str, header: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in header)
    return (
        '<div class="tw-table-scroll" tabindex="0" role="group" '
        f'aria-label="{escape(caption)}"><table class="tw-table">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _folded(words: str, inside: str, about: str = "") -> str:
    hidden = f'<span class="tw-hidden">\u00a0: {escape(about)}</span>' if about else ""
    return f"<details><summary>{escape(words)}{hidden}</summary>{inside}</details>"


def _drawn(part: Drawn) -> str:
    chart = part.chart
    title = escape(chart.title)
    if part.live is None:
        shown_ = chart.svg
    else:
        source = part.live().replace("&", "&amp;").replace('"', "&quot;")
        shown_ = (
            f'<iframe title="{title}" sandbox="allow-scripts" srcdoc="{source}"></iframe>'
            f'<p class="tw-hidden">{escape(chart.alt)}</p>'
        )
    table = f'<div class="tw-table-scroll">{chart.table()}</div>'
    caption = f"<figcaption>{title}</figcaption>"
    folded = _folded("Les chiffres", table, chart.title)
    return f'<figure class="tw-chart">{caption}{shown_}{folded}</figure>'


def _explained(part: Explained) -> str:
    notion = part.notion
    terms = (
        ("Ce que cela veut dire", notion.meaning),
        ("Formule", notion.formula),
        ("Ce que cela ne dit pas", notion.limits),
        ("Référence", notion.reference),
    )
    inside = "".join(f"<dt>{term}</dt><dd>{escape(words)}</dd>" for term, words in terms if words)
    return _folded("Comprendre, avec la formule et les limites", f"<dl>{inside}</dl>", notion.title)
