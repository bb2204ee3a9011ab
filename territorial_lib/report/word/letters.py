"""How wide words are, in the letters that every word processor has (Arial, Liberation Sans)."""

from __future__ import annotations

import unicodedata

_NARROW = {
    **dict.fromkeys(" .,:;!/\\|tfI\u00a0[]·", 278),
    **dict.fromkeys("ijl'’", 222),
    **dict.fromkeys("()-r‑", 333),
    **dict.fromkeys("ckJsvxyz", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("%", 889),
    **dict.fromkeys("Wœ", 944),
    **dict.fromkeys("ŒÆ—→…", 1000),
    **dict.fromkeys("+=<>−×", 584),
}
_USUAL = 556
_BOLD = 1.06


def advances(text: str, bold: bool) -> list[float]:
    """Give the width of each letter, as a share of the letters' size.

    Parameters
    ----------
    text : str
        The words.
    bold : bool
        True for bold letters, a little wider.

    Returns
    -------
    list of float
        One a character.
    """
    wider = _BOLD if bold else 1.0
    return [wider * _width(each) / 1000 for each in text]


def _width(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    return _NARROW.get(letter, _NARROW.get(base, _USUAL))
