"""What every step's page has: the workshop, live renewal, a sentence when it cannot be opened."""

from __future__ import annotations

import logging
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets

from territorial_lib.errors import TerritorialError
from territorial_lib.settings import Settings
from territorial_lib.workshop import Workshop, current_workshop

_LOG = logging.getLogger(__name__)


class Page:
    """A page that renews what it shows when anyone writes.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._renewals: list[Callable[[], None]] = []
        self._watcher = workshop.follow(self._written)

    def live(self, renew: Callable[[], None]) -> None:
        """Call a function after each change of the log.

        Parameters
        ----------
        renew : callable
            Renews something on the page, from any thread.
        """
        self._renewals.append(renew)

    def _written(self, version: int) -> None:
        for renew in list(self._renewals):
            try:
                renew()
            except TerritorialError:
                _LOG.exception("Version %s of the log could not be shown", version)


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
    try:
        return make(current_workshop(Settings.from_environment()))
    except TerritorialError as error:
        _LOG.exception("The workshop cannot be opened")
        return Closed(error)


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
