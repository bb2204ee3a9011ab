"""A notion where it appears: what it means, how it is computed, its calculation worked out here."""

from __future__ import annotations

from html import escape
from threading import RLock

import ipywidgets

from territorial_lib.diagnosis.lessons.catalogue import lesson
from territorial_lib.diagnosis.lessons.example import Example
from territorial_lib.diagnosis.lessons.lesson import Lesson
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.blocks import Notion
from territorial_lib.schemas.figures import Figure
from territorial_lib.tables.wording import line
from territorial_lib.workshop import Workshop

_SHOW, _HIDE = "Voir le calcul, chiffres d’ici", "Replier le calcul"


def explained(notion: Notion) -> str:
    """Write a notion, one gesture away.

    Parameters
    ----------
    notion : Notion
        The notion.

    Returns
    -------
    str
        A ``<details>`` element, escaped.
    """
    return (
        f'<details class="tw-origin"><summary>Ce que cela veut dire, le calcul, ses limites'
        f'<span class="tw-hidden"> ({escape(notion.title)})</span></summary>'
        f"<p>{escape(notion.meaning)}</p>{definition(notion)}</details>"
    )


def definition(notion: Notion) -> str:
    """Write a notion's formula, limits and reference.

    Parameters
    ----------
    notion : Notion
        The notion.

    Returns
    -------
    str
        A ``<dl>`` element, escaped.
    """
    reference = f"<dt>Référence</dt><dd>{escape(notion.reference)}</dd>" if notion.reference else ""
    return (
        f"<dl><dt>Calcul</dt><dd>{escape(notion.formula)}</dd>"
        f"<dt>Limites</dt><dd>{escape(notion.limits)}</dd>{reference}</dl>"
    )


def told(example: Example) -> str:
    """Write a calculation worked out, line by line, then where its figures come from.

    Parameters
    ----------
    example : Example
        What the lesson gave.

    Returns
    -------
    str
        HTML, escaped.
    """
    if example.missing:
        return f'<p class="tw-hint">{escape(example.missing)}</p>'
    lines = "".join(f"<li>{escape(each)}</li>" for each in example.lines)
    figures = "".join(f"<li>{escape(_identity(each))}</li>" for each in example.figures)
    behind = f'<ul class="tw-hint">{figures}</ul>' if figures else ""
    return f'<ol class="tw-worked">{lines}</ol>{behind}'


class WorkedExample(ipywidgets.VBox):  # type: ignore[misc]
    """A notion's calculation on the territory's own figures, worked out when asked for.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    found : Lesson
        The lesson.
    """

    def __init__(self, workshop: Workshop, found: Lesson) -> None:
        self._workshop, self._lesson, self._lock = workshop, found, RLock()
        self.button = ipywidgets.Button(
            description=_SHOW, tooltip=f"{_SHOW}\u00a0: {found.notion.title}"
        )
        self.button.add_class("tw-button").add_class("tw-button--quiet")
        self.button.on_click(lambda _: self._toggle())
        self.shown, self.notice = ipywidgets.HTML(), Notice()
        super().__init__([self.button])

    @property
    def unfolded(self) -> bool:
        """Whether the calculation is in sight."""
        return len(self.children) > 1

    def refresh(self) -> None:
        """Work it out again where it is in sight; may be called from any thread."""
        with self._lock:
            if self.unfolded:
                self._work()

    def _toggle(self) -> None:
        with self._lock:
            below: tuple[ipywidgets.Widget, ...] = ()
            if not self.unfolded:
                below = (self.shown if attempt(self._work, self.notice)[0] else self.notice,)
            self.children = (self.button, *below)
            (self.add_class if self.unfolded else self.remove_class)("tw-unfolded")
            self.button.description = _HIDE if self.unfolded else _SHOW

    def _work(self) -> None:
        self.shown.value = told(self._lesson.example(self._workshop.case()))


def worked(workshop: Workshop, notion: Notion) -> tuple[WorkedExample, ...]:
    """Offer the calculation of a notion, if it has a lesson.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    notion : Notion
        The notion.

    Returns
    -------
    tuple of WorkedExample
        One, or none.
    """
    found = lesson(notion.key)
    return () if found is None else (WorkedExample(workshop, found),)


def _identity(figure: Figure) -> str:
    """Say a figure on one line, with where it comes from."""
    return f"{line(figure)}. {figure.source}."
