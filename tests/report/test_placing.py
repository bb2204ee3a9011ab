"""No half file, none overwritten, and a French sentence where nothing can be written."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from territorial_lib import asked, cli
from territorial_lib.errors import DiskFull, ReadOnlyPlace, TerritorialError, WorkshopMissing
from territorial_lib.report.placing import folder_ready, place, plain_name
from tests.report.conftest import Written


def text(path: Path) -> None:
    path.write_text("tout", encoding="utf-8")


def test_a_name_taken_is_numbered(tmp_path: Path) -> None:
    names = [place(tmp_path, "a.txt", text).name for _ in range(3)]
    assert names == ["a.txt", "a-2.txt", "a-3.txt"]
    folders = [place(tmp_path, "csv", Path.mkdir).name for _ in range(2)]
    assert folders == ["csv", "csv-2"]
    assert len(list(tmp_path.iterdir())) == 5


def test_nothing_is_left_of_what_failed(tmp_path: Path) -> None:
    def half(path: Path) -> None:
        path.write_text("la moitié", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFull, match="est plein"):
        place(tmp_path, "a.txt", half)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_made_but_not_its_parents(tmp_path: Path) -> None:
    assert folder_ready(tmp_path / "neuf").is_dir()
    with pytest.raises(WorkshopMissing, match="n’existe pas"):
        folder_ready(tmp_path / "absente" / "sous")
    occupied = tmp_path / "fichier"
    occupied.touch()
    with pytest.raises(TerritorialError, match="pas un dossier"):
        folder_ready(occupied)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_read_only_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(number, "refused", str(self))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(ReadOnlyPlace, match="L’écriture est refusée"):
        folder_ready(tmp_path)


def test_names_are_plain_letters() -> None:
    assert plain_name("=Été <b>", "2026-11-24") == "ete-b-2026-11-24"
    assert plain_name("…") == "export"


def test_the_command_line_writes_what_is_asked(
    written: Written,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(asked, "material", lambda _source: written.material)
    cli.export("salle.atelier", tmp_path / "cle", ["csv"])
    (made,) = (tmp_path / "cle").iterdir()
    assert made.name.endswith("-csv")
    assert str(made) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("to", "only", "words"),
    [("absente/sous", [], "n’existe pas"), ("ici", ["pdf"], "n’est pas un format connu")],
)
def test_the_command_line_refuses_before_computing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, only: list[str], words: str
) -> None:
    monkeypatch.setattr(asked, "material", lambda _source: pytest.fail("computed in vain"))
    with pytest.raises(TerritorialError, match=words):
        cli.export("26108", tmp_path / to, only)
