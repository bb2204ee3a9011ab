"""Control totals of the food tables, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import food as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (schema.FOOD_SUPPLY, schema.FOOD_USES, schema.HERD_OUTPUT)
SUPPLY_2017 = {
    "energy": 3558,
    "fat": 157.67,
    "protein": 112.09,
    "animal_protein": 69.68,
    "plant_protein": 42.41,
    "meat": 83.04,
    "beef": 23.15,
    "poultry": 22.9,
    "pork": 32.78,
    "sheep_goat": 2.84,
    "other_meat": 1.37,
    "eggs": 11.53,
    "milk": 260.11,
    "fish": 34.37,
    "fruit": 92.05,
    "vegetables": 96.66,
}
# Thousand tonnes of the 2013 balance, cited: domestic supply and food.
CITED = {
    "wheat": (20_298, 6_971),
    "potato": (5_930, 3_458),
    "rapeseed_oil": (1_883, 200),
    "beef": (1_531, 1_531),
    "milk": (17_984, 15_514),
}


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


def test_supply_of_the_last_year(catalogue: Catalogue) -> None:
    supply = rows(catalogue, "food_supply")
    assert len(supply) == 10 * len(SUPPLY_2017)
    last = supply[supply["year"] == 2017].set_index("product")["quantity"]
    assert last.to_dict() == SUPPLY_2017


def test_every_year_has_every_product_in_one_unit(catalogue: Catalogue) -> None:
    supply = rows(catalogue, "food_supply")
    assert supply.groupby("product")["year"].nunique().eq(10).all()
    assert supply.groupby("product")["unit"].nunique().eq(1).all()
    table = supply.pivot(index="year", columns="product", values="quantity")
    meats = table[["beef", "poultry", "pork", "sheep_goat", "other_meat"]].sum(axis=1)
    assert (meats - table["meat"]).abs().max() < 0.05
    proteins = table["animal_protein"] + table["plant_protein"]
    assert (proteins - table["protein"]).abs().max() < 0.05


def test_uses_are_the_cited_ratios(catalogue: Catalogue) -> None:
    uses = rows(catalogue, "food_uses").set_index("product")
    assert len(uses) == 15
    for product, (domestic, food) in CITED.items():
        ratio = uses.loc[product, "domestic_per_food"]
        assert ratio == pytest.approx(domestic / food, abs=1e-3)
    assert uses["energy_share"].sum() == pytest.approx(69.2, abs=0.05)


def test_sugar_and_oils_say_what_crop_they_take(catalogue: Catalogue) -> None:
    uses = rows(catalogue, "food_uses").set_index("product")
    taken = uses["crop_per_product"].dropna()
    assert taken.to_dict() == pytest.approx(
        {"sugar": 27_980 / 4_332, "sunflower_oil": 1_298 / 579, "rapeseed_oil": 4_450 / 1_913},
        abs=1e-3,
    )
    known = set(rows(catalogue, "crops_2010")["crop"])
    named = {crop for crops in uses["crop"].dropna() for crop in crops.split()}
    assert named <= known


def test_output_per_head_gives_back_the_national_production(catalogue: Catalogue) -> None:
    output = rows(catalogue, "herd_output").set_index("product")
    herds = rows(catalogue, "herds_2010")
    heads = herds.groupby("herd")["heads"].sum()
    national = {
        product: row["output_per_head"] * heads[row["herds"].split()].sum() / 1e6
        for product, row in output.iterrows()
    }
    cited = {
        "milk": 24_575, "beef": 1_400, "sheep_goat": 123, "pork": 2_131, "poultry": 1_702,
        "eggs": 946,
    }  # fmt: skip
    assert national == pytest.approx(cited, rel=0.005)
    assert output.loc[output["coverage"] == "partial", "confidence"].eq("low").all()
    assert set(output.index[output["coverage"] == "partial"]) == {"pork", "poultry", "eggs"}
