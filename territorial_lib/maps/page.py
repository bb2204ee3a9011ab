"""A folium map as one page that loads nothing; whatever folium would fetch is refused."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink

from territorial_lib.identity import variables
from territorial_lib.maps import elements, leaflet
from territorial_lib.maps.inert import restored

_PROVIDED = (folium.Map, folium.GeoJson, *elements.OURS)
_INLINED = frozenset({"leaflet", "leaflet_css"})
# Loaded by folium.Map for markers and popups that `_PROVIDED` leaves out.
_DROPPED = frozenset(
    {
        "jquery",
        "bootstrap",
        "awesome_markers",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers_font_css",
        "awesome_markers_css",
        "awesome_rotate_css",
    }
)
_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{leaflet_css}</style>
<style>{identity}</style>
<style>{style}</style>
<script>{leaflet_js}</script>
<script>{ours}</script></head>
<body><main>{body}</main>
<script>{script}</script></body></html>"""


class NotOffline(ValueError):
    """A folium feature would fetch something from the network."""


def render(chart: folium.Map, *, title: str, beside: str) -> str:
    """Write a folium map as a page of its own.

    Parameters
    ----------
    chart : folium.Map
        A map made of the elements provided for: map, GeoJSON and our own.
    title : str
        Title of the page; plain text.
    beside : str
        HTML shown beside the map, already escaped.

    Returns
    -------
    str
        A complete HTML page with no address to fetch; NotOffline is raised where one is needed.
    """
    for element in _walk(chart):
        if not isinstance(element, _PROVIDED):
            raise NotOffline(f"folium's {type(element).__name__} is not provided for offline")
    figure = chart.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("a folium map stands in a branca figure")
    for child in figure._children.values():
        child.render()
    return _PAGE.format(
        title=escape(title),
        leaflet_css=leaflet.stylesheet(),
        identity=_identity(),
        style=elements.stylesheet() + _head(figure, chart),
        leaflet_js=leaflet.script(),
        ours=elements.script(),
        body=figure.html.render() + beside,
        script=restored(figure.script.render()),
    )


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _walk(child)


def _head(figure: Figure, chart: folium.Map) -> str:
    """Check what folium wants in the page's head: nothing that we do not already give."""
    known = _INLINED | _DROPPED | {"meta_http", chart.get_name()}
    for name, child in figure.header._children.items():
        if isinstance(child, JavascriptLink | CssLink) and name not in known:
            raise NotOffline(f"folium wants {name} from {child.url}")
        if name not in known:
            raise NotOffline(f"folium wants {name} in the page's head")
    return f"#{chart.get_name()} {{ position: relative; width: 100%; height: 100%; }}"


def _identity() -> str:
    rules = "".join(f"--tw-{name}:{value};" for name, value in variables().items())
    return f":root{{{rules}}}"
