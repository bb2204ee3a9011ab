"""What the clumsy and the ill-meaning send: kept as data, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from territorial_lib.rehearsal.moves import Expected, made_id

RIGHT_TO_LEFT = "\u202eفي السوق القديم\u202c"
HARMLESS = (
    '<script>alert("bonjour")</script>',
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    '=HYPERLINK("http://exemple.invalid";"cliquez")',
    "+33 6 00 00 00 00",
    "-1+1",
    "@SUM(A1:A9)",
    "'; DROP TABLE entries; --",
    "👩🏽‍🌾🚜🥕 une ferme 🐐🐐🐐",
    f"Le marché {RIGHT_TO_LEFT}",
    "Z̷̢͎a̴l̷g̸o̵ partout",
    "$(rm -rf ~) `id` %s %n ../../etc/passwd",
)
"""Texts that are nobody's business to refuse: they are shown as they were typed."""


def attempts(seed: object, question: str, theirs: str) -> Iterator[tuple[dict[str, Any], Expected]]:
    """Give what an ill-meaning phone sends, and what must become of it.

    Parameters
    ----------
    seed : object
        What the ids follow from.
    question : str
        Id of the question on resources, open.
    theirs : str
        Id of somebody else's entry.

    Yields
    ------
    tuple of (dict, Expected)
        What is sent, as the room's API takes it.
    """
    for rank, text in enumerate(HARMLESS):
        yield _answer(made_id(seed, "hostile", rank), question, label=text, note=text * 3), "kept"
    refused: list[dict[str, Any]] = [
        {"label": ""},
        {"label": "   "},
        {"label": "trop long " * 40},
        {"label": "un mot\x00caché"},
        {"label": "texte", "note": "x" * 1_000_000},
        {"label": "texte", "use": "volée"},
        {"label": "texte", "group": "facilitator"},
        {"label": 12},
        {"label": "\ud83d"},
    ]
    for rank, values in enumerate(refused):
        yield _answer(made_id(seed, "refused", rank), question, **values), "refused"
    yield {"do": "withdraw", "id": made_id(seed, "steal"), "entry": theirs}, "refused"
    other = _answer(theirs, question, label="à la place d’un autre")
    yield other, "refused"
    forged = _answer(made_id(seed, "forged"), question, label="de la mairie")
    yield {**forged, "who": {"pseudonym": "Anne", "group": "facilitator"}}, "refused"
    yield {"do": "workshop", "id": made_id(seed, "takeover"), "name": "À moi"}, "refused"
    yield _answer(made_id(seed, "nowhere"), made_id("nowhere"), label="texte"), "refused"


def _answer(id_: str, question: str, **values: Any) -> dict[str, Any]:
    filled = {"use": "used", "family": "human", **values}
    return {"do": "answer", "id": id_, "question": question, "values": filled}
