"""A handout: one A4 page that an inhabitant takes home."""

from __future__ import annotations

from html import escape

from territorial_lib.diagnosis import summary
from territorial_lib.diagnosis.summary.records import KeyFigure, Summary
from territorial_lib.report.material import Material
from territorial_lib.report.print_page import heading, print_page
from territorial_lib.schemas.figures import STATUS_LABELS, Figure
from territorial_lib.schemas.rounding import sure
from territorial_lib.typography import quantity

_LONGEST = 110
_ACTIONS, _GAPS, _CHOICES = 6, 3, 4
_STYLE = """
body { font-size: 10.5pt; }
h1 { font-size: 1.7em; } h2 { margin: .6em 0 .15em; font-size: 1.15em; color: var(--tw-accent); }
.figures { display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; }
.figures p { border-bottom: 1px solid var(--tw-line); padding: .15em 0; margin: 0; }
.figures strong { white-space: nowrap; }
ul { margin: .1em 0; padding-left: 1.3em; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; }
small { color: var(--tw-ink-soft); }
"""


def handout(material: Material) -> str:
    """Write the workshop on one page: ten figures, what lacks, what leaves, what is decided.

    Parameters
    ----------
    material : Material
        What is printed.

    Returns
    -------
    str
        One A4 sheet, a whole HTML document.
    """
    found = summary.summarise(material.found)
    figures = "".join(_figure(each) for each in found.figures)
    body = (
        f"{heading(material)}<h1>Ce que nous savons, ce que nous faisons</h1>"
        f'<p class="says">{escape(found.says)}</p>'
        f'<div class="figures">{figures}</div>'
        f"<h2>Où va l’argent</h2><p>{escape(found.leaks.says)}</p>"
        f'<div class="two"><section><h2>Ce qui manque d’abord</h2>{_gaps(found)}</section>'
        f"<section><h2>Comment y répondre</h2>{_choices(found)}</section></div>"
        f"<h2>Ce que nous faisons</h2><p>{escape(material.found.plan.says)}</p>{_actions(found)}"
        f'<p class="source">{escape(found.compared)} Chaque chiffre, avec sa source, son année et '
        "sa fourchette, est dans le classeur de l’atelier.</p>"
    )
    title = f"À emporter, {material.territory.name}"
    return print_page(title, body, size="A4 portrait", margin="12mm", style=_STYLE)


def _figure(each: KeyFigure) -> str:
    figure, beside = each.row.figure, each.row.comparison
    year = "" if figure.year is None else f"{figure.year}, "
    median = "" if beside is None else f"\u202f; semblables\u00a0: {_read(beside.median)}"
    return (
        f"<p>{escape(figure.label)}\u00a0: <strong>{escape(_read(figure))}</strong><br>"
        f"<small>{year}{STATUS_LABELS[figure.status]}{escape(median)}</small></p>"
    )


def _gaps(found: Summary) -> str:
    items = [f"<li>{escape(_short(each.label))}</li>" for each in found.gaps[:_GAPS]]
    return f"<ul>{''.join(items)}</ul>" if items else "<p>Rien n’est encore mesuré ni dit.</p>"


def _choices(found: Summary) -> str:
    items = [
        f"<li>{escape(_short(each.label))}\u00a0: {escape(each.way_label.lower())}"
        f"{'' if each.chosen else ' (proposé)'}</li>"
        for each in found.choices[:_CHOICES]
    ]
    return f"<ul>{''.join(items)}</ul>" if items else "<p>La salle n’a pas encore choisi.</p>"


def _actions(found: Summary) -> str:
    kept = sorted(found.actions, key=lambda each: not each.decided)[:_ACTIONS]
    items = [
        f"<li><strong>{escape(_short(each.title))}</strong>"
        f"{escape(' — ' + _short(each.lead, 40) if each.lead else '')}</li>"
        for each in kept
    ]
    more = len(found.actions) - len(kept)
    rest = f"<p>… et {more} autres dans le classeur.</p>" if more > 0 else ""
    return f"<ul>{''.join(items)}</ul>{rest}" if items else ""


def _short(words: str, longest: int = _LONGEST) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _read(figure: Figure) -> str:
    return quantity(sure(figure, figure.value), figure.unit)
