"""Naming and dating a workshop, or opening one that exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from pathlib import PurePath
from typing import Any

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.form import Form
from territorial_lib.forms.inputs import ExistingWorkshop, WorkshopInput


class WorkshopForm(ipywidgets.VBox):  # type: ignore[misc]
    """Two ways in: create a workshop, or open one of this machine.

    Parameters
    ----------
    on_create : callable
        Takes a `WorkshopInput`; may give the sentence to show.
    on_open : callable
        Takes the key of an `ExistingWorkshop`; may give the sentence to show.
    existing : sequence of ExistingWorkshop
        Workshops found on this machine, the latest first.
    name, facilitator : str
        Values at first.
    day : datetime.date, optional
        Day at first.
    """

    def __init__(
        self,
        on_create: Callable[[WorkshopInput], str | None],
        on_open: Callable[[str], str | None],
        *,
        existing: Sequence[ExistingWorkshop] = (),
        name: str = "",
        facilitator: str = "",
        day: date | None = None,
    ) -> None:
        self.creation = _Creation(on_create, WorkshopInput(name, day or date.min, facilitator))
        self.opening = _Opening(on_open, existing)
        super().__init__([self.creation, self.opening])
        self.update(existing)

    def update(self, existing: Sequence[ExistingWorkshop]) -> None:
        """Show the workshops found on this machine again.

        Parameters
        ----------
        existing : sequence of ExistingWorkshop
            Workshops found, the latest first.
        """
        self.opening.show(existing)


class _Creation(Form):
    """Name, day and facilitator of a new workshop."""

    def __init__(
        self, on_create: Callable[[WorkshopInput], str | None], first: WorkshopInput
    ) -> None:
        day = None if first.date == date.min else first.date
        self.name = Field(
            ipywidgets.Text(description="Nom de l’atelier (obligatoire)", value=first.name),
            needed("Donnez un nom à l’atelier, par exemple «\u00a0Atelier de Crest\u00a0»."),
        )
        self.day = Field(
            ipywidgets.DatePicker(description="Jour de l’atelier", value=day),
            needed("Choisissez le jour de l’atelier."),
        )
        self.facilitator = Field(
            ipywidgets.Text(description="Qui l’anime\u202f?", value=first.facilitator)
        )
        super().__init__(
            fields=[self.name, self.day, self.facilitator],
            submit="Créer l’atelier",
            send=lambda: on_create(self.read()),
            done="L’atelier est créé.",
        )

    def read(self) -> WorkshopInput:
        """Give what the form holds."""
        return WorkshopInput(self.name.value, self.day.value, self.facilitator.value)


class _Opening(Form):
    """The workshops of this machine."""

    def __init__(
        self, on_open: Callable[[str], str | None], existing: Sequence[ExistingWorkshop]
    ) -> None:
        self.choice = Field(
            ipywidgets.Dropdown(description="Rouvrir un atelier", options=[("", "")]),
            needed("Choisissez un atelier dans la liste."),
        )
        self._faults = ipywidgets.HTML()
        super().__init__(
            fields=[self.choice, self._faults],
            submit="Rouvrir",
            send=lambda: on_open(self.choice.value),
            done="L’atelier est ouvert.",
        )

    def show(self, existing: Sequence[ExistingWorkshop]) -> None:
        """List the workshops that can be opened, and say why others cannot."""
        kept: Any = self.choice.control.value
        sound = [item for item in existing if not item.fault]
        options = [("Choisir…", ""), *_lines(sound)]
        self.choice.control.options = options
        self.choice.control.value = kept if kept in {item.key for item in sound} else ""
        faults = [
            f"<li>{escape(_line(x))}\u00a0: {escape(x.fault)}</li>" for x in existing if x.fault
        ]
        self._faults.value = f'<ul class="tw-hint">{"".join(faults)}</ul>' if faults else ""
        self.layout.display = None if existing else "none"


def _lines(items: Sequence[ExistingWorkshop]) -> list[tuple[str, str]]:
    """Give a line to each workshop; those of one name and one day add their file's."""
    seen = Counter(map(_line, items))
    return [
        (_line(x) if seen[_line(x)] == 1 else f"{_line(x)} · {PurePath(x.key).name}", x.key)
        for x in items
    ]


def _line(item: ExistingWorkshop) -> str:
    return f"{item.name}, {item.day}" if item.day else item.name
