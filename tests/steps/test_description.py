"""What a browser is told of a page's widgets is whole, though other threads renew them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import comm
import ipywidgets
import pytest
from ipywidgets import Widget

from territorial_lib.steps import description

ASKED = {"content": {"data": {"method": "request_states"}}}


@pytest.fixture
def panel() -> Iterator[ipywidgets.VBox]:
    """A panel whose contents another thread replaces all along."""
    shown, stopping = ipywidgets.VBox(), threading.Event()

    def renew() -> None:
        while not stopping.wait(0.02):
            before = shown.children
            shown.children = tuple(ipywidgets.HBox([ipywidgets.HTML("x")]) for _ in range(5))
            for each in before:
                each.children[0].close()
                each.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    yield shown
    stopping.set()
    thread.join()
    shown.close()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A browser that hears what the control channel says."""
    heard = SimpleNamespace(told=[])
    channel = SimpleNamespace(send=lambda data, buffers: heard.told.append((data, buffers)))
    monkeypatch.setattr(Widget, "_handle_control_comm_msg", Widget._handle_control_comm_msg)
    monkeypatch.setattr(Widget, "_send", Widget._send)
    monkeypatch.setattr(Widget, "_control_comm", channel)
    return heard


def test_the_description_is_whole_while_panels_are_replaced(panel):
    for _ in range(10):
        states = description.described()
        assert panel.model_id in states
        assert set(description.references(states)) <= states.keys()


def test_the_browser_is_answered_in_the_words_of_ipywidgets(browser):
    picture = ipywidgets.Image(value=b"png")
    Widget._handle_control_comm_msg(ASKED)
    description.keep_whole()
    Widget._handle_control_comm_msg(ASKED)
    (before, first), (after, second) = browser.told
    assert after["states"][picture.model_id] == before["states"][picture.model_id]
    assert sorted(after["buffer_paths"]) == sorted(before["buffer_paths"])
    assert sorted(map(bytes, second)) == sorted(map(bytes, first))
    picture.close()
    with pytest.raises(RuntimeError, match="Unknown"):
        Widget._handle_control_comm_msg({"content": {"data": {"method": "other"}}})


def test_what_changes_while_models_are_made_is_said_again_once_they_are(browser, monkeypatch):
    description.keep_whole()
    moved, still, closed = (ipywidgets.HTML(text) for text in ("avant", "là", "parti"))
    Widget._handle_control_comm_msg(ASKED)
    moved.value = "après"
    closed.value = "plus là"
    closed.close()
    said: list[Any] = []
    monkeypatch.setattr(moved.comm, "send", lambda data, **_: said.append(data["state"]["value"]))
    monkeypatch.setattr(still.comm, "send", lambda data, **_: said.append(data["state"]["value"]))
    target = comm.get_comm_manager().targets[description.SHOWN]
    target(None, {})
    assert said == ["après"]
    target(None, {})
    assert said == ["après"]
    for each in (moved, still):
        each.close()


def test_a_text_that_looks_like_a_reference_does_not_hide_the_page():
    said = ipywidgets.Text("IPY_MODEL_nowhere")
    assert said.model_id in description.described()
    said.close()
