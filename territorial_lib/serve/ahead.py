"""What every page of ours looks at, read before the first kernel is forked: memory they share."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import ipywidgets
from shapely import box

from territorial_lib.geography.similar import similar
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.maps.drawing import Drawing
from territorial_lib.settings import DEMONSTRATION, Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store.log import system_clock
from territorial_lib.store.sqlite import SQLiteDatabase
from territorial_lib.typography import long_date, quantity
from territorial_lib.workshop import results

_WIDGETS = (
    ipywidgets.HTML,
    ipywidgets.VBox,
    ipywidgets.HBox,
    ipywidgets.Button,
    ipywidgets.Dropdown,
    ipywidgets.Checkbox,
    ipywidgets.IntSlider,
    ipywidgets.FloatSlider,
    ipywidgets.ToggleButtons,
    ipywidgets.Text,
    ipywidgets.Textarea,
)


def tables() -> None:
    """Read the tables and index them; a kernel whose files have changed since reads its own."""
    Catalogue.at(Settings.from_environment().data).read_ahead()


def words() -> None:
    """Read how French numbers and dates are written."""
    quantity(1234.5, "habitants")
    long_date(system_clock().date())


def territories() -> None:
    """Index what finds a territory and those that look like it; digest the code they share."""
    results.code()
    gazetteer = Gazetteer(Catalogue.at(Settings.from_environment().data))
    similar(gazetteer.territory(DEMONSTRATION), gazetteer)


def tools() -> None:
    """Have the widgets' classes and SQLite's dialect describe themselves: they do so once."""
    for kind in _WIDGETS:
        widget = kind()
        for part in (getattr(widget, "style", widget.layout), widget.layout, widget):
            part.close()
    SQLiteDatabase(Path("never opened"), read_only=True).close()


def maps() -> None:
    """Draw a square and drop it: what maps are made with is then ready, nothing was read."""
    square = gpd.GeoDataFrame(
        {"name": [""], "value": [1.0]}, geometry=[box(4, 44, 5, 45)], crs=4326
    )
    Drawing(square, "value", label="", unit="", title="", source_line="").page()
