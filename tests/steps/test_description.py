"""What a browser is told of a page's widgets is whole, though other threads renew them."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import ipywidgets
import pytest
from ipywidgets import Widget

from territorial_lib.steps import description


@pytest.fixture
def panel():
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


def test_the_description_is_whole_while_panels_are_replaced(panel):
    for _ in range(10):
        states = description.described()
        assert panel.model_id in states
        assert set(description.references(states)) <= states.keys()


def test_the_browser_is_answered_in_the_words_of_ipywidgets(monkeypatch):
    told: list[Any] = []
    comm = SimpleNamespace(send=lambda data, buffers: told.append((data, buffers)))
    monkeypatch.setattr(Widget, "_handle_control_comm_msg", Widget._handle_control_comm_msg)
    monkeypatch.setattr(Widget, "_control_comm", comm)
    picture = ipywidgets.Image(value=b"png")
    asked = {"content": {"data": {"method": "request_states"}}}
    Widget._handle_control_comm_msg(asked)
    description.keep_whole()
    Widget._handle_control_comm_msg(asked)
    (before, first), (after, second) = told
    assert after["states"][picture.model_id] == before["states"][picture.model_id]
    assert sorted(after["buffer_paths"]) == sorted(before["buffer_paths"])
    assert sorted(map(bytes, second)) == sorted(map(bytes, first))
    picture.close()
    with pytest.raises(RuntimeError, match="Unknown"):
        Widget._handle_control_comm_msg({"content": {"data": {"method": "other"}}})


def test_a_text_that_looks_like_a_reference_does_not_hide_the_page():
    said = ipywidgets.Text("IPY_MODEL_nowhere")
    assert said.model_id in description.described()
    said.close()
