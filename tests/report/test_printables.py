"""Posters, handout and cards: one self-contained sheet each, typed words inert, nothing cut."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import MultiPolygon, box

from territorial_lib.report.commune_drawing import Mapped, drawing
from territorial_lib.report.contribution_cards import A_PAGE, contribution_cards
from territorial_lib.report.handout import handout
from territorial_lib.report.material import Placed, of_workshop
from territorial_lib.report.posters import leaks_poster, map_poster, plan_poster
from territorial_lib.schemas.entries import Action, Place, Resource, WorkshopSettings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.room.asked import ACTION, READY, RESOURCE
from territorial_lib.workshop import create

DATA = Path(__file__).parents[2] / "data"
HOSTILE = "<img src=x onerror=alert(1)>"
ROOM = "http://192.168.1.20:8000/"
OPENED = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    settings = WorkshopSettings(name=f"Atelier {HOSTILE}", date=date(2026, 1, 2), territory="26108")
    workshop = create(tmp_path_factory.mktemp("home") / "essai.atelier", settings, Catalogue(DATA))
    for rank in range(4):
        said = Resource(family="human", label=f"{HOSTILE} {rank}", use="missing")
        workshop.add(said, Place(commune="26108"))
        dated = {"start": date(2026, 2, 1), "end": date(2026, 9, 1)}
        workshop.add(Action(title=f"{HOSTILE} {rank} " + "long " * 30, cost=1000.0, **dated))
    material = of_workshop(workshop)
    yield {
        "map": map_poster(material),
        "leaks": leaks_poster(material),
        "plan": plan_poster(material),
        "handout": handout(material),
        "cards": contribution_cards(HOSTILE, ACTION, ROOM, OPENED, pages=2),
    }
    workshop.close()


def test_a_sheet_fetches_nothing_and_runs_nothing(sheets):
    for name, sheet in sheets.items():
        assert not re.search(r"<(script|link|img|iframe)\b", sheet), name
        asked = re.findall(r"<[^>]*\s(?:src|href)=\"([^\"]*)\"", sheet)
        asked += re.findall(r"url\(([^)]*)\)", sheet)
        assert all(each.startswith("#") for each in asked), (name, asked)
        assert sheet.count('lang="fr"') == 1, name


def test_what_the_room_typed_is_there_as_data(sheets):
    escaped = "&lt;img src=x onerror=alert(1)&gt;"
    for name in ("map", "plan", "handout", "cards"):
        assert HOSTILE not in sheets[name]
        assert escaped in sheets[name], name


def test_a_card_has_each_field_and_leads_to_the_question():
    import segno

    cards = contribution_cards("Essai", RESOURCE, ROOM, OPENED)
    assert cards.count('class="card"') == A_PAGE
    for schema in RESOURCE.form["properties"].values():
        assert cards.count(schema["title"]) == A_PAGE
    wanted = segno.make(f"{ROOM}#/question/{OPENED}", error="m", micro=False)
    drawn = wanted.svg_inline(scale=4, border=2, dark="#1d2b2a", light="#ffffff", omitsize=True)
    assert cards.count(re.findall(r' d="([^"]+)"', drawn)[-1]) == A_PAGE


def test_a_closed_room_has_no_code_and_every_ready_question_has_its_cards():
    for question in READY:
        cards = contribution_cards("Essai", question)
        assert "<svg" not in cards
        named = [each["title"].lower() for each in question.form["properties"].values()]
        assert all(each in cards.lower() for each in named)


def grid(values):
    shapes = [box(5 + 0.1 * n, 44, 5.1 + 0.1 * n, 44.1) for n in range(len(values))]
    shapes[0] = MultiPolygon([shapes[0], box(5, 44.2, 5.05, 44.25)])
    frame = {"name": [f"Lieu {n}" for n in range(len(values))], "value": values}
    codes = [f"0000{n}" for n in range(len(values))]
    return gpd.GeoDataFrame(frame, geometry=shapes, index=codes, crs="EPSG:4326")


def placed(lon, lat):
    empty = dict.fromkeys(("detail", "use", "unit", "commune", "who", "when"), "")
    return Placed(id="a", kind="r", label="x", quantity=None, lon=lon, lat=lat, exact=True, **empty)


def test_missing_is_hatched_and_said_never_the_lowest_class():
    people = pd.Series(dtype=float)
    mapped = Mapped("Essai", "Taux", "%")
    partly = drawing(grid([1.0, 2.0, float("nan")]), people, mapped).svg
    assert partly.count("url(#hatch)") == 2  # the commune and its key
    assert "non disponible" in partly
    whole = drawing(grid([1.0, 2.0, 3.0]), people, mapped).svg
    assert "url(#hatch)" not in whole
    none = drawing(grid([float("nan")] * 3), people, mapped).svg
    assert "Aucune valeur connue" in none


def test_points_at_one_place_do_not_hide_each_other():
    shown = drawing(
        grid([1.0, 2.0]), pd.Series(dtype=float), Mapped("E", "T", ""), [placed(5.05, 44.05)] * 3
    ).svg
    centres = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', shown)
    assert len(set(centres)) == 3
