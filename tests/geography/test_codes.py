"""Carrying to 2026: merges, cuts, arrondissements, on hand-made cases."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.geography.codes import carry, links, without_doubled_arrondissements

HISTORY = pd.DataFrame(
    [
        ("01003", "01165", "merge", 1.0),
        ("01004", "01165", "merge", 1.0),
        ("12076", "12218", "rename", 1.0),
        ("75101", "75056", "arrondissement", 1.0),
        ("75102", "75056", "arrondissement", 1.0),
        ("60054", "60054", "split", 0.4),
        ("60054", "60694", "split", 0.6),
    ],
    columns=["old_code", "code", "kind", "share"],
)


def table(**rows: tuple[float, float]) -> pd.DataFrame:
    codes = [name.removeprefix("c") for name in rows]
    return pd.DataFrame(list(rows.values()), index=codes, columns=["people", "rate"])


def test_merged_communes_are_summed_and_their_rate_keeps_its_denominator() -> None:
    frame = carry(
        table(c01003=(100, 10.0), c01165=(300, 20.0)), HISTORY, ["people"], {"rate": "people"}
    )
    assert frame.loc["01165"].tolist() == [400, 17.5, True]


def test_a_sum_alone_is_not_an_estimate() -> None:
    frame = carry(table(c01003=(100, 0), c01165=(300, 0)), HISTORY, ["people"])
    assert frame.loc["01165"].tolist() == [400, False]


def test_an_unchanged_code_keeps_its_figures() -> None:
    frame = carry(table(c01001=(7, 3.0)), HISTORY, ["people"], {"rate": "people"})
    assert frame.loc["01001"].tolist() == [7, 3.0, False]


def test_a_rate_survives_alone_where_its_weight_is_missing_or_zero() -> None:
    frame = carry(
        table(c01001=(np.nan, 3.0), c01002=(0, 4.0)), HISTORY, ["people"], {"rate": "people"}
    )
    assert frame["rate"].tolist() == [3.0, 4.0]


def test_a_changed_code_is_followed() -> None:
    frame = carry(table(c12076=(5, 1.0)), HISTORY, ["people"])
    assert frame.index.tolist() == ["12218"]
    assert not frame.loc["12218", "estimated"]


def test_a_cut_commune_is_shared_and_said_estimated() -> None:
    frame = carry(table(c60054=(1000, 12.0)), HISTORY, ["people"], {"rate": "people"})
    assert frame["people"].to_dict() == {"60054": 400, "60694": 600}
    assert frame["rate"].tolist() == [12.0, 12.0]
    assert frame["estimated"].all()


def test_a_table_that_knows_the_parts_is_left_alone() -> None:
    frame = carry(table(c60054=(400, 1), c60694=(600, 1)), HISTORY, ["people"])
    assert frame["people"].tolist() == [400, 600]
    assert not frame["estimated"].any()


def test_a_missing_part_makes_the_sum_missing() -> None:
    frame = carry(table(c01003=(np.nan, 1), c01165=(300, 1)), HISTORY, ["people"])
    assert np.isnan(frame.loc["01165", "people"])


@pytest.mark.parametrize(("secret", "expected"), [(50, 20.0), (200, None)])
def test_an_average_needs_most_of_its_weight(secret: float, expected: float | None) -> None:
    frame = carry(
        table(c01003=(secret, np.nan), c01165=(300, 20.0)), HISTORY, [], {"rate": "people"}
    )
    found = frame.loc["01165", "rate"]
    assert np.isnan(found) if expected is None else found == expected


def test_arrondissements_beside_their_city_are_dropped_once() -> None:
    doubled = table(c75056=(30, 0), c75101=(10, 0), c75102=(20, 0), c01001=(1, 0))
    kept = without_doubled_arrondissements(doubled, HISTORY)
    assert carry(kept, HISTORY, ["people"])["people"].to_dict() == {"01001": 1, "75056": 30}


def test_arrondissements_alone_make_their_city() -> None:
    alone = table(c75101=(10, 0), c75102=(20, 0))
    assert without_doubled_arrondissements(alone, HISTORY) is not alone
    kept = without_doubled_arrondissements(alone, HISTORY)
    assert carry(kept, HISTORY, ["people"])["people"].to_dict() == {"75056": 30}


def test_arrondissements_and_a_remainder_add_up_when_nothing_is_dropped() -> None:
    urssaf = table(c75056=(7, 0), c75101=(10, 0), c75102=(20, 0))
    assert carry(urssaf, HISTORY, ["people"]).loc["75056", "people"] == 37


def test_a_repeated_code_is_refused() -> None:
    doubled = pd.concat([table(c01001=(1, 0))] * 2)
    with pytest.raises(ValueError, match="01001"):
        carry(doubled, HISTORY, ["people"])


@settings(deadline=None, derandomize=True)
@given(
    st.dictionaries(
        st.sampled_from(["01001", *sorted(set(HISTORY["old_code"]) | set(HISTORY["code"]))]),
        st.integers(0, 10_000),
        min_size=1,
    )
)
def test_nothing_is_lost_nor_made(values: dict[str, int]) -> None:
    frame = pd.DataFrame({"people": pd.Series(values, dtype="float64")})
    carried = carry(frame, HISTORY, ["people"])
    assert carried["people"].sum() == pytest.approx(sum(values.values()))
    assert links(frame.index, HISTORY).groupby("old_code")["share"].sum().eq(1).all()
