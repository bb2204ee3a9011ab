"""A rehearsal: the same seed the same evening, played where it cannot be taken for a real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.catalogue import suited
from territorial_lib.errors import Stopped, TerritorialError, WorkshopBusy
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.rehearsal import running, show
from territorial_lib.rehearsal.facts import Facts, facts
from territorial_lib.rehearsal.moves import Join, Lead, Send, Stage
from territorial_lib.rehearsal.naming import completed
from territorial_lib.rehearsal.night import Night
from territorial_lib.rehearsal.planning import answering
from territorial_lib.rehearsal.players import FilePlayer, Outcome
from territorial_lib.rehearsal.running import aside
from territorial_lib.rehearsal.scenario import MINUTES, Scenario, arrivals, scenario
from territorial_lib.rehearsal.summary import summary
from territorial_lib.schemas.contributions import check_question
from territorial_lib.schemas.entries import (
    Author,
    Entry,
    Moderation,
    Question,
    Resource,
    Timer,
    WorkshopSettings,
    new_id,
)
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store import current
from territorial_lib.store.log import Store
from territorial_lib.workshop import open_workshop
from tests.conftest import ROOT

DAY = date(2026, 11, 24)
CATALOGUE = Catalogue(ROOT / "data")


@pytest.fixture(scope="module")
def known() -> Facts:
    return facts(Gazetteer(CATALOGUE), "26108")


@pytest.fixture(scope="module")
def evening(known: Facts) -> Scenario:
    return scenario(known, 24, seed=4)


@pytest.fixture(scope="module")
def rehearsed(evening: Scenario, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    path, outcome = tmp_path_factory.mktemp("rehearsal") / "soirée.atelier", Outcome()
    aside(path, evening, DAY, outcome)
    return path, outcome


def test_the_same_seed_gives_the_same_evening(known: Facts, evening: Scenario) -> None:
    assert scenario(known, 24, seed=4).moves == evening.moves
    assert scenario(known, 24, seed=5).moves != evening.moves
    minutes = [move.minute for move in evening.moves]
    assert minutes == sorted(minutes)
    assert minutes[0] == 0 and minutes[-1] <= MINUTES


def test_the_same_seed_gives_the_same_log(
    rehearsed: tuple[Path, Outcome], known: Facts, tmp_path: Path
) -> None:
    with Store.open(rehearsed[0], read_only=True) as store:
        log = store.entries()
    aside(tmp_path / "again.atelier", scenario(known, 24, seed=4), DAY, Outcome())
    with Store.open(tmp_path / "again.atelier", read_only=True) as store:
        assert store.entries() == log
    assert log[0].received_at == "2026-11-24T18:00:00.000Z"
    assert log[-1].received_at == "2026-11-24T20:29:00.000Z"


def test_every_question_is_one_that_a_room_takes(evening: Scenario) -> None:
    asked = [m.entry.body for m in evening.moves if isinstance(m, Lead)]
    questions = [body for body in asked if isinstance(body, Question)]
    assert len(questions) == 14
    assert [fault for each in questions for fault in check_question(each)] == []
    assert next(m.title for m in evening.moves if isinstance(m, Stage)) == "Accueil"


def test_nothing_surprises(rehearsed: tuple[Path, Outcome], evening: Scenario) -> None:
    path, outcome = rehearsed
    assert outcome.surprises == []
    assert outcome.joined == len(evening.people) == arrivals(evening) == 24
    assert outcome.refused == 14
    assert outcome.again > 3
    sent = [move for move in evening.moves if isinstance(move, Send)]
    assert outcome.sent == len(sent)
    assert outcome.received == sum(move.expected == "kept" for move in sent)
    assert all(sentence.endswith(".") for sentence in outcome.refusals)
    told = summary(evening, outcome, path, shown=False)
    assert "24 personnes" in told and "14 refusés" in told and str(path) in told


def test_it_says_that_it_is_one_everywhere(rehearsed: tuple[Path, Outcome]) -> None:
    workshop = open_workshop(rehearsed[0], CATALOGUE, read_only=True)
    try:
        assert workshop.settings.name == "Répétition — Crest"
        assert workshop.settings.facilitator.startswith("Simulation")
        found = plan.diagnose(workshop.case())
        hidden = [i for i in workshop.said(Resource) if i.state == "hidden"]
        merged = [i for i in workshop.said(Resource) if i.state == "merged"]
    finally:
        workshop.close()
    assert len(found.decisions) == 3 and found.selection is not None
    assert 0 < len(found.divided) < len(found.verdicts), "groups disagree, not on everything"
    assert len(hidden) == 2 and len(merged) > 0


@pytest.mark.parametrize(("participants", "groups"), [(1, 1), (7, 3)])
def test_any_size_of_room(known: Facts, participants: int, groups: int, tmp_path: Path) -> None:
    written, outcome = scenario(known, participants, groups), Outcome()
    aside(tmp_path / "salle.atelier", written, DAY, outcome)
    assert outcome.surprises == []
    assert outcome.joined == participants
    assert len({each.group for each in written.people}) == min(participants, groups)


def test_a_territory_where_little_is_known(known: Facts, tmp_path: Path) -> None:
    bare = replace(known, gaps=(), leaks=(), figures=(), levers=())
    outcome = Outcome()
    aside(tmp_path / "nu.atelier", scenario(bare, 9), DAY, outcome)
    assert outcome.surprises == []
    assert outcome.received > 30


@pytest.mark.parametrize(("participants", "groups"), [(0, 5), (501, 5), (40, 0), (40, 6)])
def test_bounds_are_told(known: Facts, participants: int, groups: int) -> None:
    with pytest.raises(TerritorialError, match="Donnez un nombre de 1 à"):
        scenario(known, participants, groups)


def test_a_real_hall_is_not_taken_away(evening: Scenario, tmp_path: Path) -> None:
    settings = replace(Settings.from_environment({}), home=tmp_path)
    now = datetime.now(UTC)
    show.require_free(settings, now)  # nothing is led
    leader = Author(pseudonym="", group="facilitator")
    body = WorkshopSettings(name="Vrai", date=DAY, territory="26108")
    phone = Author(pseudonym="Zoé", group="citizen", participant=new_id())
    said = Resource(family="human", label="four", use="used")
    path = tmp_path / "vrai.atelier"
    with Store.create(path, Entry(id=new_id(), who=leader, body=body)) as store:
        current.remember(tmp_path, path)
        show.require_free(settings, now)
        store.append([Entry(id=new_id(), who=phone, body=said)])
    with pytest.raises(WorkshopBusy, match="--speed 0"):
        show.require_free(settings, now)
    show.require_free(settings, now + timedelta(hours=1))


def test_a_rehearsal_may_follow_another(evening: Scenario, tmp_path: Path) -> None:
    settings = replace(Settings.from_environment({}), home=tmp_path)
    with show.created(tmp_path / "une.atelier", evening, DAY) as store:
        current.remember(tmp_path, tmp_path / "une.atelier")
        player = FilePlayer(store, evening)
        begun = [m for m in evening.moves if m.minute < 10]
        show.played(begun, player, Outcome(), lambda _: None)
    show.require_free(settings, datetime.now(UTC))


def test_speed_is_kept_and_timers_follow(evening: Scenario) -> None:
    now, slept = [100.0], []

    def _sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    reach = show.pace(60, lambda: now[0], _sleep)
    for minute in (0.0, 5.0, 5.0, 7.5):
        reach(minute)
    assert slept == pytest.approx([0, 5, 0, 2.5])
    hurried = show.hurried(evening, 60)
    timers = [
        m.entry.body
        for m in hurried.moves
        if isinstance(m, Lead) and isinstance(m.entry.body, Timer)
    ]
    assert [timer.seconds for timer in timers] == [10, 10, 5, 0]
    assert [m.minute for m in hurried.moves] == [m.minute for m in evening.moves]


def test_what_is_merged_is_alike(evening: Scenario) -> None:
    kept = [m for m in evening.moves if isinstance(m, Send) and m.expected == "kept"]
    sent = {m.sent["id"]: m.sent for m in kept}
    merges = [
        m.entry.body
        for m in evening.moves
        if isinstance(m, Lead)
        and isinstance(m.entry.body, Moderation)
        and m.entry.body.action == "merge"
    ]
    assert len(merges) > 1
    for each in merges:
        one, other = sent[each.entry]["values"], sent[str(each.target)]["values"]
        name = "label" if "label" in one else "title"
        assert one[name] == other[name]


def test_everyone_joins_before_speaking(evening: Scenario) -> None:
    arrived = {m.phone: m.minute for m in evening.moves if isinstance(m, Join)}
    for move in evening.moves:
        if isinstance(move, Send):
            assert move.minute > arrived[move.phone]


class Interrupted(FilePlayer):
    """Somebody types Ctrl+C while a phone speaks."""

    def send(self, move: Send) -> str | None:
        raise KeyboardInterrupt


def test_stopping_is_a_sentence(
    evening: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "arrêtée.atelier"
    monkeypatch.setattr(running, "FilePlayer", Interrupted)
    with pytest.raises(Stopped, match="Répétition arrêtée"):
        aside(path, evening, DAY, Outcome())
    with Store.open(path, read_only=True) as store:
        assert len(store.entries(kinds=["participant"])) == len(evening.people)


def test_what_is_said_could_be_true_there(known: Facts) -> None:
    hamlet = replace(known.towns[0], name="Oussiat", population=50.0)
    alone = scenario(replace(known, towns=(hamlet,)), 12)
    told = repr([m.sent for m in alone.moves if isinstance(m, Send)])
    assert "Mairie d’Oussiat" in told and "de Oussiat" not in told
    assert not any(what in told for what in ("fablab", "Maison de retraite", "Imprimerie", "école"))
    assert "il en manque" not in told
    town = scenario(known, 12)
    assert "Imprimerie de Crest" in repr(town.moves)


def test_an_action_answers_a_gap_of_its_kind(known: Facts) -> None:
    night = Night(known, (), "1")
    proposed = answering(night)
    assert len(proposed) == len({kind.key for kind, _ in proposed}) == 8
    for kind, gap in proposed:
        assert gap is None or suited([kind], gap.key), f"{kind.title} does not answer {gap.label}"
    assert sum(gap is not None for _, gap in proposed) > 4


def test_nobody_speaks_of_a_forest_where_none_is_known(known: Facts) -> None:
    island = facts(Gazetteer(CATALOGUE), "29155")
    needs = {need for kind in island.kinds for need in kind.needs}
    assert "exploitation forestière" not in needs and "maraîchage" in needs
    assert any("exploitation forestière" in kind.needs for kind in known.kinds)


@pytest.mark.parametrize(
    ("town", "expected"),
    [
        ("Crest", "de Crest, à Crest"),
        ("Ouessant", "d’Ouessant, à Ouessant"),
        ("Étoile", "d’Étoile, à Étoile"),
        ("Le Port", "du Port, au Port"),
        ("Les Abymes", "des Abymes, aux Abymes"),
        ("La Faute", "de La Faute, à La Faute"),
    ],
)
def test_names_are_said_as_people_say_them(town: str, expected: str) -> None:
    assert completed("{of}, {at}", town) == expected
