"""What is said of a commune, in French that people speak, and only where it could be true."""

from __future__ import annotations

import unicodedata

from territorial_lib.rehearsal.words import LEAST

_VOWELS = frozenset("aeiouyh")
_ARTICLES = (("Le ", "du ", "au "), ("Les ", "des ", "aux "))


def completed(words: str, town: str, gap: str = "") -> str:
    """Complete a phrase with names.

    Parameters
    ----------
    words : str
        With ``{at}``, ``{of}`` and ``{gap}``.
    town : str
        A commune's name.
    gap : str
        A gap's label.

    Returns
    -------
    str
        Such as "Mairie d’Ouessant", "Un four à pain communal au Port".
    """
    return words.format(of=_of(town), at=_at(town), gap=gap)


def plausible(words: str, inhabitants: float) -> bool:
    """Say whether somebody could say this of a commune of that size.

    Parameters
    ----------
    words : str
        The phrase.
    inhabitants : float
        Of the commune.

    Returns
    -------
    bool
        False where it names what so few people do not have.
    """
    return all(inhabitants >= least for what, least in LEAST.items() if what in words)


def _of(town: str) -> str:
    for article, short, _ in _ARTICLES:
        if town.startswith(article):
            return f"{short}{town.removeprefix(article)}"
    first = unicodedata.normalize("NFD", town)[:1].casefold()
    return f"d’{town}" if first in _VOWELS else f"de {town}"


def _at(town: str) -> str:
    for article, _, short in _ARTICLES:
        if town.startswith(article):
            return f"{short}{town.removeprefix(article)}"
    return f"à {town}"
