"""Choosing the running order, once for the session."""

from __future__ import annotations

import ipywidgets

from territorial_lib.steps.running_order.band import RunningOrderBand
from territorial_lib.steps.running_order.scripts import SCRIPTS
from territorial_lib.workshop import Workshop


class ScriptChoice(ipywidgets.VBox):  # type: ignore[misc]
    """Chooses the running order, once; kept in the workshop.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    here : str
        The page, one of `script.PAGES`.
    """

    def __init__(self, workshop: Workshop, here: str) -> None:
        self._workshop = workshop
        self.band = RunningOrderBand(workshop, here)
        self.choice = ipywidgets.Dropdown(
            description="Quelle séance ?",
            options=[(each.name, each.key) for each in SCRIPTS.values()],
            value=self._chosen(),
        )
        self.choice.add_class("tw-order")
        self.choice.observe(self._choose, "value")
        super().__init__([self.choice, self.band])

    def refresh(self) -> None:
        """Show what is chosen and what runs. May be called from any thread."""
        self.band.refresh()
        self.choice.value = self._chosen()

    def _chosen(self) -> str:
        return self.band.script.key

    def _choose(self, _: object) -> None:
        if self.choice.value != self._chosen():
            self._workshop.add(self.band.rest(self.choice.value))
            self.band.refresh()
