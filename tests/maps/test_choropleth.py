"""The map to look at: it fetches nothing, trusts no data, says what is missing."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import folium
import folium.plugins
import numpy as np
import pytest

from territorial_lib.maps import MapPoint, MapView, choropleth, leaflet
from territorial_lib.maps.page import NotOffline, render
from tests.maps.grid import grid

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def draw(**changes: Any) -> MapView:
    areas = changes.pop("areas", grid())
    words = {
        "label": "Part des logements vacants",
        "unit": "%",
        "title": "Carte des logements vacants",
        "source_line": "Insee, recensement 2021",
    }
    return choropleth(areas, "rate", **{**words, **changes})


class Addresses(HTMLParser):
    """Every address that an HTML page would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.fetched += [found[name] for name in ("src", "href", "srcset") if name in found]


class Tags(HTMLParser):
    """The elements that some HTML opens, as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, attrs))


def test_nothing_is_fetched() -> None:
    page = draw(surroundings=grid(8, 6, 4.9, 44.6), points=[MapPoint(5.01, 44.71, "Four")]).html(
        True
    )
    assert Addresses(page).fetched == []
    assert re.findall(r"url\((?!data:|#)[^)]+\)|@import", page) == []
    ours = page.replace(leaflet.script(), "").replace(leaflet.stylesheet(), "")
    assert re.findall(r"https?://", ours) == []


@pytest.mark.parametrize(
    "feature",
    [
        folium.Marker([44.7, 5.0]),
        folium.Popup("x"),
        folium.TileLayer("OpenStreetMap"),
        folium.LayerControl(),
        folium.plugins.Fullscreen(),
        folium.plugins.MarkerCluster(),
    ],
    ids=lambda feature: type(feature).__name__,
)
def test_a_feature_not_provided_for_is_refused(feature: Any) -> None:
    chart = folium.Map(tiles=None)
    feature.add_to(chart)
    with pytest.raises(NotOffline, match=type(feature).__name__):
        render(chart, title="", beside="")


def test_tiles_are_refused() -> None:
    with pytest.raises(NotOffline):
        render(folium.Map(), title="", beside="")


def test_data_never_becomes_markup() -> None:
    areas = grid()
    areas.loc[0, "name"] = EVIL
    view = draw(
        areas=areas,
        label=EVIL,
        unit=EVIL,
        title=EVIL,
        source_line=EVIL,
        points=[MapPoint(5, 44, EVIL)],
    )
    page = view.html(full=True)
    assert "<img" not in page
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script>")
    assert [tag for tag, _ in Tags(view.html()).opened] == ["iframe", "p"]
    assert dict(Tags(view.html()).opened[0][1])["srcdoc"] == page


def test_missing_values_are_said_and_hatched() -> None:
    areas = grid()
    assert "non disponible" not in draw(areas=areas).html(full=True)
    areas.loc[2, "rate"] = np.nan
    view = draw(areas=areas)
    assert "swatch--missing" in view.html(full=True)
    assert "non disponible" in view.html(full=True)
    assert "1 sans valeur" in view.alt


def test_no_value_at_all_is_said() -> None:
    areas = grid()
    areas["rate"] = np.nan
    assert draw(areas=areas).alt.endswith("aucune valeur disponible.")


def test_the_text_alternative_names_the_highest() -> None:
    assert draw().alt.endswith(
        "de 0\u00a0% à 11\u00a0%\u00a0; "
        "les plus fortes valeurs à Commune 11, Commune 10, Commune 9."
    )


def test_drawing_is_the_same_from_one_run_to_the_next() -> None:
    assert draw().html(full=True) == draw().html(full=True)


def test_update_changes_what_changed_only() -> None:
    view = draw()
    changes: list[Any] = []
    view.observe(changes.append, "value")
    view.update(points=())
    assert changes == []
    thread = threading.Thread(
        target=view.update, kwargs={"points": [MapPoint(5, 44.7, "Four à pain")]}
    )
    thread.start()
    thread.join()
    assert len(changes) == 1
    assert "Four \\u00e0 pain" in view.html(full=True)


def test_any_projection_and_light() -> None:
    view = draw(areas=grid().to_crs("EPSG:2154"), surroundings=grid(12, 8, 4.8, 44.5))
    assert len(view.html()) < 300_000
    with pytest.raises(ValueError, match="projection"):
        draw(areas=grid().set_crs(None, allow_override=True))


def test_plain_text_is_the_alternative() -> None:
    view = draw()
    assert view._repr_mimebundle_()["text/plain"] == view.alt
    assert "title='Carte des logements vacants'" in view.html()


@pytest.mark.browser
def test_a_saved_map_works_alone(visit: Callable[..., Any], tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    areas = grid()
    areas.loc[1, "name"], areas.loc[1, "rate"] = EVIL, np.nan
    saved = tmp_path / "carte.html"
    points = [MapPoint(5.06, 44.74, EVIL, mark="missing")]
    saved.write_text(
        draw(areas=areas, surroundings=grid(8, 6, 4.9, 44.6), points=points).html(True)
    )
    page, witness = visit()
    page.route("**/*", lambda route: route.continue_())
    page.goto(saved.as_uri())
    page.wait_for_selector("canvas")
    page.mouse.move(430, 380)
    page.wait_for_selector(".leaflet-tooltip:not(.area-name)")
    assert page.locator("h1").inner_text() == "Part des logements vacants"
    assert page.locator("img").count() == 0
    assert witness.errors == []
    assert [address for address in witness.external if not address.startswith("file:")] == []
    page.keyboard.press("Tab")
    serious = [
        fault["id"]
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
    assert serious == []
