"""A map of one variable by area: the function that steps call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd

from territorial_lib.maps.drawing import Drawing
from territorial_lib.maps.points import MARK_LABELS, MapPoint
from territorial_lib.maps.view import MapView


def choropleth(  # noqa: PLR0913 - one keyword for each thing the map shows
    areas: gpd.GeoDataFrame,
    column: str,
    *,
    label: str,
    unit: str,
    title: str,
    source_line: str,
    digits: int | None = None,
    year: int | None = None,
    name: str = "name",
    surroundings: gpd.GeoDataFrame | None = None,
    outline: gpd.GeoDataFrame | None = None,
    points: Sequence[MapPoint] = (),
    height: int = 520,
    signs: Mapping[str, str] = MARK_LABELS,
) -> MapView:
    """Map one variable by area.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        The territory's areas, with their names and the variable; any known projection.
    column : str
        Column of the variable; NaN is missing and shown hatched, never as zero.
    label : str
        What is mapped, in French.
    unit : str
        Its unit as read in French, such as "%"; may be empty.
    title : str
        Name of the map for those who do not see it.
    source_line : str
        Producer, publication and year, shown in the corner.
    digits : int, optional
        Decimals to keep; as many as are significant by default.
    year : int, optional
        Year of the variable, shown with the unit.
    name : str
        Column of the areas' names, here and in the surroundings.
    surroundings : geopandas.GeoDataFrame, optional
        Areas shown in grey around the territory, with their names.
    outline : geopandas.GeoDataFrame, optional
        Contours drawn as a line over the areas.
    points : sequence of MapPoint
        What the room put on the map.
    height : int
        Height of the frame, pixels.
    signs : Mapping of str to str
        What each mark of the points means, in French.

    Returns
    -------
    MapView
        A widget; its `update` takes these parameters again, by name.
    """
    return MapView(
        Drawing(
            areas=areas,
            column=column,
            label=label,
            unit=unit,
            title=title,
            source_line=source_line,
            digits=digits,
            year=year,
            name=name,
            surroundings=surroundings,
            outline=outline,
            points=tuple(points),
            height=height,
            signs=signs,
        )
    )
