"""A chart: its picture, its words and its table, always together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Chart:
    """A picture with what replaces it for those who do not see it.

    Parameters
    ----------
    title : str
        What it shows, plain text.
    alt : str
        What it says, plain text.
    svg : str
        The picture: an ``<svg role="img">`` with its title and its description.
    header : tuple of str
        Headings of its table, plain text.
    rows : tuple of tuple of str
        Its table, plain text, the first cell naming the row.
    """

    title: str
    alt: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def table(self) -> str:
        """Give the figures behind the picture.

        Returns
        -------
        str
            An HTML table, escaped.
        """
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in self.header)
        body = "".join(_row(cells) for cells in self.rows)
        return (
            f'<table class="tw-table"><caption>{escape(self.title)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def html(self) -> str:
        """Give the picture with its title, its table one gesture away.

        Returns
        -------
        str
            HTML that fetches nothing.
        """
        return (
            f'<figure class="tw-chart"><figcaption>{escape(self.title)}</figcaption>{self.svg}'
            f'<details class="tw-origin"><summary>Les chiffres</summary>'
            f'<div class="tw-table-scroll">{self.table()}</div></details></figure>'
        )

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        return f"{self.title} : {self.alt}"


def picture(title: str, alt: str, size: tuple[int, int], marks: Sequence[str]) -> str:
    """Put drawn marks into an accessible SVG.

    Parameters
    ----------
    title, alt : str
        Name and description of the picture, plain text.
    size : tuple of int
        Width and height of the drawing, its own units.
    marks : sequence of str
        SVG elements, already escaped.

    Returns
    -------
    str
        An ``<svg>`` element that fits its container's width.
    """
    wide, high = size
    return (
        f'<svg role="img" aria-label="{escape(f"{title}. {alt}")}" viewBox="0 0 {wide} {high}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="inherit" '
        f'style="width:100%;max-width:{wide * 1.2:.0f}px;height:auto">'
        f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
        f"{''.join(marks)}</svg>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    return (
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f'<td class="tw-number">{escape(cell)}</td>' for cell in others)
        + "</tr>"
    )
