"""A diagnosis as plain data: what ``territorial diagnose`` prints, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from territorial_lib.diagnosis.actors.document import actors_document
from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.diagnosis.plain import plain
from territorial_lib.diagnosis.summary import document as summary_document
from territorial_lib.diagnosis.summary import summarise
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.geography.similar import Likeness
from territorial_lib.geography.territories import Territory
from territorial_lib.schemas.blocks import Block
from territorial_lib.schemas.figures import Figure, Resource, Row


def document(found: Diagnosis) -> dict[str, Any]:
    """Write a diagnosis as plain data, one key a step.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    dict
        ``territory``, ``similar``, ``summary``, ``inventory``, ``gaps``, ``glocalisation``,
        ``leaks``, ``actors``, ``plan``; neither path nor clock.
    """
    gaps, glocal = found.gaps, found.glocal
    return {
        **inventory_document(found.inventory),
        "summary": summary_document(summarise(found)),
        "gaps": _blocks(gaps.blocks) | {"priorities": [plain(p) for p in gaps.priorities]},
        "glocalisation": _blocks(glocal.blocks) | {"ways": [plain(way) for way in glocal.ways]},
        "leaks": _blocks(found.leaks.blocks),
        "actors": plain(actors_document(found.actors)),
        "plan": plain(found.plan),
    }


def inventory_document(inventory: Inventory) -> dict[str, Any]:
    """Write what a territory has as plain data.

    Parameters
    ----------
    inventory : Inventory
        What it has.

    Returns
    -------
    dict
        ``territory``, ``similar`` and ``inventory``.
    """
    return {
        "territory": _territory(inventory.territory),
        "similar": _likeness(inventory.likeness),
        "inventory": [_resource(each) for each in inventory.resources],
    }


def block_document(block: Block) -> dict[str, Any]:
    """Write a block as plain data.

    Parameters
    ----------
    block : Block
        Any block of any step.

    Returns
    -------
    dict
        ``title``, ``says``, ``figures``, ``gaps``, ``hectares``; what is empty is absent.
    """
    written: dict[str, Any] = {
        "title": block.notion.title,
        "says": block.says,
        "figures": [
            _row(each) | {"category": each.category, "key": each.key} for each in block.rows
        ],
        "gaps": [plain(each) for each in block.gaps],
        "hectares": [plain(each) for each in block.hectares],
    }
    return {name: value for name, value in written.items() if value not in ([], "")}


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
    row = _row(resource)
    return row | {
        "family": resource.family,
        "category": resource.category,
        "use": resource.use,
        "key": resource.key,
        "place": resource.place,
    }


def _row(row: Row) -> dict[str, Any]:
    compared = row.comparison
    written = _figure(row.figure)
    written["comparison"] = None if compared is None else _figure(compared.median)
    if len(row.versions) > 1:
        written["versions"] = [_figure(each) for each in row.versions]
    return written


def _blocks(blocks: Iterable[Block]) -> dict[str, Any]:
    return {each.notion.key: block_document(each) for each in blocks}


def _figure(figure: Figure) -> dict[str, Any]:
    written: dict[str, Any] = plain(figure)
    return written
