"""Charts as plain SVG: a title, a text alternative and a table each; nothing to load."""

from territorial_lib.charts.bars import BarItem, bars
from territorial_lib.charts.chart import Chart
from territorial_lib.charts.comparison import comparison_bar
from territorial_lib.charts.quadrant import Axes, Dot, quadrant
from territorial_lib.charts.share import SharePart, stacked_share

__all__ = [
    "Axes",
    "BarItem",
    "Chart",
    "Dot",
    "SharePart",
    "bars",
    "comparison_bar",
    "quadrant",
    "stacked_share",
]
