"""Where the money goes: the leaks' block with its flows as a picture."""

from __future__ import annotations

import ipywidgets

from territorial_lib.charts import Chart
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks.balance import assess
from territorial_lib.diagnosis.leaks.inputs import shared
from territorial_lib.schemas.blocks import Block
from territorial_lib.steps.block_panel import BlockPanel
from territorial_lib.steps.fold import Fold
from territorial_lib.steps.leaks.pictures import money_picture, readings_picture
from territorial_lib.workshop import Workshop


class MoneyPanel(BlockPanel):
    """The leaks, and who buys what from where as a picture.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.readings = ipywidgets.HTML()
        super().__init__(workshop, leaks_block.PART)
        work = ipywidgets.Box([self.picture, self.readings])
        work.add_class("tw-block-work")
        assumed = Fold("Régler les hypothèses de la méthode", lambda: self.levers)
        behind, *notion = self.foot.children
        self.foot.children = (behind, assumed, *notion)
        self.children = (self.says, self.cards, self.unknown, work, self.foot)
        self.add_class("tw-money")

    def _show(self, block: Block) -> None:
        with self._lock:
            super()._show(block)
            case = self._workshop.case()
            found, code = assess(shared(case), self.levers.values), case.territory.code
            _put(self.picture, money_picture(found, code))
            _put(self.readings, readings_picture(found, code))


def _put(place: ipywidgets.HTML, chart: Chart | None) -> None:
    place.value = "" if chart is None else chart.html()
    place.layout.display = None if chart is not None else "none"
