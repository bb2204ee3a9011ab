"""Contribution cards to cut out, eight a page: a question's fields to fill in by hand, and a QR."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import segno

from territorial_lib.report.print_page import print_page
from territorial_lib.schemas.entries import GROUP_LABELS, Question
from territorial_lib.schemas.questions import choices

A_PAGE = 8
_LINES = 5
"""Fields that have a line of their own on a card; the others are named, to write on the back."""
_GROUPS = [label for group, label in GROUP_LABELS.items() if group != "facilitator"]
_STYLE = """
body { font-size: 7.6pt; line-height: 1.2; }
@media screen { body { max-width: 210mm; } }
.sheet { display: grid; grid-template-columns: repeat(2, 1fr); grid-auto-rows: 69mm; }
.sheet + .sheet { break-before: page; }
.card { position: relative; padding: 4mm 5mm; border: 1px dashed #8a938f; overflow: hidden;
  break-inside: avoid; display: flex; flex-direction: column; gap: 1mm; }
.card h2 { font-size: 1.35em; margin: 0; padding-right: 23mm; min-height: 13mm; }
.card .qr { position: absolute; top: 3mm; right: 3mm; width: 22mm; }
.card .qr svg { width: 22mm; height: 22mm; display: block; }
.card .of { border: 0; padding: 0; padding-right: 23mm; }
.card p { margin: 0; }
.line { display: flex; align-items: flex-end; gap: 2mm; flex: 1; min-height: 4.4mm; }
.line .rule { flex: 1; border-bottom: 1px solid #4a5957; min-width: 12mm; align-self: end; }
.box { display: inline-block; width: 2.6mm; height: 2.6mm; border: 1px solid #1d2b2a;
  margin: 0 1mm 0 2mm; vertical-align: -0.3mm; }
.tick { white-space: nowrap; }
.must::after { content: "\\00a0*"; }
"""


def contribution_cards(
    name: str, question: Question, address: str = "", opened: str = "", pages: int = 1
) -> str:
    """Write cards for a question.

    Parameters
    ----------
    name : str
        The workshop's name.
    question : Question
        The question, whose form says the fields.
    address : str
        Address of the room, ending with a slash; empty where it is closed: no QR is drawn.
    opened : str
        Id of the entry that opened the question; empty where it is not open: the QR then leads to
        the room.
    pages : int
        How many sheets of eight.

    Returns
    -------
    str
        A4 sheets, a whole HTML document.
    """
    target = f"{address}#/question/{opened}" if address and opened else address
    card = _card(name, question.form, address, _code(target))
    sheet = f'<div class="sheet">{card * A_PAGE}</div>'
    title = f"Cartes\u00a0: {question.form['title']}"
    return print_page(title, sheet * pages, size="A4 portrait", margin="10mm 8mm", style=_STYLE)


def _code(target: str) -> str:
    """Draw the QR code of an address, its name said for those who do not see it."""
    if not target:
        return ""
    code = segno.make(target, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=2, dark="#1d2b2a", light="#ffffff", omitsize=True)
    drawn = drawn.replace("<svg ", '<svg role="img" aria-label="Code à scanner" ', 1)
    return f'<div class="qr">{drawn}</div>'


def _card(name: str, form: Mapping[str, Any], address: str, code: str) -> str:
    joined = f"{name} · {address}" if address else name
    required = set(form.get("required", ()))
    ordered = sorted(form["properties"].items(), key=lambda each: each[0] not in required)
    lines = [_field(schema, field in required) for field, schema in ordered[:_LINES]]
    others = [str(schema["title"]) for _, schema in ordered[_LINES:]]
    back = (
        f"<p>Au dos, si possible\u00a0: {escape(', '.join(others).lower())}.</p>" if others else ""
    )
    return (
        f'<section class="card"><p class="of">{escape(joined)}</p>'
        f"<h2>{escape(str(form['title']))}</h2>{code}{''.join(lines)}{back}"
        f"<p>Vous êtes\u00a0: {''.join(_boxes(_GROUPS))}</p>"
        '<p class="line"><span>Prénom ou pseudonyme</span><span class="rule"></span></p></section>'
    )


def _field(schema: Mapping[str, Any], must: bool) -> str:
    title = f'<span class="{"must" if must else ""}">{escape(str(schema["title"]))}</span>'
    offered = list(choices(schema).values())
    if schema["type"] == "boolean":
        offered = ["oui", "non"]
    if offered and sum(map(len, offered)) <= 90:
        return f"<p>{title} {''.join(_boxes(offered))}</p>"
    return f'<p class="line">{title}<span class="rule"></span></p>'


def _boxes(words: list[str]) -> Iterator[str]:
    return (f'<span class="tick"><span class="box"></span>{escape(each)}</span> ' for each in words)
