from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.schemas.entries import Author, Entry, WorkshopSettings, new_id
from territorial_lib.store import current
from territorial_lib.store.log import Store


def _workshop(path: Path, name: str, day: date) -> None:
    body = WorkshopSettings(name=name, date=day, territory="dep:26")
    who = Author(pseudonym="", group="facilitator")
    Store.create(path, Entry(id=new_id(), who=who, body=body)).close()


def test_last_opened_is_remembered(tmp_path: Path) -> None:
    home = tmp_path / "accueil"
    assert current.last(home) is None
    current.remember(home, home / "a.atelier")
    assert current.last(home) == str(home / "a.atelier")
    current.remember(home, "postgresql://anne:secret@salle/atelier?password=secret")
    assert current.last(home) == "postgresql://anne@salle/atelier"
    assert "secret" not in (home / current.POINTER).read_text()


@pytest.mark.parametrize("noted", [b"", b"{", b"[]", b'{"store": 3}', b"\xff\xfe"])
def test_unreadable_note_is_forgotten(tmp_path: Path, noted: bytes) -> None:
    (tmp_path / current.POINTER).write_bytes(noted)
    assert current.last(tmp_path) is None


def test_known_workshops_latest_first_and_damaged_ones_told(tmp_path: Path) -> None:
    _workshop(tmp_path / "vieux.atelier", "Vieux", date(2025, 1, 1))
    _workshop(tmp_path / "neuf.atelier", "Neuf", date(2026, 1, 1))
    (tmp_path / "abîmé.atelier").write_bytes((tmp_path / "neuf.atelier").read_bytes()[:5000])
    (tmp_path / "lettre.txt").write_text("bonjour")
    found = current.known(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4  # looking leaves nothing beside the files
    assert [k.settings.name if k.settings else None for k in found] == ["Neuf", "Vieux", None]
    assert found[2].path.name == "abîmé.atelier"
    assert "abîmé" in found[2].fault
    assert current.known(tmp_path / "absent") == []


def test_open_workshop_is_listed(tmp_path: Path, file_store: Store) -> None:
    (found,) = current.known(tmp_path)
    assert found.settings is not None
    assert found.settings.name == "Biovallée"
    again = WorkshopSettings(name="Renommé", date=date(2026, 11, 24), territory="dep:26")
    who = Author(pseudonym="", group="facilitator")
    file_store.append([Entry(id=new_id(), who=who, body=again)])
    (found,) = current.known(tmp_path)
    assert found.settings == again


def test_proposed_path_is_safe_and_free(tmp_path: Path, resource: Callable[[str], Entry]) -> None:
    day = date(2026, 11, 24)
    path = current.proposed_path(tmp_path, 'Val/de\\Drôme : "été" ..', day)
    assert path == tmp_path / "2026-11-24 Val de Drôme été.atelier"
    path.touch()
    assert current.proposed_path(tmp_path, "Val de Drôme été", day).name.endswith("été (2).atelier")
    assert current.proposed_path(tmp_path, "../..", day).parent == tmp_path
