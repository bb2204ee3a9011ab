"""A page made to be printed: one file, its styles inside, nothing to fetch."""

from __future__ import annotations

from html import escape

from territorial_lib import identity
from territorial_lib.report.material import Material
from territorial_lib.typography import long_date

_STYLE = """
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; background: #fff; color: var(--tw-ink); font-family: var(--tw-font);
  font-size: 11pt; line-height: 1.35; }
main { max-width: 100%; overflow-wrap: anywhere; }
h1 { font-size: 2.4em; line-height: 1.1; margin: .1em 0 .3em; }
h2 { font-size: 1.35em; margin: .9em 0 .3em; break-after: avoid; }
p { margin: .25em 0; }
svg { display: block; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .2em 0; }
th, td { text-align: left; vertical-align: top; padding: .3em .5em; border-bottom: 1px solid
  var(--tw-line); }
thead { display: table-header-group; }
tr, figure, li { break-inside: avoid; }
figure { margin: 0; } figcaption { font-weight: 600; margin-bottom: .3em; }
.of { display: flex; justify-content: space-between; gap: 1em; color: var(--tw-ink-soft);
  border-bottom: 3px solid var(--tw-accent); padding-bottom: .3em; }
.says { font-size: 1.25em; max-width: 60em; }
.source { color: var(--tw-ink-soft); font-size: .8em; }
.number { text-align: right; white-space: nowrap; }
@media screen { body { padding: 1.2em; max-width: 60em; margin: auto; } }
"""


def print_page(title: str, body: str, *, size: str, margin: str = "14mm", style: str = "") -> str:
    """Write a page to print.

    Parameters
    ----------
    title : str
        What it is, plain text.
    body : str
        HTML of the page, already escaped.
    size : str
        Paper, as CSS says it, such as "A3 portrait".
    margin : str
        Blank around the paper, as CSS says it.
    style : str
        Rules of this page alone.

    Returns
    -------
    str
        A whole HTML document that fetches nothing.
    """
    shared = identity.STYLESHEET.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{shared}\n"
        f"@page {{ size: {size}; margin: {margin}; }}\n{_STYLE}{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def heading(material: Material) -> str:
    """Write what a sheet is about: the workshop, its territory, its day.

    Parameters
    ----------
    material : Material
        What is printed.

    Returns
    -------
    str
        HTML, escaped.
    """
    day = "" if material.day is None else f", {long_date(material.day)}"
    return (
        f'<p class="of"><span>{escape(material.territory.name)}</span>'
        f"<span>{escape(material.name + day)}</span></p>"
    )
