"""A page's widgets described to the browser as they stand, whoever renews them meanwhile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import comm
from ipywidgets import Widget
from ipywidgets.widgets import widget as upstream

from territorial_lib.steps.restoration import Restoration

SHOWN = "territorial.shown"
"""What a page opens once it has a model of every widget: see ``shown.js``."""
_REFERENCE = "IPY_MODEL_"
_TRIES = 20
"""Times that what refers to a closed widget is read again: after that it is a text, not a link."""
_send = Widget._send
_restoration = Restoration(upstream._instances)


def keep_whole() -> None:
    """Have a browser that asks for the widgets of this kernel told of all of them, together.

    ipywidgets reads them one by one: a panel renewed meanwhile by another thread breaks off the
    description, or leaves in it a child that is gone, and the page stays blank. What changes
    between the description and the browser's own models is lost on it: it is said again.
    """
    Widget._handle_control_comm_msg = classmethod(_answered)
    Widget._send = _noted
    comm.get_comm_manager().register_target(SHOWN, lambda _comm, _message: _restoration.end())


def described() -> dict[str, Any]:
    """Describe every widget alive; none refers to one that is left out.

    Returns
    -------
    dict of str to Any
        By model: its name, its module and version, its state.
    """
    states: dict[str, Any] = {}
    parents: dict[str, set[str]] = defaultdict(set)
    tries: Counter[str] = Counter()
    sought = set(upstream._instances.copy())
    while sought:
        gone = {each for each in sought if not _read(each, states)}
        wanted = set()
        for each in sought - gone:
            for reference in references(states[each]):
                parents[reference].add(each)
                wanted.add(reference)
        tries.update(gone)
        closed = {each for each in gone if tries[each] < _TRIES}
        again = {parent for each in closed for parent in parents[each]}  # says what replaced it
        sought = {each for each in wanted - states.keys() if tries[each] < _TRIES}
        sought |= again & states.keys()
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


def _read(model: str, states: dict[str, Any]) -> bool:
    """Read one widget's state; False where it is closed."""
    widget: Any = upstream._instances.get(model)
    if widget is None or widget.comm is None:
        states.pop(model, None)
        return False
    states[model] = {
        "model_name": widget._model_name,
        "model_module": widget._model_module,
        "model_module_version": widget._model_module_version,
        "state": widget.get_state(drop_defaults=False),
    }
    return True


def _noted(widget: Widget, message: object, buffers: object = None) -> None:
    """Tell the browser something of a widget, and remember it while nobody listens there."""
    _restoration.changed(widget.model_id)
    _send(widget, message, buffers)


def _answered(cls: Any, message: Mapping[str, Any]) -> None:
    """Answer a browser that asks for every widget, as ipywidgets does."""
    method = message["content"]["data"]["method"]
    if method != "request_states":
        raise RuntimeError(f'Unknown message "{method}" on the control channel')
    _restoration.begin()
    states, paths, buffers = upstream._remove_buffers(described())
    told = {"method": "update_states", "states": states, "buffer_paths": paths}
    cls._control_comm.send(told, buffers=buffers)
