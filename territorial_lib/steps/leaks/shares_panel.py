"""What part of each product is bought here: the estimate, and what the room knows better."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import readings
from territorial_lib.diagnosis.leaks.inputs import shared
from territorial_lib.diagnosis.leaks.survey import share_trace
from territorial_lib.diagnosis.leaks.words import NO_JOBS
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms import CorrectionForm, CorrectionInput
from territorial_lib.schemas import entries
from territorial_lib.schemas.figures import STATUS_LABELS, Row
from territorial_lib.tables import Column, DataTable
from territorial_lib.tables.plain import plain_table
from territorial_lib.tables.wording import badge, band, line, sure
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_SILENT = (
    "La salle n’a encore rien dit d’où elle achète\u00a0: les parts sont celles de la méthode. "
    "Corrigez celle que vous connaissez, ou décrivez une organisation plus bas."
)
_TELL = (
    "Ce que la salle sait compte d’autant plus\u00a0: décrivez plus bas des organisations, des "
    "échanges, des achats."
)


class SharesPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Every product's local share, to correct; what the room changed, traced.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        self.hint = ipywidgets.HTML()
        self.form = CorrectionForm([], self._correct)
        self.trace = ipywidgets.HTML()
        self.table = DataTable[Row](
            (), _SHARES, caption="Part achetée ici, par produit", file_name="parts_locales.csv"
        )
        self.table.add_class("tw-tall")
        self.columns = ipywidgets.Box([self.table, self.form])
        self.columns.add_class("tw-columns")
        super().__init__([self.hint, self.trace, self.columns])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show the shares now in force; may be called from any thread."""
        with self._lock:
            rows = self._rows()
            self.table.update(rows)
            self.form.update([each.figure for each in rows if each.figure.value is not None])
            changed = self._changed()
            self.trace.value = (
                plain_table(changed, _TRACE, "Ce que la salle a changé") if changed else ""
            )
            known = any(each.figure.value is not None for each in rows)
            sentence = "" if changed else _SILENT if known else f"{NO_JOBS} {_TELL}"
            self.columns.layout.display = None if known else "none"
            self.hint.value = f'<p class="tw-hint">{escape(sentence)}</p>' if sentence else ""
            self.hint.layout.display = None if sentence else "none"

    def _rows(self) -> list[Row]:
        return _shares(self._workshop)

    def _changed(self) -> list[Any]:
        case = self._workshop.case()
        found = leaks_block.now(case)
        values = leaks_block.PART.values(case)
        trace = share_trace(shared(case), values, found, case.territory.code)
        named = trace.assign(name=[readings.name_of(found, str(each)) for each in trace.index])
        return list(named.itertuples(index=False))

    def _correct(self, said: CorrectionInput) -> str:
        official = next(each.figure for each in self._rows() if each.figure.id == said.figure_id)
        if not 0 <= said.value <= 100:
            raise InvalidEntry(
                f"Une part achetée ici ne peut pas valoir {number(said.value)}\u00a0%.",
                "Écrivez une valeur entre 0 et 100.",
            )
        body = entries.Correction(
            figure_id=said.figure_id,
            value=said.value,
            unit=said.unit,
            year=said.year,
            reason=said.reason,
            source=said.source,
        )
        self._workshop.correct(official, body)
        return f"Corrigé\u00a0: {quantity(said.value, '%')}. L’estimation reste à côté."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        text = "\n".join(line(each.figure) for each in self._rows())
        return {**(bundle or {}), "text/plain": text}


def share_labels(workshop: Workshop) -> Mapping[str, str]:
    """Name the local shares that the room may correct.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.

    Returns
    -------
    Mapping of str to str
        French labels by id of the figure.
    """
    return {each.figure.id: each.figure.label for each in _shares(workshop)}


def _shares(workshop: Workshop) -> list[Row]:
    block = leaks_block.PART.of(workshop.case())
    return [each for each in block.rows if each.category == leaks_block.SHARES]


def _percent(label: str, name: str) -> Column[Any]:
    def _value(row: Any) -> float | None:
        share = float(getattr(row, name))
        return None if math.isnan(share) else 100 * share

    def _text(row: Any) -> str:
        value = _value(row)
        return "" if value is None else quantity(value, "%", 1)

    return Column(label, _value, text=_text, numeric=True)


_TRACE: tuple[Column[Any], ...] = (
    Column("Produit", lambda r: r.name),
    _percent("Estimé", "estimated"),
    _percent("Selon les enquêtes", "surveyed"),
    Column(
        "Achats décrits (€/an)",
        lambda r: r.euros,
        text=lambda r: number(r.euros, 0) if r.organisations else "",
        numeric=True,
    ),
    Column(
        "Organisations",
        lambda r: r.organisations,
        text=lambda r: number(r.organisations, 0) if r.organisations else "",
        numeric=True,
    ),
    _percent("Corrigé par la salle", "corrected"),
    _percent("Retenu", "retained"),
)


def _product(row: Row) -> str:
    """Name the product alone: the caption says the rest."""
    return row.figure.label.rsplit("\u00a0: ", 1)[-1]


_SHARES: tuple[Column[Row], ...] = (
    Column("Produit", _product),
    Column(
        "Part achetée ici",
        lambda r: r.figure.value,
        text=lambda r: quantity(sure(r.figure, r.figure.value), "%"),
        numeric=True,
    ),
    Column("Fourchette", lambda r: band(r.figure)),
    Column("Statut", lambda r: STATUS_LABELS[r.figure.status], html=lambda r: badge(r.figure)),
    Column("Source", lambda r: r.figure.source, shown=False),
    Column("Identifiant", lambda r: r.figure.id, shown=False),
)
