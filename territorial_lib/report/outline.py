"""What a report says, before it is a document or a page: chapters of a few kinds of parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from territorial_lib.charts import Chart
from territorial_lib.schemas.blocks import Notion
from territorial_lib.schemas.figures import Row


@dataclass(frozen=True)
class Words:
    """A paragraph.

    Parameters
    ----------
    text : str
        Plain text, in French.
    tone : str
        "says" for what the figures mean here, "plain", "hint" for what is secondary.
    """

    text: str
    tone: str = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list.

    Parameters
    ----------
    items : tuple of str
        Plain text, in French.
    """

    items: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """Figures, each with its identity.

    Parameters
    ----------
    caption : str
        What they are, in French.
    rows : tuple of Row
        Those that every reader sees.
    more : tuple of Row
        Those that only a page unfolds; the spreadsheet has them all.
    """

    caption: str
    rows: tuple[Row, ...]
    more: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table of words.

    Parameters
    ----------
    caption : str
        What it is, in French.
    header : tuple of str
        Its headings.
    rows : tuple of tuple of str
        Its cells, plain text, the first naming the row.
    more : tuple of tuple of str
        Rows that only a page unfolds.
    widths : tuple of float
        Share of the width that each column takes; equal where empty.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A picture.

    Parameters
    ----------
    chart : Chart
        The picture, its words, its table.
    live : callable, optional
        Gives, for a page, a whole page that shows it better: a map to move in.
    """

    chart: Chart
    live: Callable[[], str] | None = None


@dataclass(frozen=True)
class Explained:
    """What stands behind a question: meaning, formula, limits.

    Parameters
    ----------
    notion : Notion
        The notion.
    """

    notion: Notion


Part = Words | Bullets | Figures | Grid | Drawn | Explained


@dataclass(frozen=True)
class Section:
    """A question of a chapter.

    Parameters
    ----------
    title : str
        Its title, in French.
    parts : tuple of Part
        What it says.
    """

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Chapter:
    """A step.

    Parameters
    ----------
    key : str
        Its anchor: lower-case letters and dashes.
    title : str
        Its title, in French.
    parts : tuple of Part
        What it says before its sections.
    sections : tuple of Section
        Its questions.
    """

    key: str
    title: str
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()

    def every(self) -> Iterator[Part]:
        """Yield what it says and what its sections say.

        Yields
        ------
        Part
            In order.
        """
        yield from self.parts
        for section in self.sections:
            yield from section.parts


@dataclass(frozen=True)
class Outline:
    """A report.

    Parameters
    ----------
    title : str
        Its title, in French.
    subtitle : str
        Workshop and day; empty where there is none.
    about : tuple of (str, str)
        Terms and words: territory, comparison.
    chapters : tuple of Chapter
        In order, the sources last.
    sources : tuple of str
        Sources as figures cite them: a figure's reference is its rank, from 1.
    """

    title: str
    subtitle: str
    about: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    sources: tuple[str, ...]
