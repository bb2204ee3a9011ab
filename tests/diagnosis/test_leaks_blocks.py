"""The blocks of the fourth step, on real territories and on what a room declares."""

from __future__ import annotations

import msgspec
import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import (
    Declared,
    Proposal,
    Purchase,
    SpendingLine,
    Survey,
)
from territorial_lib.diagnosis.leaks.said import share_id
from territorial_lib.diagnosis.leaks.step import PARTS, diagnose, overview
from territorial_lib.diagnosis.leaks.what_if import create_key, move_key
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.readings import Scope
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.kinds import Key
from tests.diagnosis.leaks_cases import HERE, ISLAND, MAYOTTE, VILLAGE, catalogue

PLACES = (HERE, VILLAGE, ISLAND, MAYOTTE, "249740119")
OTHERS = ("200072007", "200041515", "245600465", "200041762", "200067742", "200000172")
SAID = Declared(
    corrections=(Correction(share_id(HERE, "CA"), 60.0, "enquête", "Ana", "24 nov.", "vu"),),
    assumptions={move_key("CA"): 10.0, create_key("GZ"): 5.0, move_key("GZ"): 5.0},
    surveys=(
        Survey("Boulangerie", 200_000.0, (SpendingLine("Farine", 40_000.0, "CA", 0.5),)),
        Survey("Mairie", 900_000.0, (SpendingLine("Paie", 500_000.0, "wages", 0.6),)),
        Survey("Pressée", 10.0, (SpendingLine("Paie", 50.0, "wages"),)),
    ),
    purchases=(Purchase("A", "B", 10.0), Purchase("B", "A", 4.0)),
    offers=(Proposal("o", "Scierie", "Sciure", "bois"),),
    requests=(Proposal("r", "Ferme", "Litière", "bois"),),
)


def case(code: str, declared: Declared = SAID) -> Case:
    gazetteer = Gazetteer(catalogue())
    territories = tuple(gazetteer.territory(each) for each in (code, *OTHERS))
    return Case(Scope(catalogue(), gazetteer, territories), declared)


@pytest.fixture(scope="module")
def steps():  # type: ignore[no-untyped-def]
    return {code: diagnose(case(code)) for code in PLACES}


@pytest.mark.parametrize("code", PLACES)
def test_every_figure_has_its_identity(steps, code: str) -> None:  # type: ignore[no-untyped-def]
    for block in steps[code].blocks:
        assert block.says
        ids = [each.figure.id for each in block.rows]
        assert len(ids) == len(set(ids)), "an id names one figure"
        for each in block.rows:
            figure = each.figure
            assert figure.source
            assert figure.label
            assert (figure.value is None) == (figure.status == "missing")
            if figure.value is None:
                assert figure.note, "a missing figure says why"
            if figure.low is not None and figure.status != "declared":
                assert figure.low <= figure.value + 1e-9 <= figure.high + 2e-9
    msgspec.json.encode(steps[code].blocks)


def test_mayotte_is_missing_not_zero(steps) -> None:  # type: ignore[no-untyped-def]
    leaks = steps[MAYOTTE].block("leaks")
    own = [each for each in leaks.rows if each.figure.id.startswith("leaks/")]
    assert all(each.figure.status == "missing" for each in own)
    assert "Mayotte" in leaks.says
    assert not leaks.gaps


def test_the_energy_bill_is_one_line(steps) -> None:  # type: ignore[no-untyped-def]
    rows = [each for each in steps[HERE].block("leaks").rows if "énergie" in each.category]
    assert [each.figure.id.split("/")[:2] for each in rows] == [["energy", "gross"]]
    island = [each for each in steps[ISLAND].block("leaks").rows if "énergie" in each.category]
    assert len(island) == 1, "off the network: the national table's line stands in"


def test_a_correction_keeps_the_official_share_beside(steps) -> None:  # type: ignore[no-untyped-def]
    rows = {each.figure.id: each for each in steps[HERE].block("leaks").rows}
    corrected = rows[share_id(HERE, "CA")]
    assert (corrected.figure.status, corrected.figure.value) == ("declared", 60.0)
    official, _ = corrected.versions
    assert official.value < 60


def test_gaps_are_the_reachable_leaks(steps) -> None:  # type: ignore[no-untyped-def]
    block = steps[HERE].block("leaks")
    ids = {each.figure.id for each in block.rows}
    assert 0 < len(block.gaps) <= 10
    for gap in block.gaps:
        assert gap.figure in ids
        assert 0 <= gap.low <= gap.severity <= gap.high <= 1


def test_what_the_room_says_is_in_every_block(steps) -> None:  # type: ignore[no-untyped-def]
    step = steps[HERE]
    kept = step.block("what-if").rows[0].figure
    assert kept.value > 0
    assert "emplois" in step.block("what-if").says
    trails = step.block("lm3").rows
    assert [each.figure.label for each in trails[:3]] == [
        "Toutes ensemble",
        "Boulangerie",
        "Mairie",
    ]
    assert all(1 <= each.figure.value <= 3 for each in trails[:3])
    assert "dépassent" in trails[3].figure.note
    assert step.block("circular").rows[0].figure.value == 1
    assert step.block("currency").rows[0].figure.value == pytest.approx(8)


def test_a_silent_room_is_asked(steps) -> None:  # type: ignore[no-untyped-def]
    silent = diagnose(case(VILLAGE, Declared()))
    assert "choisissez" in silent.block("what-if").says
    for key in ("circular", "currency"):
        assert "ouvrez la question" in silent.block(key).says
    assert "deux minutes" in silent.block("lm3").says


def test_levers_may_be_written_in_the_log() -> None:
    for part in PARTS:
        for lever in part.levers(catalogue()):
            assert msgspec.convert(lever.key, Key) == lever.key
            assert lever.low <= lever.default <= lever.high
            assert lever.source


def test_what_the_room_adds_is_heard_at_once() -> None:
    """The case keeps what was read: a new purchase or survey must still move its block."""
    before = case(VILLAGE, Declared())
    after = Case(before.scope, SAID, None, before._kept)
    for key in ("lm3", "circular", "currency"):
        part = next(each for each in PARTS if each.notion.key == key)
        assert part.of(before).says != part.of(after).says


def test_every_epci_computes_in_one_call() -> None:
    gazetteer = Gazetteer(catalogue())
    codes = gazetteer.units("epci").index
    table = overview(Case.every(map(gazetteer.territory, codes), catalogue()))
    assert table.index.tolist() == codes.tolist()
    unknown = table.index[table["leak"].isna()]
    assert len(unknown) == 5, "Mayotte's"
    known = table.drop(index=unknown)
    assert known["leak_share"].between(0, 100).all()
    for name in ("leak", "local", "leak_share", "households_local_share", "leak_per_inhabitant"):
        assert (known[f"{name}_low"] <= known[name] + 1e-6).all()
        assert (known[name] <= known[f"{name}_high"] + 1e-6).all()
