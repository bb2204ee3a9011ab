"""A process asked to stop at any instant stops."""

from __future__ import annotations

import inspect
import signal
import time

from territorial_lib import engine
from territorial_lib.doors.stopping import Stopping
from territorial_lib.serve import launcher


def test_a_signal_during_a_wait_ends_it():
    asked = Stopping()
    before = signal.signal(signal.SIGALRM, lambda *_: asked.set())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        began = time.monotonic()
        assert asked.wait(60)
        assert time.monotonic() - began < 10
        assert asked.is_set()
        assert not Stopping().wait(0.01)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_signals_that_fall_at_every_instant_of_a_wait_block_nothing():
    asked, fell = Stopping(), []

    def falls(*_: object) -> None:
        fell.append(1)
        asked.set()
        asked._asked = len(fell) >= 500

    before = signal.signal(signal.SIGALRM, falls)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
        while not asked.wait(0.0003):
            pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(fell) >= 500


def test_what_signals_stop_takes_no_lock():
    assert isinstance(launcher.Launcher([], None, print).stopping, Stopping)  # type: ignore[arg-type]
    assert "changed" not in inspect.getsource(engine.Engine.stop)
