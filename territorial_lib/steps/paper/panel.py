"""Where cards are typed or pasted: columns named, rows checked, written at once, undone at once."""

from __future__ import annotations

from datetime import datetime
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import GROUP_LABELS
from territorial_lib.schemas.wording import KIND_LABELS, told
from territorial_lib.steps.paper.columns import COLUMNS, KINDS
from territorial_lib.steps.paper.grid import Grid, grid
from territorial_lib.steps.paper.reading import Read, faulty, read
from territorial_lib.steps.paper.writing import Batch, batches, new_batch, undo, write
from territorial_lib.steps.room.controls import acting, wide
from territorial_lib.store import projections
from territorial_lib.tables import Column, DataTable
from territorial_lib.workshop import Workshop

_SAMPLE = 34
_OMITTED = ("Laisser de côté", "")


class PastePanel(ipywidgets.VBox):  # type: ignore[misc]
    """A block of rows, what its columns are, what is wrong with each, and the button that writes.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self._pasted: Grid | None = None
        self._batch, self.rows = "", list[Read]()
        self.kind = ipywidgets.Dropdown(
            description="Ces lignes sont des",
            options=[(f"{each.label.lower()}s", key) for key, each in KINDS.items()],
        )
        groups = [(label, group) for group, label in GROUP_LABELS.items()]
        self.group = ipywidgets.Dropdown(description="Groupe, à défaut", options=groups)
        self.text = ipywidgets.Textarea(
            description="Lignes collées", rows=8, layout=ipywidgets.Layout(width="100%")
        )
        for each in (self.kind, self.group, self.text):
            each.add_class("tw-control")
        self.reader = acting("Vérifier", self._read, self.notice, main=True)
        self.writer = acting("Écrire", self._write, self.notice, main=True)
        self.again = ipywidgets.Checkbox(
            description="Écrire aussi ce qui est déjà dit", indent=False
        )
        self.columns = ipywidgets.HBox()
        self.table: DataTable[Read] = DataTable(
            (), _SHOWN, caption="Ce qui sera écrit, ligne par ligne", file_name="papier.csv"
        )
        self.checked = ipywidgets.VBox([self.columns, self.table, self.again, self.writer])
        choices = ipywidgets.HBox([self.kind, self.group])
        for row in (choices, self.columns):
            row.add_class("tw-row")
        super().__init__([choices, self.text, self.reader, self.notice, self.checked])
        self.add_class("tw-form")
        self.again.observe(lambda _: self._offer(), "value")
        self._show()

    def _read(self) -> str:
        """Read the block, guess its columns, check its rows."""
        with self._lock:
            self._pasted, self._batch = grid(self.text.value, self.kind.value), new_batch()
            self.columns.children = tuple(
                self._column(rank) for rank in range(len(self._pasted.names))
            )
            self._check()
            return _summed(self.rows)

    def _column(self, rank: int) -> ipywidgets.Dropdown:
        assert self._pasted is not None
        cells = [each.cells[rank] for each in self._pasted.lines if rank < len(each.cells)]
        sample = next((cell for cell in cells if cell), "")
        name = self._pasted.names[rank] if self._pasted.header else f"Colonne {rank + 1}"
        short = sample if len(sample) <= _SAMPLE else f"{sample[: _SAMPLE - 1]}…"
        chosen = ipywidgets.Dropdown(
            description=f"{name} («\u00a0{short}\u00a0»)" if short else name,
            options=[_OMITTED, *((each.label, each.key) for each in COLUMNS)],
            value=self._pasted.meant[rank],
        )
        chosen.add_class("tw-control")
        chosen.observe(lambda _: self._recheck(), "value")
        return chosen

    def _recheck(self) -> None:
        with self._lock:
            self._check()
            self.notice.success(_summed(self.rows))

    def _check(self) -> None:
        assert self._pasted is not None
        meant = [each.value for each in self.columns.children]
        known = projections.items(self._workshop.log())
        usual = {"kind": self.kind.value, "group": self.group.value}
        names = self._workshop.gazetteer.communes.loc[
            list(self._workshop.territory.communes), "name"
        ]
        self.rows = read(self._pasted, meant, usual, names.to_dict(), known)
        self.table.update(self.rows)
        self._show()

    def _chosen(self) -> list[Read]:
        return [each for each in self.rows if each.fit or (each.entry and self.again.value)]

    def _show(self) -> None:
        self.checked.layout.display = None if self._pasted is not None else "none"
        doubles = any(each.double for each in self.rows)
        self.again.layout.display = None if doubles else "none"
        self._offer()

    def _offer(self) -> None:
        count = len(self._chosen())
        self.writer.description = f"Écrire {count} lignes" if count > 1 else "Écrire une ligne"
        self.writer.disabled = not count

    def _write(self) -> str:
        """Write what is fit; what has a fault stays in the box, as it was pasted."""
        with self._lock:
            chosen = self._chosen()
            if not chosen:
                raise InvalidEntry("Aucune ligne n’est à écrire.", "Vérifiez d’abord des lignes.")
            count = write(self._workshop, self._batch, [e.entry for e in chosen if e.entry])
            kept = list(faulty(self.rows))
            header = self._pasted.header if self._pasted else None
            lines = [*([header] if header and kept else []), *kept]
            self.text.value = "\n".join(each.text for each in lines)
            self._pasted, self.rows = None, []
            self.again.value = False
            self.columns.children = ()
            self._show()
            rest = f" {len(kept)} à corriger restent dans la case." if kept else ""
            return f"{count} lignes écrites.{rest}" if count > 1 else f"Une ligne écrite.{rest}"


class Batches(ipywidgets.VBox):  # type: ignore[misc]
    """What was pasted so far, each batch undone by one button.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self._lines: dict[str, _BatchLine] = {}
        self.list = ipywidgets.VBox()
        super().__init__([self.list, self.notice])
        self.refresh()

    def refresh(self) -> None:
        """List them again; may be called from any thread."""
        with self._lock:
            found = batches(self._workshop)
            for each in found:
                if each.key not in self._lines:
                    self._lines[each.key] = _BatchLine(self._button(each.key))
                self._lines[each.key].show(each)
            empty = ipywidgets.Label("Rien n’a encore été collé.")
            self.list.children = tuple(self._lines[each.key] for each in found) or (empty,)

    def _button(self, key: str) -> ipywidgets.Button:
        return acting("", lambda: self._undo(key), self.notice)

    def _undo(self, key: str) -> str:
        count = undo(self._workshop, key)
        self.refresh()
        return f"{count} lignes changées\u202f; la trace est gardée."


