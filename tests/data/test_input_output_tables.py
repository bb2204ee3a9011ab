"""Balances and control totals of the input-output tables, read from data/ alone."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest

from territorial_lib.schemas import input_output as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (
    schema.CPA_TO_A38,
    schema.IO_FLOWS_2010,
    schema.IO_PRODUCTS_2010,
    schema.SUPPLY_USE_2015_SPLIT,
)
ROWS = {
    "cpa_to_a38": 65,
    "io_flows_2010": 38 * 38,
    "io_products_2010": 38,
    "supply_use_2015_split": 29 * 6,
}
USES = [
    "intermediate_sales",
    "households",
    "nonprofits",
    "government",
    "investment",
    "inventories",
    "exports",
]
ROUNDING = 0.2  # M€, of a table published with two decimals


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Settings.from_environment({}).data)


def rows(catalogue: Catalogue, name: str) -> pd.DataFrame:
    return catalogue.load(name).frame


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_fits_its_schema_and_its_card(catalogue: Catalogue, table: Table) -> None:
    sourced = catalogue.load(table.name)
    assert table.validate(sourced.frame) == []
    path = catalogue.base / "tables" / f"{table.name}.parquet"
    assert sourced.card.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sourced.card.level == table.level
    assert len(sourced.card.caveat) > 60
    assert len(sourced.frame) == ROWS[table.name]


def flows(catalogue: Catalogue) -> pd.DataFrame:
    return rows(catalogue, "io_flows_2010").pivot(index="seller", columns="buyer", values="flow")


def products(catalogue: Catalogue) -> pd.DataFrame:
    return rows(catalogue, "io_products_2010").set_index("sector")


def mean_multiplier(coefficients: pd.DataFrame) -> float:
    identity = np.eye(len(coefficients))
    return float(np.linalg.inv(identity - coefficients.to_numpy()).sum(axis=0).mean())


def test_totals_are_those_that_eurostat_publishes(catalogue: Catalogue) -> None:
    table = products(catalogue)
    total = table.sum()
    assert total["output"] == pytest.approx(3_501_687, abs=1)
    assert total["imports"] == pytest.approx(513_326, abs=1)
    assert total["exports"] == pytest.approx(463_562, abs=1)
    assert total["households"] == pytest.approx(970_786, abs=1)
    assert total["value_added"] == pytest.approx(1_740_951, abs=1)
    assert total["wages"] == pytest.approx(1_032_695, abs=1)
    assert total["government"] == pytest.approx(480_536, abs=1)
    assert flows(catalogue).to_numpy().sum() == pytest.approx(1_713_573, abs=1)


def test_imputed_rents_and_household_employers_stand_apart(catalogue: Catalogue) -> None:
    table = products(catalogue)
    assert table.loc["L68A", "households"] == pytest.approx(154_531, abs=1)
    assert table.loc["L68A", "wages"] == 0
    within = table.drop(index=list(schema.OUTSIDE_FLORES))
    assert len(within) == 36
    cash = table["households"].drop("TZ").sum()
    assert cash == pytest.approx(965_000, abs=100)  # what is left once T falls out of FLORES


def test_every_sector_balances(catalogue: Catalogue) -> None:
    table, sold = products(catalogue), flows(catalogue)
    supply = table["output"] + table["imports"]
    assert (supply - table[USES].sum(axis=1)).abs().max() < ROUNDING
    costs = table[["intermediate_purchases", "product_taxes", "value_added"]].sum(axis=1)
    assert (table["output"] - costs).abs().max() < ROUNDING
    assert (sold.sum(axis=1) - table["intermediate_sales"]).abs().max() < ROUNDING
    assert (sold.sum() - table["intermediate_purchases"]).abs().max() < ROUNDING
    income = table[["wages", "production_taxes", "surplus"]].sum(axis=1)
    assert (table["value_added"] - income).abs().max() < ROUNDING


def test_multipliers_lie_where_they_are_expected(catalogue: Catalogue) -> None:
    table = products(catalogue)
    total = flows(catalogue) / table["output"]
    assert mean_multiplier(total) == pytest.approx(2.22, abs=0.01)
    every = total.mul(1 - table["import_share_all"], axis=0)
    assert mean_multiplier(every) == pytest.approx(1.80, abs=0.01)
    home = total.mul(1 - table["import_share_home"], axis=0)
    assert mean_multiplier(home) == pytest.approx(1.71, abs=0.01)


def test_two_import_shares_bound_what_households_buy_abroad(catalogue: Catalogue) -> None:
    table = products(catalogue)
    assert (table["import_share_all"] <= table["import_share_home"]).all()
    spent = table["households"]
    low = (spent * table["households_import_share_all"]).sum() / spent.sum()
    high = (spent * table["households_import_share_home"]).sum() / spent.sum()
    assert low == pytest.approx(0.095, abs=0.001)
    assert high == pytest.approx(0.132, abs=0.001)
    # Electronics: exports beyond the output are re-exports, hence a share capped at 1.
    assert table.loc["CI", "exports"] > table.loc["CI", "output"]
    assert table.loc["CI", "import_share_home"] == 1


def test_the_map_covers_the_sectors_of_flores(catalogue: Catalogue) -> None:
    mapped = set(rows(catalogue, "cpa_to_a38")["sector"])
    assert mapped - {"UZ"} == set(products(catalogue).index)
    jobs = set(rows(catalogue, "zone_jobs_a38")["sector"])
    assert jobs == mapped - {"UZ", *schema.OUTSIDE_FLORES}


def test_the_cross_check_ranks_what_is_imported(catalogue: Catalogue) -> None:
    shares = rows(catalogue, "supply_use_2015_split")
    table = shares.pivot(index="product", columns="use", values="import_share")
    assert table.loc["total", "households"] == pytest.approx(0.217, abs=0.001)
    assert table.loc["ccon", "all"] == 0
    assert table.loc["ccoi", "all"] == pytest.approx(0.997, abs=0.001)
    assert shares["import_share"].sum() == pytest.approx(37.310, abs=0.001)
