"""The memory: an executed notebook that gives the same words when run again beside its archive."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from territorial_lib.report.memory import SECTIONS, inert, reopen, write_memory
from territorial_lib.schemas.entries import (
    Action,
    Answer,
    Author,
    Entry,
    Moderation,
    Participant,
    Question,
    Resource,
    Vote,
    WorkshopSettings,
    new_id,
)
from territorial_lib.sources import Catalogue
from territorial_lib.store import erasure
from territorial_lib.workshop import create

DATA = Path(__file__).parents[2] / "data"
HOSTILE = "<script>alert(1)</script> ![x](http://x) $a$"
AICHA = Author(pseudonym="Aïcha <b>", group="citizen", participant=new_id())
ERASED = Author(pseudonym="Zoé", group="firm", participant=new_id())


def said(workshop, body, who=AICHA):
    entry = Entry(id=new_id(), who=who, body=body)
    workshop.store.append([entry])
    return entry.id


@pytest.fixture(scope="module")
def memory(tmp_path_factory):
    place = tmp_path_factory.mktemp("memoire")
    settings = WorkshopSettings(name=HOSTILE, date=date(2026, 1, 2), territory="26108")
    workshop = create(place / "essai.atelier", settings, Catalogue(DATA))
    said(workshop, Participant(proof="0" * 64))
    said(workshop, Resource(family="human", label=f"Menuisier {HOSTILE}", use="underused"))
    hidden = said(workshop, Resource(family="human", label="INSULTE", use="used"))
    workshop.add(Moderation(entry=hidden, action="hide"))
    action = said(workshop, Action(title="Planter des haies", cost=1000.0))
    said(workshop, Vote(entry=action, scale="judgment", value=6))
    form = {
        "type": "object",
        "title": "Note",
        "additionalProperties": False,
        "properties": {"n": {"type": "integer", "title": "N"}},
    }
    asked = workshop.add(Question(key="a/b", once=True, form=form))
    said(workshop, Answer(question=asked, values={"n": 987654}))
    said(workshop, Participant(proof="1" * 64), ERASED)
    said(workshop, Resource(family="human", label="À OUBLIER", use="used"), ERASED)
    erasure.erase(workshop.store, ERASED.participant, "demande")
    path = write_memory(workshop, place / "memoire.ipynb")
    workshop.close()
    return path


def outputs(book):
    cells = [cell for cell in book.cells if cell.cell_type == "code" and cell.outputs]
    return [cell.outputs[0].data["text/plain"] for cell in cells]


def test_it_is_a_valid_executed_notebook_of_this_workshop(memory):
    book = nbformat.read(memory, as_version=4)
    nbformat.validate(book)
    assert len(outputs(book)) == len(SECTIONS)
    text = "\n".join(outputs(book))
    assert "Aïcha <b> (Habitant·e) | Ressource | Menuisier" in text
    assert "Planter des haies" in text
    assert "Population (2023, observé)" in text
    cards = Catalogue(DATA).cards
    assert all(card.sha256 in text for card in cards.values())


def test_votes_notes_and_what_was_hidden_or_erased_are_not_told(memory):
    text = memory.read_text(encoding="utf-8")
    assert all(secret not in text for secret in ("INSULTE", "987654", "À OUBLIER", "Zoé"))
    chronology = outputs(nbformat.read(memory, as_version=4))[1]
    assert "masqué par l’animation" in chronology
    assert "Vote" not in chronology and "Excellent" not in chronology


def test_what_was_typed_is_inert_and_no_path_is_kept(memory):
    book = nbformat.read(memory, as_version=4)
    markdown = "".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    html = "".join(
        output.data["text/html"]
        for cell in book.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    for written in (markdown, html):
        assert "<script" not in written and "<b>" not in written
    assert "](http" not in markdown and "$a$" not in markdown
    assert str(memory.parent) not in memory.read_text(encoding="utf-8")
    assert inert("a\n# b") == r"a \# b"


def test_run_again_elsewhere_it_gives_the_same_numbers(memory, tmp_path):
    folder = tmp_path / "ailleurs"
    shutil.copytree(memory.parent, folder, ignore=shutil.ignore_patterns("essai*"))
    book = nbformat.read(folder / memory.name, as_version=4)
    before = outputs(book)
    environment = {**os.environ, "TERRITORIAL_HOME": str(tmp_path), "TZ": "Pacific/Auckland"}
    client = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    assert outputs(book) == before


def test_other_data_are_said(memory):
    record = reopen(str(memory.with_suffix(".atelier")), "0" * 16)
    try:
        assert "peuvent différer" in repr(record.same())
    finally:
        record.workshop.close()
