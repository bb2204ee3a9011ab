"""Paper that comes back: columns named, rows checked, written at once, undone at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.entries import (
    Action,
    Actor,
    Offer,
    Purchase,
    Resource,
    WorkshopSettings,
)
from territorial_lib.sources import Catalogue
from territorial_lib.steps.paper.columns import COLUMNS, KINDS
from territorial_lib.steps.paper.grid import MOST, grid
from territorial_lib.steps.paper.panel import Batches, PastePanel
from territorial_lib.steps.paper.printing import Cards, download
from territorial_lib.steps.paper.reading import read
from territorial_lib.steps.paper.writing import batches
from territorial_lib.steps.room.asked import RESOURCE
from territorial_lib.store import projections
from territorial_lib.workshop import create

DATA = Path(__file__).parents[2] / "data"
COMMUNES = {"26108": "Crest", "26166": "Livron-sur-Drôme"}
USUAL = {"kind": "resource", "group": "citizen"}
HEADED = (
    "Prénom\tGroupe\tQuoi\tNous\tFamille\tCommune\tQuantité\tUnité\n"
    "Aïcha\tHabitante\tScierie\tl’utilisons peu\téconomique\tcrest\t1 200,5\tm³\n"
    "\n"
    "Bob\tÉlu\t<b>Four</b>\tnous l’avons\téconomique\t\t\t\n"
)


@pytest.fixture
def workshop(tmp_path):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="26108+26166")
    made = create(tmp_path / "essai.atelier", settings, Catalogue(DATA))
    yield made
    made.close()


def rows(text, kind="resource", **usual):
    block = grid(text, kind)
    return read(block, block.meant, {**USUAL, "kind": kind, **usual}, COMMUNES)


def test_a_block_from_a_spreadsheet_is_read_by_its_headings():
    one, two = rows(HEADED)
    assert one.entry.body == Resource(
        family="economic", label="Scierie", use="underused", quantity=1200.5, unit="m³"
    )
    assert (one.entry.who.pseudonym, one.entry.who.group) == ("Aïcha", "citizen")
    assert one.entry.place.commune == "26108"
    assert (two.entry.body.label, two.entry.who.group) == ("<b>Four</b>", "elected")
    assert [each.line.rank for each in (one, two)] == [2, 4]


def test_without_headings_the_kinds_own_order_holds():
    (found,) = rows("Mairie\tBoulanger\tPain\t1 500", "purchase")
    wanted = Purchase(buyer="Mairie", seller="Boulanger", label="Pain", amount=1500.0)
    assert found.entry.body == wanted
    (actor,) = rows("CCI", "actor")
    assert actor.entry.body == Actor(name="CCI")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_made(kind):
    text = "Quoi\tFamille\tUsage\tQui achète\tÀ qui\nX\thumaine\tmanque\tA\tB"
    (found,) = rows(text, kind)
    assert found.entry is not None, found.faults
    assert found.entry.kind == KINDS[kind].tag
    assert set(KINDS[kind].usual) <= {each.key for each in COLUMNS}


def test_a_column_of_kinds_rules_each_row():
    found = rows("Genre\tQuoi\tÀ qui\tQui achète\nAction\tPlanter\t\t\nAchat\tPain\tB\tA")
    assert [each.entry.kind for each in found] == ["action", "purchase"]


def test_dates_lists_and_quoted_cells():
    text = (
        "Quoi\tDébut\tFin\tAvec qui\tRemarque\n"
        'Planter\t24/11/2026\t2027-03-01\tCCI ; Mairie\t"deux\nlignes"'
    )
    (found,) = rows(text, "action")
    wanted = Action(
        title="Planter",
        start=date(2026, 11, 24),
        end=date(2027, 3, 1),
        partners=["CCI", "Mairie"],
        note="deux\nlignes",
    )
    assert found.entry.body == wanted
    (inch,) = rows('Quoi\tRemarque\nTuyau 5"\tx', "offer")
    assert inch.entry.body == Offer(label='Tuyau 5"', note="x")


def test_each_fault_is_said_in_french_on_its_row():
    head, wrong = "Quoi\tFamille\tUsage\tOù\tQuantité", "\thumaine\tmanque\tParis\tbeaucoup"
    text = f"{head}\n{wrong}\nX\tverte\tmanque\t\t"
    first, second = rows(text)
    said = " ".join(first.faults)
    assert "une commune du territoire" in said and "un nombre est attendu" in said
    assert "humaine, naturelle, économique" in " ".join(second.faults)
    assert rows("Quoi\tFamille\n\thumaine", use="x")[0].entry is None
    late = rows("Quoi\tDébut\tFin\nX\t01/02/2026\t31/01/2026", "action")[0]
    assert late.entry is None and "précède" in late.faults[0]
    assert "date comme" in rows("Quoi\tDébut\nX\t31/02/2026", "action")[0].faults[0]


def test_nothing_and_too_much_are_refused():
    with pytest.raises(InvalidEntry, match="Rien n’est collé"):
        grid(" \n\t\n", "resource")
    with pytest.raises(InvalidEntry, match="plusieurs fois"):
        grid("x\n" * (MOST + 1), "resource")


def test_faults_stay_and_the_rest_is_written_then_undone_as_a_whole(workshop):
    panel, done = PastePanel(workshop), Batches(workshop)
    panel.text.value = HEADED + "Eve\t\tSans famille\tmanque\tverte\t\t\t\n"
    panel.reader.click()
    assert panel.writer.description == "Écrire 2 lignes"
    assert [bool(each.faults) for each in panel.rows] == [False, False, True]
    assert "&lt;b&gt;Four" in panel.table.html() and "<b>Four" not in panel.table.html()
    panel.writer.click()
    assert len(projections.resources(workshop.log())) == 2
    assert panel.text.value.splitlines()[0].startswith("Prénom\t")
    assert "Sans famille" in panel.text.value and "Scierie" not in panel.text.value
    done.refresh()
    button = done.list.children[0].button
    button.click()
    assert projections.resources(workshop.log()) == []
    assert batches(workshop)[0].undone
    button.click()
    assert len(projections.resources(workshop.log())) == 2


def test_a_second_paste_of_the_same_is_seen(workshop):
    panel = PastePanel(workshop)
    for _ in range(2):
        panel.text.value = HEADED
        panel.reader.click()
        panel.writer.click()
    assert len(projections.resources(workshop.log())) == 2
    assert all(each.double for each in panel.rows)
    assert panel.writer.disabled
    panel.again.value = True
    panel.writer.click()
    assert len(projections.resources(workshop.log())) == 4
    within = rows("Quoi\tFamille\tUsage\nX\thumaine\tmanque\nx\thumaine\tmanque")
    assert "ligne 2" in within[1].double


def test_a_column_renamed_by_hand_is_read_again(workshop):
    panel = PastePanel(workshop)
    panel.text.value = "Zig\tFamille\tUsage\nScierie\téconomique\tmanque"
    panel.reader.click()
    assert panel.rows[0].entry is None
    panel.columns.children[0].value = "what"
    assert panel.rows[0].entry.body.label == "Scierie"


class Told:
    def __init__(self, **told):
        self.told = told


def test_cards_lead_to_the_question_that_is_open(workshop):
    opened = workshop.add(RESOURCE)
    cards = Cards(workshop, Told(address="http://10.0.0.1:8000/", open="10.0.0.1"))
    assert cards.choice.value == RESOURCE.key
    assert cards._asked[RESOURCE.key][1] == opened
    cards.maker.click()
    assert 'download="' in cards.link.value
    closed = Cards(workshop, Told())
    closed.maker.click()
    assert "sans code" in closed.notice.value
    assert "<b>" not in download("x", "x.html", "<b>")
