"""Numbers as the French type them: 1 234,5."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?|[+-]?\d{1,3}(\.\d{3})+,\d+")


def parse(text: str) -> float | None:
    """Read a number typed by a person.

    Parameters
    ----------
    text : str
        Digits with a decimal comma or point, spaces of any kind between thousands.

    Returns
    -------
    float or None
        The number, None where nothing was typed; ValueError, its message a French sentence for
        the person, where it is no number or could be two.
    """
    compact = re.sub(r"[\s\u00a0\u202f\u2009]", "", text).replace("\u2212", "-")
    if not compact:
        return None
    typed = f"«\u00a0{text.strip()}\u00a0»"
    if _AMBIGUOUS.fullmatch(compact):
        plain, comma = compact.replace(".", ""), compact.replace(".", ",", 1)
        raise ValueError(f"{typed} peut se lire de deux façons\u00a0: {plain} ou {comma}\u202f?")
    if _GROUPED.fullmatch(compact):
        compact = compact.replace(".", "")
    if not _NUMBER.fullmatch(compact) or len(compact) > 25:
        raise ValueError(f"{typed} n’est pas un nombre\u00a0: écrivez par exemple 1250 ou 3,5.")
    return float(compact.replace(",", "."))
