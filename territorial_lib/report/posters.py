"""Posters A3, to print and pin up: the map, the leaks, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import pandas as pd

from territorial_lib.charts.bars import BarItem, bars
from territorial_lib.charts.gantt import GanttItem, gantt
from territorial_lib.diagnosis import summary
from territorial_lib.diagnosis.inventory import taking
from territorial_lib.diagnosis.summary.records import ActionLine, LeakSummary, Summary
from territorial_lib.diagnosis.summary.whole import says
from territorial_lib.report.commune_drawing import Mapped, drawing
from territorial_lib.report.material import Material, Placed
from territorial_lib.report.print_page import heading, print_page
from territorial_lib.schemas.figures import Figure
from territorial_lib.schemas.rounding import sure
from territorial_lib.tables.wording import band, line
from territorial_lib.typography import long_date, quantity

_MAPPED = ("vacancy_rate", "density", "area")
"""Variables tried in order: the first known for a commune is mapped."""
_PLACED, _LEAKS, _BARS = 24, 10, 14
_STYLE = """
body { font-size: 15pt; }
.map svg { width: 100% !important; max-width: none !important; max-height: 255mm; height: auto;
  margin: 0 auto; }
.placed { columns: 2; column-gap: 10mm; font-size: .8em; padding-left: 1.4em; margin: .4em 0; }
.chart svg { width: 100% !important; max-width: none !important; height: auto; max-height: 220mm; }
table { font-size: .72em; } th small { font-weight: 400; } td { overflow-wrap: normal; }
.big { display: flex; gap: 12mm; margin: .4em 0; } .big p { flex: 1; }
.big strong { display: block; font-size: 2em; line-height: 1.1; color: var(--tw-accent); }
"""


def map_poster(material: Material) -> str:
    """Draw the territory, a variable by commune, and what the room put on the map.

    Parameters
    ----------
    material : Material
        What is printed.

    Returns
    -------
    str
        One A3 sheet, a whole HTML document.
    """
    figure, values = _mapped(material)
    communes = material.communes.assign(value=values.reindex(material.communes.index))
    people = material.case.scope.gazetteer.communes["population"]
    placed = material.placed[:_PLACED]
    mapped = Mapped(f"{figure.label}, commune par commune", figure.label, figure.unit)
    body = (
        f"{heading(material)}<h1>Qu’avons-nous\u202f?</h1>"
        f'<p class="says">{escape(says(material.found.inventory))}</p>'
        f'<figure class="map">{drawing(communes, people, mapped, placed).svg}</figure>'
        f"{_listed(placed, len(material.placed))}{_source(figure)}"
    )
    return print_page(f"La carte, {material.territory.name}", body, **_A3)


def leaks_poster(material: Material) -> str:
    """Draw where the money goes: the share that leaves, the largest leaks, the energy bill.

    Parameters
    ----------
    material : Material
        What is printed.

    Returns
    -------
    str
        One A3 sheet, a whole HTML document.
    """
    found = summary.summarise(material.found).leaks
    body = (
        f"{heading(material)}<h1>Où va l’argent\u202f?</h1>"
        f'<p class="says">{escape(found.says)}</p><div class="big">{_totals(found)}</div>'
        f"{_largest(found)}{_known(found)}"
    )
    return print_page(f"Les fuites, {material.territory.name}", body, **_A3)


def plan_poster(material: Material) -> str:
    """Write the plan: what is done, by whom, when, at what cost, with what disagreement.

    Parameters
    ----------
    material : Material
        What is printed.

    Returns
    -------
    str
        One A3 sheet for a plan of some fifteen actions, more for a longer one.
    """
    found = summary.summarise(material.found)
    body = (
        f"{heading(material)}<h1>Que faisons-nous\u202f?</h1>"
        f'<p class="says">{escape(material.found.plan.says)}</p>'
        f"{_timetable(material)}{_actions(found)}{_decisions(found)}"
    )
    return print_page(f"Le plan, {material.territory.name}", body, **_A3)


_A3 = {"size": "A3 portrait", "margin": "14mm", "style": _STYLE}


def _mapped(material: Material) -> tuple[Figure, pd.Series]:
    case = material.case
    for variable in _MAPPED:
        row = material.found.inventory.resource(variable)
        figure = row.versions[0] if row.versions else row.figure
        found = taking.by_commune(case.territory, case.catalogue, variable, case.declared)
        values = found["value"].astype(float)
        if values.notna().any():
            break
    return figure, values


def _listed(placed: Sequence[Placed], count: int) -> str:
    items = "".join(f"<li>{escape(each.label)}</li>" for each in placed)
    more = count - len(placed)
    rest = f"<p>… et {more} autres, dans le classeur.</p>" if more > 0 else ""
    head = "<h2>Ce que la salle a placé</h2>" if placed else ""
    return f'{head}<ol class="placed">{items}</ol>{rest}' if placed else ""


def _source(figure: Figure) -> str:
    year = "" if figure.year is None else f", {figure.year}"
    return f'<p class="source">{escape(figure.label + year)}. {escape(figure.source)}.</p>'


def _totals(found: LeakSummary) -> str:
    shown = [
        (found.share, "des achats d’ici partent ailleurs"),
        (found.total, "partent ailleurs"),
        (found.energy, "pour l’énergie"),
    ]
    return "".join(
        f"<p><strong>{escape(_read(row.figure))}</strong>{escape(words)}<br>"
        f"<small>{escape(band(row.figure))}</small></p>"
        for row, words in shown
        if row is not None
    )


def _largest(found: LeakSummary) -> str:
    if not found.largest:
        return ""
    figures = [row.figure for row in found.largest[:_LEAKS]]
    items = [
        BarItem(each.label, sure(each, each.value), sure(each, each.low), sure(each, each.high))
        for each in figures
    ]
    first = figures[0]
    title = f"Ce qui part, produit par produit ({first.unit}, {first.year})"
    chart = bars(items, title=title, unit=first.unit)
    return f'<figure class="chart"><figcaption>{escape(title)}</figcaption>{chart.svg}</figure>'


def _known(found: LeakSummary) -> str:
    rows = [row for row in (found.share, found.total, *found.largest[:1], found.energy) if row]
    told = dict.fromkeys(f"{line(row.figure)}. {row.figure.source}." for row in rows)
    said = "".join(f"<br>{escape(each)}" for each in told)
    return f'<p class="source">Le trait dit la fourchette, d’une lecture à l’autre.{said}</p>'


def _timetable(material: Material) -> str:
    placed = material.found.plan.bars
    items = [
        GanttItem(each.title, each.lead, each.start, each.end, promised=each.first_end)
        for each in placed[:_BARS]
    ]
    if not items:
        return ""
    chart = gantt(items, title="Le calendrier")
    return f'<figure class="chart"><figcaption>Le calendrier</figcaption>{chart.svg}</figure>'


def _actions(found: Summary) -> str:
    if not found.actions:
        return ""
    voted = any(each.vote for each in found.actions)
    columns = ("Action", "Qui mène, avec qui", "Quand", "Coût", *(["Vote"] if voted else []))
    head = "".join(f'<th scope="col">{each}</th>' for each in columns)
    rows = "".join(_action(each, voted) for each in found.actions)
    return (
        "<table><caption>Les actions</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _action(each: ActionLine, voted: bool) -> str:
    answers = f"<br><small>Répond à\u00a0: {escape(each.answers)}</small>" if each.answers else ""
    split = f"<br><small>{escape(each.disagreement)}</small>" if each.disagreement else ""
    who = ", ".join([each.lead or "Personne encore", *each.partners])
    dates = " – ".join(long_date(day) for day in (each.start, each.end) if day is not None)
    cost = "" if each.cost.value is None else quantity(each.cost.value, "€", 0)
    vote = f"<td>{escape(each.vote)}{split}</td>" if voted else ""
    return (
        f'<tr><th scope="row">{escape(each.title)}{answers}</th><td>{escape(who)}</td>'
        f'<td>{escape(dates or each.status)}</td><td class="number">'
        f"{escape(cost or 'non chiffré')}</td>{vote}</tr>"
    )


def _decisions(found: Summary) -> str:
    items = "".join(f"<li>{each}</li>" for each in _decided(found))
    return f"<h2>Ce qui est décidé</h2><ul>{items}</ul>" if items else ""


def _decided(found: Summary) -> Iterator[str]:
    for each in found.decisions:
        review = f" À revoir le {long_date(each.review)}." if each.review else ""
        mandate = f", par {each.mandate}" if each.mandate else ""
        yield (
            f"<strong>{escape(each.title)}</strong> ({escape(each.basis)}{escape(mandate)})."
            f"{escape(review)}"
        )


def _read(figure: Figure) -> str:
    return quantity(sure(figure, figure.value), figure.unit)
