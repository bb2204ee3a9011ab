"""Economy tables: control totals, holes documented, bounds; deleting any row fails."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.prepare.controls import ControlFailed
from data.prepare.economy import without_gaps
from data.prepare.grand_paris import rebuilt
from territorial_lib.schemas import economy
from territorial_lib.schemas.economy import A5, EPCI_JOBS_A5_2022
from territorial_lib.schemas.tables import Column, Table

TABLES = Path(__file__).parents[2] / "data" / "tables"
EMPLOYERS = {
    "total": 2_169_322,
    "agriculture": 97_839,
    "industry": 146_467,
    "construction": 226_008,
    "trade_services": 1_410_578,
    "retail": 421_261,
    "administration": 288_430,
    "size_1_9": 1_570_662,
    "size_10_plus": 392_173,
}
PRIVATE_JOBS = {2014: 17_614_085, 2022: 19_871_883, 2023: 19_969_005, 2024: 19_995_376}
WITHOUT_EPCI = 1_012
"""Private jobs of 2024 in the four communes that are in no EPCI."""
MAYOTTE_EPCI = {"200050532", "200059871", "200060457", "200060465", "200060473"}


def read(name: str) -> pd.DataFrame:
    return pd.read_parquet(TABLES / f"{name}.parquet")


@pytest.mark.parametrize(
    "table",
    [
        economy.ESTABLISHMENTS_2018,
        economy.ESTABLISHMENTS_2022,
        economy.EPCI_JOBS_A5_2022,
        economy.ZONE_JOBS_A38,
        economy.SECTORS_A38,
        economy.JOBS_GROWTH,
        economy.JOBS_GROWTH_ZONE,
    ],
    ids=lambda table: table.name,
)
def test_schema(table: Table) -> None:
    assert table.validate(read(table.name)) == []


@pytest.mark.parametrize("name", ["establishments_2018", "establishments_2022"])
def test_every_commune_has_its_row(name: str) -> None:
    assert set(read(name)["code"]) == set(read("communes")["code"])


@pytest.mark.parametrize("name", ["epci_jobs_a5_2022", "jobs_growth"])
def test_every_epci_has_its_row(name: str) -> None:
    assert set(read(name)["code"]) == set(read("epci")["code"])


@pytest.mark.parametrize(("column", "total"), EMPLOYERS.items())
def test_employers_are_counted_once(column: str, total: int) -> None:
    assert read("establishments_2018")[column].sum() == pytest.approx(total, abs=0.01)


def test_sectors_make_the_total_of_employers() -> None:
    table = read("establishments_2018").dropna()
    parts = table[["agriculture", "industry", "construction", "trade_services", "administration"]]
    assert (parts.sum(axis=1) - table["total"]).abs().max() < 0.01


def test_establishments_of_2022() -> None:
    table = read("establishments_2022")
    assert table["establishments"].sum() == pytest.approx(6_140_635, abs=0.01)
    missing = table.loc[table["status"] == "missing", "code"]
    corsica = missing[missing.str.startswith(("2A", "2B"))]
    assert len(corsica) == 360
    assert len(missing) == 418
    assert table.loc[table["code"].str.startswith("976"), "establishments"].sum() == 2_265


def test_a_former_year_is_said() -> None:
    table = read("establishments_2022")
    assert table["year"].isna().equals(table["establishments"].isna())
    assert (table["year"] < 2022).sum() == 125


def test_shares_of_jobs_make_a_hundred() -> None:
    table = read("epci_jobs_a5_2022")
    sums = table.filter(like="share_").sum(axis=1)[table["status"] != "missing"]
    assert sums.between(99.95, 100.05).all()
    assert table["status"].value_counts().to_dict() == {
        "observed": 1_231,
        "missing": 23,
        "estimated": 1,
    }


def test_grand_paris_weighs_its_parts() -> None:
    table = pd.DataFrame({"share_industry": [10.0, 20.0]}, index=["P", "Q"])
    weights = pd.DataFrame({"jobs": [3.0, 1.0]}, index=["P", "Q"])
    assert rebuilt(table, EPCI_JOBS_A5_2022, weights)["share_industry"] == 12.5


def test_grand_paris_is_missing_where_a_part_is() -> None:
    schema = Table(
        "t", "epci", ("code",), (Column("n", "number", extensive=True), Column("r", "number"))
    )
    table = pd.DataFrame({"n": [1.0, None], "r": [1.0, 2.0]}, index=["P", "Q"])
    row = rebuilt(table, schema, pd.DataFrame(index=["P", "Q"]))
    assert row.isna().all()


@pytest.mark.parametrize(("year", "total"), [(2022, 26_115_622), (2023, 26_527_385)])
def test_salaried_jobs_of_the_zones(year: int, total: int) -> None:
    assert read("zone_jobs_a38")[f"jobs_{year}"].sum() == total


def test_every_zone_has_every_sector() -> None:
    table = read("zone_jobs_a38")
    sectors = read("sectors_a38")
    assert len(table) == 305 * 36
    assert set(table["sector"]) == set(sectors["code"])
    assert table.groupby("code")["sector"].nunique().eq(36).all()
    known = set(read("zones_emploi")["code"])
    assert known - set(table["code"]) <= {"0601"}
    assert set(table["code"]) <= known


def test_sectors_are_labelled_in_french() -> None:
    sectors = read("sectors_a38")
    assert len(sectors) == 36
    assert set(sectors["a5"]) == set(A5)
    assert sectors["label"].is_unique
    assert sectors["short_label"].is_unique
    assert sectors.set_index("code").loc["CA", "a21"] == "C"


CELLS = pd.DataFrame(
    {
        "code_ze": ["0051"] * 3,
        "a5": ["BE", "BE", "FZ"],
        "eff_22": [5.0, 0.0, 7.0],
        "eff_23": [6.0, None, 7.0],
    }
)
SUMS = pd.DataFrame(
    {"code_ze": ["0051"] * 2, "a5": ["BE", "FZ"], "eff_22": [5, 7], "eff_23": [6, 7]}
)


def test_a_gap_is_a_zero_where_the_others_make_the_whole() -> None:
    assert without_gaps(CELLS, SUMS)["eff_23"].tolist() == [6, 0, 7]


def test_a_gap_that_hides_jobs_stops_the_build() -> None:
    with pytest.raises(ControlFailed):
        without_gaps(CELLS, SUMS.assign(eff_23=[9, 7]))


@pytest.mark.parametrize(("year", "total"), PRIVATE_JOBS.items())
def test_private_jobs_of_the_zones(year: int, total: int) -> None:
    table = read("jobs_growth_zone")
    assert len(table) == 305
    assert table[f"jobs_{year}"].sum() == total


def test_private_jobs_of_the_epci() -> None:
    table = read("jobs_growth").set_index("code")
    assert table["jobs_2024"].sum() == PRIVATE_JOBS[2024] - WITHOUT_EPCI
    assert set(table.index[table["jobs_2024"].isna()]) == MAYOTTE_EPCI
    assert table.loc["200054781", "jobs_2024"] == 3_698_227
