"""Step 7, for elected officials: what the cells of ``07_tableau_de_bord`` show."""

from territorial_lib.steps.dashboard.page import open_page

__all__ = ["open_page"]
