"""An imported table travels in the workshop's file, goes before ours, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.errors import ImportRefused, Stopped
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.watching import Watch
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import WorkshopSettings
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue
from territorial_lib.steps.imports.page import import_file
from territorial_lib.store.archive import archive, restore
from territorial_lib.workshop import Workshop, create
from tests.imports.conftest import DATA, FIXTURES

Drafted = Callable[..., Draft]


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    settings = WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory="26108")
    made = create(tmp_path / "essai.atelier", settings, Catalogue(DATA))
    yield made
    made.close()


def test_kept_seen_withdrawn_and_brought_back(workshop: Workshop, drafted: Drafted) -> None:
    draft = drafted("code;valeur\n26108;12\n26113;3\n")
    entry = workshop.keep_import(draft)
    workshop.log()
    assert workshop.catalogue.load("import_essai").frame.equals(draft.frame)
    assert "import_essai" in workshop.catalogue.cards
    workshop.toggle(entry)
    workshop.log()
    assert workshop.kept.tables == {}
    assert "import_essai" not in workshop.catalogue.cards
    workshop.toggle(entry)
    workshop.log()
    assert list(workshop.kept.tables) == ["import_essai"]


def test_the_last_import_counts_and_the_former_comes_back(
    workshop: Workshop, drafted: Drafted
) -> None:
    workshop.keep_import(drafted("code;valeur\n26108;12\n"))
    second = workshop.keep_import(drafted("code;valeur\n26108;13\n"))
    workshop.log()
    assert workshop.catalogue.load("import_essai").frame["valeur"].tolist() == [13.0]
    workshop.toggle(second)
    workshop.log()
    assert workshop.catalogue.load("import_essai").frame["valeur"].tolist() == [12.0]


def test_it_travels_in_the_archive(workshop: Workshop, drafted: Drafted, tmp_path: Path) -> None:
    draft = drafted("code;valeur\n26108;12\n")
    workshop.keep_import(draft)
    path = archive(workshop.store, tmp_path / "archive.atelier")
    again = Workshop(restore(path, tmp_path / "rouvert.atelier"), Catalogue(DATA))
    again.log()
    assert again.kept.tables["import_essai"].sourced.card == draft.imported.sourced.card
    again.close()


def test_a_damaged_import_is_told_and_blocks_nothing(workshop: Workshop, drafted: Drafted) -> None:
    workshop.keep_import(drafted("code;valeur\n26108;12\n"))
    with workshop.store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE contents SET content = x'00'")
    again = Workshop(workshop.store, Catalogue(DATA))
    assert again.settings.name == "Essai"
    assert again.kept.tables == {}
    assert "abîmé" in again.kept.faults["import_essai"] or again.kept.faults["import_essai"]


def jobs(workshop: Workshop) -> Figure:
    """Give the jobs of the workshop's territory, as its inventory shows them."""
    rows = workshop.inventory().resources
    (found,) = [each.figure for each in rows if each.figure.id.split("/")[1] == "jobs"]
    return found


@pytest.mark.parametrize(
    ("name", "value", "year"),
    [
        ("DS_RP_EMPLOI_LT_COMP_2022_data.csv", 4410.25, 2022),
        ("DS_RP_EMPLOI_LT_PRINC_2022_data.csv", 4420.75, 2022),
        ("base-cc-emploi-pop-active-2021.CSV", 4401.5, 2021),
    ],
)
def test_it_goes_before_ours_shows_so_and_is_taken_back(
    workshop: Workshop, name: str, value: float, year: int
) -> None:
    before = jobs(workshop)
    assert before.status != "imported"
    import_file(workshop, FIXTURES / name)
    after = jobs(workshop)
    assert (after.value, after.year, after.status) == (value, year, "imported")
    assert "Insee, recensement" in after.source
    (kept,) = workshop.said(entries.Import)
    workshop.toggle(kept.id)
    assert jobs(workshop) == before


def test_nothing_is_kept_of_a_file_that_is_refused_or_stopped(workshop: Workshop) -> None:
    watch = Watch()
    watch.stop()
    with pytest.raises(Stopped):
        import_file(workshop, FIXTURES / "DS_BPE_2024_data.csv", watch=watch)
    with pytest.raises(ImportRefused):
        import_file(workshop, FIXTURES / "meta_base-cc-emploi-pop-active-2021.CSV")
    assert workshop.said(entries.Import) == []
    assert workshop.kept.tables == {}
