"""The page of sources: every table has its identity, its holes, and what would improve it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from territorial_lib.geography.ground import Ground
from territorial_lib.geography.rules import rule
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.entries import WorkshopSettings
from territorial_lib.schemas.registry import TABLES
from territorial_lib.sources import Catalogue, Sourced
from territorial_lib.steps.sources.columns import CARDS
from territorial_lib.steps.sources.page import SourcesPage
from territorial_lib.steps.sources.rows import known_here, sentence, sources
from territorial_lib.workshop import create

DATA = Path(__file__).parents[2] / "data"
CATALOGUE = Catalogue(DATA)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    workshop = create(tmp_path_factory.mktemp("home") / "essai.atelier", settings, CATALOGUE)
    shown = SourcesPage(workshop)
    yield shown
    shown._watcher.stop()
    workshop.close()


def test_every_card_is_listed_once(page):
    listed = sources(CATALOGUE)
    assert {each.name for each in listed} == set(CATALOGUE.cards)
    assert len(listed) == len(CATALOGUE.cards)
    assert all(each.card.licence and each.card.publisher for each in listed)


def test_what_would_be_better_is_apart_from_the_limits():
    found = {each.name: each for each in sources(CATALOGUE)}["sau_2020"]
    assert found.better.startswith("La surface agricole par commune")
    assert "Pour mieux faire" not in found.caveat


def test_every_theme_of_a_territory_says_what_would_improve_it():
    ours = {"theme_coverage"}
    silent = {
        each.name
        for each in sources(CATALOGUE)
        if not each.better and rule(each.name, TABLES[each.name].level).kind in ("cut", "own_level")
    }
    assert silent <= ours, silent


def test_holes_are_shown_where_there_are_some(page):
    rows = page.holes()
    assert "Occupation du sol 2018" in rows.html()
    found = {each.name: each.holes for each in sources(CATALOGUE)}
    assert found["landcover_2018"] == (1025, 203, 27, 0)
    assert found["coefficients"] is None


def test_the_table_is_searched_by_year_and_producer(page):
    table = page.tables()
    table.filter.value = "IGN inventaire forestier 2020"
    html = table.html()
    assert "Forêt" in html
    assert "Revenus" not in html


def test_addresses_open_elsewhere_and_nothing_else_becomes_a_link():
    listed = sources(CATALOGUE)
    where = next(column for column in CARDS if column.label == "Où")
    assert all('rel="noopener"' in where.cell(each, "td") for each in listed if each.card.url)


def test_what_is_known_here_counts_every_figure(page):
    rows = page.here()._rows
    census = next(each for each in rows if each.title.startswith("Recensement"))
    assert (census.observed, census.estimated, census.missing) == (16, 0, 0)
    land = next(each for each in rows if each.title.startswith("Surface agricole"))
    assert land.estimated == 1
    assert "surfaces agricoles vues par satellite" in land.note


def test_one_sentence_sums_up(page):
    said = sentence(sources(CATALOGUE))
    assert said.startswith(f"{len(CATALOGUE.cards)} tables")
    assert said.replace("\u202f", "") in page.summary().value.replace("\u202f", "")


def test_an_imported_table_says_so():
    own = Sourced(pd.DataFrame({"code": ["26"], "sau": [1.0]}), CATALOGUE.cards["sau_2020"])
    found = {each.name: each for each in sources(Catalogue(DATA, {"sau_2020": own}))}
    assert found["sau_2020"].imported
    assert not found["landcover_2018"].imported


def test_lacking_coefficients_are_listed(page):
    assert len(page.lacking()._rows) == len(CATALOGUE.load("missing_coefficients").frame)
    assert page.better()._rows


def test_what_is_known_here_says_its_own_years():
    gazetteer = Gazetteer(CATALOGUE)
    mayotte = Ground.of(CATALOGUE, gazetteer, [gazetteer.territory("dep:976")])
    rows = {each.title: each for each in known_here(mayotte)}
    people = next(
        each for title, each in rows.items() if title == CATALOGUE.cards["communes"].title
    )
    assert people.years == "2017–2026"


def test_national_food_is_beside_what_fao_publishes(page):
    table = page.food()
    wheat = next(row for row in table._rows if row["label"] == "Blé")
    assert wheat["fao"] == 1.902
    assert 1.5 < wheat["ratio"] < 2.1
    shown = table.html()
    assert "1,9" in shown and "pas de source" in shown
    assert "D’où vient l’écart" in shown
