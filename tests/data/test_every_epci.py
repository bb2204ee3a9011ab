"""For every one of the 1,255 EPCI, every theme returns rows with their identity; holes counted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from territorial_lib.geography.bring import bring_to, themes
from territorial_lib.geography.bring_national import NATION
from territorial_lib.geography.coverage import COUNTS, counted
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.perimeter import Selection
from territorial_lib.geography.proxies import LAND, epci_units
from territorial_lib.geography.rules import RULES, rule
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.coverage import THEME_COVERAGE
from territorial_lib.schemas.registry import TABLES
from territorial_lib.sources import Catalogue

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
EPCI = 1_255
REBUILD = "rebuild: python -m data.prepare --raw DIR theme_coverage"


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.every(CATALOGUE, Gazetteer(CATALOGUE), "epci")


@pytest.fixture(scope="module")
def holes() -> pd.DataFrame:
    return CATALOGUE.load("theme_coverage").frame.set_index("theme")


def test_every_card_has_a_schema_and_every_schema_a_card():
    assert set(TABLES) == set(CATALOGUE.cards)


def test_every_rule_is_that_of_a_table():
    assert set(RULES) <= set(TABLES)


@pytest.mark.parametrize("theme", themes())
def test_theme(theme: str, ground: Ground, holes: pd.DataFrame) -> None:
    brought = bring_to(ground, theme)
    national = rule(theme, TABLES[theme].level).kind == "nation"
    assert set(brought["territory"]) == ({NATION} if national else set(ground.codes))
    identity = brought[["variable", "unit", "source", "level", "status", "note"]]
    assert identity.notna().all(axis=None)
    assert (identity[["variable", "source", "level", "status"]] != "").all(axis=None)
    missing = brought["status"] == "missing"
    assert (brought["value"].isna() == missing).all()
    assert (brought.loc[missing, "note"] != "").all()
    assert (brought.loc[brought["status"] == "estimated", "note"] != "").all() or national
    banded = brought[brought["low"].notna()]
    if not national:
        assert (banded["low"] <= banded["value"] + 1e-9).all()
        assert (banded["value"] <= banded["high"] + 1e-9).all()
    assert counted(brought) == holes.loc[theme, list(COUNTS)].tolist(), REBUILD


def test_holes_are_counted_for_every_theme(holes: pd.DataFrame) -> None:
    assert THEME_COVERAGE.validate(holes.reset_index()) == []
    assert set(holes.index) == set(themes())
    local = holes[holes[list(COUNTS)].sum(axis=1) > 0]
    assert (local[["observed", "estimated", "missing"]].sum(axis=1) == EPCI).all()
    assert holes.loc["landcover_2018", "missing"] == 27
    assert holes.loc["epci_profile_2022", "missing"] == 23
    assert holes.loc["sau_2020", "missing"] == 27


@pytest.fixture(scope="module")
def france() -> Ground:
    """The EPCI and the four communes that are in none: all of France, each commune once."""
    gazetteer = Gazetteer(CATALOGUE)
    units = epci_units(gazetteer.communes)
    members = pd.DataFrame({"territory": units.to_numpy(), "commune": units.index})
    selection = Selection(members, gazetteer.communes)
    kinds = pd.Series("epci", index=selection.territories, dtype="str")
    return Ground(CATALOGUE, gazetteer, selection, kinds)


def _added(theme: str) -> list[str]:
    return [column.name for column in TABLES[theme].columns if column.extensive]


CUT = [
    name for name in themes() if rule(name, TABLES[name].level).kind == "cut" and _added(name)
]  # fmt: skip


@pytest.mark.parametrize("theme", CUT)
def test_the_parts_sum_to_the_whole_country(theme: str, france: Ground) -> None:
    """Exactly; but what a blank land cover or an island off the network keeps is in no part."""
    brought = bring_to(france, theme)
    sums = brought.groupby("variable")["value"].sum()
    whole = CATALOGUE.load(theme).frame
    found = rule(theme, TABLES[theme].level)
    proxies = {each for words in (found.proxies, *found.words.values()) for each in words[:1]}
    kept_aside = found.off_grid or bool(proxies & set(LAND))
    for name in _added(theme):
        total = float(whole[name].sum())
        assert sums[name] == pytest.approx(total, rel=0.03 if kept_aside else 1e-9), name
        assert sums[name] <= total * (1 + 1e-9)
