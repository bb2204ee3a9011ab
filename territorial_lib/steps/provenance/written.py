"""A figure unrolled, as nested ``<details>``: the keyboard and a small screen are enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.provenance.inputs import Inputs, TableUsed, behind
from territorial_lib.diagnosis.provenance.thread import PARTS, Thread, block_thread
from territorial_lib.schemas.blocks import Lever, Notion
from territorial_lib.schemas.figures import Figure, Row
from territorial_lib.sources import Card
from territorial_lib.steps.provenance.said import Statement
from territorial_lib.tables.origin import identity, versions
from territorial_lib.tables.wording import line
from territorial_lib.typography import quantity

_MOST = 40
"""Rows of a table written before the sentence that says how many others there are."""
_SHARED = (
    "Ces entrées sont celles de tout le bloc\u00a0: un chiffre donné peut n’en prendre qu’une "
    "partie."
)
_TOLD = "La salle elle-même est la source de ce chiffre."


def written(case: Case, row: Row, found: Thread, said: Sequence[Statement]) -> str:
    """Write the thread of a figure.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    row : Row
        The figure, its versions beside.
    found : Thread
        The figure, unrolled.
    said : sequence of Statement
        What the room said on the way.

    Returns
    -------
    str
        HTML, escaped.
    """
    others = [each for each in row.versions if each != row.figure]
    parts = [
        f'<p role="status"><strong>{escape(line(row.figure))}</strong></p>',
        identity(row.figure),
        versions(others),
        _formula(found.notion),
        _statements(said),
        _levers(found.levers),
        *_inputs(case, found.inputs, {found.notion.key} if found.notion else set()),
    ]
    if found.notion is not None:
        parts.append(f'<p class="tw-hint">{escape(_SHARED)}</p>')
    if found.inputs == Inputs():
        parts.append(f'<p class="tw-hint">{escape(_TOLD)}</p>')
    return f'<div class="tw-origin tw-thread-steps">{"".join(parts)}</div>'


def _formula(notion: Notion | None) -> str:
    if notion is None:
        return ""
    named = f"Le calcul\u00a0: {notion.title}"
    reference = f"<p>{escape(notion.reference)}</p>" if notion.reference else ""
    return _fold(named, f"<p>{escape(notion.formula)}</p>{reference}")


def _statements(said: Sequence[Statement]) -> str:
    if not said:
        return '<p class="tw-hint">La salle n’a rien changé sur le chemin de ce chiffre.</p>'
    return _fold(f"Ce que la salle a dit en chemin ({len(said)})", _list(map(_told, said)), True)


def _told(each: Statement) -> str:
    why = f" {each.why.rstrip('.')}." if each.why else ""
    by = f"{each.who}, {each.when}. {each.state[:1].upper()}{each.state[1:]}.{why}"
    return f"<strong>{escape(each.text)}</strong>. {escape(by)}"


def _levers(levers: Sequence[tuple[Lever, float]]) -> str:
    if not levers:
        return ""
    moved = sum(value != lever.default for lever, value in levers)
    words = f"Réglages du bloc ({len(levers)}, dont {moved} déplacé{'s' * (moved > 1)})"
    return _fold(words, _list(_lever(lever, value) for lever, value in levers), moved > 0)


def _lever(lever: Lever, value: float) -> str:
    year = "" if lever.year is None else f", {lever.year}"
    default = f"au départ {quantity(lever.default, lever.unit)}\u00a0; {lever.source}{year}"
    now = quantity(value, lever.unit)
    shown = f"<strong>{escape(now)}</strong>" if value != lever.default else escape(now)
    return f"{escape(lever.label)}\u00a0: {shown} ({escape(default)})"


def _inputs(case: Case, found: Inputs, seen: set[str]) -> Iterator[str]:
    if found.measures:
        words = f"Chiffres de l’inventaire ({len(found.measures)})"
        yield _fold(words, "".join(_measure(case, each) for each in found.measures))
    if found.tables:
        words = f"Tables ramenées au territoire ({len(found.tables)})"
        yield _fold(words, "".join(map(_table, found.tables)))
    if found.coefficients:
        words = f"Paramètres cités ({len(found.coefficients)})"
        yield _fold(words, _list(map(_figure, found.coefficients)))
    if found.sources:
        yield _fold(f"Tables publiées ({len(found.sources)})", "".join(map(_source, found.sources)))
    others = [key for key in found.blocks if key in PARTS and key not in seen]
    if others:
        blocks = "".join(_block(case, key, {*seen, *others}) for key in others)
        yield _fold(f"Autres blocs ({len(others)})", blocks)


def _block(case: Case, key: str, seen: set[str]) -> str:
    found = block_thread(case, PARTS[key])
    inside = "".join([_formula(found.notion), _levers(found.levers)])
    return _fold(PARTS[key].notion.title, inside + "".join(_inputs(case, found.inputs, seen)))


def _measure(case: Case, row: Row) -> str:
    others = [each for each in row.versions if each != row.figure]
    found = behind(case, row.figure.id.split("/")[1])
    counts = "".join(_fold(line(each.figure), identity(each.figure)) for each in found.measures)
    published = "".join(map(_source, found.sources))
    return _fold(line(row.figure), identity(row.figure) + versions(others) + counts + published)


def _table(used: TableUsed) -> str:
    shown = used.figures[:_MOST]
    more = len(used.figures) - len(shown)
    rest = f'<p class="tw-hint">Et {more} autres lignes.</p>' if more else ""
    rows = _list(map(_figure, shown)) + rest
    return _fold(f"{used.card.title} ({len(used.figures)})", _card(used.card) + rows)


def _figure(figure: Figure) -> str:
    note = f" {figure.note}" if figure.note else ""
    return escape(f"{line(figure)}. {figure.source}.{note}")


def _source(card: Card) -> str:
    return _fold(card.title, _card(card))


def _card(card: Card) -> str:
    terms = (
        ("Producteur", card.publisher),
        ("Publication", card.source),
        ("Année", str(card.vintage)),
        ("Licence", card.licence),
        ("Adresse", card.url),
        ("À savoir", card.caveat),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in terms if text)
    return f"<dl>{rows}</dl>"


def _fold(words: str, inside: str, unfolded: bool = False) -> str:
    shown = " open" if unfolded else ""
    return f"<details{shown}><summary>{escape(words)}</summary>{inside}</details>"


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{each}</li>' for each in lines)}</ul>"
