"""Territories on which the blocks of the gaps are tried, and what any block must be."""

from __future__ import annotations

import re

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.schemas.blocks import Block
from territorial_lib.schemas.room_votes import gap_key, property_name

DEMO, PARIS, MAYOTTE, REUNION = "242600252", "200054781", "200060465", "249740119"
TERRITORIES = {
    "demonstration": DEMO,
    "metropolis": PARIS,
    "commune": "26108",
    "village": "01311",
    "mayotte": MAYOTTE,
    "reunion": REUNION,
    "island": "245600465",
    "island_without_epci": "29155",
    "departement": "dep:26",
    "region": "reg:53",
    "perimeter": "242600252+26108",
}
_ANSWER = re.compile(r"\A[a-z][a-z0-9_/-]{0,79}\Z")


_CASES: dict[str, Case] = {}


def case_of(code: str, catalogue, gazetteer, declared: Declared | None = None) -> Case:
    """Lay out the case of one territory; kept where the room said nothing."""
    if declared is None and code in _CASES:
        return _CASES[code]
    said = declared or Declared()
    found = Case.of(diagnose(gazetteer.territory(code), catalogue, said), catalogue, said)
    if declared is None:
        _CASES[code] = found
    return found


def every_epci(catalogue, gazetteer) -> Case:
    """Lay out all the EPCI at once."""
    if "every" not in _CASES:
        codes = gazetteer.units("epci").index
        _CASES["every"] = Case.every([gazetteer.territory(each) for each in codes], catalogue)
    return _CASES["every"]


def sound(block: Block, territory: str) -> None:
    """Check what every block owes to a reader."""
    ids = [each.figure.id for each in block.rows]
    assert len(set(ids)) == len(ids)
    assert 3 <= sum(each.key for each in block.rows) <= 6
    for each in block.rows:
        figure = each.figure
        assert len(figure.id.split("/")) == 5
        assert figure.id.split("/")[2] == territory
        assert (figure.value is None) == (figure.status == "missing"), figure
        assert figure.source and figure.level and figure.label
        assert figure.value is not None or figure.note, figure
        assert figure.low is None or figure.low <= figure.value <= figure.high, figure
        assert each.category
    for gap in block.gaps:
        assert gap.theme == block.notion.key
        assert gap.severity is None or 0 < gap.severity <= 1, gap
        assert gap.low is None or gap.low <= gap.severity <= gap.high
        assert gap.figure in ids, gap
        assert gap.sentence and gap.label
        assert _ANSWER.fullmatch(gap.key)
        assert gap_key(property_name(gap.key)) == gap.key
    assert block.says.endswith((".", "\u202f?"))
    words = " ".join([block.says, *(gap.sentence for gap in block.gaps)])
    assert "nan" not in words.lower().split()
    assert not re.search(r"[^\u202f]\s?[;!?]", words.replace("\u202f;", "").replace("\u202f?", ""))
