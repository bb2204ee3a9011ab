"""The room's door, in the facilitator's hand: its address, its QR code, who is there."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets
import segno

from territorial_lib.doors.addresses import EVERY
from territorial_lib.errors import TerritorialError
from territorial_lib.schemas.entries import GROUP_LABELS
from territorial_lib.settings import Settings
from territorial_lib.store import current
from territorial_lib.store.machine import status_key, wish_key
from territorial_lib.store.published import Published
from territorial_lib.workshop import Workshop

_CLOSED = "Fermée aux téléphones"
LOOK_SECONDS = 1.0


class RoomStatus:
    """What the room's process publishes of itself, followed until the page is gone.

    Parameters
    ----------
    results : Published
        Where it does.
    """

    def __init__(self, results: Published) -> None:
        self._results = results
        self._listeners: list[Callable[[], None]] = []
        self.told: dict[str, Any] = {}
        self.look()
        self._stopped = threading.Event()
        threading.Thread(target=self._run, name="room-status", daemon=True).start()

    @classmethod
    def of(cls, workshop: Workshop) -> RoomStatus:
        """Follow the room that serves a workshop.

        Parameters
        ----------
        workshop : Workshop
            The workshop shown.

        Returns
        -------
        RoomStatus
            What the room says, beside the workshop's file or in its database.
        """
        target = workshop.store.database.path or current.chosen(Settings.from_environment())
        assert target is not None
        return cls(Published.beside(target))

    def follow(self, renew: Callable[[], None]) -> None:
        """Call a function after each change.

        Parameters
        ----------
        renew : callable
            Called from another thread.
        """
        self._listeners.append(renew)

    def look(self) -> bool:
        """Read what the room says.

        Returns
        -------
        bool
            True where it changed.
        """
        found = self._results.get(status_key())
        told = json.loads(found.document) if found else {}
        changed = told != self.told
        self.told = told
        return bool(changed)

    def wish(self, address: str | None) -> None:
        """Ask the room to open on an address, or to close.

        Parameters
        ----------
        address : str or None
            Address of this machine; None to close.
        """
        asked = {"session": self.told.get("session", ""), "address": address}
        self._results.put(wish_key(), "", json.dumps(asked))

    def stop(self) -> None:
        """Stop following."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_SECONDS):
            try:
                changed = self.look()
            except TerritorialError:
                continue  # the file is busy or being replaced: the next look will tell
            if changed:
                for renew in list(self._listeners):
                    renew()


class RoomDoor(ipywidgets.VBox):  # type: ignore[misc]
    """The room's address and QR code, and the choice of the network it is open on.

    Parameters
    ----------
    status : RoomStatus
        What the room says of itself.
    """

    def __init__(self, status: RoomStatus) -> None:
        self._status, self._open = status, ""
        self.choice = ipywidgets.Dropdown(description="Ouvrir la salle sur")
        self.button = ipywidgets.Button(description="Appliquer")
        self.button.add_class("tw-button").add_class("tw-button--primary")
        self.button.on_click(lambda _: status.wish(self.choice.value or None))
        self.shown = ipywidgets.HTML()
        row = ipywidgets.HBox([self.choice, self.button]).add_class("tw-actions")
        super().__init__([row, self.shown])
        self.refresh()
        status.follow(self.refresh)

    def refresh(self) -> None:
        """Show what the room now says."""
        told = self._status.told
        options = _choices(told)
        opened, kept = told.get("open") or "", self.choice.value or ""
        # someone who joins changes what is told: the network being chosen stays chosen
        wanted, self._open = opened if opened != self._open else kept, opened
        if options != list(self.choice.options):
            self.choice.options = options
        if wanted in [value for _, value in options]:
            self.choice.value = wanted
        self.button.disabled = not told
        self.shown.value = _shown(told)


class Present(ipywidgets.HTML):  # type: ignore[misc]
    """Who is there, by group.

    Parameters
    ----------
    status : RoomStatus
        What the room says of itself.
    """

    def __init__(self, status: RoomStatus) -> None:
        super().__init__()
        self._status = status
        self.refresh()
        status.follow(self.refresh)

    def refresh(self) -> None:
        """Count again."""
        there = self._status.told.get("there", {})
        total = sum(there.values())
        rows = "".join(
            f"<li>{escape(label)} : <strong>{there[group]}</strong></li>"
            for group, label in GROUP_LABELS.items()
            if there.get(group)
        )
        people = "personne connectée" if total < 2 else "personnes connectées"
        self.value = f"<p><strong>{total}</strong> {people}</p><ul>{rows}</ul>"


def _choices(told: dict[str, Any]) -> list[tuple[str, str]]:
    found = [(address, address) for address in told.get("choices", ())]
    every = [("tous les réseaux de cet ordinateur", EVERY)] if len(found) > 1 else []
    return [(_CLOSED, ""), *found, *every]


def _shown(told: dict[str, Any]) -> str:
    if not told:
        return (
            '<p class="tw-hint">La salle n’est pas lancée : elle l’est avec'
            " « territorial serve ».</p>"
        )
    address = escape(told["address"])
    fault = f'<div class="tw-error" role="alert">{escape(told["fault"])}</div>'
    wall = f'<p><a class="tw-next" href="{address}mur" target="_blank">Ouvrir le mur</a></p>'
    if not told.get("open"):
        words = "<p>Les téléphones ne peuvent pas encore entrer : choisissez un réseau.</p>"
        return (fault if told.get("fault") else "") + words + wall
    code = segno.make(told["address"], error="m", micro=False)
    picture = code.svg_data_uri(scale=6, border=3, dark="#1d2b2a", light="#ffffff")
    return (
        f"<p>Les téléphones entrent par <strong>{address}</strong></p>"
        f'<img alt="Code à scanner pour rejoindre la salle" width="220" src="{picture}">{wall}'
    )
