"""What the columns of a file mean, chosen on screen; filled in where the file is recognised."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.imports.codes import LEVEL_LABELS
from territorial_lib.imports.door import Candidate, Glimpse
from territorial_lib.imports.mapping import (
    FIRST_YEAR,
    LAST_YEAR,
    ColumnMapping,
    Measure,
    Origin,
    identifier,
    year_in,
)

THEMES = ("Population", "Emploi", "Agriculture", "Énergie", "Logement", "Équipements", "Autre")
MOST_MEASURES = 12
_KINDS = (("s’additionnent (habitants, hectares, €)", True), ("taux, moyenne, prix", False))


class MeasureFields(ipywidgets.VBox):  # type: ignore[misc]
    """One column of values: what it counts, in what unit, whether parts add up.

    Parameters
    ----------
    header : str
        The file's column.
    """

    def __init__(self, header: str) -> None:
        self.header = header
        label, unit = _label_and_unit(header)
        self.label = Field(
            ipywidgets.Text(description=f"« {header} » compte", value=label),
            needed("Dites ce que compte cette colonne."),
        )
        self.unit = Field(ipywidgets.Text(description="Unité (ha, hab., %, €…)", value=unit))
        self.extensive = Field(
            ipywidgets.Dropdown(description="Les valeurs", options=list(_KINDS), value=unit != "%")
        )
        row = ipywidgets.HBox([self.label, self.unit, self.extensive])
        row.add_class("tw-side")
        super().__init__([row])

    def read(self) -> Measure:
        """Give what was chosen."""
        label = self.label.value
        return Measure(
            self.header, identifier(label), label, self.unit.value, bool(self.extensive.value)
        )


class MappingFields(ipywidgets.VBox):  # type: ignore[misc]
    """The choices, for one table of a file."""

    def __init__(self) -> None:
        self._recognised: ColumnMapping | None = None
        self._columns: tuple[Glimpse, ...] = ()
        self._chosen: dict[str, MeasureFields] = {}
        self._sample = ipywidgets.HTML()
        self._make_fields()
        self._measures = ipywidgets.VBox()
        first = [self._sample, self.title, self.code, self.level, self.values, self._measures]
        self.free = ipywidgets.VBox([*first, self.year_column, self.theme, self.source])
        self.free.add_class("tw-more")
        self.values.control.observe(self._values_changed, "value")
        super().__init__([self.free, self.year])

    def show(self, candidate: Candidate) -> None:
        """Show the columns of a table, guesses filled in.

        Parameters
        ----------
        candidate : Candidate
            The table.
        """
        self._recognised, self._columns = candidate.mapping, candidate.columns
        self.free.layout.display = "none" if candidate.mapping else None
        names = [column.name for column in candidate.columns]
        codes = [column for column in candidate.columns if column.kind == "code"]
        numbers = [column.name for column in candidate.columns if column.kind == "number"]
        years = [column.name for column in candidate.columns if column.kind == "year"]
        self._sample.value = _sample(candidate.columns)
        self.code.control.options = [("Choisir…", ""), *((name, name) for name in names)]
        self.code.control.value = codes[0].name if codes else ""
        self.level.control.value = codes[0].level if codes else "commune"
        self.values.control.options = names
        self.values.control.value = tuple(numbers[:1])
        self.year_column.control.options = [
            ("aucune : je donne l’année", ""),
            *((name, name) for name in names),
        ]
        self.year_column.control.value = years[0] if years else ""
        guess = candidate.mapping.year if candidate.mapping else year_in(candidate.grid.sheet.name)
        self.year.control.value = str(guess or "")
        self._show_year()

    def valid(self) -> bool:
        """Check the choices and show their faults.

        Returns
        -------
        bool
            True where they will do.
        """
        fields = [self.year] if self.year.layout.display is None else []
        if self._recognised is None:
            fields += [self.title, self.code, self.values]
            fields += [each.label for each in self._chosen.values()]
        faults = [field for field in fields if not field.valid()]  # every fault is shown
        return not faults

    def read(self) -> ColumnMapping:
        """Give what the columns mean.

        Returns
        -------
        ColumnMapping
            The layout's, or the person's choices.
        """
        if self._recognised is not None:
            if self._recognised.year_column:
                return self._recognised
            return replace(self._recognised, year=int(self.year.value))
        column = self.year_column.value
        return ColumnMapping(
            name=f"import_{identifier(self.title.value)}"[:70],
            origin=Origin(self.title.value, self.source.value, self.source.value),
            level=self.level.value,
            code=self.code.value,
            measures=tuple(self._chosen[name].read() for name in self.values.control.value),
            year=None if column else int(self.year.value),
            year_column=column,
            latest=bool(column),
            theme=self.theme.value,
        )

    def _make_fields(self) -> None:
        self.title = Field(
            ipywidgets.Text(description="Titre du tableau (obligatoire)"),
            needed("Donnez un titre, par exemple « Vergers recensés en 2024 »."),
        )
        self.code = Field(
            ipywidgets.Dropdown(description="Colonne des codes de territoire"),
            needed("Choisissez la colonne des codes, par exemple « code INSEE »."),
        )
        levels = [(label, level) for level, label in LEVEL_LABELS.items()]
        self.level = Field(
            ipywidgets.Dropdown(description="Ces codes sont ceux de", options=levels)
        )
        self.values = Field(
            ipywidgets.SelectMultiple(description="Colonnes de valeurs", rows=6),
            _values_fault,
            "plusieurs : gardez la touche Ctrl enfoncée",
        )
        self.year_column = Field(ipywidgets.Dropdown(description="Colonne de l’année"))
        self.year = Field(ipywidgets.Text(description="Année des valeurs"), _year_fault)
        self.theme = Field(
            ipywidgets.Dropdown(description="Rubrique", options=THEMES, value=THEMES[-1])
        )
        self.source = Field(ipywidgets.Text(description="Qui publie ces chiffres ?"))
        self.year_column.control.observe(lambda _: self._show_year(), "value")

    def _values_changed(self, change: Any) -> None:
        for name in change["new"][:MOST_MEASURES]:
            self._chosen.setdefault(name, MeasureFields(name))
        kept = set(change["new"])
        self._chosen = {name: each for name, each in self._chosen.items() if name in kept}
        self._measures.children = [self._chosen[n] for n in change["new"] if n in self._chosen]

    def _show_year(self) -> None:
        asked = not (
            self._recognised.year_column or self._recognised.year
            if self._recognised
            else self.year_column.value
        )
        self.year.layout.display = None if asked else "none"


def _label_and_unit(header: str) -> tuple[str, str]:
    """Part "Vergers (ha)" into what is counted and its unit, empty where none is written."""
    found = re.fullmatch(r"(.+?)\s*\(([^()]{1,20})\)", header)
    return (found[1], found[2]) if found else (header, "")


def _sample(columns: tuple[Glimpse, ...]) -> str:
    """Show the first rows, as text: a person recognises their file."""
    rows = max((len(column.sample) for column in columns), default=0)
    head = "".join(f'<th scope="col">{escape(column.name)}</th>' for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(column, rank)}</td>" for column in columns) + "</tr>"
        for rank in range(min(rows, 5))
    )
    return (
        '<div class="tw-table-scroll" tabindex="0" role="region" aria-label="Début du fichier">'
        f'<table class="tw-table"><caption>Début du fichier</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(column: Glimpse, rank: int) -> str:
    return escape(column.sample[rank][:60]) if rank < len(column.sample) else ""


def _values_fault(chosen: tuple[str, ...]) -> str:
    if not chosen:
        return "Choisissez au moins une colonne de valeurs."
    most = f"{MOST_MEASURES} colonnes au plus à la fois."
    return most if len(chosen) > MOST_MEASURES else ""


def _year_fault(text: str) -> str:
    fine = text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR
    return "" if fine else f"Donnez une année entre {FIRST_YEAR} et {LAST_YEAR}."
