"""People tables: control totals, holes documented, bounds; deleting any row fails."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from territorial_lib.schemas import people
from territorial_lib.schemas.tables import Table

TABLES = Path(__file__).parents[2] / "data" / "tables"
MAYOTTE = {f"976{number:02d}" for number in range(1, 18)}
CUT = {
    "15031", "15035", "15047", "15141", "15171", "60054", "60694", "85084", "85165", "85212",
}  # fmt: skip
OVERSEAS = 23
GRAND_PARIS = "200054781"
CENSUS_TOTALS = {
    "population": 66_732_538,
    "jobs": 26_599_318,
    "salaried_jobs": 23_063_861,
    "dwellings": 36_220_594,
    "main_residences": 29_752_199,
    "second_homes": 3_513_895,
    "vacant_dwellings": 2_954_500,
    "owner_occupied": 17_111_476,
    "active_15_64": 30_777_799,
    "unemployed_15_64": 4_132_711,
}
LEGAL_POPULATIONS = {
    2010: 64_612_939,
    2015: 66_190_280,
    2020: 67_162_154,
    2021: 67_408_052,
    2022: 67_760_573,
}


def read(name: str) -> pd.DataFrame:
    return pd.read_parquet(TABLES / f"{name}.parquet")


@pytest.fixture(scope="module")
def communes() -> set[str]:
    return set(read("communes")["code"])


@pytest.fixture(scope="module")
def epci() -> set[str]:
    return set(read("epci")["code"])


@pytest.fixture(scope="module")
def census() -> pd.DataFrame:
    return read("census_2018").set_index("code")


@pytest.fixture(scope="module")
def profile() -> pd.DataFrame:
    return read("epci_profile_2022").set_index("code")


@pytest.fixture(scope="module")
def income() -> pd.DataFrame:
    return read("income_2019")


@pytest.mark.parametrize(
    "table",
    [people.CENSUS_2018, people.POPULATION_SERIES, people.INCOME_2019, people.EPCI_PROFILE_2022],
    ids=lambda table: table.name,
)
def test_schema(table: Table) -> None:
    assert table.validate(read(table.name)) == []


def test_census_has_every_commune(census: pd.DataFrame, communes: set[str]) -> None:
    assert set(census.index) == communes
    assert len(census) == 34_875


@pytest.mark.parametrize(("column", "total"), CENSUS_TOTALS.items())
def test_census_totals(census: pd.DataFrame, column: str, total: int) -> None:
    assert census[column].sum() == pytest.approx(total, abs=1)


def test_census_misses_mayotte_alone(census: pd.DataFrame) -> None:
    assert set(census.index[census["status"] == "missing"]) == MAYOTTE
    assert set(census.index[census["population"].isna()]) == MAYOTTE


def test_census_estimates_the_cut_communes_alone(census: pd.DataFrame) -> None:
    assert set(census.index[census["status"] == "estimated"]) == CUT


def test_census_counts_paris_once(census: pd.DataFrame) -> None:
    assert census.loc["75056", "population"] == 2_175_601
    assert not census.index.str.match("751").any()


def test_census_follows_a_changed_chef_lieu(census: pd.DataFrame) -> None:
    assert census.loc[["12218", "14581", "49126", "69114"], "population"].gt(500).all()


def test_census_parts_make_their_whole(census: pd.DataFrame) -> None:
    kinds = census[["main_residences", "second_homes", "vacant_dwellings"]].sum(axis=1)
    known = census["dwellings"].notna()
    assert np.allclose(kinds[known], census.loc[known, "dwellings"], atol=1.0)


@pytest.mark.parametrize(("year", "total"), LEGAL_POPULATIONS.items())
def test_legal_populations(year: int, total: int) -> None:
    assert read("population_series")[f"population_{year}"].sum() == total


def test_legal_populations_miss_mayotte_alone(communes: set[str]) -> None:
    series = read("population_series").set_index("code")
    assert set(series.index) == communes
    assert set(series.index[series.isna().any(axis=1)]) == MAYOTTE


def test_income_has_every_territory(
    income: pd.DataFrame, communes: set[str], epci: set[str]
) -> None:
    codes = income.groupby("level")["code"].agg(set)
    assert codes["commune"] == communes
    assert codes["epci"] == epci
    assert codes["departement"] == set(read("departements")["code"])
    assert len(income) == 34_875 + 1_255 + 101


def test_income_is_missing_where_it_is_secret(income: pd.DataFrame) -> None:
    known = income.assign(known=income["median_income"].notna()).groupby("level")["known"].sum()
    assert known.to_dict() == {"commune": 31_242, "departement": 98, "epci": 1_234}
    departements = income[income["level"] == "departement"].set_index("code")
    missing = departements.index[departements["status"] == "missing"]
    assert list(missing) == ["971", "973", "976"]


def test_income_of_renewed_epci_is_missing(income: pd.DataFrame) -> None:
    rows = income[income["level"] == "epci"].set_index("code")
    metropolitan = set(rows.index[rows["status"] == "missing"]) - {
        code for code in rows.index if code.startswith("249")
    }
    renewed = {"200093201", "200096634", "200096642", "200096675", "200096683", "200096956"}
    assert renewed <= metropolitan
    assert len(rows[rows["status"] == "missing"]) == len(renewed) + 15


def test_income_deciles_are_ordered(income: pd.DataFrame) -> None:
    rows = income.dropna(subset=["decile_1", "decile_9"])
    assert (rows["decile_1"] < rows["median_income"]).all()
    assert (rows["median_income"] < rows["decile_9"]).all()


def test_profile_has_every_epci(profile: pd.DataFrame, epci: set[str]) -> None:
    assert set(profile.index) == epci
    assert len(profile) == 1_255


def test_profile_population_is_that_of_2022_in_metropolitan_france(profile: pd.DataFrame) -> None:
    assert profile["population"].sum() == 65_839_807
    assert profile.loc["242600252", "population"] == 31_033


def test_profile_misses_overseas_alone(profile: pd.DataFrame) -> None:
    members = read("communes").dropna(subset=["epci"]).set_index("epci")["departement"]
    overseas = set(members.index[members.str.startswith("97")])
    assert len(overseas) == OVERSEAS
    assert set(profile.index[profile["status"] == "missing"]) == overseas


def test_profile_rebuilds_grand_paris(profile: pd.DataFrame) -> None:
    assert list(profile.index[profile["status"] == "estimated"]) == [GRAND_PARIS]
    rebuilt = profile.loc[GRAND_PARIS]
    assert rebuilt["population"] == 7_115_576
    assert rebuilt["vacancy_rate"] == pytest.approx(7.65, abs=0.01)
    unknown = rebuilt.index[rebuilt.isna()]
    assert set(unknown) == {
        "share_arrivals", "share_departures", "median_income", "poverty_rate", "decile_9",
        "interdecile_ratio", "share_social_benefits",
    }  # fmt: skip


def test_profile_has_neither_pseudo_row_nor_part_of_grand_paris(profile: pd.DataFrame) -> None:
    assert not {"00FR", "75056", "200057867"} & set(profile.index)


def test_profile_agrees_with_the_census_of_2018(
    profile: pd.DataFrame, census: pd.DataFrame
) -> None:
    counts = ["vacant_dwellings", "second_homes", "dwellings", "owner_occupied", "main_residences"]
    members = read("communes").set_index("code")["epci"]
    sums = census[counts].groupby(members).sum().reindex(profile.index)
    rates = {
        "vacancy_rate": 100 * sums["vacant_dwellings"] / sums["dwellings"],
        "second_home_rate": 100 * sums["second_homes"] / sums["dwellings"],
        "owner_rate": 100 * sums["owner_occupied"] / sums["main_residences"],
    }
    for name, before in rates.items():
        gap = (profile[name] - before).abs().dropna()
        assert gap.median() < 1.5, name
        assert gap[GRAND_PARIS] < 1.5, name
