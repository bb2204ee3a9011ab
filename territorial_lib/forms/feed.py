"""What the room says, newest first, with the facilitator's hand on each line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from threading import RLock

import ipywidgets

from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice

Act = Callable[[str], str | None]
PAGE = 20
"""Lines drawn before the button that asks for more: each is eleven widgets of the browser's."""
_EMPTY = '<p class="tw-hint">Rien encore\u00a0: la première contribution apparaîtra ici.</p>'


@dataclass(frozen=True)
class FeedItem:
    """A line of the feed.

    Parameters
    ----------
    id : str
        Id of the entry.
    text : str
        What was said, plain text.
    group : str
        Group that says it, in French; may be empty.
    who : str
        Pseudonym; may be empty.
    when : str
        Hour or day, in French; may be empty.
    detail : str
        More, plain text; may be empty.
    withdrawn : bool
        True where it was undone: shown struck through, and can be restored.
    hidden : bool
        True where the facilitator hid it.
    """

    id: str
    text: str
    group: str = ""
    who: str = ""
    when: str = ""
    detail: str = ""
    withdrawn: bool = False
    hidden: bool = False


class EntryFeed(ipywidgets.VBox):  # type: ignore[misc]
    """The lines, each with its buttons, renewed in place.

    Parameters
    ----------
    items : sequence of FeedItem
        Lines, newest first.
    on_undo : callable, optional
        Takes an entry's id: undoes it, or restores what was undone. No button without it.
    on_moderate : callable, optional
        Takes an entry's id: hides it, or shows it again. No button without it.
    """

    def __init__(
        self,
        items: Sequence[FeedItem] = (),
        on_undo: Act | None = None,
        on_moderate: Act | None = None,
    ) -> None:
        self._acts = (on_undo, on_moderate)
        self._rows: dict[str, _Row] = {}
        self._lock, self._items, self._most = RLock(), list(items), PAGE
        self.notice = Notice()
        self._empty = ipywidgets.HTML(_EMPTY)
        self._list = ipywidgets.VBox()
        self._list.add_class("tw-feed")
        self.more = ipywidgets.Button()
        self.more.add_class("tw-button").add_class("tw-button--quiet")
        self.more.on_click(lambda _: self._unfold())
        super().__init__([self.notice, self._list, self.more])
        self.add_class("tw-room")
        self.update(items)

    def update(self, items: Sequence[FeedItem]) -> None:
        """Show these lines; those already there are kept and only changed where they differ.

        The newest are drawn; the others wait behind a button.

        Parameters
        ----------
        items : sequence of FeedItem
            Lines, newest first. May be called from any thread.
        """
        with self._lock:
            self._items = list(items)
            gone = {item.id: self._row(item) for item in self._items[: self._most]}
            closed = [row for key, row in self._rows.items() if key not in gone]
            self._rows = gone
            lines = tuple(gone.values()) or (self._empty,)
            if lines != self._list.children:
                self._list.children = lines
            for row in closed:
                row.discard()
            rest = len(self._items) - self._most
            self.more.description = f"Voir les {min(rest, 2 * PAGE)} suivantes, sur {rest}"
            self.more.layout.display = None if rest > 0 else "none"

    def _unfold(self) -> None:
        self._most += 2 * PAGE
        self.update(self._items)

    def _row(self, item: FeedItem) -> _Row:
        row = self._rows.get(item.id)
        if row is None:
            return _Row(item, self._acts, self.notice)
        row.show(item)
        return row


class _Row(ipywidgets.HBox):  # type: ignore[misc]
    """One line and its buttons."""

    def __init__(self, item: FeedItem, acts: tuple[Act | None, Act | None], notice: Notice) -> None:
        self._words = ipywidgets.HTML(layout=ipywidgets.Layout(flex="1 1 14em", min_width="0"))
        self._buttons = [_button(item.id, act, notice) for act in acts]
        shown = [button for button in self._buttons if button is not None]
        super().__init__([self._words, *shown])
        self.add_class("tw-feed-row")
        self._item: FeedItem | None = None
        self.show(item)

    def show(self, item: FeedItem) -> None:
        """Change what differs."""
        if item == self._item:
            return
        self._item, self._words.value = item, _html(item)
        off = item.withdrawn or item.hidden
        (self.add_class if off else self.remove_class)("tw-feed-row--off")
        undo, moderate = self._buttons
        short = item.text if len(item.text) <= 60 else f"{item.text[:60]}…"
        if undo is not None:
            undo.description = "Rétablir" if item.withdrawn else "Annuler"
            undo.tooltip = f"{undo.description}\u00a0: {short}"
        if moderate is not None:
            moderate.description = "Montrer" if item.hidden else "Masquer"
            moderate.tooltip = f"{moderate.description}\u00a0: {short}"

    def discard(self) -> None:
        """Close what the browser no longer needs."""
        for child in self.children:
            child.close()
        self.close()


def _button(key: str, act: Act | None, notice: Notice) -> ipywidgets.Button | None:
    if act is None:
        return None
    button = ipywidgets.Button()
    button.add_class("tw-button").add_class("tw-button--quiet")

    def clicked(_: ipywidgets.Button) -> None:
        button.disabled = True
        try:
            went_well, sentence = attempt(lambda: act(key), notice)
        finally:
            button.disabled = False
        if went_well:
            notice.success(sentence) if sentence else notice.clear()

    button.on_click(clicked)
    return button


def _html(item: FeedItem) -> str:
    badge = f'<span class="tw-group">{escape(item.group)}</span> ' if item.group else ""
    by = ", ".join(escape(part) for part in (item.who, item.when) if part)
    state = " (annulé)" if item.withdrawn else " (masqué)" if item.hidden else ""
    detail = f'<div class="tw-hint">{escape(item.detail)}</div>' if item.detail else ""
    return (
        f'<div class="tw-feed-text">{escape(item.text)}</div>{detail}'
        f'<div class="tw-hint">{badge}{by}{state}</div>'
    )
