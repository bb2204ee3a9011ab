"""Leaflet's own files, from the installed package, inlined: a map asks the network nothing."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PACKAGE = "xstatic.pkg.leaflet"
_IMAGE = re.compile(r"url\((images/[a-z0-9-]+\.png)\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@cache
def folder() -> Path:
    """Give the folder of the installed Leaflet.

    Returns
    -------
    pathlib.Path
        Folder that holds ``leaflet.js``, ``leaflet.css`` and ``images/``.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{_PACKAGE} is not installed: maps need Leaflet's files")
    return Path(spec.origin).parent / "data"


@cache
def script() -> str:
    """Give Leaflet's program, fit to stand inside a ``<script>`` element.

    Returns
    -------
    str
        JavaScript without source map and without closing tag.
    """
    text = _SOURCE_MAP.sub("", (folder() / "leaflet.js").read_text(encoding="utf-8"))
    return text.replace("</", "<\\/")


@cache
def stylesheet() -> str:
    """Give Leaflet's style sheet, its images inlined.

    Returns
    -------
    str
        CSS that loads no file.
    """
    text = (folder() / "leaflet.css").read_text(encoding="utf-8")
    return _IMAGE.sub(lambda found: f"url({_data_address(found[1])})", text)


def _data_address(name: str) -> str:
    content = base64.b64encode((folder() / name).read_bytes()).decode("ascii")
    return f"data:image/png;base64,{content}"
