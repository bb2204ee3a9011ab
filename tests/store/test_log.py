from __future__ import annotations

import threading
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from territorial_lib.errors import InvalidEntry, ReadOnlyPlace, WorkshopExists, WorkshopMissing
from territorial_lib.schemas.entries import Author, Entry, Place, Resource, new_id
from territorial_lib.store.log import Store

MakeEntry = Callable[[str], Entry]
ODD_TEXTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'); DROP TABLE entries; --",
    "👩🏽‍🌾 maraîchère 🥕",
    "שלום עולם",
    "\u202eabc\u202c marque d’ordre",
    "e\u0301t\u00e9",
    "ﬁn\u2028ligne",
    "%s %(x)s :nom {0} \\u0000",
    "\U0010ffff",
]


def test_created_workshop_holds_its_settings(store: Store, settings_entry: Entry) -> None:
    (first,) = store.entries()
    assert first.seq == store.version() == 1
    assert first.entry == settings_entry
    assert first.received_at == "2026-11-24T09:30:01.000Z"


def test_append_numbers_in_order_and_survives_reopening(
    store: Store, target: str, resource: MakeEntry
) -> None:
    wanted = [resource(f"n° {rank}") for rank in range(5)]
    receipts = store.append(wanted[:2]) + store.append(wanted[2:])
    assert [r.seq for r in receipts] == [2, 3, 4, 5, 6]
    assert all(r.new for r in receipts)
    store.close()
    with Store.open(target) as again:
        assert [logged.entry for logged in again.entries(since=1)] == wanted


def test_repeated_id_changes_nothing(store: Store, resource: MakeEntry) -> None:
    entry = resource("Bois")
    (first,) = store.append([entry])
    (second,) = store.append([entry])
    twice = store.append([entry, entry])
    assert (second.seq, second.new) == (first.seq, False)
    assert [r.new for r in twice] == [False, False]
    assert store.version() == 2


def test_same_id_twice_in_one_batch_is_kept_once(store: Store, resource: MakeEntry) -> None:
    entry, other = resource("Bois"), resource("Lin")
    receipts = store.append([entry, entry, other])
    assert [(r.seq, r.new) for r in receipts] == [(2, True), (2, False), (3, True)]
    assert [logged.entry for logged in store.entries(since=1)] == [entry, other]


def test_same_id_other_content_is_refused_and_its_batch_with_it(
    store: Store, resource: MakeEntry
) -> None:
    entry = resource("Bois")
    store.append([entry])
    forged = Entry(id=entry.id, who=entry.who, body=resource("Lin").body)
    with pytest.raises(InvalidEntry, match=entry.id):
        store.append([resource("Chanvre"), forged])
    assert [logged.entry for logged in store.entries(since=1)] == [entry]


def test_struct_built_in_python_is_checked_too(store: Store) -> None:
    body = Resource(family="human", label="x" * 500, use="used", quantity=float("nan"))
    with pytest.raises(InvalidEntry, match="intitulé"):
        store.append([Entry(id=new_id(), who=Author(pseudonym="", group="citizen"), body=body)])
    assert store.version() == 1


def test_entries_of_some_kinds_since_a_number(store: Store, resource: MakeEntry) -> None:
    store.append([resource("a"), resource("b")])
    assert [logged.seq for logged in store.entries(kinds=["workshop"])] == [1]
    assert [logged.seq for logged in store.entries(since=2, kinds=["resource"])] == [3]
    assert store.entries(kinds=[]) == []
    assert store.append([]) == []


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_text_comes_back_as_data(store: Store, text: str) -> None:
    body = Resource(family="natural", label=text, use="used", note=text + "\n" + text)
    place = Place(lon=5.02, lat=44.73, commune="26113")
    entry = Entry(id=new_id(), who=Author(pseudonym=text, group="elected"), body=body, place=place)
    store.append([entry])
    back = store.entries(since=1)[0].entry
    assert isinstance(back.body, Resource)
    assert back.body.label == unicodedata.normalize("NFC", text)
    assert back.place == place


