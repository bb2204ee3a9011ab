"""Numbers and their units, as French writes them."""

from __future__ import annotations

import pytest

from territorial_lib.typography import quantity


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1, "lieux", "1 lieu"),
        (0, "emplois", "0 emploi"),
        (-1.5, "locaux", "−1,5 local"),
        (1.999, "lieux", "2 lieux"),
        (2, "lieux", "2 lieux"),
        (31268, "emplois", "31\u202f268 emplois"),
        (1, "emplois par km²", "1 emploi par km²"),
        (1.5, "emplois compatibles", "1,5 emplois compatibles"),
        (1, "moulins", "1 moulins"),
        (1, "%", "1 %"),
        (None, "lieux", "non disponible"),
    ],
)
def test_a_unit_agrees_with_its_number(value: float | None, unit: str, expected: str) -> None:
    told = quantity(value, unit)
    assert told.replace("\u00a0", " ") == expected
