"""The dashboard: nothing decided is said, a decision appears, words are data, nothing writes."""

from __future__ import annotations

import threading
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from secrets import token_hex

import ipywidgets
import pytest

from territorial_lib import engine
from territorial_lib.diagnosis import whole
from territorial_lib.diagnosis.summary.dated import summary_on
from territorial_lib.diagnosis.summary.mapped import MAPPED
from territorial_lib.diagnosis.summary.records import Summary
from territorial_lib.doors import officials
from territorial_lib.doors.officials import OfficialsLink
from territorial_lib.schemas.entries import (
    Action,
    Author,
    Decision,
    Placement,
    Progress,
    Retained,
    Vote,
    WorkshopSettings,
)
from territorial_lib.sources import Catalogue
from territorial_lib.steps.dashboard import giving
from territorial_lib.steps.dashboard.decisions import DecisionBoard
from territorial_lib.steps.dashboard.figures import TenFigures
from territorial_lib.steps.dashboard.follow import FollowBoard
from territorial_lib.steps.dashboard.gaps import GapBoard
from territorial_lib.steps.dashboard.giving import LinkToGive
from territorial_lib.steps.dashboard.leaks import LeakBoard
from territorial_lib.steps.dashboard.state import State
from territorial_lib.store.log import system_clock
from territorial_lib.store.published import Published
from territorial_lib.workshop import create, open_workshop

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """One workshop for the module: each test adds what it looks at."""
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="26108")
    opened = create(tmp_path_factory.mktemp("tableau") / "essai.atelier", settings, CATALOGUE)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def state(workshop):
    return State(workshop)


