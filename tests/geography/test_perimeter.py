"""Bringing figures to a perimeter: parts sum to wholes, rates keep their denominator."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.geography.perimeter import (
    Selection,
    commune_sum,
    part_mean,
    part_sum,
    ratio_of_sums,
)

COMMUNES = pd.DataFrame(
    {
        "epci": ["X", "X", "X", "Y", "Y", None],
        "population": [100, 300, 600, 50, 0, 10],
        "area_km2": [10.0, 20.0, 70.0, 5.0, 5.0, 1.0],
    },
    index=pd.Index(["a", "b", "c", "d", "e", "f"], name="code"),
)


def select(**territories: str) -> Selection:
    rows = [(code, commune) for code, communes in territories.items() for commune in communes]
    return Selection(pd.DataFrame(rows, columns=["territory", "commune"]), COMMUNES)


def test_a_sum_over_communes_is_observed_whole():
    found = commune_sum(select(T="abc"), pd.Series({"a": 1.0, "b": 2.0, "c": 4.0}))
    assert found.loc["T"].to_dict() == {"value": 7.0, "covered": 1.0, "exact": True, "units": 3}


def test_a_missing_commune_is_never_counted_as_zero():
    found = commune_sum(select(T="abc", U="d"), pd.Series({"a": 1.0, "b": 2.0}))
    assert found.at["T", "value"] == 3.0
    assert found.at["T", "covered"] == pytest.approx(0.4)
    assert pd.isna(found.at["U", "value"])
    assert found.at["U", "covered"] == 0.0


def test_a_commune_of_unknown_area_holds_an_unknown_part_never_none_of_it():
    members = pd.DataFrame({"territory": ["T", "U", "U"], "commune": ["a", "a", "b"]})
    blank = COMMUNES.assign(area_km2=COMMUNES["area_km2"].where(COMMUNES.index != "a"))
    parts = Selection(members, blank).parts("epci", "area_km2")
    found = part_sum(parts, pd.Series({"X": 90.0}))
    assert pd.isna(found.at["T", "value"])
    assert found.at["U", "value"] == pytest.approx(90 * 20 / 90)


def test_an_uninhabited_commune_with_data_is_covered():
    assert commune_sum(select(T="e"), pd.Series({"e": 3.0})).at["T", "covered"] == 1.0


def test_a_uninhabited_commune_without_data_is_missing():
    assert pd.isna(commune_sum(select(T="e"), pd.Series({"a": 3.0})).at["T", "value"])


def test_a_rate_is_weighted_by_its_own_denominator():
    vacant = commune_sum(select(T="ab"), pd.Series({"a": 10.0, "b": 10.0}))
    dwellings = commune_sum(select(T="ab"), pd.Series({"a": 20.0, "b": 180.0}))
    assert ratio_of_sums(vacant, dwellings, 100).at["T", "value"] == pytest.approx(10.0)


def test_a_rate_over_nothing_is_missing():
    nothing = commune_sum(select(T="a"), pd.Series({"a": 0.0}))
    assert pd.isna(ratio_of_sums(nothing, nothing, 100).at["T", "value"])


def test_a_cut_unit_is_told():
    parts = select(T="ab", U="abc").parts("epci")
    found = part_sum(parts, pd.Series({"X": 1000.0}))
    assert found.at["T", "value"] == pytest.approx(400.0)
    assert not found.at["T", "exact"]
    assert found.at["U", "value"] == pytest.approx(1000.0)
    assert found.at["U", "exact"]


def test_the_proxy_changes_the_share():
    by_area = part_sum(select(T="ab").parts("epci", "area_km2"), pd.Series({"X": 1000.0}))
    assert by_area.at["T", "value"] == pytest.approx(300.0)


def test_a_rate_is_averaged_by_its_weight_and_skips_the_missing():
    parts = select(T="abcde", U="abcde").parts("epci")
    rates = pd.Series({"X": 10.0, "Y": 30.0})
    found = part_mean(parts, rates, pd.Series({"X": 1000.0, "Y": 1000.0}))
    assert found.at["T", "value"] == pytest.approx(20.0)
    only = part_mean(parts, rates.drop("Y"), pd.Series({"X": 1000.0, "Y": 1000.0}))
    assert only.at["T", "value"] == pytest.approx(10.0)
    assert only.at["T", "covered"] == pytest.approx(0.5)  # by the weights given


@given(
    st.sets(st.sampled_from("abcd"), min_size=1),
    st.floats(0, 1e6),
    st.sampled_from(["population", "area_km2"]),
)
def test_parts_sum_back_to_the_whole(inside, quantity, proxy):
    outside = set("abcd") - inside
    selection = select(T="".join(inside), **({"U": "".join(outside)} if outside else {}))
    values = pd.Series({"X": quantity, "Y": 2 * quantity})
    found = part_sum(selection.parts("epci", proxy), values)
    whole = part_sum(select(W="abcd").parts("epci", proxy), values)
    if proxy == "area_km2":  # e is in Y too, with an area and nobody
        values = values.drop("Y")
        found = part_sum(selection.parts("epci", proxy), values)
        whole = part_sum(select(W="abcd").parts("epci", proxy), values)
    assert found["value"].sum() == pytest.approx(whole.at["W", "value"])


@given(
    st.sets(st.sampled_from("abcdef"), min_size=1), st.sets(st.sampled_from("abcdef"), min_size=1)
)
def test_merging_two_perimeters_equals_the_perimeter_of_both(one, two):
    values = pd.Series({code: float(rank + 1) for rank, code in enumerate("abcdef")})
    union = commune_sum(select(T="".join(sorted(one | two))), values).at["T", "value"]
    parts = commune_sum(select(A="".join(one), B="".join(two - one) or "a"), values)["value"]
    separate = parts["A"] + (parts["B"] if two - one else 0.0)
    assert union == pytest.approx(separate)
