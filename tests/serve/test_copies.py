"""JupyterLab edits the notebooks, or copies of a person's own that are never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from territorial_lib import settings as settings_module
from territorial_lib.serve import copies
from territorial_lib.settings import Settings


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "livrés"
    (folder / "annexes").mkdir(parents=True)
    (folder / "00_preparer.ipynb").write_text("un")
    (folder / "annexes" / "sources.ipynb").write_text("sources")
    return folder


def test_a_folder_that_may_be_written_is_edited_itself(source: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, notebooks=source, home=tmp_path / "home")
    assert copies.notebooks_to_edit(settings) == source


def test_what_the_wheel_carries_is_copied(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "PACKAGE", tmp_path)
    settings = Settings(data=tmp_path, notebooks=source, home=tmp_path / "home")
    target = copies.notebooks_to_edit(settings)
    assert target == tmp_path / "home" / "carnets"
    assert (target / "annexes" / "sources.ipynb").read_text() == "sources"
    assert tmp_path != settings_module.PACKAGE


def test_an_unchanged_copy_follows_its_original(source: Path, tmp_path: Path) -> None:
    copies.copy_unchanged(source, tmp_path / "copies")
    (source / "00_preparer.ipynb").write_text("deux")
    copies.copy_unchanged(source, tmp_path / "copies")
    assert (tmp_path / "copies" / "00_preparer.ipynb").read_text() == "deux"


def test_a_copy_that_its_owner_changed_is_never_touched(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies"
    copies.copy_unchanged(source, target)
    (target / "00_preparer.ipynb").write_text("à moi")
    (source / "00_preparer.ipynb").write_text("deux")
    assert copies.copy_unchanged(source, target) == [Path("annexes/sources.ipynb")]
    assert (target / "00_preparer.ipynb").read_text() == "à moi"


def test_a_file_that_was_there_before_is_never_touched(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies"
    target.mkdir()
    (target / "00_preparer.ipynb").write_text("à moi")
    copies.copy_unchanged(source, target)
    assert (target / "00_preparer.ipynb").read_text() == "à moi"
