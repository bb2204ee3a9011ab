from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from territorial_lib.geography.territories import Gazetteer
from territorial_lib.imports.codes import CodeBook
from territorial_lib.imports.door import Door
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.mapping import ColumnMapping, Measure, Origin
from territorial_lib.sources import Catalogue

FIXTURES = Path(__file__).parent / "fixtures"
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(Catalogue(DATA))


@pytest.fixture(scope="session")
def book(gazetteer: Gazetteer) -> CodeBook:
    return CodeBook(gazetteer)


@pytest.fixture(scope="session")
def door(gazetteer: Gazetteer) -> Door:
    return Door(gazetteer)


@pytest.fixture
def mapping() -> ColumnMapping:
    """A column "code" of communes and a quantity "valeur"."""
    return ColumnMapping(
        name="import_essai",
        origin=Origin("Essai"),
        level="commune",
        code="code",
        measures=(Measure("valeur", "valeur", "Valeur", "ha"),),
        year=2024,
    )


@pytest.fixture
def drafted(door: Door, mapping: ColumnMapping, tmp_path: Path) -> Callable[..., Draft]:
    """Write a file and draft its import."""

    def make(content: str | bytes, name: str = "essai.csv", how: ColumnMapping = mapping) -> Draft:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with door.open(path) as candidates:
            return door.draft(path, candidates[0], how)

    return make


def values(draft: Draft, column: str = "valeur") -> dict[str, float]:
    """Give a column by code."""
    return dict(zip(draft.frame["code"], draft.frame[column], strict=True))
