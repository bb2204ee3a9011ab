"""Tests and notebooks never touch the workshops of whoever runs them."""

from __future__ import annotations

import os
import tempfile

import hypothesis
import pytest

# A loaded machine is slow, not wrong; the same examples every time.
hypothesis.settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Give each worker an empty home, before any kernel starts."""
    home = tempfile.TemporaryDirectory(prefix="ateliers-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    os.environ["TERRITORIAL_HOME"] = home.name
    for name in ("TERRITORIAL_STORE", "TERRITORIAL_DATA", "TERRITORIAL_NOTEBOOKS"):
        os.environ.pop(name, None)
