"""The workshop joins the log and the statistics: what is written is seen, kept, undone."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from territorial_lib.errors import InvalidEntry, UnknownTerritory, WorkshopFileError
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import Author, WorkshopSettings
from territorial_lib.schemas.places import Place
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store import current
from territorial_lib.workshop import create, current_workshop, open_workshop

NADIA = Author(pseudonym="Nadia", group="citizen")
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Settings.from_environment({}).data)


@pytest.fixture
def workshop(tmp_path, catalogue):
    settings = WorkshopSettings(name="Crest", date=DAY, territory="242600252")
    opened = create(tmp_path / "crest.atelier", settings, catalogue)
    yield opened
    opened.close()


def resource(label: str = "Moulin", **fields) -> entries.Resource:
    return entries.Resource(family="economic", label=label, use="underused", **fields)


def test_what_is_said_is_in_the_inventory_with_who_and_where(workshop):
    workshop.add(resource(quantity=2, unit="moulins"), Place(commune="26166"), NADIA)
    row = workshop.inventory().resources[-1]
    assert (row.figure.label, row.figure.value, row.figure.status) == ("Moulin", 2, "declared")
    assert "Nadia" in row.figure.source
    assert row.place == workshop.gazetteer.communes.at["26166", "name"]


def test_a_place_of_no_known_commune_keeps_its_code(workshop):
    workshop.add(resource(), Place(commune="99999"))
    assert workshop.inventory().resources[-1].place == "99999"


def test_the_latest_correction_counts_and_its_undo_brings_the_former_back(workshop):
    official = workshop.inventory().resource("jobs").figure
    for value in (100, 200):
        said = entries.Correction(figure_id=official.id, value=value, reason="vu")
        last = workshop.correct(official, said)
    assert workshop.inventory().resource("jobs").figure.value == 200
    workshop.toggle(last)
    assert workshop.inventory().resource("jobs").figure.value == 100
    workshop.toggle(last)
    assert workshop.inventory().resource("jobs").figure.value == 200


def test_undoing_twice_over_leaves_the_log_whole(workshop):
    entry = workshop.add(resource())
    for _ in range(4):
        workshop.toggle(entry)
    assert workshop.inventory().resources[-1].figure.label == "Moulin"
    assert len(workshop.log()) == 6


def test_a_correction_of_another_figure_is_refused(workshop):
    official = workshop.inventory().resource("jobs").figure
    with pytest.raises(InvalidEntry):
        workshop.correct(official, entries.Correction(figure_id="a/b/c/d/e", value=1, reason="x"))


def test_hidden_is_not_counted_and_can_be_shown_again(workshop):
    entry = workshop.add(resource())
    before = len(workshop.inventory().resources)
    workshop.moderate(entry)
    assert len(workshop.inventory().resources) == before - 1
    assert [item.id for item in workshop.said(entries.Resource)] == [entry]
    workshop.moderate(entry)
    assert len(workshop.inventory().resources) == before


def test_another_process_is_followed(workshop, catalogue):
    seen = threading.Event()
    watcher = workshop.follow(lambda version: seen.set())
    other = open_workshop(workshop.store.where, catalogue)
    other.add(resource("Halle"))
    other.close()
    assert seen.wait(10)
    watcher.stop()
    assert workshop.inventory().resources[-1].figure.label == "Halle"


def test_the_inventory_is_computed_again_only_when_something_was_said(workshop):
    first = workshop.inventory()
    assert workshop.inventory() is first
    workshop.add(resource())
    assert workshop.inventory() is not first


def test_a_perimeter_keeps_the_name_the_room_gave(tmp_path, catalogue):
    settings = WorkshopSettings(
        name="Bassin", date=DAY, territory="26108+242600252", territory_name="Bassin de Crest"
    )
    with_name = create(tmp_path / "b.atelier", settings, catalogue)
    assert with_name.territory.name == "Bassin de Crest"
    assert with_name.territory.code == "242600252+26108"
    with_name.close()


def test_an_unknown_territory_creates_nothing(tmp_path, catalogue):
    path = tmp_path / "x.atelier"
    with pytest.raises(UnknownTerritory):
        create(path, WorkshopSettings(name="X", date=DAY, territory="99999"), catalogue)
    assert not path.exists()


def test_the_first_day_opens_the_demonstration_and_the_next_the_last_one(tmp_path, catalogue):
    settings = Settings(data=catalogue.base, notebooks=tmp_path, home=tmp_path / "ateliers")
    first = current_workshop(settings)
    assert first.territory.code == "242600252"
    first.close()
    path = settings.home / "mien.atelier"
    own = WorkshopSettings(name="Mien", date=DAY, territory="26108")
    create(path, own, catalogue).close()
    current.remember(settings.home, path)
    again = current_workshop(settings)
    assert again.settings.name == "Mien"
    again.close()


def test_a_workshop_that_is_gone_says_so(tmp_path, catalogue):
    home = tmp_path / "ateliers"
    current.remember(home, home / "parti.atelier")
    with pytest.raises(WorkshopFileError) as caught:
        current_workshop(Settings(data=catalogue.base, notebooks=tmp_path, home=home))
    assert "parti.atelier" in caught.value.fault
    assert caught.value.remedy
