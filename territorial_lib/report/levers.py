"""The levers that the room moved, beside where they stood."""

from __future__ import annotations

from territorial_lib.report.material import Material
from territorial_lib.schemas.blocks import Lever


def moved(material: Material) -> tuple[tuple[Lever, float], ...]:
    """List the levers that the room moved.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    tuple of (Lever, float)
        Each lever once, and the value in force.
    """
    said = material.case.declared.assumptions
    known = {lever.key: lever for block in material.found.blocks for lever in block.levers}
    return tuple((lever, said[key]) for key, lever in known.items() if key in said)