def test_read_only_store_reads_and_refuses_to_write(
    store: Store, target: str, resource: MakeEntry
) -> None:
    with Store.open(target, read_only=True) as reader:
        store.append([resource("Bois")])
        assert reader.version() == 2
        with pytest.raises(ReadOnlyPlace):
            reader.append([resource("Lin")])
        with pytest.raises(ReadOnlyPlace), reader.database.reading() as connection:
            connection.exec_driver_sql("DELETE FROM entries")
    assert store.version() == 2


def test_creating_never_overwrites(store: Store, target: str, settings_entry: Entry) -> None:
    with pytest.raises(WorkshopExists):
        Store.create(target, settings_entry)
    assert store.version() == 1


def test_creating_starts_with_settings(target: str, resource: MakeEntry) -> None:
    with pytest.raises(InvalidEntry, match="réglages"):
        Store.create(target, resource("Bois"))
    with pytest.raises(WorkshopMissing):
        Store.open(target)


def test_threads_share_a_store(store: Store, resource: MakeEntry) -> None:
    entries = [resource(f"{rank}") for rank in range(60)]
    with ThreadPoolExecutor(12) as pool:
        receipts = [receipts[0] for receipts in pool.map(lambda e: store.append([e]), entries)]
    assert sorted(r.seq for r in receipts) == list(range(2, 62))
    assert {logged.entry.id: logged.seq for logged in store.entries(since=1)} == {
        r.id: r.seq for r in receipts
    }


def test_appends_that_wait_together_share_one_transaction(
    file_store: Store, resource: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = file_store.database
    opened: list[int] = []
    gate = threading.Event()
    real = database.writing

    def counted():  # type: ignore[no-untyped-def]
        opened.append(1)
        assert gate.wait(10)
        return real()

    monkeypatch.setattr(database, "writing", counted)
    conflicting = resource("d’abord")
    forged = Entry(id=conflicting.id, who=conflicting.who, body=resource("ensuite").body)
    group = file_store._group
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(file_store.append, [conflicting])
        while not opened:
            time.sleep(0.001)
        waiting = [pool.submit(file_store.append, [resource(str(n))]) for n in range(6)]
        refused = pool.submit(file_store.append, [forged])
        while len(group._pending) < 7:
            time.sleep(0.001)
        gate.set()
        assert first.result(10)[0].new
        assert sorted(f.result(10)[0].seq for f in waiting) == list(range(3, 9))
        with pytest.raises(InvalidEntry):
            refused.result(10)
    assert len(opened) == 2


def test_an_interrupted_leader_leaves_the_others_served(
    file_store: Store, resource: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = file_store._group
    real, gate, begun = group._commit, threading.Event(), threading.Event()

    def interrupted(batch: object) -> None:
        monkeypatch.setattr(group, "_commit", real)
        begun.set()
        assert gate.wait(10)
        raise KeyboardInterrupt

    monkeypatch.setattr(group, "_commit", interrupted)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(file_store.append, [resource("Bois")])
        assert begun.wait(10)
        others = [pool.submit(file_store.append, [resource(str(n))]) for n in range(5)]
        while len(group._pending) < 5:
            time.sleep(0.001)
        gate.set()
        assert isinstance(first.exception(10), KeyboardInterrupt)
        assert sorted(f.result(10)[0].seq for f in others) == [2, 3, 4, 5, 6]
    assert file_store.version() == 6


def test_a_group_refused_holds_no_other_back(store: Store, resource: MakeEntry) -> None:
    first, other = resource("four"), resource("moulin")
    store.append([first])
    stolen = Entry(id=first.id, who=other.who, body=other.body)
    outcomes = store.append_each([[resource("scie"), stolen], [other], [first]])
    assert isinstance(outcomes[0], InvalidEntry)
    assert [[receipt.new for receipt in each] for each in outcomes[1:]] == [[True], [False]]  # type: ignore[union-attr]
    assert [logged.entry.id for logged in store.entries(since=1)] == [first.id, other.id]
