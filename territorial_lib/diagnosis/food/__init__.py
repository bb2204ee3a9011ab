"""Food: what the land of a territory could feed, its levers, the land that its diet asks for."""

from __future__ import annotations

from territorial_lib.diagnosis.food.balance import assess
from territorial_lib.diagnosis.food.block import block
from territorial_lib.diagnosis.food.inputs import Inputs, read
from territorial_lib.diagnosis.food.levers import levers
from territorial_lib.diagnosis.food.national import COLUMNS, national
from territorial_lib.diagnosis.food.words import NOTION
from territorial_lib.diagnosis.part import Part

__all__ = ["COLUMNS", "NOTION", "PART", "Inputs", "assess", "block", "levers", "national", "read"]

PART = Part(notion=NOTION, levers=levers, read=read, block=block)
