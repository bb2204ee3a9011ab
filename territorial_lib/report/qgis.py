"""Styles that QGIS opens with a layer (QML): the workbook's palette, legends in French."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from territorial_lib.identity import colour, sequential
from territorial_lib.maps.classes import breaks, shades, wordings

_VERSION = "3.22.0"
_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
_LINE = "#55605d"


def graduated(
    values: Sequence[float], attribute: str, label: str, aliases: Mapping[str, str]
) -> str:
    """Style areas by classes of a variable, as on the workbook's maps.

    Parameters
    ----------
    values : sequence of float
        Values of the variable; NaN is missing, and not drawn in a class.
    attribute : str
        Its column.
    label : str
        What it is, in French, with its unit.
    aliases : Mapping of str to str
        French names of columns.

    Returns
    -------
    str
        QML.
    """
    present = [each for each in values if not math.isnan(each)]
    limits = breaks(present)
    ends = [min(present, default=0.0), *limits, max(present, default=0.0)]
    fills, words = shades(limits, sequential()), wordings(limits)
    ranges = "".join(
        f'<range symbol="{rank}" lower="{low!r}" upper="{high!r}" label={quoteattr(said)} '
        'render="true"/>'
        for rank, ((low, high), said) in enumerate(zip(pairwise(ends), words, strict=True))
    )
    symbols = "".join(
        _symbol(rank, "fill", "SimpleFill", _fill(shade)) for rank, shade in enumerate(fills)
    )
    renderer = (
        f'<renderer-v2 type="graduatedSymbol" attr={quoteattr(attribute)} '
        f'graduatedMethod="GraduatedColor" symbollevels="0" enableorderby="0" forceraster="0">'
        f"<ranges>{ranges}</ranges><symbols>{symbols}</symbols></renderer-v2>"
    )
    named = "".join(
        f'<alias index="-1" field={quoteattr(name)} name={quoteattr(words)}/>'
        for name, words in aliases.items()
    )
    return _document(f"{renderer}<aliases>{named}</aliases>", label)


def outlined() -> str:
    """Style a perimeter as a thick line without fill.

    Returns
    -------
    str
        QML.
    """
    look = _fill("#ffffff") | {"style": "no", "outline_width": "0.8"}
    look["outline_color"] = _rgb(colour("ink"))
    symbol = _symbol(0, "fill", "SimpleFill", look)
    renderer = f'<renderer-v2 type="singleSymbol"><symbols>{symbol}</symbols></renderer-v2>'
    return _document(renderer, "Périmètre")


def categorised(attribute: str, kinds: Mapping[str, tuple[str, str, str]]) -> str:
    """Style points by kind: a shape each, so that colour is never the only difference.

    Parameters
    ----------
    attribute : str
        The column of the kind.
    kinds : Mapping of str to (str, str, str)
        By value of the column: its words, its colour of the palette, its shape.

    Returns
    -------
    str
        QML.
    """
    looks = [
        _symbol(rank, "marker", "SimpleMarker", _mark(colour(shade), shape))
        for rank, (_, shade, shape) in enumerate(kinds.values())
    ]
    return _document(_by_kind(attribute, {key: each[0] for key, each in kinds.items()}, looks), "")


def lines_style(attribute: str, kinds: Mapping[str, tuple[str, str]]) -> str:
    """Style lines by kind.

    Parameters
    ----------
    attribute : str
        The column of the kind.
    kinds : Mapping of str to (str, str)
        By value of the column: its words, its colour of the palette.

    Returns
    -------
    str
        QML.
    """
    looks = [
        _symbol(rank, "line", "SimpleLine", _stroke(colour(shade), rank))
        for rank, (_, shade) in enumerate(kinds.values())
    ]
    return _document(_by_kind(attribute, {key: each[0] for key, each in kinds.items()}, looks), "")


def _by_kind(attribute: str, words: Mapping[str, str], symbols: Sequence[str]) -> str:
    listed = "".join(
        f'<category symbol="{rank}" value={quoteattr(key)} label={quoteattr(said)} '
        'type="string" render="true"/>'
        for rank, (key, said) in enumerate(words.items())
    )
    return (
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(attribute)} symbollevels="0">'
        f"<categories>{listed}</categories><symbols>{''.join(symbols)}</symbols></renderer-v2>"
    )


def _document(renderer: str, title: str) -> str:
    named = f"<title>{_text(title)}</title>" if title else ""
    return (
        f'{_HEAD}<qgis version="{_VERSION}" styleCategories="Symbology|Fields">'
        f"{renderer}{named}</qgis>"
    )


def _text(words: str) -> str:
    return quoteattr(words)[1:-1]


def _symbol(rank: int, sort: str, layer: str, look: Mapping[str, str]) -> str:
    options = "".join(
        f'<Option name="{name}" value={quoteattr(value)} type="QString"/>'
        for name, value in look.items()
    )
    return (
        f'<symbol type="{sort}" name="{rank}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{layer}" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{options}</Option></layer></symbol>'
    )


def _fill(shade: str) -> dict[str, str]:
    return {
        "color": _rgb(shade),
        "style": "solid",
        "outline_color": _rgb(_LINE),
        "outline_style": "solid",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
    }


def _mark(shade: str, shape: str) -> dict[str, str]:
    return {
        "color": _rgb(shade),
        "name": shape,
        "size": "3.6",
        "size_unit": "MM",
        "outline_color": _rgb("#ffffff"),
        "outline_style": "solid",
        "outline_width": "0.4",
    }


def _stroke(shade: str, rank: int) -> dict[str, str]:
    return {
        "line_color": _rgb(shade),
        "line_style": "dash" if rank else "solid",
        "line_width": "0.5",
        "line_width_unit": "MM",
    }


def _rgb(shade: str) -> str:
    red, green, blue = (int(shade[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"
