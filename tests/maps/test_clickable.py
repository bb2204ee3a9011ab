"""Maps to click: what a click gives, without a browser."""

from __future__ import annotations

import threading
from typing import Any

from territorial_lib.maps import MapPoint, PerimeterMap, PlacePicker
from tests.maps.grid import grid


def click(picker: PlacePicker, lat: float, lon: float) -> None:
    """Send what the browser sends."""
    picker.map._interaction_callbacks(type="click", coordinates=[lat, lon])


def test_a_click_gives_the_place_and_its_commune() -> None:
    picked: list[Any] = []
    picker = PlacePicker(grid().to_crs("EPSG:2154"), lambda *place: picked.append(place))
    click(picker, 44.71, 5.01)
    click(picker, 44.71, 9.0)
    assert picked == [(5.01, 44.71, "26000"), (9.0, 44.71, None)]
    assert len(picker._chosen.layers) == 1
    assert "hors du territoire" in picker._caption.value
    picker.clear()
    assert picker._chosen.layers == ()


def test_moving_the_pointer_picks_nothing() -> None:
    picked: list[Any] = []
    picker = PlacePicker(grid(), lambda *place: picked.append(place))
    picker.map._interaction_callbacks(type="mousemove", coordinates=[44.71, 5.01])
    assert picked == []


def test_points_are_escaped_and_renewed_from_a_thread() -> None:
    picker = PlacePicker(grid(), lambda *_: None, points=[MapPoint(5, 44.7, "a")])
    thread = threading.Thread(target=picker.update, args=([MapPoint(5, 44.7, "<b>x</b>")],))
    thread.start()
    thread.join()
    (marker,) = picker._points.layers
    assert "&lt;b&gt;x&lt;/b&gt;" in marker.popup.value


def test_no_tile_is_asked_for() -> None:
    for chart in (PlacePicker(grid(), lambda *_: None), PerimeterMap(grid(), [], lambda *_: None)):
        assert not [layer for layer in chart.map.layers if "Tile" in type(layer).__name__]


def test_toggling_adds_then_removes() -> None:
    told: list[tuple[str, bool]] = []
    chart = PerimeterMap(grid(), ["26003"], lambda code, here: told.append((code, here)))
    chart._clicked(properties={"code": "26001", "name": "Commune 1"}, event="click", id=1)
    assert chart.selected == ("26001", "26003")
    chart.toggle("26003")
    assert chart.selected == ("26001",)
    assert told == [("26001", True), ("26003", False)]
    assert "1 choisi\u00a0: Commune 1" in chart._caption.value


def test_selected_areas_are_coloured_and_update_is_silent() -> None:
    told: list[Any] = []
    chart = PerimeterMap(grid(), [], lambda *call: told.append(call))
    before = chart._layer.data["features"][5]["properties"]["style"]
    chart.update(["26005"])
    assert chart._layer.data["features"][5]["properties"]["style"] != before
    assert told == []