class Reader(HTMLParser):
    """Reads a page as a browser would: its text and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words += data


def html(widget) -> str:
    """Gather the HTML of a widget and of those inside."""
    if isinstance(widget, ipywidgets.HTML):
        return widget.value
    return "".join(html(each) for each in getattr(widget, "children", ()))


def test_before_anything_is_decided_the_page_says_what_will_come(state):
    decisions, follow = DecisionBoard(state), FollowBoard(state)
    assert "Rien n’est encore décidé" in html(decisions)
    assert decisions.totals.layout.display == "none"
    assert "Aucune action" in html(follow)
    assert "n’a pas encore choisi" in html(GapBoard(state))
    assert decisions.text().startswith("Rien")


def test_ten_cards_and_a_switch(state):
    board = TenFigures(state)
    assert len(board.cards.children) == 10
    assert html(board).count("Médiane de 15 territoires") == 10
    assert "Taux de chômage en 2018" in html(board)
    assert "zone plus large" in html(board)
    board.compare.value = False
    assert "Médiane" not in html(board.cards)
    assert "D’où vient-il" in html(board)
    board.compare.value = True
    assert html(board).count("Médiane de 15 territoires") == 10
    assert len(board.text().splitlines()) == 10


def test_the_full_name_of_a_figure_is_one_gesture_away(state):
    board = TenFigures(state)
    card = board.cards.children[3].value
    assert "Niveau de vie médian" in board.cards.children[1].value
    assert "Emplois pour 100 actifs" in card


def test_the_money_is_drawn_with_its_bands_and_its_picture_on_demand(state):
    board = LeakBoard(state)
    assert "partent ailleurs" in html(board)
    assert html(board).count("<svg") == 1
    board.detail.button.click()
    assert html(board).count("<svg") == 2
    board.refresh()
    assert board.text() == state.summary().leaks.says


def test_what_is_decided_appears_with_cost_dates_and_disagreement(state, workshop):
    boards = [DecisionBoard(state), FollowBoard(state), GapBoard(state)]
    gap = state.summary().gaps[2]
    mill = workshop.add(
        Action(
            title="Moulin",
            lead=HOSTILE,
            cost=120000,
            start=date(2025, 1, 1),
            end=date(2025, 3, 1),
            indicator="Farine",
            baseline=10,
            target=50,
            unit="t",
        )
    )
    workshop.add(Action(title="Haies"))
    for group, value in (("citizen", 6), ("firm", 0)):
        for rank in range(2):
            who = Author(pseudonym=f"{group}{rank}", group=group, participant=token_hex(16))
            workshop.add(Vote(entry=mill, scale="judgment", value=value), who=who)
    workshop.add(
        Decision(title=HOSTILE, basis="vote", entry=mill, mandate="Le conseil", reason="Le blé")
    )
    workshop.add(Retained(step="gaps", subject=gap.key, label=gap.label))
    workshop.add(Placement(gap=gap.key, way="ally", label=gap.label, reason=HOSTILE))
    workshop.add(Progress(entry=mill, day=date(2025, 2, 1), share=40, value=20))
    for board in boards:
        board.refresh()
        assert "img" not in Reader(html(board)).tags
    decisions, follow, gaps = (Reader(html(each)).words for each in boards)
    assert "120\u202f000\u00a0€" in decisions
    assert "du 1er janvier 2025 au 1er mars 2025" in decisions
    assert "Désaccord." in decisions
    assert "Le conseil" in decisions
    assert "Proposé, pas encore décidé\u00a0: une action" in decisions
    assert HOSTILE in decisions
    assert "10\u00a0t au départ, 20\u00a0t mesuré, 50\u00a0t visé" in follow
    assert "La date de fin est passée." in follow
    assert "Retenu par la salle" in gaps
    assert "S’allier avec un voisin" in gaps
    assert boards[0].totals.layout.display is None


def test_the_summary_is_computed_once_a_change(state, monkeypatch):
    known: Summary = state.summary()
    monkeypatch.setattr(whole, "diagnose", pytest.fail)
    assert state.summary() is known


def publish(workshop):
    """Publish, as the engine does, what readers of the dashboard share."""
    results = Published.beside(workshop.store.where)
    today = system_clock().astimezone().date()
    made = engine.publish(workshop, results)
    made += engine.share(workshop, results, (MAPPED, summary_on(today)))
    results.close()
    return made


@pytest.fixture
def reader(workshop, state):
    """A page of its own, on the same workshop."""
    state.summary()
    publish(workshop)
    opened = open_workshop(workshop.store.where, CATALOGUE, read_only=True)
    yield State(opened)
    opened.close()


def test_readers_are_shown_what_is_published_and_compute_nothing(state, reader, monkeypatch):
    computed, mapped = state.summary(), state.mapped()
    assert publish(state.workshop) == 0
    monkeypatch.setattr(whole, "diagnose", pytest.fail)
    assert reader.summary() == computed
    assert reader.mapped() == mapped
    assert mapped[0].variable == "vacancy_rate"
    assert repr(reader.summary()) == repr(computed)


def test_what_is_said_next_is_waited_for_where_somebody_publishes(state, reader, monkeypatch):
    before, here, computing = reader.summary(), threading.get_ident(), []
    diagnose = whole.diagnose

    def watched(*given):
        computing.append(threading.get_ident())
        return diagnose(*given)

    monkeypatch.setattr(whole, "diagnose", watched)
    monkeypatch.setattr("territorial_lib.steps.dashboard.state._NEXT", 120.0)
    state.workshop.add(Action(title="Une action de plus"))
    publisher = threading.Thread(target=publish, args=(state.workshop,))
    publisher.start()
    after = reader.summary()
    publisher.join()
    assert len(after.actions) == len(before.actions) + 1
    assert len(computing) == 1
    assert here not in computing


def test_the_link_to_give_is_folded_and_says_how_to_open_the_door(monkeypatch, tmp_path):
    monkeypatch.setenv("TERRITORIAL_HOME", str(tmp_path))
    assert "serve --officials" in LinkToGive().value
    found = OfficialsLink("http://192.0.2.7:8001/?token=a&b", 8001, True)
    monkeypatch.setattr(giving, "given", lambda home: found)
    shown = LinkToGive().value
    assert "token=a&amp;b" in shown
    assert "<svg" in shown
    assert shown.startswith("<details")
    assert officials.beyond("127.0.0.1") == []
