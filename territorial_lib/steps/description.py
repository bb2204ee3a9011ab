"""A page's widgets described to the browser as they stand at one moment, whoever renews them."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any

from ipywidgets import Widget
from ipywidgets.widgets import widget as upstream

_REFERENCE = "IPY_MODEL_"
_ATTEMPTS, _PAUSE = 20, 0.05
"""Descriptions tried while panels are being replaced, and seconds between two of them."""
_LOG = logging.getLogger(__name__)


def keep_whole() -> None:
    """Have a browser that asks for the widgets of this kernel told of all of them, together.

    ipywidgets reads them one by one: a panel renewed meanwhile by another thread breaks off the
    description, or leaves in it a child that is gone, and the page stays blank.
    """
    Widget._handle_control_comm_msg = classmethod(_answered)


def described() -> dict[str, Any]:
    """Describe every widget alive; none refers to one that is left out.

    Returns
    -------
    dict of str to Any
        By model: its name, its module and version, its state.
    """
    states: dict[str, Any] = {}
    before: set[str] | None = None
    for _ in range(_ATTEMPTS):
        alive = [each for each in list(upstream._instances.values()) if each.comm is not None]
        try:
            states = {each.model_id: _state(each) for each in alive}
        except (RuntimeError, AttributeError) as error:  # one of them changed while it was read
            _LOG.debug("The widgets are described again: %s", error)
            time.sleep(_PAUSE)
            continue
        absent = set(references(states)) - states.keys()
        if not absent or absent == before:  # the same ones again: words that look like references
            return states
        before = absent
        time.sleep(_PAUSE)
    return states


def references(value: object) -> Iterator[str]:
    """Name the models that a state refers to.

    Parameters
    ----------
    value : object
        A state, or a part of one.

    Yields
    ------
    str
        Ids of models.
    """
    if isinstance(value, str):
        if value.startswith(_REFERENCE):
            yield value.removeprefix(_REFERENCE)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from references(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from references(each)


def _state(widget: Any) -> dict[str, Any]:
    return {
        "model_name": widget._model_name,
        "model_module": widget._model_module,
        "model_module_version": widget._model_module_version,
        "state": widget.get_state(drop_defaults=False),
    }


def _answered(cls: Any, message: Mapping[str, Any]) -> None:
    """Answer a browser that asks for every widget, as ipywidgets does."""
    method = message["content"]["data"]["method"]
    if method != "request_states":
        raise RuntimeError(f'Unknown message "{method}" on the control channel')
    states, paths, buffers = upstream._remove_buffers(described())
    told = {"method": "update_states", "states": states, "buffer_paths": paths}
    cls._control_comm.send(told, buffers=buffers)
