"""The page of sources: each table, its year, its holes, its licence, what would be better."""

from territorial_lib.steps.sources.page import open_page

__all__ = ["open_page"]
