"""Correcting a figure: the official value stays, the declared one stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.form import Form
from territorial_lib.forms.inputs import CorrectionInput
from territorial_lib.forms.numbers import parse
from territorial_lib.schemas.figures import STATUS_LABELS, Figure
from territorial_lib.typography import quantity


class CorrectionForm(Form):
    """Another value for a figure, with its reason.

    Parameters
    ----------
    figures : sequence of Figure
        Figures that can be corrected, as now retained.
    on_submit : callable
        Takes a `CorrectionInput`; may give the sentence to show.
    """

    def __init__(
        self,
        figures: Sequence[Figure],
        on_submit: Callable[[CorrectionInput], str | None],
    ) -> None:
        self._figures: dict[str, Figure] = {}
        self._shown = ipywidgets.HTML()
        self._make_fields()
        self.update(figures)
        super().__init__(
            fields=[self.figure, self._shown, self.value, self.reason],
            more=[self.year, self.source],
            submit="Corriger",
            send=lambda: on_submit(self.read()),
            done="C’est noté\u00a0: les deux valeurs sont gardées, l’officielle et la vôtre.",
        )
        self.figure.control.observe(self._show_official, "value")

    def update(self, figures: Sequence[Figure]) -> None:
        """Take the figures again, the choice kept.

        Parameters
        ----------
        figures : sequence of Figure
            Figures that can be corrected. May be called from any thread.
        """
        kept = self.figure.control.value
        self._figures = {figure.id: figure for figure in figures}
        options = [("Choisir un chiffre…", ""), *((f.label, f.id) for f in figures)]
        if options != list(self.figure.control.options):
            self.figure.control.options = options
            self.figure.control.value = kept if kept in self._figures else ""
        self._show_official()

    def choose(self, figure_id: str) -> None:
        """Choose the figure to correct.

        Parameters
        ----------
        figure_id : str
            Id of one of the figures.
        """
        self.figure.control.value = figure_id

    def read(self) -> CorrectionInput:
        """Give what the form holds.

        Returns
        -------
        CorrectionInput
            The values, once every field will do.
        """
        figure = self._figures[self.figure.value]
        value, year = parse(self.value.value), parse(self.year.value)
        if value is None:
            raise ValueError("a correction needs a value")
        return CorrectionInput(
            figure_id=figure.id,
            value=value,
            unit=figure.unit,
            year=None if year is None else int(year),
            reason=self.reason.value,
            source=self.source.value,
        )

    def reset(self) -> None:
        """Empty the value and its reason; the figure stays chosen."""
        for field in (self.value, self.reason, self.year, self.source):
            field.control.value = ""

    def _make_fields(self) -> None:
        self.figure = Field(
            ipywidgets.Dropdown(description="Quel chiffre corriger\u202f?", options=[("", "")]),
            needed("Choisissez le chiffre à corriger."),
        )
        self.value = Field(ipywidgets.Text(description="Votre valeur (obligatoire)"), _value_fault)
        self.reason = Field(
            ipywidgets.Text(description="Pourquoi\u202f? (obligatoire)"),
            needed("Dites pourquoi\u00a0: la correction sera montrée avec sa raison."),
        )
        self.year = Field(ipywidgets.Text(description="Année"), _year_fault)
        self.source = Field(ipywidgets.Text(description="Source"))

    def _show_official(self, change: Any = None) -> None:
        figure = self._figures.get(self.figure.control.value or "")
        self._shown.value = "" if figure is None else _official(figure)
        self._shown.layout.display = "none" if figure is None else None


def _official(figure: Figure) -> str:
    year = f" ({figure.year})" if figure.year is not None else ""
    words = f"{quantity(figure.value, figure.unit)}{year}, {STATUS_LABELS[figure.status]}"
    return (
        f'<p class="tw-hint">Valeur actuelle\u00a0: <b>{escape(words)}</b>. '
        f"Source\u00a0: {escape(figure.source or 'non précisée')}.</p>"
    )


def _value_fault(text: str) -> str:
    try:
        value = parse(text)
    except ValueError as error:
        return str(error)
    return (
        "Écrivez la valeur que vous connaissez, par exemple 31\u202f500." if value is None else ""
    )


def _year_fault(text: str) -> str:
    plain = text.strip()
    if not plain or (plain.isascii() and plain.isdigit() and 1900 <= int(plain) <= 2100):
        return ""
    return f"«\u00a0{plain}\u00a0» n’est pas une année\u00a0: écrivez par exemple 2025."
