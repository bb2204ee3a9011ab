"""Location quotients: a published case, shares, and what is missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.location_quotient import location_quotient

FRANCE = pd.Series({"AZ": 100.0, "BE": 300.0, "GI": 600.0})


def test_published_case() -> None:
    """Farhauer & Kröll (2013), Standorttheorien: Freiburg's industry, LQ = 0.3847623."""
    local = pd.Series({"industry": 1714.0, "rest": 79006.0 - 1714})
    reference = pd.Series({"industry": 879213.0, "rest": 15593224.0 - 879213})
    assert location_quotient(local, reference)["industry"] == pytest.approx(0.3847623, abs=1e-7)


def test_a_table_is_answered_row_by_row() -> None:
    local = pd.DataFrame({"AZ": [10.0, 0], "BE": [30.0, 5], "GI": [60.0, 5]}, index=["a", "b"])
    lq = location_quotient(local, FRANCE)
    assert lq.loc["a"].tolist() == pytest.approx([1, 1, 1])
    pd.testing.assert_series_equal(
        lq.loc["b"], location_quotient(local.loc["b"], FRANCE), check_names=False
    )


def test_inputs_are_left_untouched() -> None:
    local, reference = pd.Series({"AZ": 1, "BE": 2, "GI": 3}), FRANCE.copy()
    location_quotient(local, reference)
    assert local.tolist() == [1, 2, 3]
    pd.testing.assert_series_equal(reference, FRANCE)


def test_a_missing_sector_makes_the_whole_row_unknown_never_zero() -> None:
    local = pd.DataFrame({"AZ": [10.0, 1], "BE": [np.nan, 1], "GI": [60.0, 1]})
    lq = location_quotient(local, FRANCE)
    assert lq.loc[0].isna().all()
    assert lq.loc[1].notna().all()


def test_no_job_at_all_has_no_structure() -> None:
    assert location_quotient(FRANCE * 0, FRANCE).isna().all()


def test_labels_align_whatever_their_order() -> None:
    assert location_quotient(FRANCE, FRANCE[::-1]).tolist() == pytest.approx([1, 1, 1])


@pytest.mark.parametrize(
    ("local", "reference", "said"),
    [
        (pd.Series({"AZ": 1.0}), FRANCE, "not on the same labels"),
        (pd.Series({"AZ": -1.0, "BE": 1, "GI": 1}), FRANCE, "local has negative"),
        (FRANCE, FRANCE * np.nan, "reference has missing"),
        (FRANCE, FRANCE * 0, "reference has no job"),
        (FRANCE, FRANCE.mask(FRANCE == 100, 0), "sectors present in local"),
        (pd.Series(dtype=float), pd.Series(dtype=float), "no sector"),
        (pd.Series([1.0, 2], index=["AZ", "AZ"]), FRANCE, "repeats labels"),
        ([1, 2, 3], FRANCE, "not a Series"),
    ],
)
def test_wrong_arguments_are_named(local: object, reference: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        location_quotient(local, reference)  # type: ignore[type-var]


@given(arrays(float, 5, elements=st.floats(0.5, 1e6)))
def test_weighted_by_the_reference_quotients_average_one(jobs: np.ndarray) -> None:
    reference = pd.Series([5.0, 4, 3, 2, 1])
    lq = location_quotient(pd.Series(jobs), reference)
    assert (lq * reference / reference.sum()).sum() == pytest.approx(1)
    pd.testing.assert_series_equal(lq, location_quotient(pd.Series(jobs * 7), reference))
