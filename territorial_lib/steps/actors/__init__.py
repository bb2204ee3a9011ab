"""Step 5, "Qui peut agir ?": what the cells of ``05_acteurs`` show."""

from territorial_lib.steps.actors.page import open_page

__all__ = ["open_page"]
