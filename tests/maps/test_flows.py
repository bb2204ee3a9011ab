"""A map of flows: what comes, what goes, in words too; nothing typed is ever markup or template."""

from __future__ import annotations

import geopandas as gpd
from shapely.geometry import box

from territorial_lib.maps import MapFlow, MapPoint, flow_map

HOME = gpd.GeoDataFrame(geometry=[box(4.8, 44.6, 5.2, 44.9)], crs="EPSG:4326")
WORDS = {"label": "Lait", "unit": "t", "title": "D’où vient le lait", "name": "Chez nous"}
FLOWS = (
    MapFlow(4.4, 45.4, "Monts du Pilat", 6499.3, "104 km"),
    MapFlow(5.9, 45.2, "Ailleurs", 12.0, outward=True),
)


def drawn(flows=FLOWS, **changes):
    return flow_map(flows, HOME, **{**WORDS, "source_line": "Agreste, 2010", **changes})


def test_it_says_in_words_what_it_shows():
    alt = drawn().alt.replace("\u202f", " ").replace("\u00a0", " ")
    assert "6 499 t de Monts du Pilat, 104 km" in alt and "12 t vers Ailleurs" in alt


def test_the_frame_holds_every_end():
    page = drawn().html(full=True)
    assert "[[44.6, 4.4], [45.4, 5.9]]" in page
    assert page.count('"weight": 14.0') == 1


def test_no_flow_is_said():
    view = drawn(())
    assert "rien à montrer" in view.alt and "Rien à montrer" in view.html(full=True)


def test_words_are_neither_markup_nor_template():
    evil = "<img src=x onerror=alert(1)>{{ 7*7 }}"
    page = drawn((MapFlow(4.4, 45.4, evil, 1.0, evil),), name=evil, label=evil).html(full=True)
    assert "<img src=x" not in page and ">49<" not in page and "49</" not in page
    assert "{{ 7*7 }}" in page


def test_places_are_shown_with_what_their_sign_means():
    plant = MapPoint(6.1, 46.0, "Chanvrière", "chanvre, 80 km")
    view = drawn((), points=(plant,), signs={"used": "en service"})
    page = view.html(full=True)
    assert "en service" in page and "[[44.6, 4.8], [46.0, 6.1]]" in page
    assert "Chanvrière (chanvre, 80 km)" in view.alt
