"""Numbers as the French type them."""

from __future__ import annotations

import pytest

from territorial_lib.forms.numbers import parse


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None),
        ("  ", None),
        ("12", 12.0),
        ("1\u202f234,5", 1234.5),
        ("1 234 567", 1_234_567.0),
        ("1.5", 1.5),
        ("0.125", 0.125),
        ("1.234.567", 1_234_567.0),
        ("1.234,5", 1234.5),
        ("−3,5", -3.5),
        ("+7", 7.0),
    ],
)
def test_numbers(typed: str, expected: float | None) -> None:
    assert parse(typed) == expected


@pytest.mark.parametrize("typed", ["douze", "1,2,3", "1e5", "inf", "nan", "12 %", "1" * 40, "--1"])
def test_what_is_no_number_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="n’est pas un nombre"):
        parse(typed)


def test_what_could_be_two_numbers_is_asked() -> None:
    with pytest.raises(ValueError, match="1234 ou 1,234"):
        parse("1.234")
