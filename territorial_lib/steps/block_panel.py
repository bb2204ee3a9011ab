"""A block on a page: what it says, its figures, its levers, what stands behind."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.charts import comparison_bar
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import Part
from territorial_lib.forms import LeverForm
from territorial_lib.report.pictures import block_picture
from territorial_lib.schemas import entries
from territorial_lib.schemas.blocks import Block, Lever
from territorial_lib.schemas.figures import Row
from territorial_lib.steps.fold import Fold
from territorial_lib.steps.notions import explained, worked
from territorial_lib.steps.provenance import Whence
from territorial_lib.tables import FigureCards, FigureTable, row_table
from territorial_lib.workshop import Workshop


class BlockPanel(ipywidgets.VBox):  # type: ignore[misc]
    """One question of a step, answered for the workshop's territory.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    part : Part
        What is computed.
    """

    def __init__(self, workshop: Workshop, part: Part) -> None:
        self._workshop, self._part, self._lock = workshop, part, RLock()
        case = workshop.case()
        self.shown = part.of(case)
        levers = part.levers(case.catalogue)
        self.says = ipywidgets.HTML()
        self.cards = FigureCards((), picture=comparison_bar)
        self.levers = LeverForm(levers, part.values(case), self._move, self._set)
        self.unknown, self.picture = ipywidgets.HTML(), ipywidgets.HTML()
        self.behind = Fold("Voir tous les chiffres de ce bloc", self._table)
        self.whence = Whence(workshop, self.shown.rows, part)
        work = ipywidgets.Box([self.picture, *([self.levers] if levers else [])])
        work.add_class("tw-block-work")
        self.worked = worked(workshop, part.notion)
        notion = ipywidgets.HTML(explained(part.notion))
        self.foot = ipywidgets.Box([self.behind, self.whence, notion, *self.worked])
        self.foot.add_class("tw-block-foot")
        super().__init__([self.says, self.cards, self.unknown, work, self.foot])
        self.add_class("tw-block")
        self._show(self.shown)
        self._offer(case)

    def refresh(self) -> None:
        """Compute again with what the room now says; may be called from any thread."""
        case = self._workshop.case()
        self.levers.update(self._part.values(case))
        self._show(self._part.of(case))
        self._offer(case)
        for each in self.worked:
            each.refresh()

    def text(self) -> str:
        """Give what the block says as plain text, the same from one run to the next."""
        lines = [self.shown.says, self.cards.text(), _unknown(self.shown)]
        return "\n".join(each for each in lines if each)

    def _move(self, values: Mapping[str, float]) -> None:
        self._show(self._part.moved(self._workshop.case(), values))

    def _set(self, lever: Lever, value: float | None) -> None:
        self._workshop.add(
            entries.Assumption(key=lever.key, value=value, label=lever.label, unit=lever.unit)
        )

    def _show(self, block: Block) -> None:
        with self._lock:
            self.shown = block
            self.says.value = f'<p class="tw-says" role="status">{escape(block.says)}</p>'
            self.cards.update([r for r in block.rows if r.key and r.figure.value is not None])
            missing = _unknown(block)
            self.unknown.value = f'<p class="tw-hint">{escape(missing)}</p>' if missing else ""
            self.unknown.layout.display = None if missing else "none"
            self.picture.value = _drawn(block)
            self.picture.layout.display = None if self.picture.value else "none"
            self.behind.update(block.rows)
            self.whence.update(block.rows)

    def _offer(self, case: Case) -> None:
        """Show levers only where they move something, or were moved."""
        keys = [row.figure.value for row in self.shown.rows if row.key]
        moved = case.declared.assumptions.keys() & self.levers.controls.keys()
        idle = bool(keys) and not moved and all(value is None for value in keys)
        self.levers.layout.display = "none" if idle else None

    def _table(self) -> FigureTable[Row]:
        notion = self._part.notion
        caption = f"Tous les chiffres\u00a0: {notion.title}"
        return row_table(self.shown.rows, caption, f"{notion.key}.csv")

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _unknown(block: Block) -> str:
    """Name the main figures that are missing here; why is said in the table."""
    labels = [r.figure.label for r in block.rows if r.key and r.figure.value is None]
    named = "\u202f; ".join(labels)
    return f"Non disponible ici\u00a0: {named}." if labels else ""


def _drawn(block: Block) -> str:
    """Draw the figures that the block compares, with their bands."""
    chart = block_picture(block)
    return "" if chart is None else chart.html()
