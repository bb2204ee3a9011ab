"""Step 3, "Comment y répondre, au plus près ?": what the cells of ``03_glocalisation`` show."""

from territorial_lib.steps.glocal.page import open_page

__all__ = ["open_page"]
