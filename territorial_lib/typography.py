"""French numbers, dates and names, by Babel: 1 234,5 ; 24 novembre 2026."""

from __future__ import annotations

import math
import unicodedata
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

MISSING = "non disponible"
THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
_SINGULARS = {"lieux": "lieu", "locaux": "local", "chevaux": "cheval"} | {
    f"{noun}s": noun
    for noun in (
        "acteur",
        "actif",
        "action",
        "bâtiment",
        "commune",
        "emploi",
        "entreprise",
        "équipement",
        "établissement",
        "habitant",
        "hectare",
        "logement",
        "ménage",
        "naissance",
        "part",
        "personne",
        "réponse",
        "an",
        "exploitation",
        "famille",
        "jour",
        "point",
        "poste",
        "service",
        "secteur",
        "spécialité",
        "unité",
        "usine",
        "tonne",
    )
}
"""Nouns that our units are made of; those typed by the room are left as they are."""


def number(value: float | None, digits: int | None = None) -> str:
    """Write a number in French, "non disponible" where it is missing.

    Parameters
    ----------
    value : float or None
        The number; None or NaN is missing.
    digits : int, optional
        Decimals to keep; by default three significant digits at most below 100, none above.

    Returns
    -------
    str
        The number with thin spaces and a decimal comma.
    """
    if value is None or math.isnan(value):
        return MISSING
    if digits is None:
        digits = _natural_digits(value)
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    text: str = format_decimal(round(value, digits), format=pattern, locale="fr_FR")
    return text.replace("-", "−")


def quantity(value: float | None, unit: str, digits: int | None = None) -> str:
    """Write a number and its unit, joined by a no-break space.

    Parameters
    ----------
    value : float or None
        The number; None or NaN is missing.
    unit : str
        The unit as read in French, such as "hab." or "%"; may be empty.
    digits : int, optional
        Decimals to keep, as in `number`.

    Returns
    -------
    str
        Such as "31 268 hab."; "non disponible" without unit where missing.
    """
    text = number(value, digits)
    return text if text == MISSING or not unit else f"{text}{NO_BREAK_SPACE}{agreed(text, unit)}"


def agreed(number_shown: str, unit: str) -> str:
    """Put a unit that is a noun in the singular below 2, as French does.

    Parameters
    ----------
    number_shown : str
        The number, as `number` writes it.
    unit : str
        The unit, in the plural; one that is not among ours is left as it is.

    Returns
    -------
    str
        Such as "lieu" for "1", "1,9" or "0".
    """
    shown = number_shown.replace(THIN_SPACE, "").replace("−", "").replace(",", ".")
    noun = unit.partition("/")[0].partition(" ")[0]
    rest = unit[len(noun) :]
    alone = not rest.startswith(" ") or rest.startswith((" de ", " des ", " d’", " par ", " du "))
    return f"{_SINGULARS.get(noun, noun)}{rest}" if alone and float(shown) < 2 else unit


def long_date(day: date) -> str:
    """Write a date in full French.

    Parameters
    ----------
    day : date
        The day.

    Returns
    -------
    str
        Such as "24 novembre 2026", "1er décembre 2026".
    """
    written = str(format_date(day, format="long", locale="fr_FR"))
    return written.replace("1 ", "1er ", 1) if day.day == 1 else written


def folded(text: str) -> str:
    """Forget accents, case, hyphens, apostrophes and ligatures, for forgiving comparisons.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Lower-case words of letters and digits, separated by single spaces.
    """
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def _natural_digits(value: float) -> int:
    size = abs(value)
    if size >= 100 or float(value).is_integer():
        return 0
    return 1 if size >= 10 else 2 if size >= 0.1 else 3
