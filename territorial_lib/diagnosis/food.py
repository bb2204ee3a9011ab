"""Food: what the land of a territory could feed, its levers, the land that its diet asks for."""

from __future__ import annotations

from territorial_lib.diagnosis.food_balance import assess
from territorial_lib.diagnosis.food_block import block
from territorial_lib.diagnosis.food_inputs import Inputs, read
from territorial_lib.diagnosis.food_levers import levers
from territorial_lib.diagnosis.food_national import COLUMNS, national
from territorial_lib.diagnosis.food_words import NOTION
from territorial_lib.diagnosis.part import Part

__all__ = ["COLUMNS", "NOTION", "PART", "Inputs", "assess", "block", "levers", "national", "read"]

PART = Part(notion=NOTION, levers=levers, read=read, block=block)
