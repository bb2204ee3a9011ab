"""Imports: a file brought into the workshop, from the page or from the command line."""

from territorial_lib.steps.imports.page import open_page

__all__ = ["open_page"]
