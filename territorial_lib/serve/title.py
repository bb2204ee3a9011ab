"""The workshop's name, as pages show it."""

from __future__ import annotations

UNNAMED = "Atelier de territoire"


def workshop_title() -> str:
    """Name the workshop being led.

    Returns
    -------
    str
        Its name; a neutral one while none is open.
    """
    return UNNAMED
