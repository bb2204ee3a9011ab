"""The French table of 2010 gives back its published totals and multipliers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from territorial_lib.diagnosis.national_economy import NationalEconomy, national_economy
from territorial_lib.indicators.input_output import output_multipliers, price_model

FINAL_USES = ["households", "nonprofits", "government", "investment", "inventories", "exports"]


@pytest.fixture(scope="module")
def nation(catalogue) -> NationalEconomy:
    return national_economy(catalogue)


def test_output_and_imports_are_those_published(nation):
    assert nation.output.sum() == pytest.approx(3_501.7e3, rel=1e-4)
    assert nation.imports.sum() == pytest.approx(513.3e3, rel=1e-4)
    assert nation.year == 2010


def test_the_table_balances_by_rows_and_by_columns(nation):
    supply = nation.output + nation.imports
    uses = nation.flows.sum(axis=1) + nation.products[FINAL_USES].sum(axis=1)
    costs = nation.flows.sum() + nation.products[["product_taxes", "value_added"]].sum(axis=1)
    assert (supply - uses).abs().max() < 0.5  # M€
    assert (nation.output - costs).abs().max() < 0.5


def test_mean_multipliers_are_those_of_the_method(nation):
    mean = {
        "total": output_multipliers(nation.total_coefficients).mean(),
        "all": output_multipliers(nation.domestic_coefficients("all")).mean(),
        "home": output_multipliers(nation.domestic_coefficients("home")).mean(),
    }
    assert {name: round(value, 1) for name, value in mean.items()} == {
        "total": 2.2,
        "all": 1.8,
        "home": 1.7,
    }


def test_import_shares_are_those_of_the_table_and_bound_the_truth(nation):
    low, high = nation.import_share("all"), nation.import_share("home")
    assert (low <= high + 1e-12).all()
    pd.testing.assert_series_equal(low, nation.products["import_share_all"], check_names=False)
    pd.testing.assert_series_equal(high, nation.products["import_share_home"], check_names=False)


def test_sectors_without_jobs_leave_with_their_rows_and_columns(nation):
    kept = nation.without()
    assert len(nation.sectors) == 38
    assert len(kept.sectors) == 36
    assert not {"L68A", "TZ"} & set(kept.sectors)
    assert list(kept.flows.index) == list(kept.flows.columns) == list(kept.sectors)
    assert kept.products["households"].sum() == pytest.approx(
        nation.products["households"].drop(["L68A", "TZ"]).sum()
    )
    # What a sector buys from those kept is not changed by leaving others out.
    pd.testing.assert_frame_equal(
        kept.total_coefficients, nation.total_coefficients.loc[kept.sectors, kept.sectors]
    )


@pytest.mark.parametrize("left_out", [(), ("L68A", "TZ")])
def test_every_primary_input_times_k_moves_every_price_by_k_minus_one(nation, left_out):
    A = nation.without(left_out).total_coefficients
    dp = price_model(A, 0.3 * (1 - A.sum()))
    np.testing.assert_allclose(dp, 0.3, rtol=1e-9)
    np.testing.assert_allclose(price_model(A, 0.0 * A.sum()), 0.0, atol=1e-15)


def test_value_added_and_purchases_make_the_whole_of_output(nation):
    shares = nation.per_output("value_added") + nation.per_output("product_taxes")
    np.testing.assert_allclose(nation.total_coefficients.sum() + shares, 1.0, atol=1e-4)