class _BatchLine(ipywidgets.HBox):  # type: ignore[misc]
    """A batch: what it is, and the button that takes it back or brings it back."""

    def __init__(self, button: ipywidgets.Button) -> None:
        self.label, self.button = ipywidgets.Label(layout=wide()), button
        super().__init__([self.label, button])

    def show(self, batch: Batch) -> None:
        first = batch.items[0]
        when = datetime.fromisoformat(first.logged.received_at).astimezone()
        count = len(batch.items)
        words = "lignes" if count > 1 else "ligne"
        state = ", annulé" if batch.undone else ""
        head = told(first.entry)[0]
        self.label.value = f"{count} {words} à {when:%H:%M}{state}\u00a0: {head[:50]}…"
        self.button.description = "Rétablir" if batch.undone else "Annuler tout"
        self.button.tooltip = f"{self.button.description}\u00a0: {self.label.value}"


def _summed(rows: list[Read]) -> str:
    fit, wrong = sum(each.fit for each in rows), sum(each.entry is None for each in rows)
    doubles = sum(bool(each.double) for each in rows)
    parts = [f"{fit} à écrire", f"{doubles} déjà dites" if doubles else ""]
    parts.append(f"{wrong} à corriger" if wrong else "")
    return f"{len(rows)} lignes lues\u00a0: {', '.join(filter(None, parts))}."


def _state(row: Read) -> str:
    return " ".join(row.faults) if row.entry is None else row.double or "À écrire"


def _told(row: Read) -> tuple[str, str]:
    return (" · ".join(row.line.cells), "") if row.entry is None else told(row.entry)


def _who(row: Read) -> str:
    if row.entry is None:
        return ""
    who = row.entry.who
    return ", ".join(filter(None, [who.pseudonym, GROUP_LABELS[who.group]]))


def _sort(row: Read) -> str:
    return "" if row.entry is None else KIND_LABELS[row.entry.kind]


_SHOWN: tuple[Column[Any], ...] = (
    Column("Ligne", lambda r: r.line.rank, numeric=True),
    Column("Ce qui est dit", lambda r: _told(r)[0]),
    Column("Détail", lambda r: _told(r)[1]),
    Column("Genre", _sort),
    Column("Qui", _who),
    Column("État", _state),
)
