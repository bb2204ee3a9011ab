"""Step 0, "Préparer": what the cells of ``00_preparer`` show."""

from territorial_lib.steps.preparation.page import open_page

__all__ = ["open_page"]
