"""The running orders that exist, by their name in the log."""

from __future__ import annotations

from territorial_lib.steps.running_order.evening import EVENING
from territorial_lib.steps.running_order.follow_up import FOLLOW_UP
from territorial_lib.steps.running_order.half_day import HALF_DAY
from territorial_lib.steps.running_order.script import Script

SCRIPTS: dict[str, Script] = {each.key: each for each in (EVENING, HALF_DAY, FOLLOW_UP)}
USUAL = EVENING
"""The one that leads until another is chosen."""
