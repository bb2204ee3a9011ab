"""Words that no template may read.

branca compiles as a Jinja template what an element has just written: `{{ ... }}` typed on a phone
would be executed by Python. Braces are set aside before the elements are made, and put back once
the page is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ASIDE = "\ue07b"
"""A private-use character that stands for an opening brace."""


def inert(value: Any) -> Any:
    """Set the braces of every text aside.

    Parameters
    ----------
    value : Any
        What an element will carry as JSON.

    Returns
    -------
    Any
        The same, with texts that no template reads.
    """
    if isinstance(value, str):
        return value.replace("{", _ASIDE)
    if isinstance(value, Mapping):
        return {name: inert(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [inert(item) for item in value]
    return value


def restored(script: str) -> str:
    """Put the braces back in what the elements wrote.

    Parameters
    ----------
    script : str
        JavaScript; the braces are inside texts.

    Returns
    -------
    str
        The same, braces as they were typed.
    """
    escaped = _ASIDE.encode("ascii", "backslashreplace").decode()
    return script.replace(escaped, "{").replace(_ASIDE, "{")
