"""The land, once: food, energy and materials asked of the same hectares.

Not a `Part`: it takes what the other blocks ask for.
"""

from __future__ import annotations

from territorial_lib.diagnosis.land.balance import Available, Fit, assess
from territorial_lib.diagnosis.land.block import NOTION, available, block, levers
from territorial_lib.diagnosis.land.inputs import Inputs, read

__all__ = [
    "NOTION",
    "Available",
    "Fit",
    "Inputs",
    "assess",
    "available",
    "block",
    "levers",
    "read",
]
