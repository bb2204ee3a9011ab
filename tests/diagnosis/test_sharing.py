"""What is computed once is read back exactly, and what is read once is read once by all threads."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.json import decode, encode

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.glocal.develop import candidates, shown
from territorial_lib.diagnosis.housing.reach import REACH
from territorial_lib.diagnosis.people.communes import MAPPED, by_commune
from territorial_lib.diagnosis.sharing import SHARED
from territorial_lib.schemas.blocks import Block, Gap, Hectares, Lever, Notion, Picture
from territorial_lib.schemas.figures import Comparison, Figure, Row
from tests.diagnosis.gap_cases import DEMO, case_of

WORDS = st.text(max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
SOME = st.none() | NUMBERS
FIGURES = st.builds(
    Figure, id=WORDS, label=WORDS, value=SOME, unit=WORDS, year=st.none() | st.integers(1900, 2100),
    source=WORDS, level=WORDS, status=st.sampled_from(["observed", "missing"]), low=SOME, high=SOME,
    note=WORDS,
)  # fmt: skip
ROWS = st.builds(
    Row, figure=FIGURES, category=WORDS, key=st.booleans(), place=WORDS,
    comparison=st.none()
    | st.builds(Comparison, median=FIGURES, values=st.lists(NUMBERS, max_size=3).map(tuple)),
    versions=st.lists(FIGURES, max_size=2).map(tuple),
)  # fmt: skip
BLOCKS = st.builds(
    Block,
    notion=st.builds(
        Notion, key=WORDS, title=WORDS, meaning=WORDS, formula=WORDS, limits=WORDS, reference=WORDS
    ),
    says=WORDS,
    rows=st.lists(ROWS, max_size=2).map(tuple),
    levers=st.lists(
        st.builds(
            Lever, key=WORDS, label=WORDS, unit=WORDS, default=NUMBERS, low=NUMBERS, high=NUMBERS,
            step=NUMBERS, source=WORDS,
        ),
        max_size=1,
    ).map(tuple),
    gaps=st.lists(
        st.builds(Gap, key=WORDS, label=WORDS, theme=WORDS, severity=SOME, low=SOME, high=SOME),
        max_size=1,
    ).map(tuple),
    hectares=st.lists(
        st.builds(Hectares, use=WORDS, label=WORDS, value=SOME, kind=WORDS), max_size=1
    ).map(tuple),
    picture=st.none()
    | st.builds(Picture, title=WORDS, figures=st.lists(WORDS, max_size=2).map(tuple)),
)  # fmt: skip


@given(BLOCKS)
def test_a_block_is_read_back_exactly(block: Block) -> None:
    back = decode(encode(block), type=Block)
    assert back == block
    assert repr(back) == repr(block)


def test_every_result_has_its_own_name() -> None:
    keys = [each.key for each in SHARED]
    assert len(set(keys)) == len(keys)


@pytest.fixture
def demo(catalogue, gazetteer) -> Case:
    return case_of(DEMO, catalogue, gazetteer)


def test_what_a_map_shows_is_read_back_exactly(demo: Case) -> None:
    reach = REACH.of(demo)
    assert reach.nearest
    assert decode(encode(reach), type=REACH.kind) == reach
    mapped = MAPPED.of(demo)
    assert decode(encode(mapped), type=MAPPED.kind) == mapped
    assert mapped["worst"] == by_commune(demo)["worst"].astype(float).to_dict()


def test_candidates_are_the_same_once_shared(demo: Case) -> None:
    found, again = candidates(demo), shown(demo)
    assert list(again.table.index) == list(found.table.index)
    assert list(again.table.columns) == list(found.table.columns)
    for name in found.table.columns.drop("label"):
        assert again.table[name].to_numpy() == pytest.approx(
            found.table[name].to_numpy(dtype=float), abs=0, nan_ok=True
        )
    assert (again.said, again.year) == (found.said, found.year)


def test_two_threads_read_once(demo: Case) -> None:
    case = demo.among(demo.scope.territories)
    together, made = threading.Barrier(2), []

    def _read(_: Case) -> int:
        made.append(threading.get_ident())
        return len(made)

    def _ask() -> None:
        together.wait()
        assert case.once("test/read", _read) == 1

    threads = [threading.Thread(target=_ask) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(made) == 1


def test_without_a_fact_stated_measures_are_those_of_the_inventory(demo: Case) -> None:
    assert demo.inventory is not None
    for variable in ("population", "leaky_dwellings", "median_income", "poverty_rate"):
        assert demo.figure(variable) == demo.inventory.resource(variable).figure
