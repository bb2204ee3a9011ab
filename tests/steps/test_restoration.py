"""What changed while a browser made its models is said again, once, and not for ever."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from territorial_lib.steps import restoration
from territorial_lib.steps.restoration import Restoration


@pytest.fixture
def said():
    return []


@pytest.fixture
def widgets(said):
    return {name: SimpleNamespace(send_state=lambda name=name: said.append(name)) for name in "ab"}


def test_only_what_changed_since_is_said_again_and_once(widgets, said):
    hall = Restoration(widgets)
    hall.changed("a")
    hall.begin()
    for each in ("b", "b", "closed", None):
        hall.changed(each)
    hall.end()
    hall.changed("a")
    hall.end()
    assert said == ["b"]


def test_a_browser_that_never_answers_is_forgotten(widgets, said, monkeypatch):
    hall, now = Restoration(widgets), [100.0]
    monkeypatch.setattr(restoration, "time", SimpleNamespace(monotonic=lambda: now[0]))
    hall.begin()
    now[0] += restoration.PATIENCE
    hall.changed("a")
    hall.end()
    assert said == []
