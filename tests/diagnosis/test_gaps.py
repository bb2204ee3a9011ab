"""The second step joined: every block, for every kind of territory, and the order of the gaps."""

from __future__ import annotations

import json

import pytest

from territorial_lib.diagnosis import whole
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.document import document
from territorial_lib.diagnosis.gaps import step as gaps
from tests.diagnosis.gap_cases import DEMO, TERRITORIES, case_of

KEYS = [
    "food",
    "energy",
    "housing",
    "land",
    "services",
    "people",
    "diversity",
    "firms",
    "ways",
    "wellbeing",
    "shock",
]
SAMPLE = 420
"""One EPCI in so many: a short form of `benchmarks/levers.py --every 1`."""


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=list(TERRITORIES))
def test_every_block_is_computed_for_every_kind_of_territory(code, catalogue, gazetteer):
    found = gaps.diagnose(case_of(code, catalogue, gazetteer))
    assert [each.notion.key for each in found.blocks] == KEYS
    ids = [row.figure.id for block in found.blocks for row in block.rows if row.key]
    assert ids
    keys = [each.key for each in found.gaps]
    assert len(set(keys)) == len(keys)
    assert {each.gap.key for each in found.priorities} == set(keys)
    shown = [each.severity for each in found.priorities if each.severity is not None]
    assert shown == sorted(shown, reverse=True)


def test_epci_taken_along_the_list_compute_one_by_one(catalogue, gazetteer):
    for code in gazetteer.units("epci").index[::SAMPLE]:
        found = gaps.diagnose(case_of(code, catalogue, gazetteer))
        assert len(found.blocks) == len(KEYS), code
        assert all(each.says for each in found.blocks), code


def test_a_block_is_few_figures_and_two_sentences(catalogue, gazetteer):
    for block in gaps.diagnose(case_of(DEMO, catalogue, gazetteer)).blocks:
        assert sum(each.key for each in block.rows) <= 6, block.notion.key
        assert len(block.says) < 400, block.notion.key


def test_ranking_again_computes_no_block_again(catalogue, gazetteer, monkeypatch):
    case = case_of(DEMO, catalogue, gazetteer)
    first = gaps.diagnose(case)
    monkeypatch.setattr(Case, "once", pytest.fail)
    assert gaps.diagnose(case).blocks == first.blocks


def test_the_document_is_plain_data_with_one_key_a_block(catalogue, gazetteer):
    case = case_of(DEMO, catalogue, gazetteer)
    written = document(whole.diagnose(case))
    blocks = [written["gaps"][key] for key in KEYS]
    assert list(json.loads(json.dumps(written, ensure_ascii=False))["gaps"])[: len(KEYS)] == KEYS
    assert all(each["says"] and each["figures"] for each in blocks)
