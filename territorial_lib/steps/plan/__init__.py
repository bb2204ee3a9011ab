"""Step 6, "Que décidons-nous ?": what the cells of ``06_plan_action`` show."""

from territorial_lib.steps.plan.page import open_page

__all__ = ["open_page"]
