"""What could be developed here, as a picture: capacity against need, a card a sector."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets
import pandas as pd

from territorial_lib.charts import Axes, Chart, Dot, quadrant
from territorial_lib.diagnosis.glocal.develop import Candidates, shown
from territorial_lib.diagnosis.glocal.develop_block import promising
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_MILLION = 1e6
_AXES = Axes(
    across="Capacité\u00a0: on sait faire ce qui y ressemble",
    up="Besoin\u00a0: achats qui partent ailleurs",
    across_unit="sur 1",
    up_unit="M€/an",
)


class CandidatePanel(ipywidgets.VBox):  # type: ignore[misc]
    """The quadrant, and under it the card of each sector; a dot leads to its card.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        self.picture, self.cards = ipywidgets.HTML(), ipywidgets.HTML()
        self.chart: Chart | None = None
        super().__init__([self.picture, self.cards])
        self.refresh()

    def refresh(self) -> None:
        """Draw again with what the room now says; may be called from any thread."""
        with self._lock:
            found = shown(self._workshop.case())
            table = found.table[found.table["jobs"] >= 1].dropna(subset=["density", "leak"])
            self.chart = quadrant(
                [_dot(str(sector), line) for sector, line in table.iterrows()],
                _AXES,
                title="Ce que l’on pourrait développer ici",
                corner="À regarder d’abord",
            )
            order = promising(table) if len(table) else []
            self.picture.value = self.chart.html() if len(table) else _EMPTY
            self.cards.value = "".join(_card(sector, found) for sector in order)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": "" if self.chart is None else self.chart.alt}


_EMPTY = '<p class="tw-hint">Aucun secteur à montrer\u00a0: nos sources n’en disent rien ici.</p>'


def _dot(sector: str, line: pd.Series) -> Dot:
    return Dot(
        str(line["label"]), float(line["density"]), float(line["leak"]) / _MILLION, _id(sector)
    )


def _id(sector: str) -> str:
    return f"secteur-{sector.lower()}"


def _card(sector: str, found: Candidates) -> str:
    line = found.table.loc[sector]
    low, high = (number(line[name] / _MILLION) for name in ("leak_low", "leak_high"))
    said = found.said.get(sector, ())
    room = (
        f"La salle a déclaré\u00a0: {escape(' ; '.join(said))}."
        if said
        else "La salle n’a encore rien déclaré qui y ressemble\u00a0: qui saurait\u202f?"
    )
    return (
        f'<details class="tw-origin tw-candidate" id="{_id(sector)}"><summary>'
        f"{escape(str(line['label']))}\u00a0: jusqu’à {quantity(line['jobs'], 'emplois', 0)}"
        f"</summary><dl><dt>Capacité</dt><dd>Proximité avec nos spécialités\u00a0: "
        f"{number(line['density'], 2)} sur 1\u202f; le secteur pèse {number(line['quotient'], 2)} "
        f"fois son poids en France.</dd><dt>Besoin</dt><dd>"
        f"{quantity(line['leak'] / _MILLION, 'M€')} d’achats partent chaque année (entre {low} et "
        f"{high}, euros de {found.year}).</dd><dt>Emplois</dt><dd>"
        f"{number(line['here'], 0)} emplois salariés ici aujourd’hui (estimé)\u202f; "
        f"{number(line['jobs'], 0)} de plus si le secteur pesait comme en France.</dd>"
        f"<dt>Qui</dt><dd>{room}</dd></dl></details>"
    )
