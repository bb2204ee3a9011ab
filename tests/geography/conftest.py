"""The real tables, read once for these tests."""

from __future__ import annotations

import pytest

from territorial_lib.geography.territories import Gazetteer
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(Settings.from_environment({}).data)


@pytest.fixture(scope="session")
def gazetteer(catalogue) -> Gazetteer:
    return Gazetteer(catalogue)
