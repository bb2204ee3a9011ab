"""Every notion, in the order of the pages: an index of words, a search, one fold each."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.lessons.catalogue import LESSONS
from territorial_lib.diagnosis.lessons.lesson import Lesson
from territorial_lib.steps.notions import WorkedExample, definition
from territorial_lib.typography import folded
from territorial_lib.workshop import Workshop


class Glossary(ipywidgets.VBox):  # type: ignore[misc]
    """The notions, and what finds one.

    Parameters
    ----------
    workshop : Workshop
        The workshop whose territory the calculations are worked out on.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.search = ipywidgets.Text(description="Chercher une notion", continuous_update=True)
        self.search.add_class("tw-control")
        self.index, self.count = ipywidgets.HTML(), ipywidgets.HTML()
        self.entries = [_Entry(workshop, each) for each in LESSONS]
        super().__init__([self.search, self.count, self.index, *self.entries])
        self.search.observe(lambda _: self._filter(), "value")
        self._filter()

    def refresh(self) -> None:
        """Work out again the calculations in sight; may be called from any thread."""
        for each in self.entries:
            each.example.refresh()

    def text(self) -> str:
        """List the notions as plain text, the same from one run to the next."""
        return "\n".join(f"{each.lesson.terms[0]} ({each.lesson.step})" for each in self.entries)

    def _filter(self) -> None:
        sought = folded(self.search.value).split()
        for each in self.entries:
            wanted = all(word in each.words for word in sought)
            each.layout.display = None if wanted else "none"
        kept = [each.lesson for each in self.entries if each.layout.display != "none"]
        self.index.value = _index(kept)
        self.count.value = f'<p class="tw-hint" role="status">{_counted(len(kept))}</p>'

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class _Entry(ipywidgets.VBox):  # type: ignore[misc]
    """One notion: its words, then its formula and its calculation on demand."""

    def __init__(self, workshop: Workshop, lesson: Lesson) -> None:
        self.lesson, self.example = lesson, WorkedExample(workshop, lesson)
        notion = lesson.notion
        said = (*lesson.terms, notion.title, notion.meaning, notion.formula, lesson.step)
        self.words = folded(" ".join(said))
        foot = ipywidgets.Box([ipywidgets.HTML(_formula(lesson)), self.example])
        foot.add_class("tw-block-foot")
        super().__init__([ipywidgets.HTML(_head(lesson)), foot])
        self.add_class("tw-block")


def _anchor(lesson: Lesson) -> str:
    return "notion-" + lesson.key.replace("/", "-")


def _head(lesson: Lesson) -> str:
    notion, others = lesson.notion, ", ".join(lesson.terms[1:])
    also = f" Aussi\u00a0: {others}." if others else ""
    return (
        f'<h3 id="{escape(_anchor(lesson))}">{escape(lesson.terms[0])}</h3>'
        f"<p>{escape(notion.meaning)}</p>"
        f'<p class="tw-hint">Page «\u00a0{escape(lesson.step)}\u00a0»\u00a0: '
        f"{escape(notion.title)}{escape(also)}</p>"
    )


def _formula(lesson: Lesson) -> str:
    return (
        '<details class="tw-origin"><summary>Calcul, limites, référence'
        f'<span class="tw-hidden"> ({escape(lesson.terms[0])})</span></summary>'
        f"{definition(lesson.notion)}</details>"
    )


def _index(lessons: list[Lesson]) -> str:
    """Link every word to its notion, in alphabetical order."""
    words = [(term, _anchor(lesson)) for lesson in lessons for term in lesson.terms]
    links = "".join(
        f'<li><a href="#{escape(anchor)}">{escape(term)}</a></li>'
        for term, anchor in sorted(words, key=lambda each: folded(each[0]))
    )
    if not links:
        return ""
    return f'<nav aria-label="Index des notions"><ul class="tw-index">{links}</ul></nav>'


def _counted(count: int) -> str:
    if not count:
        return "Aucune notion ne contient ces mots\u00a0: essayez-en d’autres."
    return "Une notion." if count == 1 else f"{count} notions."
