"""The agricultural area of a département is shared, none lost, none given to a neighbour."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from territorial_lib.geography.farmland import cells, farmland
from territorial_lib.geography.perimeter import Selection

COMMUNES = pd.DataFrame(
    {
        "epci": ["X", "X", "Y", "Z", None],
        "departement": ["01", "02", "01", "01", "02"],
        "population": [10, 10, 10, 10, 10],
        "area_km2": [50.0, 50.0, 100.0, 100.0, 20.0],
    },
    index=pd.Index(["a", "b", "c", "d", "e"], name="code"),
)
GAZETTEER = SimpleNamespace(communes=COMMUNES)
SAU = pd.Series({"01": 900.0, "02": 400.0})
LAND = pd.Series({"X": 200.0, "Y": 500.0})  # Z is blank: missing, not zero


def brought(**territories: str) -> pd.DataFrame:
    rows = [(code, commune) for code, communes in territories.items() for commune in communes]
    selection = Selection(pd.DataFrame(rows, columns=["territory", "commune"]), COMMUNES)
    return farmland(selection, cells(GAZETTEER, LAND, SAU))  # type: ignore[arg-type]


def test_the_cells_of_a_departement_sum_to_its_sau():
    shared = cells(GAZETTEER, LAND, SAU)  # type: ignore[arg-type]
    assert shared.groupby("departement")["sau"].sum().to_dict() == pytest.approx(SAU.to_dict())


def test_an_epci_over_two_departements_is_split_by_area():
    shared = cells(GAZETTEER, LAND, SAU).set_index(["epci", "departement"])  # type: ignore[arg-type]
    # In 01: 100 ha of X, 500 of Y, and Z keeps the usual 600/150 a km2 of the others = 400.
    assert shared.loc[("X", "01"), "sau"] == pytest.approx(900 * 100 / 1000)
    assert shared.loc[("Y", "01"), "sau"] == pytest.approx(900 * 500 / 1000)


def test_a_blank_epci_is_missing_and_its_neighbours_do_not_get_its_fields():
    found = brought(Z="d", Y="c")
    assert pd.isna(found.at["Z", "value"])
    assert found.at["Y", "value"] == pytest.approx(450.0)


def test_a_whole_departement_is_exactly_its_own_figure():
    found = brought(D="acd", E="be")
    assert found.at["D", "value"] == pytest.approx(900.0)
    assert found.at["D", "exact"]
    assert found.at["E", "value"] == pytest.approx(400.0)


def test_a_perimeter_with_a_blank_part_says_how_much_is_known():
    found = brought(T="cd")
    assert found.at["T", "value"] == pytest.approx(450.0)
    assert found.at["T", "covered"] == pytest.approx(0.5)
    assert not found.at["T", "exact"]
