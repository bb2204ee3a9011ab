"""The one place where two ways of saying a capacity are brought together, and where it is told.

Accents, case, articles and plurals are forgotten; words that name one capacity of ours take its
label; the others are compared as typed. Nothing is guessed between two capacities.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from territorial_lib.diagnosis.actors.capacities import CAPACITIES
from territorial_lib.typography import folded

_ARTICLES = frozenset(
    {"le", "la", "les", "l", "un", "une", "de", "du", "des", "d", "et", "nos", "aux"}
)
_INVARIABLE = frozenset({"plus"})


@cache
def recognised(text: str) -> str:
    """Give the shared words for a capacity that was typed.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    str
        The label of the one capacity that the words name; the text itself, tidied, where they
        name none, or several.
    """
    tidy = " ".join(text.split())
    exact = [each.label for each in CAPACITIES if alike(each.label) == alike(tidy)]
    found = exact or _named(tidy)
    return found[0] if len(found) == 1 else tidy


@cache
def alike(text: str) -> str:
    """Give what two ways of typing the same words have in common.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    str
        Folded words without articles nor plurals; the same for "Les circuits courts" and
        "circuit court", for "réseaux locaux" and "réseau local".
    """
    return " ".join(_singular(word) for word in _words(text))


def key_of(text: str) -> str:
    """Give what tells whether two capacities are the same one.

    Parameters
    ----------
    text : str
        A capacity, as typed by anyone.

    Returns
    -------
    str
        The same for "Légumerie" and "transformer les produits de la ferme"; empty for no word.
    """
    return alike(recognised(text))


def brought(typed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """List what was understood otherwise than it was typed, to be told and corrected.

    Parameters
    ----------
    typed : iterable of str
        Capacities as typed.

    Returns
    -------
    tuple of (str, str)
        As typed, tidied, and the shared words taken for it, each once, in order; those that only
        differ by accents, case, articles or plurals are left out.
    """
    tidy = (" ".join(each.split()) for each in typed)
    pairs = {each: recognised(each) for each in tidy}
    return tuple((each, words) for each, words in pairs.items() if alike(each) != alike(words))


def merged(texts: Iterable[str]) -> dict[str, str]:
    """Find the words shown for things typed in several ways.

    Parameters
    ----------
    texts : iterable of str
        What was typed.

    Returns
    -------
    dict of str to str
        By `alike`, the first way it was typed, tidied.
    """
    shown: dict[str, str] = {}
    for text in texts:
        if alike(text):
            shown.setdefault(alike(text), " ".join(text.split()))
    return shown


def _singular(word: str) -> str:
    """Forget a plural: "locaux" and "local" both become "locau"; a key, not a word."""
    if word in _INVARIABLE:
        return word
    one = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    return f"{one[:-1]}u" if len(one) > 3 and one.endswith("al") else one


def _words(text: str) -> list[str]:
    words = folded(text).split()
    return [word for word in words if word not in _ARTICLES] or words


def _pattern(stem: str) -> str:
    """Put a stem as `alike` would; "$" ends a whole word, "^" begins the text."""
    words = _words(stem)
    begins = len(words) == 1 and not stem.endswith("$")  # the beginning of a word
    last = words[-1] if begins else _singular(words[-1])
    inside = " ".join([*(_singular(word) for word in words[:-1]), last])
    return f"{'^' * stem.startswith('^')} {inside}{' ' * stem.endswith('$')}"


_PATTERNS = {each.label: tuple(map(_pattern, each.stems)) for each in CAPACITIES}


def _named(text: str) -> list[str]:
    """Name the capacities whose stems are there; a stem within a longer one that fits is not."""
    padded = f"^ {alike(text)} "
    hits = {
        label: [each for each in patterns if each in padded]
        for label, patterns in _PATTERNS.items()
    }
    every = [each for found in hits.values() for each in found]
    return [
        label
        for label, found in hits.items()
        if any(not any(_within(each, other) for other in every) for each in found)
    ]


def _within(stem: str, other: str) -> bool:
    return stem != other and stem.lstrip("^").rstrip() in other
