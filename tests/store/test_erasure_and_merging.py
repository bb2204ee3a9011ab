from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.errors import WorkshopFileError
from territorial_lib.schemas.entries import (
    Author,
    Comment,
    Entry,
    Erased,
    Erasure,
    Moderation,
    Offer,
    Participant,
    Place,
    Withdrawal,
    WorkshopSettings,
    new_id,
)
from territorial_lib.store import projections
from territorial_lib.store.archive import archive, restore
from territorial_lib.store.erasure import erase
from territorial_lib.store.log import Store
from territorial_lib.store.merging import merge

ZOE = Author(pseudonym="Zoé Unique-Nom", group="citizen", participant="c" * 32)
ANA = Author(pseudonym="Ana", group="firm", participant="d" * 32)
LEAD = Author(pseudonym="", group="facilitator")
SECRET = "Mot-Introuvable-Ailleurs"


def _said(who: Author, label: str) -> Entry:
    return Entry(id=new_id(), who=who, body=Offer(label=label), place=Place(lon=5.0, lat=44.7))


def test_erasure_blanks_the_file_and_keeps_the_fact(store: Store) -> None:
    joined = Entry(id=new_id(), who=ZOE, body=Participant(proof="0" * 64))
    hers, other = _said(ZOE, SECRET), _said(ANA, "farine")
    edit = Moderation(entry=hers.id, action="edit", fields={"label": f"{SECRET} bis"})
    reply = Entry(id=new_id(), who=ANA, body=Comment(entry=hers.id, text="oui"))
    store.append([joined, hers, other, Entry(id=new_id(), who=LEAD, body=edit), reply])
    assert erase(store, "c" * 32, reason="demande") == 3
    log = store.entries()
    assert [logged.seq for logged in log] == list(range(1, 8))
    assert [e.entry.body for e in log[1:3]] == [Erased(was="participant"), Erased(was="offer")]
    assert log[2].entry.place is None
    assert log[2].entry.who == Author(pseudonym="", group="citizen")
    assert [log[3].entry, log[5].entry] == [other, reply]
    assert log[6].entry.body == Erasure(participant="c" * 32, count=3, reason="demande")
    assert erase(store, "c" * 32) == 0


def test_no_byte_of_the_words_remains_in_the_file(file_store: Store) -> None:
    file_store.append([_said(ZOE, f"{SECRET} {rank}") for rank in range(200)])
    erase(file_store, "c" * 32)
    path = file_store.database.path
    assert path is not None
    for file in path.parent.glob(f"{path.name}*"):
        content = file.read_bytes()
        assert SECRET.encode() not in content, file
        assert b"Unique-Nom" not in content, file


def _workshop(path: Path, territory: str = "242600252") -> Store:
    body = WorkshopSettings(name=path.stem, date=date(2026, 11, 24), territory=territory)
    return Store.create(path, Entry(id=new_id(), who=LEAD, body=body))


def test_two_rooms_become_one(tmp_path: Path) -> None:
    one, two = tmp_path / "un.atelier", tmp_path / "deux.atelier"
    shared, taken_back = _said(ANA, "farine"), _said(ZOE, "bois")
    with _workshop(one) as store:
        store.append([shared, taken_back])
    with _workshop(two) as store:
        store.append([_said(ZOE, "lin"), shared])
        store.append([Entry(id=new_id(), who=ZOE, body=Withdrawal(entry=taken_back.id))])
    with merge(one, two, tmp_path / "trois.atelier") as merged:
        log = merged.entries()
    labels = [i.body.label for i in projections.visible(log, Offer)]  # type: ignore[union-attr]
    assert sorted(labels) == ["farine", "lin"]
    assert [logged.seq for logged in log] == list(range(1, len(log) + 1))
    settings = projections.settings(log)
    assert settings is not None and settings.name == "un"
    with Store.open(one) as store:
        assert store.version() == 3


def test_a_merge_applies_the_erasure_of_either_file(tmp_path: Path) -> None:
    one = tmp_path / "un.atelier"
    with _workshop(one) as store:
        store.append([_said(ZOE, SECRET)])
        copy = archive(store, tmp_path / "copie.atelier")
        store.append([_said(ANA, "farine")])
        erase(store, "c" * 32)
    with restore(copy, tmp_path / "ailleurs.atelier") as elsewhere:
        elsewhere.append([_said(ZOE, f"{SECRET} encore")])
    with merge(tmp_path / "ailleurs.atelier", one, tmp_path / "uni.atelier") as merged:
        bodies = [logged.entry.body for logged in merged.entries()]
    assert SECRET not in repr(bodies)
    assert sum(isinstance(body, Erased) for body in bodies) == 2


def test_rooms_of_different_territories_are_not_merged(tmp_path: Path) -> None:
    _workshop(tmp_path / "un.atelier").close()
    _workshop(tmp_path / "deux.atelier", "dep:26").close()
    with pytest.raises(WorkshopFileError, match="territoires"):
        merge(tmp_path / "un.atelier", tmp_path / "deux.atelier", tmp_path / "trois.atelier")
    assert not (tmp_path / "trois.atelier").exists()
