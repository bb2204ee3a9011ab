"""Addresses that change with the versions of what they serve, so that browsers keep it for ever."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import PackageNotFoundError, version

IMMUTABLE = "private, max-age=31536000, immutable"
SERVED = ("voila", "ipywidgets", "jupyterlab-widgets", "jupyter-leaflet", "anywidget")
"""Packages whose files pages load."""


@functools.cache
def prefix(kind: str) -> str:
    """Give the address of a family of files.

    Parameters
    ----------
    kind : str
        "scripts" or "extensions".

    Returns
    -------
    str
        A path without final slash.
    """
    told = "".join(f"{package} {_version(package)}\n" for package in SERVED)
    return f"/atelier/{kind}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"
