"""Pages without a browser: what waits for the hand to rest is done at once."""

from __future__ import annotations

import pytest

from territorial_lib.forms import debounce


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's loop may run in the same process: a lever would wait for it to turn."""
    monkeypatch.setattr(debounce, "_running_loop", lambda: None)
