"""A participatory diagnostic workbook for French territories, offline."""

__version__ = "0.1.0"
