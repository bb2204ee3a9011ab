"""Official and declared figures meet: both kept, differences go up, scales go down."""

from __future__ import annotations

import msgspec
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.diagnosis.overlay import (
    Correction,
    corrected,
    joined,
    lowered,
    raised,
    retained,
)
from territorial_lib.schemas.figures import Figure

OFFICIAL = Figure(
    id="census_2018/vacant/242600252/2018/-",
    label="Logements vacants",
    value=1000.0,
    unit="logements",
    year=2018,
    source="Insee",
    level="commune",
    status="observed",
    low=900.0,
    high=1000.0,
)


def correction(value: float, territory: str = "242600252") -> Correction:
    figure = f"census_2018/vacant/{territory}/2018/-"
    return Correction(figure, value, "comptage", "Nadia (Habitant·e)", "24 novembre 2026", "vu")


def version(status: str, year: int = 2018) -> Figure:
    return msgspec.structs.replace(OFFICIAL, status=status, year=year)


def test_declared_wins_over_imported_over_observed_over_estimated():
    order = ["declared", "imported", "observed", "estimated"]
    for rank, status in enumerate(order):
        assert retained([version(each) for each in reversed(order[rank:])]).status == status


def test_the_latest_year_wins_within_a_status():
    assert retained([version("observed", 2018), version("observed", 2022)]).year == 2022


def test_a_corrected_figure_keeps_its_id_and_says_who():
    found = corrected(OFFICIAL, correction(120))
    assert (found.id, found.value, found.status, found.source) == (
        OFFICIAL.id,
        120,
        "declared",
        "comptage",
    )
    assert found.low is None
    assert "Nadia" in found.note
    assert "24 novembre 2026" in found.note


def test_a_correction_is_of_the_year_it_says_under_the_same_id():
    dated = Correction(OFFICIAL.id, 120, "", "Nadia", "24 novembre 2026", "vu", year=2026)
    found = corrected(OFFICIAL, dated)
    assert (found.year, found.id) == (2026, OFFICIAL.id)
    assert corrected(OFFICIAL, correction(120)).year == OFFICIAL.year


def test_a_part_corrected_moves_the_whole_by_the_difference():
    part = msgspec.structs.replace(OFFICIAL, value=40.0)
    found = raised(OFFICIAL, {"26108": part}, [correction(25, "26108")])
    assert found is not None
    assert found.value == 985.0
    assert found.status == "declared"
    assert found.source == "Insee, corrigé par la salle"


MISSING = msgspec.structs.replace(
    OFFICIAL, value=None, status="missing", low=None, high=None, note="Absent."
)
PART = msgspec.structs.replace(OFFICIAL, value=40.0)


def test_a_whole_without_value_is_not_invented_from_a_part_but_the_part_is_told():
    found = raised(MISSING, {"26108": PART}, [correction(25, "26108")])
    assert found is not None
    assert (found.value, found.status) == (None, "missing")
    assert found.note == (
        "Absent. La salle a chiffré une partie\u00a0: 25\u00a0logements au moins, le total reste "
        "inconnu."
    )


def test_parts_that_make_up_the_whole_give_it_its_value():
    parts = {"26108": MISSING, "26001": PART}
    said = [correction(25, "26108"), correction(30, "26001")]
    found = raised(MISSING, parts, said, complete=True)
    assert found is not None
    assert (found.value, found.status) == (55.0, "declared")


def test_a_part_without_official_value_is_added_where_the_whole_sums_its_known_parts():
    said = [correction(25, "26108")]
    found = raised(OFFICIAL, {"26108": MISSING}, said, summed=True)
    assert found is not None
    assert found.value == 1025.0
    aside = raised(OFFICIAL, {"26108": MISSING}, said)
    assert aside is not None
    assert (aside.value, aside.status) == (1000.0, "observed")
    assert "sans chiffre officiel" in aside.note


def test_a_version_that_only_says_more_takes_the_place_of_the_same_value():
    told = msgspec.structs.replace(OFFICIAL, note="dit")
    assert joined([OFFICIAL], told) == [told]
    assert joined([OFFICIAL], version("imported")) == [OFFICIAL, version("imported")]


def test_the_levels_below_are_scaled_and_marked():
    values = pd.Series({"a": 10.0, "b": 30.0, "c": float("nan")})
    found, status = lowered(values, 80.0, {})
    assert found["a"] == pytest.approx(20.0)
    assert found["b"] == pytest.approx(60.0)
    assert pd.isna(found["c"])
    assert status.to_dict() == {"a": "estimated", "b": "estimated", "c": "missing"}


def test_a_part_declared_is_kept_and_the_others_share_the_rest():
    found, status = lowered(pd.Series({"a": 10.0, "b": 30.0, "c": 10.0}), 100.0, {"a": 20.0})
    assert found.to_dict() == pytest.approx({"a": 20.0, "b": 60.0, "c": 20.0})
    assert status["a"] == "declared"


def test_a_missing_part_can_be_declared():
    found, status = lowered(pd.Series({"a": float("nan"), "b": 5.0}), None, {"a": 3.0})
    assert found["a"] == 3.0
    assert status.to_dict() == {"a": "declared", "b": "observed"}


@given(
    st.lists(st.floats(0.1, 1e5), min_size=2, max_size=8),
    st.floats(1, 1e6),
)
def test_scaled_parts_sum_to_the_corrected_whole(parts, total):
    values = pd.Series(parts, index=[str(rank) for rank in range(len(parts))])
    assert lowered(values, total, {})[0].sum() == pytest.approx(total)
