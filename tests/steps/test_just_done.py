"""What a panel has just done is taken back beside it, and put back."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.schemas.entries import (
    Action,
    Author,
    Entry,
    Question,
    Resource,
    Vote,
    WorkshopSettings,
    new_id,
)
from territorial_lib.sources import Catalogue
from territorial_lib.steps.plan.proposals import ProposalPanel
from territorial_lib.steps.plan.votes_panel import VotePanel
from territorial_lib.steps.room.controls import Questions
from territorial_lib.steps.room.moderation import ModerationDesk
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.workshop import Workshop, create
from tests.conftest import ROOT


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="26108")
    opened = create(tmp_path / "essai.atelier", settings, Catalogue(ROOT / "data"))
    yield opened
    opened.close()


def asked(workshop: Workshop) -> list[str]:
    """Give the questions open now, by their key."""
    board = Board(workshop.log())
    visible = [item for item in board.questions() if item.state == "visible"]
    bodies = [item.body for item in visible if item.id not in board.closed()]
    return [body.key for body in bodies if isinstance(body, Question)]


def labels(workshop: Workshop) -> list[str]:
    bodies = [item.body for item in projections.resources(workshop.log())]
    return [body.label for body in bodies if isinstance(body, Resource)]


def test_votes_closed_on_the_plan_are_opened_again_there(workshop: Workshop) -> None:
    mill = workshop.add(Action(title="Moulin"))
    panel = VotePanel(workshop)
    assert panel.undo.layout.display == "none", "nothing was done yet"
    panel.judge.click()
    panel.undo.click()
    assert asked(workshop) == [] and "Annulé" in panel.notice.value
    panel.undo.click()
    assert asked(workshop) == ["plan/vote"] and "Rétabli" in panel.notice.value
    panel.allowance.value = 4
    panel.dot.click()
    panel.undo.click()
    assert asked(workshop) == ["plan/vote"]
    assert plan.dots(workshop.case()).allowance != 4, "the allowance goes with its vote"
    panel.undo.click()
    panel.close_button.click()
    assert asked(workshop) == []
    assert panel.undo.description == "Annuler la fermeture des votes"
    panel.undo.click()
    assert asked(workshop) == ["plan/vote", "plan/dots"]
    assert panel.undo.description == "Rétablir la fermeture des votes"
    panel.judge.click()
    who = Author(pseudonym="", group="citizen", participant=secrets.token_hex(16))
    before = Entry(id=new_id(), who=who, body=Vote(entry=mill, scale="judgment", value=5))
    workshop.store.append([before])
    panel.undo.click()
    assert "Annulé" in panel.notice.value, "no answer to what was just opened"
    panel.undo.click()
    opened = projections.questions(workshop.log())["plan/vote"].id
    workshop.store.append([msgspec.structs.replace(before, id=new_id(), question=opened)])
    panel.undo.click()
    assert "a déjà répondu" in panel.notice.value, "what people answered stays in sight"
    assert "plan/vote" in asked(workshop)


def test_a_question_and_a_proposal_are_taken_back(workshop: Workshop) -> None:
    for panel, button in (
        (made := Questions(workshop), made.opener),
        (proposing := ProposalPanel(workshop), proposing.ask_button),
    ):
        button.click()
        assert len(asked(workshop)) == 1
        panel.undo.click()
        assert asked(workshop) == []
    proposing.take_button.click()
    assert len(projections.visible(workshop.log(), Action)) == 1
    proposing.undo.click()
    assert projections.visible(workshop.log(), Action) == []


def test_a_merge_and_a_rewording_are_taken_back(workshop: Workshop) -> None:
    first, second = (
        workshop.add(Resource(family="human", label=label, use="used"))
        for label in ("four", "Le four")
    )
    desk = ModerationDesk(workshop)
    desk.entry.value, desk.kept.value = second, first
    desk.merger.click()
    assert labels(workshop) == ["four"]
    desk.undo.click()
    assert labels(workshop) == ["four", "Le four"]
    desk.entry.value = first
    desk.words.value = "Four à pain"
    desk.editor.click()
    assert labels(workshop) == ["Four à pain", "Le four"]
    desk.undo.click()
    assert labels(workshop) == ["four", "Le four"]
    desk.undo.click()
    assert labels(workshop) == ["Four à pain", "Le four"]
