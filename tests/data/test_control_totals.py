"""Control totals that no other file of this folder checks, and the list that names them all."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

HERE = Path(__file__).parent
TABLES = HERE.parents[1] / "data" / "tables"
LISTED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def read(name: str) -> pd.DataFrame:
    return pd.read_parquet(TABLES / f"{name}.parquet")


def named() -> list[tuple[str, str]]:
    return LISTED.findall((HERE / "CONTROLS.md").read_text(encoding="utf-8"))


def test_every_control_listed_is_a_test_that_exists() -> None:
    assert len(named()) > 60
    folders = (HERE, HERE.parent / "diagnosis", HERE.parent / "geography")
    for file, test in named():
        (path,) = [folder / file for folder in folders if (folder / file).exists()]
        assert f"def {test}(" in path.read_text(encoding="utf-8"), f"{file}::{test}"


def test_every_table_has_a_control() -> None:
    said = (HERE / "CONTROLS.md").read_text(encoding="utf-8")
    tables = {path.stem for path in TABLES.glob("*.parquet")}
    assert {name for name in tables if f"`{name}`" not in said} == set()


def test_populations_of_2022_are_those_of_the_profile() -> None:
    legal = read("epci").set_index("code")["population_2022"]
    profile = read("epci_profile_2022").set_index("code")["population"].dropna()
    assert len(profile) == 1_232
    assert (legal.reindex(profile.index) == profile).all()


def test_the_empty_cells_of_flores_are_zeros_that_were_small() -> None:
    zones = read("zone_jobs_a38")
    assert (zones["jobs_2022"] == 0).sum() == 723
    emptied = zones.loc[zones["jobs_2023"] == 0, "jobs_2022"]
    assert len(emptied) == 736
    assert (emptied > 0).sum() == 37
    assert emptied.max() == 61


def test_a_quarter_of_main_residences_leak() -> None:
    leaky = read("leaky_dwellings")
    share = leaky["leaky"].sum() / leaky["main_residences"].sum()
    assert 100 * share == pytest.approx(24.7, abs=0.05)


def test_agricultural_areas_are_far_from_the_land_cover_where_documented() -> None:
    cover = read("landcover_2018")
    land = cover.filter(regex="^clc_2").sum(axis=1)
    home = cover["code"].map(read("epci").set_index("code")["departement"])
    ratio = read("sau_2020").set_index("code")["sau"] / land.groupby(home).sum()
    published = {"06": 2.49, "2B": 1.84, "48": 1.78}
    assert ratio[list(published)].to_dict() == pytest.approx(published, abs=0.02)
    assert ratio["75"] < 0.01


def test_currencies_say_what_their_pages_said() -> None:
    rows = read("local_currencies")
    local = rows[~rows["national"]].drop_duplicates("name")
    assert len(local) == 64
    assert local["start_year"].notna().sum() == 23
    assert local["departements"].fillna("").ne("").sum() == 60
    assert local["place"].fillna("").ne("").sum() == 36
