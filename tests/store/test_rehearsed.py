"""A whole evening on each database: the same log, the same that people see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from territorial_lib.diagnosis.plan.catalogue import kinds
from territorial_lib.rehearsal.facts import Facts, Town
from territorial_lib.rehearsal.players import Outcome
from territorial_lib.rehearsal.running import aside
from territorial_lib.rehearsal.scenario import scenario
from territorial_lib.sources import Catalogue
from territorial_lib.store import projections
from territorial_lib.store.log import Store
from tests.conftest import ROOT


def test_an_evening_is_the_same_on_postgresql(
    postgresql: Callable[[], str], tmp_path: Path
) -> None:
    town = Town("26108", "Crest", 5.02, 44.73, 8600.0)
    known = Facts(
        "26108",
        "Crest",
        (town,),
        (),
        (),
        (),
        kinds(Catalogue(ROOT / "data")),
        (),
        {"CA": "Agroalimentaire"},
    )
    written, logs = scenario(known, 10), []
    for target in (postgresql(), tmp_path / "soirée.atelier"):
        outcome = Outcome()
        aside(target, written, date(2026, 11, 24), outcome)
        assert outcome.surprises == []
        with Store.open(target, read_only=True) as store:
            logs.append(store.entries())
    assert logs[0] == logs[1]
    states = {item.state for item in projections.items(logs[0])}
    assert states == {"visible", "withdrawn", "hidden", "merged"}
