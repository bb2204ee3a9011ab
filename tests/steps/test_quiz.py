"""The quiz: right answers are the territory's own figures, told once the question is closed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory import taking
from territorial_lib.diagnosis.lessons.example import NotHereError
from territorial_lib.diagnosis.lessons.quiz import OFFERED, _offered, quiz
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.contributions import check_question, contributions
from territorial_lib.schemas.entries import Author, WorkshopSettings, new_id
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue
from territorial_lib.steps.quiz.asking import TOLD, asked, question
from territorial_lib.steps.quiz.panel import QuizPanel
from territorial_lib.store.board import Board
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    made = create(tmp_path_factory.mktemp("home") / "essai.atelier", settings, CATALOGUE)
    yield made
    made.close()


def figure(value, low=None, high=None):
    return Figure(
        id=f"a/b/{value}/2020/-",
        label="x",
        value=value,
        unit="%",
        year=2020,
        source="s",
        level="epci",
        status="observed",
        low=low,
        high=high,
    )


@pytest.mark.parametrize("value", [0.4, 7.4, 49.0, 64.2, 99.0, 3221.0])
def test_wrong_answers_are_far_and_within_bounds(value):
    most = 100.0 if value <= 100 else float("inf")
    offered = _offered(figure(value), most)
    assert len(offered) == OFFERED and offered == sorted(offered) and value in offered
    assert all(each == value or not 0.7 < each / value < 1.9 for each in offered)
    assert max(offered) <= most


def test_a_wrong_answer_is_never_within_the_band():
    offered = _offered(figure(64.0, 32.1, 92.0), 100.0)
    assert all(each == 64.0 or each < 0.9 * 32.1 for each in offered)
    with pytest.raises(NotHereError):
        _offered(figure(64.0, 10.0, 92.0), 100.0)


def test_questions_of_a_territory_are_sound_and_say_no_answer(workshop):
    items = quiz(workshop.case())
    assert {"jobs", "vacancy", "food", "leaks"} <= {each.key for each in items}
    assert quiz(workshop.case()) == items
    assert len({each.right for each in items}) > 1  # not always the same place
    for each in items:
        assert check_question(question(each)) == []
        assert each.figure.label not in str(question(each).form)


def test_an_island_leaves_out_what_it_does_not_know():
    ouessant = Gazetteer(CATALOGUE).territory("29155")
    case = Case.of(taking.diagnose(ouessant, CATALOGUE, Declared()), CATALOGUE, Declared())
    keys = {each.key for each in quiz(case)}
    assert "vacancy" in keys and not keys & {"energy", "electricity", "food"}


def test_asked_answered_told_by_group(workshop):
    panel = QuizPanel(workshop)
    item = next(each for each in quiz(workshop.case()) if each.key == "vacancy")
    line = panel.lines["vacancy"]
    assert line.tell.layout.display == "none"
    line.ask.click()
    opened = asked(Board(workshop.log()), item)
    right, wrong = f"c{item.right}", f"c{(item.right + 1) % OFFERED}"
    said = [("citizen", right), ("citizen", wrong), ("citizen", right), ("firm", right)]
    for group, guess in [*said, ("elected", wrong)]:
        who = Author(pseudonym="", group=group, participant=new_id())
        workshop.store.append(contributions(new_id(), who, opened.entry, {"guess": guess}))
    panel.refresh()
    assert "5\u00a0réponses" in line.score.value and item.answer not in line.score.value
    line.tell.click()
    board = Board(workshop.log())
    told = next(each for each in board.questions() if each.body.key == TOLD)
    assert board.accepts(told) and not board.accepts(opened)
    title = told.body.form["title"]
    assert title == (
        f"Réponse\u00a0: {item.answer}. Ont juste\u00a0: 3 sur 5 "
        "(Habitant·e 2 sur 3, Petits groupes réunis 1 sur 2)."
    )
    assert item.figure.source in told.body.form["description"]
    assert "svg" in line.score.value
    line.ask.click()
    assert not Board(workshop.log()).accepts(told)
    line.tell.click()
    assert "Personne n’avait répondu" in panel.notice.value
