"""Short words that chapters share: amounts, days, names in a cell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from territorial_lib.schemas.figures import Figure
from territorial_lib.schemas.rounding import sure
from territorial_lib.typography import quantity


def shown(figure: Figure) -> str:
    """Write a figure as read: rounded to what its band allows.

    Parameters
    ----------
    figure : Figure
        Any figure.

    Returns
    -------
    str
        Such as "31 268 hab."; "non disponible" where missing.
    """
    return quantity(sure(figure, figure.value), figure.unit)


def known(figure: Figure, unsaid: str = "non dit") -> str:
    """Write a figure that the room gives, or that it did not.

    Parameters
    ----------
    figure : Figure
        Any figure.
    unsaid : str
        What is written where it is missing.
    """
    return unsaid if figure.value is None else shown(figure)


def day(when: date | None) -> str:
    """Write a day in figures; empty where unsaid.

    Parameters
    ----------
    when : datetime.date or None
        The day.
    """
    return "" if when is None else when.strftime("%d/%m/%Y")


def listed(names: Iterable[str]) -> str:
    """Write several names in one cell.

    Parameters
    ----------
    names : iterable of str
        The names.
    """
    return ", ".join(each for each in names if each)


def signed(who: str, when: str) -> str:
    """Write who said something and when; what is unsaid is left out.

    Parameters
    ----------
    who, when : str
        In French.
    """
    return ", ".join(each for each in (who, when) if each)
