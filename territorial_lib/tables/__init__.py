"""Key figures as cards, and tables to sort, filter and take away."""

from territorial_lib.tables.cards import FigureCards
from territorial_lib.tables.data_table import Column, DataTable
from territorial_lib.tables.figures import FigureTable, figure_table, row_table

__all__ = ["Column", "DataTable", "FigureCards", "FigureTable", "figure_table", "row_table"]
