"""Step 2, "Que nous manque-t-il ?": what the cells of ``02_manques`` show."""

from territorial_lib.steps.gaps.page import open_page

__all__ = ["open_page"]
