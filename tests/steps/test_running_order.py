"""The running order: what adds up, where the room is, what the band writes in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.schemas.entries import Author, Entry, Resource, Timer, encode, new_id
from territorial_lib.serve import stages
from territorial_lib.settings import Settings
from territorial_lib.steps.page import Page
from territorial_lib.steps.running_order.band import RunningOrderBand
from territorial_lib.steps.running_order.choice import ScriptChoice
from territorial_lib.steps.running_order.pace import Pace, pace, told_late
from territorial_lib.steps.running_order.script import PAGES
from territorial_lib.steps.running_order.scripts import SCRIPTS
from territorial_lib.store.board import Board
from territorial_lib.store.items import visible
from territorial_lib.store.log import Logged
from territorial_lib.workshop import Workshop, current_workshop
from tests.conftest import ROOT

EVENING = SCRIPTS["evening"]
BEGAN = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
Bands = Callable[[str], RunningOrderBand]
WHO = Author(pseudonym="", group="facilitator")


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def log(*said: tuple[float, Timer]) -> list[Logged]:
    """Write timers so many minutes after the beginning."""
    return [
        Logged(seq, (BEGAN + minutes(at)).isoformat(), Entry(id=new_id(), who=WHO, body=body))
        for seq, (at, body) in enumerate(said, 1)
    ]


def begin(rank: int) -> Timer:
    moment = EVENING.moments[rank]
    return Timer(seconds=60 * moment.minutes, moment=f"evening/{moment.key}")


def end(rank: int) -> Timer:
    return Timer(seconds=0, moment=f"evening/{EVENING.moments[rank].key}")


def on_the_wall(workshop: Workshop) -> Timer | None:
    found = Board(workshop.log()).timer()
    assert found is None or isinstance(found.body, Timer)
    return None if found is None else found.body


def read(now: float, *said: tuple[float, Timer]) -> Pace:
    return pace(visible(log(*said), Timer), BEGAN + minutes(now))


def late(now: float, *said: tuple[float, Timer]) -> int:
    return read(now, *said).late(BEGAN + minutes(now))


@pytest.mark.parametrize(
    ("key", "length"), [("evening", 150), ("half-day", 210), ("follow-up", 75)]
)
def test_each_order_lasts_what_its_name_says(key: str, length: int) -> None:
    script = SCRIPTS[key]
    assert script.starts[-1] == length
    assert f"{length // 60} h {length % 60}" in script.name.replace("\u00a0", " ")
    assert len({each.key for each in script.moments}) == len(script.moments)
    assert all(each.minutes > 0 and each.page in PAGES for each in script.moments)
    for each in script.moments:
        timer = Timer(seconds=60 * each.minutes, label=each.title, moment=f"{key}/{each.key}")
        encode(Entry(id=new_id(), who=WHO, body=timer))


def test_pages_are_those_of_the_door() -> None:
    known = {**stages.STEPS, **stages.ANNEXES}
    for notebook, label in PAGES.values():
        assert (ROOT / "notebooks" / f"{notebook}.ipynb").is_file()
        assert label.lstrip("0123456789 ") == known[notebook]
    assert {notebook for notebook, _ in PAGES.values()} >= set(stages.STEPS)


@pytest.mark.parametrize(
    ("now", "said", "expected"),
    [
        (0, [], 0),
        (5, [(0, begin(0))], 0),
        (18, [(0, begin(0))], 8),  # its time is over, the next one has not begun
        (19, [(0, begin(0)), (18, begin(1))], 8),
        (16, [(0, begin(0)), (10, begin(1)), (16, end(1))], -4),
        (24, [(0, begin(0)), (10, begin(1)), (16, end(1))], 4),
        (12, [(0, begin(0)), (10, begin(0))], 10),  # again: ten more minutes
        (60, [(0, begin(0)), (50, begin(0)), (60, begin(1))], 50),
        (3, [(0, begin(2))], 0),  # joined on the way: minutes count from there
        (21, [(0, begin(0)), (10, begin(1)), (20, begin(2)), (21, Timer(seconds=60))], 0),
        (1500, [(0, begin(0)), (1500, begin(0))], 0),  # the next day
    ],
)
def test_how_late_the_room_is(now: float, said: list[tuple[float, Timer]], expected: int) -> None:
    assert late(now, *said) == expected


@given(st.lists(st.integers(-20, 40), min_size=1, max_size=11))
def test_lateness_is_the_sum_of_what_each_moment_took_too_long(extra: list[int]) -> None:
    said, at = [], 0.0
    for rank, more in enumerate(extra):
        said.append((at, begin(rank)))
        at += max(1, EVENING.moments[rank].minutes + more)
    said.append((at, begin(len(extra))))
    took = at - EVENING.starts[len(extra)]
    assert late(at, *said) == took


def test_lateness_is_said_quietly() -> None:
    assert [told_late(each) for each in (-5, -1, 0, 1, 8)] == [
        "5\u00a0min d’avance",
        "à l’heure",
        "à l’heure",
        "à l’heure",
        "8\u00a0min de retard",
    ]


def test_the_wall_counts_the_last_timer_whatever_it_is_for() -> None:
    other = Timer(seconds=120, label="Votez")
    found = read(3, (0, begin(0)), (3, other))
    assert found.shown == other
    assert found.last is not None and not found.over
    assert read(5, (0, begin(0)), (4, Timer(seconds=0))).shown is None
    assert read(0, (0, Timer(seconds=60, moment="unknown/thing"))).script == EVENING


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = current_workshop(Settings.from_environment({"TERRITORIAL_HOME": str(tmp_path)}))
    yield made
    made.close()


@pytest.fixture
def band(workshop: Workshop) -> Bands:
    return lambda here: RunningOrderBand(workshop, here)


def test_the_band_leads_the_timer_of_the_wall(workshop: Workshop, band: Bands) -> None:
    here, elsewhere = band("inventory"), band("gaps")
    assert "Inventaire\u00a0: les chiffres" in here.told.value
    assert "En cours" not in here.told.value
    here.main.click()
    timer = on_the_wall(workshop)
    assert timer is not None and timer.seconds == 600
    assert timer.label == "Inventaire\u00a0: les chiffres"
    assert "En cours" in here.told.value and "à l’heure" in here.told.value
    elsewhere.refresh()
    assert '<a href="01_inventaire.ipynb">Inventaire' in elsewhere.told.value
    assert here.main.description == "Finir ce moment"
    here.main.click()
    assert on_the_wall(workshop) is None
    assert "ce que nous avons" in here.told.value  # the next one of this page
    assert "02_manques.ipynb" in here.links.value
    here.before.click()
    assert "étape 2 sur 12" in here.told.value
    assert here.before.layout.display == "none"


def test_a_page_without_a_moment_leads_to_the_one_that_runs(band: Bands) -> None:
    here = band("preparation")
    assert "Accueil" in here.told.value
    assert 'href="annexes/salle.ipynb"' in here.told.value
    assert 'href="../01_inventaire.ipynb"' in band("room").links.value


def test_the_order_is_chosen_once_and_stops_no_timer(workshop: Workshop) -> None:
    chosen = ScriptChoice(workshop, "preparation")
    workshop.add(Timer(seconds=300, label="Votez <b>"))
    chosen.refresh()
    assert "sur le mur\u00a0: Votez &lt;b&gt;" in chosen.band.told.value
    chosen.choice.value = "follow-up"
    timer = on_the_wall(workshop)
    assert timer is not None and 250 <= timer.seconds <= 300
    assert timer.label == "Votez <b>"
    other = ScriptChoice(workshop, "preparation")
    assert other.choice.value == "follow-up"
    before = len(workshop.log())
    other.refresh()
    assert len(workshop.log()) == before


def test_a_band_reads_again_only_what_may_change_it(
    workshop: Workshop, band: Bands, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = band("gaps")
    monkeypatch.setattr(here, "show", lambda _: pytest.fail("nothing changed"))
    here.refresh()
    workshop.add(Resource(family="human", label="four", use="used"))
    here.refresh()


def test_a_page_shows_the_band_to_whoever_leads_alone(workshop: Workshop) -> None:
    class Led(Page):
        script_page = "gaps"

    page = Led(workshop)
    shown = page.current()
    assert isinstance(shown.children[1], RunningOrderBand)
    assert "tw-order" in shown.children[1]._dom_classes
    page._watcher.stop()
    page._closed.set()
    reader = Workshop(
        type(workshop.store).open(workshop.store.where, read_only=True), workshop.catalogue
    )
    seen = Led(reader)
    assert not getattr(seen.current(), "children", ())
    seen.close()
