"""Our own Leaflet pieces as folium elements: each calls one function of ``map.js``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from branca.element import MacroElement
from folium.template import Template

from territorial_lib.maps.inert import inert

_CALL = (
    "{% macro script(this, kwargs) %}{{ this.function }}({{ this._parent.get_name() }}"
    "{% for item in this.items %}, {{ item|tojson }}{% endfor %});{% endmacro %}"
)


class Call(MacroElement):
    """A call of one of our functions on the map, its arguments carried as JSON.

    Parameters
    ----------
    function : str
        Name of a function of ``map.js``.
    *items : object
        Its arguments after the map, anything JSON can say.
    """

    _template = Template(_CALL)

    def __init__(self, function: str, *items: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = function, "call"
        self.function, self.items = function, inert(items)


class Names(MacroElement):
    """Names of the areas of a layer, written where they fit.

    Parameters
    ----------
    layer : str
        JavaScript name of the layer, its features carrying ``n`` (name) and ``p`` (lon, lat).
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "twNames({{ this._parent.get_name() }}, {{ this.layer }});"
        "{% endmacro %}"
    )

    def __init__(self, layer: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "twNames", "call"
        self.layer = layer


OURS = (Call, Names)


@cache
def script() -> str:
    """Give our functions.

    Returns
    -------
    str
        JavaScript that needs Leaflet alone.
    """
    return Path(__file__).with_name("map.js").read_text(encoding="utf-8")


@cache
def stylesheet() -> str:
    """Give the style of a map's page.

    Returns
    -------
    str
        CSS that uses the identity's variables.
    """
    return Path(__file__).with_name("map.css").read_text(encoding="utf-8")
