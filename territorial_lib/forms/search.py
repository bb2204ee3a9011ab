"""Finding a territory while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import ipywidgets

from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.debounce import Debounce
from territorial_lib.forms.field import Field
from territorial_lib.forms.notice import Notice


class Found(Protocol):
    """What a search gives: a code, and one line that tells homonyms apart."""

    @property
    def code(self) -> str:
        """Code of the territory."""

    @property
    def label(self) -> str:
        """Its name, kind and département."""


class TerritorySearch(ipywidgets.VBox):  # type: ignore[misc]
    """A text and, under it, the territories that look like it; Enter takes the one highlighted.

    Parameters
    ----------
    search : callable
        Takes what was typed, gives what looks like it, the likeliest first.
    on_choose : callable
        Takes what was chosen; may give the sentence to show.
    label : str
        What the field asks.
    action : str
        What the button says.
    delay : float
        Seconds without typing before searching.
    """

    def __init__(
        self,
        search: Callable[[str], Sequence[Found]],
        on_choose: Callable[[Any], str | None],
        *,
        label: str = "Quel territoire\u202f? Tapez le nom d’une commune, d’une intercommunalité…",
        action: str = "Choisir",
        delay: float = 0.15,
    ) -> None:
        self._search, self._on_choose = search, on_choose
        self._found: dict[str, Found] = {}
        self._answered = ""
        self._pause = Debounce(self._refresh, delay)
        self.text = Field(ipywidgets.Text(description=label, continuous_update=True))
        self.results = Field(ipywidgets.Select(description="Résultats", options=[], rows=6))
        self.button = ipywidgets.Button(description=action)
        self.button.add_class("tw-button").add_class("tw-button--primary")
        self.notice = Notice()
        self.text.control.observe(lambda _: self._pause.ask(), "value")
        self.text.control.on_submit(lambda _: self.choose())
        self.button.on_click(lambda _: self.choose())
        super().__init__([self.text, self.results, self.button, self.notice])
        self.add_class("tw-search")
        self._show([])

    def choose(self) -> None:
        """Take the territory highlighted."""
        if self.text.value != self._answered:
            self._refresh()
        found = self._found.get(self.results.control.value or "")
        if found is None:
            self.notice.error("Tapez un nom, puis choisissez dans la liste.")
            return
        went_well, sentence = attempt(lambda: self._on_choose(found), self.notice)
        if went_well:
            self.notice.success(sentence or f"Choisi\u00a0: {found.label}.")

    def _refresh(self) -> None:
        self._pause.cancel()
        text = self._answered = self.text.value
        found: list[Found] = []
        went_well, _ = attempt(
            lambda: found.extend(self._search(text)) if text else None, self.notice
        )
        if went_well:
            self._show(found)
            self._say_nothing_found(text)

    def _say_nothing_found(self, text: str) -> None:
        if text and not self._found:
            self.notice.error(
                f"Aucun territoire ne ressemble à «\u00a0{text}\u00a0». Vérifiez l’orthographe, "
                "ou tapez son code."
            )
        else:
            self.notice.clear()

    def _show(self, found: Sequence[Found]) -> None:
        self._found = {item.code: item for item in found}
        self.results.control.options = [(item.label, item.code) for item in found]
        self.results.control.value = found[0].code if found else None
        self.results.layout.display = self.button.layout.display = None if found else "none"
