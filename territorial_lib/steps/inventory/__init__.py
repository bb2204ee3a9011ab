"""Step 1, "Qu’avons-nous ?": what the cells of ``01_inventaire`` show."""

from territorial_lib.steps.inventory.page import open_page

__all__ = ["open_page"]
