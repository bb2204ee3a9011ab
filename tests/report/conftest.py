"""A filled workshop, diagnosed and written once for every test of its exports."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from territorial_lib.diagnosis.document import document
from territorial_lib.report.export import export
from territorial_lib.report.material import Material, of_workshop
from territorial_lib.sources import Catalogue
from tests.conftest import ROOT
from tests.report.filled import fill

TERRITORY = "242600252"


@dataclass(frozen=True)
class Written:
    """A workshop's exports and the JSON that they must say again."""

    material: Material
    json: Mapping[str, Any]
    folder: Path
    told: tuple[tuple[str, float], ...]

    def file(self, ending: str) -> Path:
        (found,) = self.folder.glob(f"*{ending}")
        return found


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """Every format of a workshop where every typed text is hostile."""
    place, told = tmp_path_factory.mktemp("exports"), []
    workshop = fill(place / "salle.atelier", Catalogue(ROOT / "data"), TERRITORY)
    material = of_workshop(workshop)
    folder = place / "ici"
    export(material, folder, tell=lambda what, share: told.append((what, share)))
    yield Written(material, document(material.found), folder, tuple(told))
    workshop.close()


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Find a program of the machine; absent, the test is skipped, or failed where it must run."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None and os.environ.get("CI") in {"1", "true"}:
            pytest.fail(f"{name} is absent")
        if found is None:
            pytest.skip(f"{name} is absent: what it reads was not tested")
        return found

    return find


def figures(value: Any) -> Iterator[dict[str, Any]]:
    """Find every figure of a JSON document, medians of comparisons left out."""
    if isinstance(value, dict):
        if {"id", "value", "unit", "status"} <= value.keys():
            yield value
        for name, each in value.items():
            if name not in ("comparison", "versions"):
                yield from figures(each)
    elif isinstance(value, list):
        for each in value:
            yield from figures(each)
