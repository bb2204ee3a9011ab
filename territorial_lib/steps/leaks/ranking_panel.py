"""The largest leaks, and those within reach: what the room carries on to the next steps."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock
from typing import Any

import ipywidgets
import pandas as pd

from territorial_lib.charts import BarItem, bars
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import readings
from territorial_lib.diagnosis.leaks.balance import Leaks, largest
from territorial_lib.diagnosis.leaks.words import NO_JOBS
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Retained
from territorial_lib.store import projections
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

STEP = "leaks"
_LARGE = 1e6
"""Largest leak above which amounts are read in millions of euros."""
_DIGITS = 10
"""Largest amount above which a decimal would say more than the band allows."""
_NONE_NEAR = (
    "Aucune fuite ne ferait vivre un emploi ici avec des savoir-faire proches\u00a0: regardez avec "
    "les voisins, dans «\u00a0Glocalisation\u00a0»."
)
_HOW = (
    "Dans l’ordre\u00a0: ce qui part même dans la lecture la plus favorable, multiplié par les "
    "savoir-faire proches déjà présents ici. Ce qui est surtout public (hôpital, ministère) ne se "
    "décide pas ici\u00a0: il n’y est pas."
)


class LeakRanking(ipywidgets.VBox):  # type: ignore[misc]
    """The ten largest leaks as bars; the ten most reachable as lines to carry on.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        self._lines: dict[str, _Line] = {}
        self.largest, self.notice = ipywidgets.HTML(), Notice()
        self.near = ipywidgets.VBox()
        self.near.add_class("tw-priorities")
        title = "<h3>Les dix à notre portée</h3>"
        self.hint = ipywidgets.HTML()
        self._title = ipywidgets.HTML(title)
        reach = ipywidgets.VBox([self._title, self.hint, self.near, self.notice])
        columns = ipywidgets.Box([self.largest, reach])
        columns.add_class("tw-block-work")
        super().__init__([columns])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Rank again with what the room now says; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            found, code = leaks_block.now(case), case.territory.code
            first = largest(found.table(code))
            near = leaks_block.within_reach(found, code)
            self.largest.value = _drawn(found, first) if len(first) else _hint(NO_JOBS)
            self._title.layout.display = None if len(first) else "none"
            sentence = _HOW if len(near) else _NONE_NEAR if len(first) else ""
            self.hint.value = _hint(sentence) if sentence else ""
            kept = case.declared.retained
            for rank, (sector, each) in enumerate(near.iterrows(), 1):
                carried = leaks_block.gap_key(str(sector)) in kept
                self._line(str(sector)).show(_told(found, str(sector), each, rank), carried)
            self.near.children = tuple(self._lines[str(sector)] for sector in near.index)

    def text(self) -> str:
        """List the leaks within reach as plain text, the same from one run to the next."""
        case = self._workshop.case()
        found = leaks_block.now(case)
        near = leaks_block.within_reach(found, case.territory.code)
        return "\n".join(
            f"{readings.name_of(found, str(sector))}\u00a0: {_amount(each)} par an"
            for sector, each in near.iterrows()
        )

    def _line(self, sector: str) -> _Line:
        if sector not in self._lines:
            self._lines[sector] = _Line(lambda: self._choose(sector))
        return self._lines[sector]

    def _choose(self, sector: str) -> None:
        attempt(lambda: self._chosen(sector), self.notice)
        self.refresh()

    def _chosen(self, sector: str) -> None:
        """Carry a leak on; or take back every entry that does."""
        key = leaks_block.gap_key(sector)
        written = projections.visible(self._workshop.log(), Retained)
        same = [i for i in written if isinstance(i.body, Retained) and i.body.subject == key]
        for item in same:
            self._workshop.toggle(item.id)
        if not same:
            name = readings.name_of(leaks_block.now(self._workshop.case()), sector)
            self._workshop.add(
                Retained(step=STEP, subject=key, label=leaks_block.gap_label(name)[:200])
            )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class _Line(ipywidgets.HBox):  # type: ignore[misc]
    """A leak within reach, and whether it is carried on."""

    def __init__(self, choose: Callable[[], None]) -> None:
        self.said = ipywidgets.HTML()
        self.button = ipywidgets.Button()
        self.button.add_class("tw-button")
        self.button.on_click(lambda _: choose())
        super().__init__([self.said, self.button])
        self.add_class("tw-priority")

    def show(self, told: tuple[str, str], chosen: bool) -> None:
        title, html = told
        self.said.value = html
        self.button.description = "✓ Retenu" if chosen else "Retenir"
        self.button.tooltip = f"{'Ne plus retenir' if chosen else 'Retenir'}\u00a0: {title}"
        style = self.button.add_class if chosen else self.button.remove_class
        style("mod-active")


def _told(found: Leaks, sector: str, each: pd.Series, rank: int) -> tuple[str, str]:
    name = readings.name_of(found, sector)
    jobs = quantity(each["jobs"], "emplois", 0)
    share = number(100 * each["density"], 0)
    sure = readings.euros(each["leak_low"], each["leak_low"])
    return name, (
        f'<div><p class="tw-priority-title"><b>{rank}.</b> {escape(name)}</p>'
        f'<p class="tw-hint">{escape(_amount(each))} partent par an, {escape(sure)} au moins, '
        f"soit {escape(jobs)}. Savoir-faire proches présents ici\u00a0: {share}\u00a0%.</p></div>"
    )


def _amount(each: pd.Series) -> str:
    words = readings.euros(each["leak_low"], each["leak_high"])
    return words[0].upper() + words[1:]


def _drawn(found: Leaks, rows: pd.DataFrame) -> str:
    scale, unit = (1e6, "M€/an") if rows["leak"].max() >= _LARGE else (1e3, "k€/an")
    items = [
        BarItem(
            readings.name_of(found, str(sector)),
            *(float(each[f"leak{end}"]) / scale for end in ("", "_low", "_high")),
        )
        for sector, each in rows.iterrows()
    ]
    digits = 0 if max(each.value or 0.0 for each in items) >= _DIGITS else 1
    title = f"Les plus grandes fuites, hors énergie (euros de {found.inputs.nation.economy.year})"
    return bars(items, title=title, unit=unit, digits=digits).html()


def _hint(sentence: str) -> str:
    return f'<p class="tw-hint">{escape(sentence)}</p>'
