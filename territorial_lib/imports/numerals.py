"""Numbers as files hold them: decimal commas or points, spaces between thousands, no value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_PLAIN = re.compile(r"[+-]?\d+")
_COMMA = re.compile(r"[+-]?\d*,\d+")
_POINT = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?")
_EXPONENT = re.compile(r"[+-]?\d+[eE][+-]?\d+")
_POINTS_GROUP = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMAS_GROUP = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
LONGEST = 60
"""Characters beyond which a text is no number."""
_SECRET = frozenset({"s", "ss", "secret", "c", "conf", "confidentiel"})
_NOTHING = frozenset(
    {"", "nd", "n.d.", "n.d", "ns", "nr", "-", "–", "—", ".", "..", "...", "…", "nan", "null"}
    | {"none", "na", "#n/a", "x", "non disponible", "non communiqué"}
)


@dataclass(frozen=True)
class Style:
    """How a column writes its numbers.

    Parameters
    ----------
    comma_groups, point_groups : bool
        True where the comma, or the point, separates thousands; both are decimal otherwise.
    unsure : bool
        True where "1,234" or "1.234" could be two numbers and nothing in the column tells which.
    """

    comma_groups: bool = False
    point_groups: bool = False
    unsure: bool = False


def style(texts: Iterable[str]) -> Style:
    """Find how a column writes its numbers.

    Parameters
    ----------
    texts : iterable of str
        Cells of the column.

    Returns
    -------
    Style
        The reading that every cell allows; the decimal mark where both are possible.
    """
    short = (text for text in texts if len(text) <= LONGEST)
    compact = [text for text in map(_compact, short) if "," in text or "." in text]
    commas = [text for text in compact if "," in text]
    points = [text for text in compact if "." in text]
    comma_groups = _groups(commas, _COMMAS_GROUP, ",")
    point_groups = _groups(points, _POINTS_GROUP, ".")
    doubtful = [text for text in compact if re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", text)]
    unsure = bool(doubtful) and len(doubtful) == len(compact) and not (comma_groups or point_groups)
    return Style(comma_groups, point_groups, unsure)


def _groups(texts: list[str], grouped: re.Pattern[str], mark: str) -> bool:
    """Tell whether a mark surely separates thousands: every cell fits, one leaves no choice."""
    other = "." if mark == "," else ","
    sure = any(text.count(mark) > 1 or (other in text and text.rindex(other) > text.rindex(mark))
               for text in texts)  # fmt: skip
    return sure and all(grouped.fullmatch(text) for text in texts)


def missing(text: str) -> str:
    """Tell why a cell has no value.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    str
        "secret", "absent", or empty where the cell should be a number.
    """
    if len(text) > LONGEST:
        return ""
    plain = text.strip().casefold()
    if plain in _SECRET or "secret" in plain:
        return "secret"
    return "absent" if plain in _NOTHING or plain.startswith("n/a") else ""


def value(text: str, written: Style) -> float | None:
    """Read a number.

    Parameters
    ----------
    text : str
        A cell that is not `missing`.
    written : Style
        How its column writes numbers.

    Returns
    -------
    float or None
        The number; None where the text is none.
    """
    if len(text) > LONGEST:
        return None
    compact = _compact(text).removesuffix("%").removesuffix("€")
    if written.comma_groups:
        compact = compact.replace(",", "")
    if written.point_groups:
        compact = compact.replace(".", "")
    if any(kind.fullmatch(compact) for kind in (_PLAIN, _COMMA, _POINT, _EXPONENT)):
        found = float(compact.replace(",", "."))
        return found if abs(found) < 1e15 else None
    return None


def _compact(text: str) -> str:
    return _SPACES.sub("", text).replace("\u2212", "-")
