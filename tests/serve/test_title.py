"""The header names the workshop being led."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.schemas.entries import Author, Entry, WorkshopSettings, new_id
from territorial_lib.serve.title import UNNAMED, workshop_title
from territorial_lib.settings import DEMONSTRATION_FILE
from territorial_lib.store import current
from territorial_lib.store.log import Store
from tests.conftest import OpenDoor
from tests.serve.conftest import Client


def workshop(home: Path, name: str) -> Path:
    body = WorkshopSettings(name=name, date=date(2026, 11, 24), territory="dep:26")
    home.mkdir(exist_ok=True)
    path = home / f"{date(2026, 11, 24)} {len(list(home.iterdir()))}.atelier"
    Store.create(
        path, Entry(id=new_id(), who=Author(pseudonym="", group="facilitator"), body=body)
    ).close()
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERRITORIAL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TERRITORIAL_STORE", raising=False)
    return tmp_path / "home"


def test_the_workshop_opened_last_gives_its_name(home: Path) -> None:
    current.remember(home, workshop(home, "Biovallée"))
    workshop(home, "Un autre")
    assert workshop_title() == "Biovallée"


def test_the_workshop_asked_for_wins(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current.remember(home, workshop(home, "Biovallée"))
    monkeypatch.setenv("TERRITORIAL_STORE", str(workshop(home, "Diois")))
    assert workshop_title() == "Diois"


def test_a_workshop_that_no_page_would_open_gives_no_name(home: Path) -> None:
    assert workshop_title() == UNNAMED
    workshop(home, "Posé là")
    assert workshop_title() == UNNAMED


def test_the_demonstration_needs_no_memory(home: Path) -> None:
    workshop(home, "Démonstration").rename(home / DEMONSTRATION_FILE)
    assert workshop_title() == "Démonstration"


def test_an_unreadable_workshop_leaves_a_neutral_name(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = home.parent / "abîmé.atelier"
    damaged.write_bytes(b"not a database")
    monkeypatch.setenv("TERRITORIAL_STORE", str(damaged))
    assert workshop_title() == UNNAMED


def test_a_name_is_data_never_markup(
    open_door: Callable[..., OpenDoor], notebooks: Path, tmp_path: Path
) -> None:
    path = workshop(tmp_path / "home", "</title><script>alert(1)</script>")
    page = Client(open_door(notebooks, TERRITORIAL_STORE=str(path))).ask(
        "/voila/render/00_preparer.ipynb"
    )
    assert "<script>alert" not in page.text
    assert re.search(r"<title>Préparer — &lt;/title&gt;", page.text)
