"""What the room rates: themes of well-being, importance of the gaps; names, scales, small groups.

A gap's key becomes the name of a form's property, and back: "/" is written ``_s``, "-" ``_d``,
"_" ``_u`` and a capital ``_c`` and its small letter; "gaps/" at the beginning is left out.
"""

from __future__ import annotations

import hashlib
import re

WELLBEING_KEY = "gaps/wellbeing"
"""Key of the question that rates well-being."""
THEMES = (
    ("housing", "Se loger"),
    ("time", "Avoir du temps à soi"),
    ("ties", "Être entouré"),
    ("health", "Se soigner"),
    ("nature", "Profiter de la nature"),
    ("safety", "Se sentir en sécurité"),
    ("say", "Avoir son mot à dire"),
)
"""Themes of well-being, rated one by one and never merged into one score."""
IMPORTANCE_KEY = "gaps/importance"
"""Key of the question that rates the importance of the gaps."""
LOWEST, HIGHEST = 0, 10
FEW = 3
"""Answers under which a group is not shown alone: one could tell who said what."""

_PREFIX, _LONGEST = "gaps/", 40
_WRITTEN = {"/": "_s", "-": "_d", "_": "_u"}
_ENCODED = re.compile(r"_([sdu]|c[a-z])")
_NAMED = re.compile(r"[a-z][a-z0-9_]*")


def property_name(key: str) -> str:
    """Name the property that rates a gap.

    Parameters
    ----------
    key : str
        Key of a gap, such as "gaps/food/vegetables".

    Returns
    -------
    str
        A name that a form accepts; for a key too long or oddly written, a digest that `gap_key`
        cannot turn back, the same each time.
    """
    kept = key.removeprefix(_PREFIX) if key.startswith(_PREFIX) else f"/{key}"
    name = "g" + "".join(_letter(each) for each in kept)
    if len(name) <= _LONGEST and _NAMED.fullmatch(name):
        return name
    return "h" + hashlib.sha256(key.encode()).hexdigest()[: _LONGEST - 1]


def gap_key(name: str) -> str | None:
    """Give the key of the gap that a property rates.

    Parameters
    ----------
    name : str
        What `property_name` gave.

    Returns
    -------
    str or None
        The key; None for a digest.
    """
    if not name.startswith("g"):
        return None
    letters = {written: each for each, written in _WRITTEN.items()}
    kept = _ENCODED.sub(lambda m: letters.get(m[0]) or m[0][-1].upper(), name[1:])
    return kept[1:] if kept.startswith("/") else _PREFIX + kept


def _letter(each: str) -> str:
    if each in _WRITTEN:
        return _WRITTEN[each]
    return f"_c{each.lower()}" if each.isascii() and each.isupper() else each
