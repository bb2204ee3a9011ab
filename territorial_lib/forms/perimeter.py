"""Composing a perimeter from a list; the map is another way to do the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.form import Form
from territorial_lib.forms.search import Found, TerritorySearch

OnChange = Callable[[tuple[str, ...]], None]


class PerimeterForm(Form):
    """Communes and EPCI put together into one territory.

    Parameters
    ----------
    search : callable
        Takes what was typed, gives the communes and EPCI that look like it.
    on_submit : callable
        Takes the perimeter's name and the codes; may give the sentence to show.
    on_change : callable, optional
        Takes the codes each time one is added or removed here.
    """

    def __init__(
        self,
        search: Callable[[str], Sequence[Found]],
        on_submit: Callable[[str, tuple[str, ...]], str | None],
        on_change: OnChange | None = None,
    ) -> None:
        self._members: dict[str, str] = {}
        self._on_change = on_change
        self.search = TerritorySearch(
            search,
            self._chosen,
            label="Ajouter une commune ou une intercommunalité",
            action="Ajouter",
        )
        self.name = Field(
            ipywidgets.Text(description="Nom du périmètre (obligatoire)"),
            needed("Donnez un nom au périmètre, par exemple «\u00a0Bassin de vie de Crest\u00a0»."),
        )
        self.members = Field(
            ipywidgets.SelectMultiple(description="Dans le périmètre", options=[], rows=6),
            lambda _: "" if self._members else "Ajoutez au moins une commune ou intercommunalité.",
        )
        self.remove_button = ipywidgets.Button(description="Retirer du périmètre")
        self.remove_button.add_class("tw-button").add_class("tw-button--quiet")
        self.remove_button.on_click(lambda _: self._remove_marked())
        super().__init__(
            fields=[self.search, self.members, self.remove_button, self.name],
            submit="Utiliser ce périmètre",
            send=lambda: on_submit(self.name.value, self.codes),
            done="Le périmètre est prêt.",
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the perimeter, in the order they were added."""
        return tuple(self._members)

    def add(self, code: str, label: str) -> None:
        """Add a commune or an EPCI, as a click on the map does; `on_change` is not called.

        Parameters
        ----------
        code : str
            Its code.
        label : str
            Its name.
        """
        self._members[code] = label
        self._show()

    def remove(self, code: str) -> None:
        """Remove a commune or an EPCI, as a click on the map does; `on_change` is not called.

        Parameters
        ----------
        code : str
            Its code; nothing happens where it is not there.
        """
        self._members.pop(code, None)
        self._show()

    def _chosen(self, found: Any) -> str:
        self.add(found.code, found.label)
        self._tell()
        return f"Ajouté\u00a0: {found.label}."

    def _remove_marked(self) -> None:
        for code in self.members.control.value:
            self._members.pop(code, None)
        self._show()
        self._tell()

    def _show(self) -> None:
        options = [(label, code) for code, label in self._members.items()]
        self.members.control.options = options

    def _tell(self) -> None:
        if self._on_change is not None:
            self._on_change(self.codes)
