"""What a door's process does first: its template of kernels is prepared while it imports its own.

Nothing heavy may be imported here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from territorial_lib.serve.warm.brood import Unavailable
from territorial_lib.serve.warm.nursery import SAFE, nursery

PLAIN = "plain"
_PACKAGE = Path(__file__).parents[1]
_READ = ("tables", "territories", "words", "tools", "maps")
_AHEAD = tuple(f"{_PACKAGE.name}.serve.ahead:{name}" for name in _READ)
_HEAVY = ("scipy.stats", "networkx", "ot")
"""Libraries of a few pages only, imported once the others are there."""
_FIRST = "preparation"
"""The page that opens a workshop."""
_UNUSED = "rfc3987_syntax"
"""Builds a grammar of web addresses at its import, a second, for JSON schemas that a door has not;
`jsonschema` does without it where it is absent."""


def warm_items() -> tuple[str, ...]:
    """List what the template keeps warm for our notebooks.

    Returns
    -------
    tuple of str
        The modules that cells import, one item a page, and the shared tables.
    """
    steps = {each.parent.name for each in (_PACKAGE / "steps").glob("*/__init__.py")}
    ordered = sorted(steps, key=lambda name: (name != _FIRST, name))
    pages = [f"{_PACKAGE.name}.steps.{name}" for name in ordered]
    return ("ipywidgets", "pandas", "geopandas", *pages, *_AHEAD, *_HEAVY)


def begin() -> None:
    """Start the template at once; what is against it is said when the door opens."""
    if SAFE and os.environ.get("TERRITORIAL_KERNELS") != PLAIN:
        with suppress(Unavailable):
            nursery(warm_items()).brood()


@contextmanager
def spared() -> Iterator[None]:
    """Have the libraries imported meanwhile do without what a door never uses.

    Yields
    ------
    None
        Once; afterwards it may be imported again.
    """
    absent = _UNUSED not in sys.modules
    if absent:
        sys.modules[_UNUSED] = None  # type: ignore[assignment]  # Python's own way to forbid one
    try:
        yield
    finally:
        if absent:
            del sys.modules[_UNUSED]
