"""The visual identity: one file of CSS variables, and its colours for pictures drawn in Python."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

STYLESHEET = Path(__file__).with_name("identity.css")
_VARIABLE = re.compile(r"--tw-([a-z0-9-]+):\s*([^;]+);")


@cache
def variables() -> dict[str, str]:
    """Give every variable of the style sheet.

    Returns
    -------
    dict of str to str
        Names without their ``--tw-`` prefix, and their values.
    """
    return dict(_VARIABLE.findall(STYLESHEET.read_text(encoding="utf-8")))


def colour(name: str) -> str:
    """Give a colour of the palette.

    Parameters
    ----------
    name : str
        A variable's name without its prefix, such as "accent".

    Returns
    -------
    str
        A hexadecimal colour.
    """
    return variables()[name]


def sequential() -> list[str]:
    """Give the five classes of a choropleth, light to dark, safe for colour-blind readers.

    Returns
    -------
    list of str
        Five hexadecimal colours.
    """
    return [colour(f"scale-{rank}") for rank in range(1, 6)]
