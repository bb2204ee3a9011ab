"""The panel that unrolls a figure: made when first asked for, a figure at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from threading import RLock

import ipywidgets

from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.provenance.thread import thread
from territorial_lib.forms.field import Field
from territorial_lib.schemas.figures import Row
from territorial_lib.steps.fold import Fold
from territorial_lib.steps.provenance.said import statements
from territorial_lib.steps.provenance.written import written
from territorial_lib.workshop import Workshop

WORDS = "D’où viennent ces chiffres\u202f?"


class OriginPanel(ipywidgets.VBox):  # type: ignore[misc]
    """One figure among some, unrolled down to tables published and to what the room said.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    rows : sequence of Row
        The figures to choose from.
    part : Part or None
        The block that shows them; looked for where it is not said.
    """

    def __init__(self, workshop: Workshop, rows: Sequence[Row], part: Part | None = None) -> None:
        self._workshop, self._part, self._lock = workshop, part, RLock()
        self._rows: dict[str, Row] = {}
        self.choice = ipywidgets.Dropdown(description="Quel chiffre dérouler\u202f?")
        self.choice.observe(lambda _: self._show(), "value")
        self.shown = ipywidgets.HTML()
        super().__init__([Field(self.choice), self.shown])
        self.add_class("tw-thread")
        self.update(rows)

    def update(self, rows: Sequence[Row]) -> None:
        """Offer these figures, and unroll again the one chosen; may be called from any thread.

        Parameters
        ----------
        rows : sequence of Row
            The figures, as they now are.
        """
        with self._lock:
            chosen = self.choice.value
            self._rows = {each.figure.id: each for each in rows}
            options = _options(list(self._rows.values()))
            if options != list(self.choice.options):
                self.choice.options = options
                first = options[0][1] if options else None
                self.choice.value = chosen if chosen in self._rows else first
            self._show()

    def _show(self) -> None:
        with self._lock:
            row = self._rows.get(self.choice.value or "")
            if row is None:
                self.shown.value = '<p class="tw-hint">Aucun chiffre à dérouler.</p>'
                return
            case = self._workshop.case()
            found = thread(case, row.figure.id, self._part)
            said = statements(self._workshop, case, found, row.figure)
            self.shown.value = written(case, row, found, said)


class Whence(Fold):
    """A button that offers to unroll some figures: the panel is made when first asked for.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    rows : sequence of Row
        The figures.
    part : Part or None
        The block that shows them; looked for where it is not said.
    """

    def __init__(
        self, workshop: Workshop, rows: Sequence[Row] = (), part: Part | None = None
    ) -> None:
        self._known = list(rows)
        super().__init__(WORDS, lambda: OriginPanel(workshop, self._known, part))

    def update(self, rows: Sequence[Row]) -> None:
        """Offer other figures; unrolled again only where it is in sight.

        Parameters
        ----------
        rows : sequence of Row
            The figures, as they now are; may be called from any thread.
        """
        self._known = list(rows)
        if self._unfolded:
            super().update(rows)

    def _toggle(self) -> None:
        if self.inside is not None and not self._unfolded:
            self.inside.update(self._known)
        super()._toggle()


def _options(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Name each figure once: its sub-heading, then a rank, tell homonyms apart."""
    several = Counter(each.figure.label for each in rows)
    named = [
        f"{each.figure.label} ({each.category})"
        if several[each.figure.label] > 1 and each.category
        else each.figure.label
        for each in rows
    ]
    seen: Counter[str] = Counter()
    options = []
    for name, each in zip(named, rows, strict=True):
        seen[name] += 1
        rank = f" ({seen[name]})" if seen[name] > 1 else ""
        options.append((f"{name}{rank}", each.figure.id))
    return options
