"""The map of communes keeps the official source when the room corrects the whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.schemas import entries
from territorial_lib.sources import Catalogue
from territorial_lib.steps.inventory.map import InventoryMap
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")


def test_a_whole_corrected_does_not_lend_its_source_to_the_communes(tmp_path):
    settings = entries.WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    workshop = create(tmp_path / "essai.atelier", settings, CATALOGUE)
    official = workshop.inventory().resource("vacancy_rate").figure
    said = entries.Correction(
        figure_id=official.id, value=3.0, unit="%", reason="vu", source="Comptage de la mairie"
    )
    workshop.add(said)
    shown = InventoryMap(workshop, [each for each in MEASURES if each.by_commune])
    assert "Comptage" not in shown.view.value
    assert official.source in shown.view.value
    workshop.close()
