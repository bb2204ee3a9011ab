"""Jobs by sector below the zone: parts sum to the zone, zeros stay zeros, unknown shares follow."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.geography.sector_jobs import fitted, grown, parts_of_zones
from territorial_lib.schemas.sector_jobs import EPCI_JOBS_A38

TABLES = Path(__file__).parents[2] / "data" / "tables"
GREAT = pd.Series({"AZ": "AZ", "CA": "BE", "CB": "BE"})
SHARES = pd.DataFrame({"AZ": [20.0, 5.0], "BE": [10.0, 40.0]}, index=["X", "Y"])
PARTS = pd.DataFrame(
    {"code": ["X", "Y", "Z"], "zone_emploi": ["1", "1", "2"], "jobs": [100.0, 300.0, 50.0]}
)


def zones(az: float, ca: float, cb: float) -> pd.DataFrame:
    return pd.DataFrame({"code": ["1"] * 3, "sector": ["AZ", "CA", "CB"], "jobs": [az, ca, cb]})


def test_jobs_follow_the_jobs_and_the_share_of_the_great_sector():
    found = fitted(PARTS, SHARES, zones(70, 130, 0), GREAT).set_index(["code", "sector"])["jobs"]
    assert found[("X", "AZ")] == pytest.approx(70 * 2000 / 3500)
    assert found[("Y", "CA")] == pytest.approx(130 * 12000 / 13000)
    assert found[("X", "CB")] == 0
    assert "Z" not in found.index.get_level_values("code")


def test_an_unknown_share_takes_that_of_the_zone():
    found = fitted(PARTS, SHARES.drop("X"), zones(100, 0, 0), GREAT)
    assert found.set_index(["code", "sector"]).at[("X", "AZ"), "jobs"] == pytest.approx(25)


def test_a_sector_that_no_part_admits_follows_all_the_jobs():
    found = fitted(PARTS, SHARES * 0, zones(40, 0, 0), GREAT).set_index(["code", "sector"])["jobs"]
    assert found[("X", "AZ")] == pytest.approx(10)


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), st.floats(0, 100))
def test_parts_sum_to_the_zone_exactly(jobs, share):
    found = fitted(PARTS, SHARES.assign(AZ=[share, 1.0]), zones(*jobs), GREAT)
    sums = found.groupby("sector")["jobs"].sum()
    assert sums.to_dict() == pytest.approx(dict(zip(("AZ", "CA", "CB"), jobs, strict=True)))
    assert (found["jobs"] >= 0).all()


def test_growth_is_that_of_the_epci_and_none_where_unknown():
    jobs = pd.Series({"a": 10.0, "b": 10.0, "c": None})
    unit = pd.Series({"a": "X", "b": "W", "c": "X"})
    found = grown(jobs, pd.Series({"X": 100}), pd.Series({"X": 150}), unit)
    assert found.to_dict() == {"a": 15.0, "b": 10.0, "c": 0.0}


def test_a_commune_in_no_epci_keeps_its_own_code():
    communes = pd.DataFrame({"epci": ["X", None], "zone_emploi": ["1", "1"]}, index=["a", "b"])
    found = parts_of_zones(communes, pd.Series({"a": 1.0, "b": 2.0}))
    assert found.to_dict("list") == {
        "code": ["X", "b"], "zone_emploi": ["1", "1"], "jobs": [1.0, 2.0],
    }  # fmt: skip


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_parquet(TABLES / "epci_jobs_a38.parquet")


def test_schema(table):
    assert EPCI_JOBS_A38.validate(table) == []


def test_the_parts_of_every_zone_sum_to_flores_sector_by_sector(table):
    flores = pd.read_parquet(TABLES / "zone_jobs_a38.parquet").set_index(["code", "sector"])
    sums = table.groupby(["zone_emploi", "sector"])["jobs"].sum()
    assert len(sums) == len(flores) == 305 * 36
    assert (sums - flores["jobs_2023"].reindex(sums.index)).abs().max() < 1e-6
    assert sums.sum() == pytest.approx(26_527_385)


def test_the_736_empty_cells_of_flores_are_true_zeros_here_too(table):
    flores = pd.read_parquet(TABLES / "zone_jobs_a38.parquet")
    empty = flores[flores["jobs_2023"] == 0]
    assert len(empty) == 736
    sought = pd.MultiIndex.from_frame(empty[["code", "sector"]])
    found = table.set_index(["zone_emploi", "sector"])["jobs"]
    assert (found[found.index.isin(sought)] == 0).all()


def test_everything_is_said_to_be_an_estimate(table):
    assert set(table["status"]) == {"estimated"}


def test_it_is_close_to_the_private_jobs_that_urssaf_counts(table):
    """Sectors that are mostly private: the estimate knows nothing of Urssaf but its growth."""
    urssaf = pd.read_parquet(TABLES / "jobs_growth.parquet").set_index("code")["jobs_2023"]
    private = table[~table["sector"].isin(["AZ", "OZ", "PZ", "QA", "QB"])]
    found = private.groupby("code")["jobs"].sum().reindex(urssaf.index).fillna(0)
    expected = urssaf.fillna(0).astype(float)
    expected = expected * found.sum() / expected.sum()
    assert (found - expected).abs().sum() / found.sum() < 0.06
