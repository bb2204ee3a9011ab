from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.errors import WorkshopMissing
from territorial_lib.schemas.entries import Author, Entry, Offer, WorkshopSettings, new_id
from territorial_lib.settings import Settings
from territorial_lib.store import current
from territorial_lib.store.carrying import archive_current, merge_files, open_archive
from territorial_lib.store.log import Store
from territorial_lib.store.published import Published

LEAD = Author(pseudonym="", group="facilitator")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, notebooks=tmp_path, home=tmp_path / "ici")


def _lead(settings: Settings, label: str) -> Path:
    path = settings.home / f"{label}.atelier"
    body = WorkshopSettings(name="Biovallée", date=date(2026, 11, 24), territory="242600252")
    with Store.create(path, Entry(id=new_id(), who=LEAD, body=body)) as store:
        store.append([Entry(id=new_id(), who=LEAD, body=Offer(label=label))])
    current.remember(settings.home, path)
    return path


def test_one_file_reopened_identically_elsewhere(settings: Settings, tmp_path: Path) -> None:
    path = _lead(settings, "farine")
    results = Published.beside(path)
    results.put("map", "f", "{}")
    results.close()
    made = archive_current(settings)
    assert made.parent == settings.home / "archives"
    assert [p.name for p in made.parent.iterdir()] == [made.name]
    elsewhere = replace(settings, home=tmp_path / "ailleurs")
    opened = open_archive(elsewhere, made)
    with Store.open(path) as one, Store.open(opened) as other:
        assert one.entries() == other.entries()
    assert current.chosen(elsewhere) == str(opened)
    assert open_archive(elsewhere, opened) == opened
    assert open_archive(elsewhere, made) != opened


def test_two_rooms_are_joined_without_being_led(settings: Settings) -> None:
    first, second = _lead(settings, "farine"), _lead(settings, "bois")
    joined = merge_files(settings, first, second)
    with Store.open(joined) as store:
        offers = [e.entry.body for e in store.entries(kinds=["offer"])]
    assert {offer.label for offer in offers} == {"farine", "bois"}  # type: ignore[union-attr]
    assert current.chosen(settings) == str(second)


def test_nothing_to_archive_is_said(settings: Settings) -> None:
    with pytest.raises(WorkshopMissing, match="Aucun atelier"):
        archive_current(settings)
