"""How many digits an estimate may show."""

from __future__ import annotations

from math import floor, log10

from territorial_lib.schemas.figures import Figure


def sure(figure: Figure, value: float | None) -> float | None:
    """Round an estimate to what its band allows: no digit below a tenth of the band.

    Parameters
    ----------
    figure : Figure
        The figure whose band counts; only an estimated one is rounded.
    value : float or None
        One of its values.

    Returns
    -------
    float or None
        The value, rounded where the figure is an estimate with a band.
    """
    if value is None or figure.low is None or figure.high is None or figure.status != "estimated":
        return value
    width = figure.high - figure.low
    return value if width <= 0 else round(value, 1 - floor(log10(width)))
