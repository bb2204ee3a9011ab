"""What commands print: a figure keeps its identity and its band in a terminal too."""

from __future__ import annotations

import pytest

from territorial_lib import printing
from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.geography.similar import Likeness
from territorial_lib.geography.territories import Territory
from territorial_lib.schemas.figures import Figure, Resource


def figure(**changes) -> Figure:
    usual = {
        "id": "crops_2010/straw/dep:51/2010/-",
        "label": "Paille",
        "value": 150.0,
        "unit": "t/an",
        "year": 2010,
        "source": "Agreste",
        "level": "departement",
        "status": "estimated",
    }
    return Figure(**(usual | changes))


def printed(capsys, shown: Figure) -> str:
    territory = Territory("dep:51", "Marne", "departement", ("51108",))
    row = Resource(figure=shown, family="natural", category="Paille")
    printing.show_inventory(Inventory(territory, Likeness((), (), "Seul."), (row,)))
    return " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())


@pytest.mark.parametrize("words", ["150 t/an", "2010", "département", "estimé", "Agreste"])
def test_a_figure_is_printed_with_its_identity(capsys, words):
    assert words in printed(capsys, figure())


def test_a_band_is_printed_beside_its_value(capsys):
    assert "150 t/an (de 120 à 180)" in printed(capsys, figure(low=120.0, high=180.0))


def test_a_missing_figure_says_why(capsys):
    told = printed(capsys, figure(value=None, status="missing", note="Secret statistique."))
    assert "non disponible" in told
    assert "Agreste. Secret statistique." in told
