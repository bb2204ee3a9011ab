"""The page for elected officials: ten figures, leaks, three gaps, choices, decisions, costs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from territorial_lib.diagnosis.summary import Summary
from territorial_lib.diagnosis.summary.records import ActionLine, DecisionLine, GapLine, LeakSummary
from territorial_lib.report.chapters.words import day, known, signed
from territorial_lib.report.outline import Bullets, Chapter, Figures, Grid, Part, Section, Words
from territorial_lib.schemas.figures import Row


def one_page(summary: Summary) -> Chapter:
    """Say the whole workshop on one page.

    Parameters
    ----------
    summary : Summary
        The summary that the dashboard shows too.

    Returns
    -------
    Chapter
        The first one.
    """
    return Chapter(
        "en-une-page",
        "En une page",
        (Words(summary.says, "says"), Words(summary.compared, "hint")),
        tuple(each for each in _sections(summary) if each.parts),
    )


def _sections(summary: Summary) -> Iterator[Section]:
    yield Section("Dix chiffres", tuple(_ten(summary)))
    yield Section("Où va l’argent", tuple(_leaks(summary.leaks)))
    yield Section("Les manques qui comptent", tuple(_gaps(summary.gaps)))
    yield Section("Comment y répondre", tuple(_choices(summary)))
    yield Section("Ce qui est décidé", tuple(_decided(summary)))
    yield Section("Le plan et son coût", tuple(_plan(summary)))
    yield Section("Ce qui divise", (Bullets(summary.divided),) if summary.divided else ())


def _ten(summary: Summary) -> Iterator[Part]:
    yield Figures("Les dix chiffres du territoire", tuple(each.row for each in summary.figures))
    instead = [
        f"{each.row.figure.label}\u00a0: {each.instead}" for each in summary.figures if each.instead
    ]
    if instead:
        yield Words("\u202f; ".join(instead), "hint")


def _leaks(leaks: LeakSummary) -> Iterator[Part]:
    yield Words(leaks.says)
    rows = (leaks.share, leaks.total, *leaks.largest, leaks.energy)
    told = tuple(each for each in rows if each is not None)
    if told:
        yield Figures("Les fuites, les plus grandes d’abord", told)


def _gaps(gaps: tuple[GapLine, ...]) -> Iterator[Part]:
    for gap in gaps:
        chosen = "retenu par la salle" if gap.chosen else "en tête du classement"
        yield Words(f"{gap.label} ({chosen}). {gap.sentence}")
    rows = tuple(row for gap in gaps for row in _measures(gap))
    if rows:
        yield Figures("Gravité, importance et mesure de ces manques", rows)


def _measures(gap: GapLine) -> Iterator[Row]:
    for figure in (gap.severity, gap.importance):
        if figure.value is not None:
            label = f"{gap.label}\u00a0: {figure.label.lower()}"
            yield Row(figure=msgspec.structs.replace(figure, label=label))
    if gap.measure is not None:
        yield gap.measure


def _choices(summary: Summary) -> Iterator[Part]:
    if summary.choices:
        rows = tuple(
            (
                each.label,
                each.way_label,
                "la salle" if each.chosen else "proposé par le classeur",
                each.reason or each.evidence,
                signed(each.who, each.when),
            )
            for each in summary.choices
        )
        header = ("Manque", "Réponse", "Choisie par", "Pourquoi", "Dit par")
        yield Grid("La réponse à chaque manque", header, rows, widths=(0.2, 0.17, 0.13, 0.33, 0.17))


def _decided(summary: Summary) -> Iterator[Part]:
    if not summary.decisions:
        yield Words("Rien n’est encore décidé.")
        return
    header = ("Décision", "Qui décide", "Mode", "Pourquoi", "À revoir le", "Écrite par")
    rows = tuple(_decision(each) for each in summary.decisions)
    yield Grid("Les décisions", header, rows, widths=(0.24, 0.16, 0.12, 0.22, 0.12, 0.14))


def _decision(each: DecisionLine) -> tuple[str, ...]:
    return (
        each.title,
        each.mandate,
        each.basis,
        each.reason,
        day(each.review),
        signed(each.who, each.when),
    )


def _plan(summary: Summary) -> Iterator[Part]:
    totals = summary.totals
    yield Words(totals.says)
    if not summary.actions:
        return
    header = ("Action", "Qui mène", "État", "Dates", "Coût", "Mention", "Désaccord")
    rows = tuple(_action(each) for each in summary.actions)
    widths = (0.25, 0.14, 0.09, 0.13, 0.12, 0.13, 0.14)
    yield Grid("Les actions", header, rows, widths=widths)
    figures = (totals.cost, totals.funding, totals.decided, *totals.effects)
    yield Figures("Ce que le plan coûte et changerait", tuple(Row(figure=f) for f in figures))


def _action(each: ActionLine) -> tuple[str, ...]:
    dates = " → ".join(day(when) for when in (each.start, each.end) if when)
    return (
        each.title,
        each.lead or "personne encore",
        each.status,
        dates,
        known(each.cost),
        each.vote,
        each.disagreement,
    )
