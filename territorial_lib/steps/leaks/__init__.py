"""Step 4, "Où part l’argent ?": what the cells of ``04_fuites`` show."""

from territorial_lib.steps.leaks.page import open_page

__all__ = ["open_page"]
