"""What every step's page has: the workshop, live renewal, a sentence when it cannot be opened."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, ClassVar

import ipywidgets

from territorial_lib.diagnosis.case import Case
from territorial_lib.errors import TerritorialError
from territorial_lib.geography.territories import KIND_LABELS
from territorial_lib.settings import Settings
from territorial_lib.steps.description import keep_whole
from territorial_lib.steps.running_order.band import RunningOrderBand
from territorial_lib.store import current
from territorial_lib.tables.naming import name_files
from territorial_lib.typography import long_date, quantity
from territorial_lib.workshop import Workshop, current_workshop

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 2.0
_SHOWN_SECONDS, _BREATH_SECONDS = 3.0, 0.2
_STALE = "Cette page n’a pas pu se mettre à jour\u00a0: rechargez-la. Rien n’est perdu."
_CHANGED = "Le territoire ou l’atelier ouvert a changé\u00a0: rechargez la page pour le voir."


class Page:
    """A page that renews what it shows when anyone writes.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    script_page: ClassVar[str] = ""
    """Where this is in a running order (`running_order.script.PAGES`); empty for nowhere."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._renewals: list[Callable[[], None]] = []
        self._shown = workshop.territory.code
        name_files(lambda: (workshop.settings.name, workshop.settings.date))
        self._state = ipywidgets.HTML()
        self._closed = threading.Event()
        self._watcher = workshop.follow(self._written)

    def current(self) -> ipywidgets.Widget:
        """Say which workshop this page is about, and which moment of the session is led here."""
        self._state.value = described(self.workshop)
        self.live(self._look)
        threading.Thread(target=self._keep_looking, name="current-workshop", daemon=True).start()
        if not self.script_page or self.workshop.store.read_only:
            return self._state
        return ipywidgets.VBox([self._state, self.running_order()])

    def running_order(self) -> RunningOrderBand:
        """Show the moment of the session that is led here, its timer, the facilitator's notes."""
        shown = RunningOrderBand(self.workshop, self.script_page)
        self.live(shown.refresh)
        return shown

    def live(self, renew: Callable[[], None]) -> None:
        """Call a function after each change of the log.

        Parameters
        ----------
        renew : callable
            Renews something on the page, from any thread.
        """
        self._renewals.append(renew)

    def _keep_looking(self) -> None:
        while not self._closed.wait(_LOOK_SECONDS):
            self._renewed(self._look)

    def _look(self) -> None:
        open_now = current.chosen(Settings.from_environment()) or self.workshop.store.where
        if (
            str(open_now) != self.workshop.store.where
            or self.workshop.territory.code != self._shown
        ):
            self._state.value = words(_CHANGED, "tw-error").value

    def read_ahead(self, *reads: Callable[[Case], object]) -> None:
        """Read what the levers will ask for, once the page is shown: blocks may be published.

        Parameters
        ----------
        *reads : callable
            Each takes the case and has it keep what it reads.
        """
        threading.Thread(
            target=self._reading, args=(reads,), name="read-ahead", daemon=True
        ).start()

    def _reading(self, reads: Sequence[Callable[[Case], object]]) -> None:
        pause = _SHOWN_SECONDS
        for read in reads:
            if self._closed.wait(pause):
                return
            try:
                read(self.workshop.case())
            except TerritorialError as error:
                _LOG.warning("What a lever will ask for could not be read: %s", error)
            pause = _BREATH_SECONDS

    def close(self) -> None:
        """Stop following the workshop, and close it."""
        self._closed.set()
        self._watcher.stop()
        self.workshop.close()

    def _written(self, _version: int) -> None:
        for renew in list(self._renewals):
            self._renewed(renew)

    def _renewed(self, renew: Callable[[], None]) -> None:
        try:
            renew()
        except TerritorialError as error:
            self._fail(error, str(error))
        except Exception as error:  # noqa: BLE001 - a thread that ends would leave the page stale
            self._fail(error, _STALE)

    def _fail(self, error: Exception, sentence: str) -> None:
        _LOG.error("What was said could not be shown", exc_info=error)
        self._state.value = words(sentence, "tw-error").value


class Closed:
    """A page whose workshop cannot be opened: the first section says why, the others are empty.

    Parameters
    ----------
    error : TerritorialError
        Why.
    """

    def __init__(self, error: TerritorialError) -> None:
        self._sentence: str | None = str(error)

    def __getattr__(self, name: str) -> Callable[..., ipywidgets.HTML | None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._section

    def _section(self, *_: object, **__: object) -> ipywidgets.HTML | None:
        sentence, self._sentence = self._sentence, None
        return None if sentence is None else words(sentence, "tw-error")


def opened(make: Callable[[Workshop], Any]) -> Any:
    """Open the current workshop and make a page of it.

    Parameters
    ----------
    make : callable
        Makes the page.

    Returns
    -------
    Page or Closed
        The page; a page that says what to do where the workshop cannot be opened.
    """
    keep_whole()
    try:
        return make(current_workshop(Settings.from_environment()))
    except TerritorialError as error:
        _LOG.exception("The workshop cannot be opened")
        return Closed(error)


def described(workshop: Workshop) -> str:
    """Say which workshop is open, on which territory.

    Parameters
    ----------
    workshop : Workshop
        The workshop.

    Returns
    -------
    str
        A paragraph of HTML.
    """
    settings, territory = workshop.settings, workshop.territory
    count = len(territory.communes)
    communes = quantity(count, "communes" if count > 1 else "commune")
    return (
        f'<p class="tw-hint"><strong>{escape(settings.name)}</strong>, '
        f"{long_date(settings.date)}. Territoire\u00a0: <strong>{escape(territory.name)}</strong> "
        f"({KIND_LABELS[territory.kind]}, {communes}).</p>"
    )


def words(sentence: str, style: str = "tw-hint") -> ipywidgets.HTML:
    """Show a sentence.

    Parameters
    ----------
    sentence : str
        Plain text.
    style : str
        Class of the paragraph.

    Returns
    -------
    ipywidgets.HTML
        The sentence, escaped.
    """
    return ipywidgets.HTML(f'<p class="{style}">{escape(sentence)}</p>')
