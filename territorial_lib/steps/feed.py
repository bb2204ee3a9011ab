"""What the room says, as a list to undo and moderate, and as points on the maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import RLock

import ipywidgets

from territorial_lib.forms import EntryFeed, FeedItem
from territorial_lib.maps import MapPoint
from territorial_lib.schemas import entries
from territorial_lib.schemas.acting import WAY_LABELS
from territorial_lib.schemas.entries import GROUP_LABELS, Body
from territorial_lib.schemas.figures import FAMILY_LABELS
from territorial_lib.schemas.wording import told
from territorial_lib.store import projections
from territorial_lib.store.projections import Item
from territorial_lib.typography import quantity
from territorial_lib.workshop import Workshop

_USES = {
    "used": "nous l’avons",
    "underused": "nous l’utilisons peu",
    "missing": "il nous manque",
}

_SAID: tuple[type[Body], ...] = (entries.Resource, entries.Correction)


class RoomFeed(ipywidgets.VBox):  # type: ignore[misc]
    """What the room says, newest first.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    kinds : sequence of type
        Kinds of entries shown.
    labels : callable, optional
        Names figures corrected beside those of the inventory, by id.
    """

    def __init__(
        self,
        workshop: Workshop,
        kinds: Sequence[type[Body]] = _SAID,
        labels: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._workshop, self._kinds, self._labels = workshop, tuple(kinds), labels
        self._turn = RLock()
        self.feed = EntryFeed(self._items(), on_undo=self._undo, on_moderate=workshop.moderate)
        super().__init__([self.feed])
        self.add_class("tw-room")

    def refresh(self) -> None:
        """Show what is now in the log; may be called from any thread."""
        with self._turn:  # read and shown in one go: an older reading must not come last
            self.feed.update(self._items())

    def _undo(self, entry: str) -> None:
        self._workshop.toggle(entry)

    def _items(self) -> list[FeedItem]:
        said = self._workshop.said(*self._kinds)
        corrected = any(isinstance(item.body, entries.Correction) for item in said)
        labels = self._named() if corrected else {}
        return [_item(item, labels, self._workshop.place_name(item.place)) for item in said]

    def _named(self) -> dict[str, str]:
        """Name the figures that may be corrected: the inventory is taken for that alone."""
        inventory = self._workshop.inventory().resources
        return {**{r.figure.id: r.figure.label for r in inventory}, **self._labels()}


def points(workshop: Workshop) -> list[MapPoint]:
    """Give what the room put on the map.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.

    Returns
    -------
    list of MapPoint
        Resources placed by a click; those known only by commune are in the list.
    """
    found = []
    for item in projections.resources(workshop.log()):
        body, place = item.body, item.place
        if place is None or place.point is None or not isinstance(body, entries.Resource):
            continue
        lon, lat = place.point
        found.append(MapPoint(lon, lat, body.label, _amount(body), body.use))
    return found


def _item(item: Item, labels: dict[str, str], place: str) -> FeedItem:
    text, detail = _told(item, labels)
    detail = " · ".join(part for part in (detail, place) if part)
    return FeedItem(
        id=item.id,
        text=text,
        group=GROUP_LABELS[item.who.group],
        who=item.who.pseudonym,
        when=datetime.fromisoformat(item.received_at).astimezone().strftime("%H:%M"),
        detail=detail,
        withdrawn=item.state == "withdrawn",
        hidden=item.state in ("hidden", "merged"),
    )


def _told(item: Item, labels: dict[str, str]) -> tuple[str, str]:
    body = item.body
    if isinstance(body, entries.Resource):
        family = FAMILY_LABELS[body.family]
        parts = [f"{family}\u00a0: {_USES[body.use]}", _amount(body), body.note]
        return body.label, " · ".join(part for part in parts if part)
    if isinstance(body, entries.Correction):
        label = labels.get(body.figure_id, body.figure_id)
        return f"{label}\u00a0: {quantity(body.value, body.unit)}", body.reason
    if isinstance(body, entries.Assumption):
        moved = "retour au départ" if body.value is None else quantity(body.value, body.unit)
        return f"{body.label or body.key}\u00a0: {moved}", body.reason
    if isinstance(body, entries.Retained):
        return f"À retenir\u00a0: {body.label or body.subject}", ""
    if isinstance(body, entries.Placement):
        return f"{body.label or body.gap}\u00a0: {WAY_LABELS[body.way]}", body.reason
    return told(item.entry)


def _amount(body: entries.Resource) -> str:
    return "" if body.quantity is None else quantity(body.quantity, body.unit)
