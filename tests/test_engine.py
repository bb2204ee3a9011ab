"""The engine publishes what a new entry touches, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from territorial_lib import engine
from territorial_lib.diagnosis import food
from territorial_lib.diagnosis.case import Shown
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.part import View
from territorial_lib.geography.compact import WIDTH, compact_map
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.blocks import Block
from territorial_lib.schemas.entries import (
    Assumption,
    Author,
    Body,
    Correction,
    Entry,
    Offer,
    Resource,
    WorkshopSettings,
    new_id,
)
from territorial_lib.schemas.places import Place
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store import current, erasure
from territorial_lib.store.log import Store
from territorial_lib.store.published import Published
from territorial_lib.workshop import Workshop, results
from tests.conftest import wait_until

ZOE = Author(pseudonym="Zoé", group="citizen", participant="c" * 32)


FIRST = (*engine.RECIPES[:3], engine.SLOW_RECIPES[0])
KEYS = {"map", "counts", "tallies", "key_figures"}
PROMPT = {"map", "counts", "tallies"}
ANIMAL = "gaps/food/animal"


def _create(path: Path, territory: str = "242600252") -> None:
    body = WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory=territory)
    first = Entry(id=new_id(), who=Author(pseudonym="", group="facilitator"), body=body)
    Store.create(path, first).close()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Settings.from_environment().data)


@pytest.fixture
def workshop(tmp_path: Path, catalogue: Catalogue) -> Iterator[Workshop]:
    _create(tmp_path / "essai.atelier")
    opened = Workshop(Store.open(tmp_path / "essai.atelier"), catalogue)
    yield opened
    opened.close()


def test_only_what_an_entry_touches_is_computed_again(workshop: Workshop) -> None:
    path = workshop.store.database.path
    assert path is not None
    kept = Published.beside(path)
    assert engine.publish(workshop, kept, FIRST) == 4
    assert engine.publish(workshop, kept, FIRST) == 0
    before = kept.fingerprints()
    workshop.add(Offer(label="farine"), Place(commune="26113"), ZOE)
    assert engine.publish(workshop, kept, FIRST) == 2
    after = kept.fingerprints()
    assert {key for key in after if after[key] != before[key]} == {"counts", "tallies"}
    counts = kept.get("counts")
    assert counts is not None
    assert json.loads(counts.document)["kinds"] == {"offer": 1}
    workshop.add(Resource(family="human", label="four", use="used"), None, ZOE)
    assert engine.publish(workshop, kept, FIRST) == 3
    figures = kept.get("key_figures")
    assert figures is not None
    assert {"value", "unit", "source", "status"} <= json.loads(figures.document)[0].keys()
    kept.close()


def test_a_page_reads_what_is_published_for_what_the_workshop_now_is(workshop: Workshop) -> None:
    figures = FIRST[3]
    assert workshop.published(figures.key, figures.reads) is None
    path = workshop.store.database.path
    assert path is not None
    kept = Published.beside(path)
    engine.publish(workshop, kept, FIRST)
    read = workshop.published(figures.key, figures.reads)
    assert [each["id"] for each in read] == [
        each.figure.id for each in workshop.inventory().resources if each.key
    ]
    workshop.add(Offer(label="farine"), None, ZOE)
    assert workshop.published(figures.key, figures.reads) == read, "an offer changes no figure"
    workshop.add(Resource(family="human", label="four", use="used"), None, ZOE)
    assert workshop.published(figures.key, figures.reads) is None
    engine.publish(workshop, kept, FIRST)
    assert workshop.published(figures.key, figures.reads) is not None
    kept.close()
    with Store.open(path, read_only=True) as reader:
        seen = Workshop(reader, workshop.catalogue)
        assert seen.published(figures.key, figures.reads) is not None


def test_one_recipe_at_fault_keeps_no_other_back(workshop: Workshop) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    path = workshop.store.database.path
    assert path is not None
    kept = Published.beside(path)
    recipes = (engine.Recipe("broken", frozenset(), broken), *FIRST)
    assert engine.publish(workshop, kept, recipes) == 4
    assert set(kept.fingerprints()) == KEYS
    kept.close()


def test_the_fingerprint_follows_the_code_and_the_entries_read(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = results.fingerprint(workshop, ["resource"])
    assert results.fingerprint(workshop, ["resource"]) == before
    assert results.fingerprint(workshop, ["resource", "workshop"]) != before
    monkeypatch.setattr(results, "code", lambda: "another version")
    assert results.fingerprint(workshop, ["resource"]) != before


@pytest.fixture
def results_kept(workshop: Workshop) -> Iterator[Published]:
    path = workshop.store.database.path
    assert path is not None
    kept = Published.beside(path)
    yield kept
    kept.close()


def test_a_block_is_computed_once_for_every_page(
    workshop: Workshop, results_kept: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = food.PART.of(workshop.case())
    assert engine.share(workshop, results_kept, [food.PART]) == 1
    assert engine.share(workshop, results_kept, [food.PART]) == 0
    read: list[object] = []
    silent = replace(food.PART, read=read.append)  # a page where none is needed
    with Store.open(workshop.store.database.path, read_only=True) as store:
        other = Workshop(store, workshop.catalogue)
        shown = silent.of(other.case())
        assert shown == computed and repr(shown) == repr(computed)
        workshop.add(Offer(label="farine"), None, ZOE)
        workshop.add(Assumption(key="gaps/energy/sobriety", value=10.0))
        assert silent.of(other.case()) == computed, "nothing that food depends on"
    assert not read


@pytest.mark.parametrize(
    "body",
    [
        Assumption(key=ANIMAL, value=-50.0),
        Correction(figure_id="communes/population/242600252/2023/-", value=9.0),
        Correction(figure_id="communes/population/26113/2023/-", value=9.0),
        Correction(figure_id="crops_2010/area/242600252/2010/wheat", value=9.0),
        WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory="26113"),
        WorkshopSettings(
            name="Essai", date=date(2026, 11, 24), territory="242600252", similar=("26113",)
        ),
    ],
    ids=lambda body: type(body).__name__,
)
def test_what_was_published_before_an_entry_is_never_shown_after(
    workshop: Workshop, results_kept: Published, body: Body
) -> None:
    engine.share(workshop, results_kept, [food.PART])
    before = _published(workshop)
    assert before is not None
    entry = workshop.add(body)
    assert _published(workshop) is None
    with Store.open(workshop.store.database.path, read_only=True) as store:
        assert _published(Workshop(store, workshop.catalogue)) is None
    if not isinstance(body, WorkshopSettings):
        workshop.toggle(entry)
        assert _published(workshop) == before, "undone, the state is what it was"


@pytest.mark.parametrize(
    "body",
    [
        Correction(figure_id="census_2018/vacant/242600252/2018/-", value=9.0),
        Resource(family="human", label="four", use="used"),
        Offer(label="farine"),
    ],
    ids=lambda body: type(body).__name__,
)
def test_what_does_not_bear_on_a_block_leaves_it_published(
    workshop: Workshop, results_kept: Published, body: Body
) -> None:
    engine.share(workshop, results_kept, [food.PART])
    before = _published(workshop)
    workshop.add(body)
    assert before is not None and _published(workshop) == before


def test_a_correction_computes_again_what_reads_it_and_no_other(
    workshop: Workshop, results_kept: Published
) -> None:
    blocks = [p for p in gaps.PARTS if p.notion.key in ("food", "energy", "land", "diversity")]
    assert engine.share(workshop, results_kept, blocks) == 4
    before = results_kept.fingerprints()
    farmland = workshop.case().figure("farmland")
    entry = workshop.add(Correction(figure_id=farmland.id, value=9000.0, unit="ha"))
    assert engine.share(workshop, results_kept, blocks) == 2
    after = results_kept.fingerprints()
    moved = {key for key in after if after[key] != before[key]}
    assert moved == {"block/food", "block/land"}
    fresh = Workshop(workshop.store, workshop.catalogue)
    for part in blocks:
        alone = replace(fresh.case(), published=None, _kept={}, _reads={})
        assert part.of(workshop.case()) == part.of(alone), part.key
    workshop.toggle(entry)
    assert engine.share(workshop, results_kept, blocks) == 2
    assert results_kept.fingerprints() == before


def _published(workshop: Workshop) -> Shown | None:
    case = workshop.case()
    assert case.published is not None
    return case.published.read("block/food", food.PART.depends(case))


def test_a_damaged_result_is_computed_again(workshop: Workshop, results_kept: Published) -> None:
    case = workshop.case()
    besides = food.PART.depends(case)
    assert isinstance(case.published, results.Sharing)
    now = case.published.fingerprint(besides, ())
    for document in ('{"says": 3', '{"reads": [], "made": {"says": 3}}'):
        results_kept.put("block/food", now, document)
        assert case.shared("block/food", besides, Block) is None


def test_one_block_at_a_time_as_long_as_the_room_speaks(
    workshop: Workshop, results_kept: Published
) -> None:
    def view(name: str) -> View[str]:
        return View(name, str, lambda case: name)

    shared = [view("one"), view("two"), view("three")]
    assert engine.share(workshop, results_kept, shared, lambda: True) == 1
    assert engine.share(workshop, results_kept, shared, lambda: True) == 1
    assert set(results_kept.fingerprints()) == {"one", "two"}
    assert engine.share(workshop, results_kept, shared) == 1


def test_an_erasure_reaches_what_a_kernel_keeps(workshop: Workshop) -> None:
    workshop.add(Offer(label="Mot-Effacé"), None, ZOE)
    assert "Mot-Effacé" in repr(workshop.log())
    erasure.erase(workshop.store, "c" * 32)
    assert "Mot-Effacé" not in repr(workshop.log())


@pytest.mark.parametrize("code", ["242600252", "26113", "dep:26", "reg:53"])
def test_a_map_is_light_and_keeps_every_commune(catalogue: Catalogue, code: str) -> None:
    gazetteer = Gazetteer(catalogue)
    territory = gazetteer.territory(code)
    drawn = compact_map(territory, gazetteer)
    assert {each["code"] for each in drawn["communes"]} == set(territory.communes)
    assert len(json.dumps(drawn)) < 200_000
    assert drawn["west"] < drawn["east"] and drawn["width"] == WIDTH
    for area in drawn["areas"]:
        for ring in area["rings"]:
            xs = [sum(ring[: i + 1 : 2]) for i in range(0, len(ring), 2)]
            assert min(xs) >= -1 and max(xs) <= WIDTH + 1


def test_the_process_follows_the_workshop_being_led(tmp_path: Path) -> None:
    one, two = tmp_path / "un.atelier", tmp_path / "deux.atelier"
    _create(one)
    _create(two, "26113")
    current.remember(tmp_path, one)
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "territorial_lib.engine"],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERRITORIAL_HOME": str(tmp_path)},
    )
    try:
        for path in (one, two):
            current.remember(tmp_path, path)
            kept = Published.beside(path)
            wait_until(lambda: set(kept.fingerprints()) >= PROMPT, 60)  # noqa: B023
            kept.close()
        assert process.stdin is not None
        process.stdin.close()  # the launcher's death
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
