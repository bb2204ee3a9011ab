"""How a figure of food becomes a row: its identity, the median of similar territories beside it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
import pandas as pd

from territorial_lib.diagnosis import overlay
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.food import words
from territorial_lib.diagnosis.food.balance import Results
from territorial_lib.diagnosis.food.inputs import Inputs
from territorial_lib.diagnosis.food.land import Land
from territorial_lib.diagnosis.food.products import PRODUCTS
from territorial_lib.schemas.figures import Comparison, Figure, Row, figure_id

THEME = words.NOTION.key
ENOUGH = 5
"""Below this many similar territories with a figure, a median says nothing."""


@dataclass(frozen=True)
class Said:
    """How a variable is named.

    Parameters
    ----------
    variable, label, unit : str
        Stable name, French label, unit.
    note : str
        Said beside a value.
    missing : str
        Said where there is none.
    tables : tuple of str
        Tables it is computed from; the first gives its year and level.
    dimension : str
        Product or group.
    cited : str
        Another source, in French; empty where there is none.
    """

    variable: str
    label: str
    unit: str
    note: str
    missing: str
    tables: tuple[str, ...]
    dimension: str = ""
    cited: str = ""


@dataclass(frozen=True)
class Sheet:
    """What rows are made from.

    Parameters
    ----------
    case : Case
        The territories, the first one diagnosed.
    inputs : Inputs
        What was read.
    results : Results
        Production against need.
    land : Land
        Hectares of the diet.
    """

    case: Case
    inputs: Inputs
    results: Results
    land: Land

    def row(
        self,
        said: Said,
        category: str,
        value: pd.Series,
        band: tuple[pd.Series, pd.Series] | None = None,
        key: bool = False,
    ) -> Row:
        """Give the row of computed values by territory: estimated, else missing.

        Done on plain numbers, not on a `Reading`: a lever moved waits for a hundred rows.

        Parameters
        ----------
        said : Said
            The words of the row.
        category : str
            Sub-heading, in French.
        value : float
            The value.
        band : Banded
            The value and its band, by territory.
        key : str
            Its key.
        """
        figure = self._figure(said, value, band)
        others = np.sort(value.to_numpy()[1:])
        stated = self.case.declared.of(figure.id)
        versions = [figure, *(overlay.corrected(figure, each) for each in stated)]
        return Row(
            figure=overlay.retained(reversed(versions)),
            category=category,
            key=key,
            comparison=compared(figure, others[~np.isnan(others)]),
            versions=tuple(versions),
        )

    def _figure(
        self, said: Said, value: pd.Series, band: tuple[pd.Series, pd.Series] | None
    ) -> Figure:
        first = said.tables[0]
        own, year = float(value.iloc[0]), self.case.catalogue.cards[first].vintage
        known = not np.isnan(own)
        ends = tuple(float(end.iloc[0]) for end in band) if band and known else (own, own)
        low, high = ends if ends[0] < ends[1] else (None, None)
        return Figure(
            id=figure_id(THEME, said.variable, self.case.codes[0], year, said.dimension),
            label=said.label,
            value=own if known else None,
            unit=said.unit,
            year=year,
            source=self.source(said.tables, said.cited),
            level=self.case.catalogue.cards[first].level,
            status="estimated" if known else "missing",
            low=low,
            high=high,
            note=said.note if known else said.missing,
        )

    def source(self, tables: tuple[str, ...], cited: str) -> str:
        """Name the tables, and the publication, that a figure is computed from.

        Parameters
        ----------
        tables : sequence of str
            Tables that the row is computed from.
        cited : sequence of Figure
            Coefficients that the row is computed from.
        """
        sources = [self.case.catalogue.cards[name].source for name in tables]
        named = dict.fromkeys([*sources, cited] if cited else sources)
        return "Calcul d’après " + "\u202f; ".join(named)

    def missing(self, key: str) -> str:
        """Say why a product has no figure here.

        Parameters
        ----------
        key : str
            Its key.
        """
        spread = PRODUCTS[key].origin in ("crop", "herd")
        if spread and not self.inputs.known.iloc[0]:
            return words.NO_FIELDS
        return words.absence(key)

    @property
    def nobody(self) -> bool:
        """True where no one lives: nothing is needed."""
        return bool(self.inputs.population.iloc[0] == 0)

    @property
    def nothing(self) -> str:
        """Say why nothing can be said of the whole diet here."""
        return words.NOBODY if self.nobody else words.NO_FIELDS


def compared(figure: Figure, values: np.ndarray) -> Comparison | None:
    """Give the median of the same figure over similar territories.

    Parameters
    ----------
    figure : Figure
        The figure here.
    values : numpy array of float
        Known values elsewhere, sorted.

    Returns
    -------
    Comparison or None
        As `rows.comparison` gives it: None below five values.
    """
    if len(values) < ENOUGH:
        return None
    theme, variable, _, year, dimension = figure.id.split("/")
    median = msgspec.structs.replace(
        figure,
        id="/".join([theme, variable, "similar", year, dimension]),
        value=float(np.median(values)),
        status="estimated",
        low=None,
        high=None,
        note=f"Médiane de {len(values)} territoires semblables.",
    )
    return Comparison(median=median, values=tuple(map(float, values)))
