"""Words that any file may carry: control characters, which XML refuses, are left out."""

from __future__ import annotations

import re

# XML 1.0 allows tab, line feed and carriage return alone below U+0020; never U+FFFE and U+FFFF.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def legible(text: str) -> str:
    """Leave out the characters that a document cannot hold.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    str
        The same words.
    """
    return _REFUSED.sub("", text)
