"""A long reading done aside: the page stays usable, shows how far it is, and can stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from html import escape

import ipywidgets

from territorial_lib.errors import Stopped
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.imports.watching import Watch
from territorial_lib.typography import number

_WIDE = "width: 100%; accent-color: currentColor"
SHOWN_AFTER = 0.5
"""Seconds before the progress is shown: what is quicker would only flicker."""


class ImportWork(ipywidgets.VBox):  # type: ignore[misc]
    """One reading at a time, in a thread of its own.

    Parameters
    ----------
    notice : Notice
        Where its end is told.
    busy : callable
        Called with True when a reading begins, with False once it is over.
    """

    def __init__(self, notice: Notice, busy: Callable[[bool], None]) -> None:
        self._notice, self._busy = notice, busy
        self._watch, self._thread = Watch(self._show), threading.Thread()
        self._lock, self._under_way = threading.Lock(), False
        self._told = ipywidgets.HTML()
        self.stop_button = ipywidgets.Button(description="Arrêter la lecture")
        self.stop_button.add_class("tw-button").add_class("tw-button--quiet")
        self.stop_button.on_click(lambda _: self.stop())
        super().__init__([self._told, self.stop_button])
        self.add_class("tw-more")
        self.layout.display = "none"

    def run(self, read: Callable[[Watch], str]) -> None:
        """Read aside; a reading under way goes on, and nothing else begins before its end.

        Parameters
        ----------
        read : callable
            Reads while telling the watch, the same one each time; gives the sentence to show.
        """
        if self._thread.is_alive():
            return
        self._under_way = True
        self._watch.restart()
        self._busy(True)
        self._thread = threading.Thread(target=self._work, args=[read], name="import", daemon=True)
        self._thread.start()
        shown = threading.Timer(SHOWN_AFTER, self._reveal, [self._thread])
        shown.daemon = True
        shown.start()

    def stop(self) -> None:
        """Ask the reading to stop; it says so once it has."""
        self._watch.stop()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end of the reading.

        Parameters
        ----------
        seconds : float, optional
            How long at most.

        Returns
        -------
        bool
            True once nothing is under way.
        """
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self, read: Callable[[Watch], str]) -> None:
        def _read() -> str:
            try:
                return read(self._watch)
            except Stopped as asked:
                return asked.fault

        _, sentence = attempt(_read, self._notice)
        with self._lock:
            self._under_way = False
            self.layout.display, self._told.value = "none", ""
        self._busy(False)
        if sentence:
            self._notice.success(sentence)

    def _reveal(self, thread: threading.Thread) -> None:
        with self._lock:
            if self._under_way and thread is self._thread:
                self.layout.display = None

    def _show(self, what: str, share: float | None) -> None:
        done = "" if share is None else f"\u00a0: {number(100 * share, 0)}\u00a0%"
        value = "" if share is None else f' value="{share:.3f}"'
        self._told.value = (
            f"<p>{escape(what)}{done}</p>"
            f'<progress style="{_WIDE}" max="1"{value} aria-label="{escape(what)}"></progress>'
        )
