"""What is lacking, what could be done, where money goes: the blocks of each step, one a section."""

from __future__ import annotations

from collections.abc import Iterator

from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks.balance import assess
from territorial_lib.diagnosis.leaks.inputs import shared
from territorial_lib.report.chapters.words import signed
from territorial_lib.report.levers import moved
from territorial_lib.report.material import Material
from territorial_lib.report.money_pictures import money_picture, readings_picture
from territorial_lib.report.outline import (
    Bullets,
    Chapter,
    Drawn,
    Explained,
    Figures,
    Grid,
    Part,
    Section,
    Words,
)
from territorial_lib.report.pictures import block_picture
from territorial_lib.schemas.acting import WAY_LABELS
from territorial_lib.schemas.blocks import Block, Gap, Lever
from territorial_lib.typography import number, quantity

_FIRST = 10
"""Gaps and candidates written; the page and the spreadsheet have them all."""


def lacking(material: Material) -> Chapter:
    """Say what the territory lacks.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Chapter
        The priorities, then each block.
    """
    found = material.found.gaps
    return Chapter(
        "manque-t-il",
        "Que nous manque-t-il\u202f?",
        tuple(_priorities(material)),
        tuple(_section(material, each) for each in found.blocks),
    )


def glocal(material: Material) -> Chapter:
    """Say what could be done here, with whom.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Chapter
        The way of each gap, then each block.
    """
    found = material.found.glocal
    return Chapter(
        "glocalisation",
        "Que faire ici, avec qui\u202f?",
        tuple(_ways(material)),
        tuple(_section(material, each) for each in found.blocks),
    )


def leaking(material: Material) -> Chapter:
    """Say where the money goes.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Chapter
        Each block, the money drawn.
    """
    blocks = material.found.leaks.blocks
    return Chapter(
        "argent",
        "Qu’est-ce qui fuit, qu’est-ce qui tourne ici\u202f?",
        (),
        tuple(_section(material, each) for each in blocks),
    )


def _section(material: Material, block: Block) -> Section:
    return Section(block.notion.title, tuple(_parts(material, block)))


def _parts(material: Material, block: Block) -> Iterator[Part]:
    if block.says:
        yield Words(block.says, "says")
    if block.notion.key == leaks_block.PART.notion.key:
        yield from _money(material)
    picture = block_picture(block)
    if picture is not None:
        yield Drawn(picture)
    first = tuple(row for row in block.rows if row.key)
    rest = tuple(row for row in block.rows if not row.key)
    if block.rows:
        shown, more = (first, rest) if first else (rest[:_FIRST], rest[_FIRST:])
        yield Figures(block.notion.title, shown, more)
    sentences = tuple(_lack(each) for each in block.gaps)
    if sentences:
        yield Bullets(sentences)
    levers = {each.key for each in block.levers}
    said = [(lever, value) for lever, value in moved(material) if lever.key in levers]
    if said:
        yield _levers(said)
    yield Explained(block.notion)


def _lack(gap: Gap) -> str:
    return f"{gap.label}\u00a0: {gap.sentence}" if gap.sentence else gap.label


def _levers(said: list[tuple[Lever, float]]) -> Grid:
    rows = tuple(
        (each.label, quantity(value, each.unit), quantity(each.default, each.unit))
        for each, value in said
    )
    header = ("Hypothèse", "Choisie par la salle", "Au départ")
    return Grid("Hypothèses bougées par la salle", header, rows)


def _money(material: Material) -> Iterator[Part]:
    case = material.case
    leaks, code = (
        assess(shared(case).hearing(case.declared), leaks_block.PART.values(case)),
        case.territory.code,
    )
    for chart in (money_picture(leaks, code), readings_picture(leaks, code)):
        if chart is not None:
            yield Drawn(chart)


def _priorities(material: Material) -> Iterator[Part]:
    rows = tuple(
        (
            each.gap.label,
            "non mesurée" if each.severity is None else number(each.severity, 2),
            "non votée" if each.importance is None else number(each.importance, 1),
            "" if each.disagreement is None else number(each.disagreement, 1),
            "oui" if each.chosen else "",
        )
        for each in material.found.gaps.priorities
    )
    header = ("Manque", "Gravité (0 à 1)", "Importance (0 à 10)", "Désaccord", "Retenu")
    widths = (0.46, 0.15, 0.16, 0.12, 0.11)
    title = "Par quels manques commencer\u202f?"
    if rows:
        yield Grid(title, header, rows[:_FIRST], rows[_FIRST:], widths)


def _ways(material: Material) -> Iterator[Part]:
    rows = tuple(
        (
            each.gap.label,
            WAY_LABELS[each.way],
            signed(each.chosen.who, each.chosen.when) if each.chosen else "proposé par le classeur",
            (each.chosen.reason if each.chosen else "")
            or next((one.sentence for one in each.evidence if one.way == each.way), ""),
        )
        for each in material.found.glocal.ways
    )
    header = ("Manque", "Réponse", "Qui le dit", "Pourquoi")
    if rows:
        yield Grid("Chaque manque et sa réponse", header, rows, widths=(0.24, 0.2, 0.18, 0.38))
