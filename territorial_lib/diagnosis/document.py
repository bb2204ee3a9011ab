"""A diagnosis as plain data: what ``territorial diagnose`` prints, the same on every machine."""

from __future__ import annotations

from typing import Any

import msgspec

from territorial_lib.diagnosis.inventory import Inventory
from territorial_lib.geography.similar import Likeness
from territorial_lib.geography.territories import Territory
from territorial_lib.schemas.figures import Figure, Resource

DIGITS = 6
"""Decimals kept: enough for any reading, few enough to be the same on every processor."""


def document(inventory: Inventory) -> dict[str, Any]:
    """Write a diagnosis as plain data, one key a step.

    Parameters
    ----------
    inventory : Inventory
        What the territory has.

    Returns
    -------
    dict
        ``territory``, ``similar`` and ``inventory``; neither path nor clock.
    """
    return {
        "territory": _territory(inventory.territory),
        "similar": _likeness(inventory.likeness),
        "inventory": [_resource(each) for each in inventory.resources],
    }


def _territory(territory: Territory) -> dict[str, Any]:
    return {
        "code": territory.code,
        "name": territory.name,
        "kind": territory.kind,
        "communes": list(territory.communes),
    }


def _likeness(likeness: Likeness) -> dict[str, Any]:
    named = [{"code": each.code, "name": each.name} for each in likeness.territories]
    return {"reason": likeness.reason, "territories": named}


def _resource(resource: Resource) -> dict[str, Any]:
    row = _figure(resource.figure)
    row |= {
        "family": resource.family,
        "category": resource.category,
        "use": resource.use,
        "key": resource.key,
        "place": resource.place,
        "comparison": None if resource.comparison is None else _figure(resource.comparison.median),
    }
    if len(resource.versions) > 1:
        row["versions"] = [_figure(each) for each in resource.versions]
    return row


def _figure(figure: Figure) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(figure)
    for name in ("value", "low", "high"):
        if row[name] is not None:
            row[name] = round(row[name], DIGITS)
    return row
