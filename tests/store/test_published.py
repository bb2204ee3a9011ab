from __future__ import annotations

from pathlib import Path

from territorial_lib.store.archive import archive
from territorial_lib.store.log import Store
from territorial_lib.store.published import ENDING, Published


def test_results_are_kept_beside_the_workshop_on_each_database(store: Store, target: str) -> None:
    results = Published.beside(target)
    assert results.get("map") is None
    results.put_all([("map", "f1", "{}"), ("counts", "f2", '{"é": 1}')])
    results.put("map", "f3", "[1]")
    results.close()
    again = Published.beside(target)
    assert again.get("map") == ("f3", "[1]")
    assert again.fingerprints() == {"map": "f3", "counts": "f2"}
    again.close()


def test_results_are_no_part_of_an_archive_and_may_be_lost(file_store: Store) -> None:
    path = file_store.database.path
    assert path is not None
    beside = path.with_name(path.name + ENDING)
    results = Published.beside(path)
    results.put("secret", "f", '"SecretResult"')
    results.close()
    made = archive(file_store, path.with_name("copie.atelier"))
    assert b"SecretResult" not in made.read_bytes()
    beside.write_bytes(b"not a database at all" * 400)
    again = Published.beside(path)
    assert again.get("secret") is None
    again.close()
    assert Path(beside).exists()


def test_a_result_is_read_for_one_state_only(store: Store, target: str) -> None:
    assert Published.seen(store.database) is None
    results = Published.beside(target)
    results.put("gaps", "f1", '{"é": [1, null]}')
    with Store.open(target, read_only=True) as reader:
        seen = Published.seen(reader.database)
        assert seen is not None
        assert seen.read("gaps", "f1") == {"é": [1, None]}
        assert seen.read("gaps", "f2") is None
        assert seen.read("leaks", "f1") is None
        seen.close()
        assert reader.version() == 1, "what the workshop lends stays open"
    results.close()
