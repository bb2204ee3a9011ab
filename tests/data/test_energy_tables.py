"""Control totals of the energy tables, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import energy as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (
    schema.ENERGY_USE,
    schema.RENEWABLE_OUTPUT,
    schema.RESIDENTIAL_ENERGY_2024,
    schema.RESIDENTIAL_ENERGY_REGION_2024,
    schema.RENEWABLE_CAPACITY,
    schema.DWELLING_PROFILE_2013,
)
TWH = 1e6
OVERSEAS = {"971", "972", "973", "974", "976"}
# TWh of all sectors, by year.
USED = {
    "electricity": [
        341.24, 434.09, 443.91, 424.50, 435.79, 443.70, 440.81, 436.69, 432.51, 414.69, 435.38,
    ],
    "gas": [
        464.98, 475.97, 487.51, 414.94, 447.64, 490.17, 491.51, 468.70, 477.78, 445.15, 472.83,
    ],
}  # fmt: skip
HIDDEN_SOLAR = (
    "03 06 19 22 24 25 26 30 31 37 39 43 46 47 49 58 62 63 64 66 77 79 87 88 95"
)  # fmt: skip


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
    key = list(table.key)
    assert sourced.frame[key].equals(sourced.frame[key].sort_values(key, ignore_index=True))


@pytest.mark.parametrize("energy", USED)
def test_use_of_every_year(catalogue: Catalogue, energy: str) -> None:
    use = rows(catalogue, "energy_use")
    assert len(use) == 101 * 11 * 2 * 5
    yearly = use[use["energy"] == energy].groupby("year")["consumption"].sum() / TWH
    assert yearly.round(2).tolist() == USED[energy]


def test_electricity_of_2021_by_sector(catalogue: Catalogue) -> None:
    use = rows(catalogue, "energy_use")
    last = use[(use["year"] == 2021) & (use["energy"] == "electricity")]
    sectors = last.groupby("sector")["consumption"].sum() / TWH
    assert sectors.drop("unknown").to_dict() == pytest.approx(
        {"residential": 169.6, "services": 139.3, "industry": 116.1, "agriculture": 7.1}, abs=0.05
    )


def test_no_network_is_a_zero_and_unpublished_is_missing(catalogue: Catalogue) -> None:
    use = rows(catalogue, "energy_use")
    without = use[use["remark"] == "no_network"]
    assert set(without["code"]) == {"2A", "2B", "48"} | OVERSEAS
    assert set(without["energy"]) == {"gas"}
    assert (without["consumption"] == 0).all()
    assert (without["status"] == "observed").all()
    unpublished = use[use["remark"] == "not_published"]
    assert unpublished["consumption"].isna().all()
    assert set(unpublished["energy"]) == {"electricity"}
    pairs = set(zip(unpublished["code"], unpublished["year"], strict=True))
    first = {(code, 2011) for code in {"2A", "2B"} | OVERSEAS}
    assert pairs == first | {("976", year) for year in (2012, 2013, 2014)}


def test_what_is_wholly_secret_is_missing(catalogue: Catalogue) -> None:
    use = rows(catalogue, "energy_use")
    secret = use[use["remark"] == "secret"]
    assert len(secret) == 134
    assert secret["consumption"].isna().all()
    assert (secret["secret_meshes"] > 0).all()
    assert use["consumption"].isna().equals(use["status"] == "missing")


def test_2011_says_that_it_lacks_the_transmission_network(catalogue: Catalogue) -> None:
    use = rows(catalogue, "energy_use")
    partial = use[use["remark"] == "without_transmission"]
    assert set(partial["year"]) == {2011}
    assert set(partial["energy"]) == {"electricity"}
    assert partial["code"].nunique() == 94


def test_operators_of_a_departement_are_added(catalogue: Catalogue) -> None:
    use = rows(catalogue, "energy_use").set_index(["code", "energy", "sector", "year"])
    drome = use.loc[("26", "electricity", "industry", 2021), "consumption"]
    assert drome == pytest.approx(683_730.775 + 592_369.506, abs=0.01)


def test_output_of_2023_by_kind(catalogue: Catalogue) -> None:
    output = rows(catalogue, "renewable_output")
    assert len(output) == 94 * 4 * 13
    last = output[output["year"] == 2023].groupby("kind")[["above_36_kva", "up_to_36_kva"]].sum()
    assert (last.sum(axis=1) / TWH).to_dict() == pytest.approx(
        {"photovoltaic": 17.9, "wind": 40.8, "hydro": 4.8, "bioenergy": 6.0}, abs=0.05
    )
    whole = output[["above_36_kva", "up_to_36_kva"]].sum()
    assert whole.to_dict() == pytest.approx(
        {"above_36_kva": 514_952_719.5, "up_to_36_kva": 17_453_122.0}, abs=1
    )


def test_hidden_solar_keeps_its_last_year_beside(catalogue: Catalogue) -> None:
    output = rows(catalogue, "renewable_output")
    solar = output[(output["kind"] == "photovoltaic") & (output["year"] == 2023)]
    hidden = solar[solar["up_to_36_kva"].isna()].set_index("code")
    assert " ".join(hidden.index) == HIDDEN_SOLAR
    assert hidden["last_up_to_36_kva"].notna().all()
    assert (hidden["last_year"] < 2023).all()
    assert hidden.loc["26", "last_up_to_36_kva"] == pytest.approx(35_051, abs=1)
    assert hidden.loc["26", "last_year"] == 2021
    known = output[output["up_to_36_kva"].notna()]
    assert (known["last_year"] == known["year"]).all()
    assert (known["last_up_to_36_kva"] == known["up_to_36_kva"]).all()


def test_output_covers_the_mainland_but_corsica(catalogue: Catalogue) -> None:
    known = {code for code in rows(catalogue, "communes")["departement"] if len(code) == 2}
    assert set(rows(catalogue, "renewable_output")["code"]) == known - {"2A", "2B"}
    assert set(rows(catalogue, "dwelling_profile_2013")["code"]) == known - {"2A", "2B"}
    assert set(rows(catalogue, "energy_use")["code"]) == known | OVERSEAS
    assert set(rows(catalogue, "residential_energy_2024")["code"]) == known


def test_homes_energy_by_departement(catalogue: Catalogue) -> None:
    homes = rows(catalogue, "residential_energy_2024")
    assert len(homes) == 96 * 4
    totals = homes.groupby("energy")["consumption"].sum() / TWH
    assert totals.to_dict() == pytest.approx(
        {"electricity": 152.94, "gas": 101.7, "fuel_oil": 30.7, "lpg": 7.7}, abs=0.05
    )
    unlinked = homes[~homes["network"]]
    assert list(unlinked["code"]) == ["2A", "2B", "48"]
    assert (unlinked["consumption"] == 0).all()
    estimated = homes[homes["status"] == "estimated"]
    assert set(estimated["energy"]) == {"fuel_oil", "lpg"}


def test_homes_energy_by_region(catalogue: Catalogue) -> None:
    homes = rows(catalogue, "residential_energy_region_2024")
    assert len(homes) == 13 * 5
    totals = homes.groupby("energy")["consumption"].sum() / TWH
    assert totals.to_dict() == pytest.approx(
        {"electricity": 147.8, "gas": 100.2, "heat": 14.7, "fuel_oil": 30.7, "lpg": 7.7}, abs=0.05
    )
    table = homes.pivot(index="code", columns="energy", values="consumption")
    assert (table["fuel_oil"] / table["lpg"] - 4).abs().max() < 1e-3
    assert list(homes.loc[~homes["network"], "code"]) == ["94"]


def test_capacity_of_2020(catalogue: Catalogue) -> None:
    capacity = rows(catalogue, "renewable_capacity")
    assert len(capacity) == 13 * 2 * 20
    last = capacity[capacity["year"] == 2020].groupby("kind")["capacity"].sum()
    assert last.to_dict() == pytest.approx({"wind": 17_616, "solar": 10_387}, abs=0.5)
    assert capacity["capacity"].sum() == pytest.approx(201_894.6, abs=0.1)
    assert capacity["capacity"].isna().sum() == 24 + 69
    regions = set(rows(catalogue, "communes")["region"])
    assert set(capacity["code"]) == regions - {"01", "02", "03", "04", "06"}


def test_profile_is_the_census_of_2013(catalogue: Catalogue) -> None:
    profile = rows(catalogue, "dwelling_profile_2013")
    assert profile["population"].sum() == 63_377_611
    assert profile["residential_sites"].sum() == 31_812_420
    for prefix in ("area_", "built_"):
        shares = profile[[name for name in profile if name.startswith(prefix)]].sum(axis=1)
        assert (shares - 100).abs().max() < 0.001
    census = rows(catalogue, "census_2018")[["code", "population_2013"]]
    communes = rows(catalogue, "communes")[["code", "departement"]]
    counted = census.merge(communes).groupby("departement")["population_2013"].sum()
    gap = profile.set_index("code")["population"] - counted.reindex(profile["code"])
    # Communes have since moved from 14 to 50 and from 49 to 44.
    assert set(gap.index[gap.abs() > 50]) == {"14", "44", "49", "50"}
    assert abs(gap.sum()) < 60
