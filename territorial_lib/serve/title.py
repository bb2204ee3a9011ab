"""The workshop's name, as pages show it: read from the store, without the statistics."""

from __future__ import annotations

from territorial_lib.errors import TerritorialError
from territorial_lib.schemas.entries import Moderation, Withdrawal, WorkshopSettings, kind_of
from territorial_lib.settings import Settings
from territorial_lib.store import current, projections
from territorial_lib.store.log import Store

UNNAMED = "Atelier de territoire"
_KINDS = [kind_of(kind) for kind in (WorkshopSettings, Withdrawal, Moderation)]


def workshop_title() -> str:
    """Name the workshop being led.

    Returns
    -------
    str
        Its name; a neutral one while none can be read (the page itself then says why).
    """
    settings = Settings.from_environment()
    target = current.chosen(settings)
    if target is None:
        return UNNAMED
    try:
        with Store.open(target, read_only=True, glance=True) as store:
            found = projections.settings(store.entries(kinds=_KINDS))
    except TerritorialError:
        return UNNAMED
    return found.name if found is not None else UNNAMED
