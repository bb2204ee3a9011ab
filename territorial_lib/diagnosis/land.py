"""The land, once: food, energy and materials asked of the same hectares.

Not a `Part`: it takes what the other blocks ask for.
"""

from __future__ import annotations

from territorial_lib.diagnosis.land_balance import Available, Fit, assess
from territorial_lib.diagnosis.land_block import NOTION, available, block, levers
from territorial_lib.diagnosis.land_inputs import Inputs, read

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
