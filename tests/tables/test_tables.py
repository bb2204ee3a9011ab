"""Cards and tables: every figure with its identity, nothing typed is markup or formula."""

from __future__ import annotations

import base64
import csv
import io
import math
import re
import threading
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.schemas.figures import Comparison, Figure, Resource
from territorial_lib.tables import Column, DataTable, FigureCards, figure_table, naming
from territorial_lib.tables.csv_file import to_csv


def figure(name: str = "population", **changes: Any) -> Figure:
    whole = {
        "id": f"population/{name}/242600252/2023/-",
        "label": "Population",
        "value": 31268.0,
        "unit": "hab.",
        "year": 2023,
        "source": "Insee <RP>",
        "level": "epci",
        "status": "observed",
    }
    return Figure(**{**whole, **changes})


def resource(name: str = "population", **changes: Any) -> Resource:
    whole = {"figure": figure(name), "family": "human", "category": "Habitants"}
    return Resource(**{**whole, **changes})


MISSING = resource(
    "bois",
    figure=figure("bois", label="Bois", value=None, unit="m³", status="missing", note="Secret."),
)


def test_the_plain_text_lists_the_figures() -> None:
    cards = FigureCards([resource(), MISSING])
    assert cards._repr_mimebundle_()["text/plain"].splitlines() == [
        "Population (2023, observé)\u00a0: 31\u202f268\u00a0hab.",
        "Bois (2023, manquant)\u00a0: non disponible",
    ]
    assert (
        figure_table([resource()])._repr_mimebundle_()["text/plain"].startswith("Population (2023")
    )


def test_an_estimate_shows_no_digit_that_its_band_denies() -> None:
    estimate = figure(value=89140.0, low=62948.0, high=176012.0, status="estimated")
    (card,) = FigureCards([resource(figure=estimate)]).children
    assert "90\u202f000" in card.value
    assert "entre 60\u202f000 et 180\u202f000\u00a0hab." in card.value
    counted = figure(value=89140.0, low=62948.0, high=176012.0)
    assert "89\u202f140" in FigureCards([resource(figure=counted)]).children[0].value


def test_a_card_says_everything_about_its_figure() -> None:
    official = figure()
    declared = figure(
        value=33000.0, status="declared", source="Marie", note="Compté <ici>", low=3e4, high=35e3
    )
    (card,) = FigureCards([resource(figure=declared, versions=(official, declared))]).children
    for words in (
        "33\u202f000",
        "déclaré par la salle",
        "tw-badge--declared",
        "intercommunalité",
        "entre 30\u202f000 et 35\u202f000\u00a0hab.",
        "Compté &lt;ici&gt;",
        "31\u202f268\u00a0hab.",
        "Insee &lt;RP&gt;",
    ):
        assert words in card.value, words


def test_a_missing_figure_is_said_with_its_reason() -> None:
    (card,) = FigureCards([MISSING]).children
    assert "non disponible" in card.value
    assert "Secret." in card.value.split("<details")[0]


def test_a_comparison_is_drawn_by_the_function_given() -> None:
    class Drawn:
        svg = "<svg id='here'></svg>"

    compared = resource(comparison=Comparison(median=figure(value=28000.0), values=(1.0, 2.0)))
    (card,) = FigureCards([compared], picture=lambda f, c: Drawn()).children
    assert "<svg id='here'>" in card.value
    assert "Médiane de 2 territoires semblables\u00a0: 28\u202f000\u00a0hab." in card.value


def test_updating_touches_only_what_changed_from_any_thread() -> None:
    cards = FigureCards([resource(), MISSING])
    first, second = cards.children
    changes: list[Any] = []
    second.observe(changes.append, "value")
    changed = resource(figure=msgspec.structs.replace(figure(), value=40000.0, status="declared"))
    thread = threading.Thread(target=cards.update, args=([changed, MISSING],))
    thread.start()
    thread.join()
    assert cards.children == (first, second)
    assert "40\u202f000" in first.value
    assert changes == []
    cards.update([MISSING])
    assert cards.children == (second,)


def test_the_table_has_a_caption_and_scopes() -> None:
    html = figure_table([resource()]).html()
    assert "<caption>" in html
    assert html.count('scope="col"') == 8
    assert html.count('scope="row"') == 1
    assert "Insee &lt;RP&gt;" in html


def test_filter_forgives_accents_and_order_puts_missing_last() -> None:
    rows = [
        resource(),
        MISSING,
        resource("foret", figure=figure("foret", label="Forêt", value=5.0)),
    ]
    table = figure_table(rows)
    table.filter.value = "FORET"
    assert re.findall(r'scope="row">([^<]+)', table.html()) == ["Forêt"]
    assert "1 ligne sur 3" in table._count.value
    table.filter.value = ""
    table.order.value = 3
    assert re.findall(r'scope="row">([^<]+)', table.html()) == ["Population", "Forêt", "Bois"]
    table.order.value = 0
    assert re.findall(r'scope="row">([^<]+)', table.html()) == ["Bois", "Forêt", "Population"]


def test_the_file_carries_every_row_whatever_the_filter() -> None:
    table = figure_table([resource(), MISSING])
    table.filter.value = "bois"
    encoded = re.search(r"base64,([^\"]+)", table._link.value)
    assert encoded is not None
    text = base64.b64decode(encoded[1]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Valeur"] for row in rows] == ["31268", ""]
    assert rows[0]["Identifiant"] == figure().id


def test_a_long_table_shows_its_first_rows_and_says_so() -> None:
    columns: list[Column[int]] = [Column("N", str)]
    table = DataTable(range(1000), columns, caption="Nombres", file_name="n.csv")
    assert table.html().count("<tr>") == 51
    assert "les 50 premières" in table._count.value
    assert table.csv().count("\r\n") == 1001


def test_the_rest_of_a_long_table_is_one_click_away_and_a_filter_starts_again() -> None:
    columns: list[Column[int]] = [Column("N", str)]
    table = DataTable(range(130), columns, caption="Nombres", file_name="n.csv", first=12)
    assert table.more.layout.display is None
    table.more.click()
    assert table.html().count("<tr>") == 113
    table.update(range(130))
    assert table.html().count("<tr>") == 113, "news do not fold what was unfolded"
    table.more.click()
    assert table.html().count("<tr>") == 131
    assert table.more.layout.display == "none"
    table.filter.value = "1"
    assert table.html().count("<tr>") == 13
    table.filter.value = "128"
    assert table.more.layout.display == "none"


def test_codes_keep_their_zeros_and_numbers_their_comma() -> None:
    text = to_csv(["code", "x"], [["01001", -1.5], [None, math.nan], ["a;b", 3]])
    assert text == '\ufeff"code";"x"\r\n"01001";"-1,5"\r\n"";""\r\n"a;b";"3"\r\n'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1 / 3, "0,333333"),
        (31268.000000000004, "31268"),
        (1234567.891, "1234568"),
        (89140.26, "89140,3"),
        (-12.3456789, "-12,3457"),
        (1.23456789e-7, "0,000000123457"),
        (1e20, "100000000000000000000"),
        (-0.0, "0"),
        (-1e-30, "0"),
        (math.inf, ""),
        (7, "7"),
    ],
)
def test_numbers_have_no_false_digits(value: float, written: str) -> None:
    assert to_csv([], [[value]]).splitlines()[-1] == f'"{written}"'


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_comes_back_to_six_digits(value: float) -> None:
    written = to_csv([], [[value]]).splitlines()[-1].strip('"')
    assert re.fullmatch(r"-?\d+(,\d+)?", written)
    assert float(written.replace(",", ".")) == pytest.approx(value, rel=1e-5, abs=1e-15)


def test_the_file_is_named_after_the_workshop_and_its_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(naming, "_occasions", [])
    assert 'download="ressources.csv"' in figure_table([resource()])._link.value
    names = ["Biovallée : « l’été » !"]
    naming.name_files(lambda: (names[-1], date(2026, 11, 24)))
    table = figure_table([resource()])
    assert 'download="biovallee-l-ete-2026-11-24-ressources.csv"' in table._link.value
    names.append('"><script>')
    table.update([resource()])
    assert 'download="script-2026-11-24-ressources.csv"' in table._link.value
    names.append("…")
    assert naming.file_name("lignes_refusees.csv") == "2026-11-24-lignes-refusees.csv"


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_no_cell_is_a_formula(start: str) -> None:
    row = next(csv.reader([to_csv([f"{start}cmd"], []).removeprefix("\ufeff")], delimiter=";"))
    assert row[0].startswith("'")


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
def test_any_text_comes_back(cells: list[str]) -> None:
    text = to_csv(cells, [cells]).removeprefix("\ufeff")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        assert [cell.removeprefix("'") for cell in row] == [
            cell.removeprefix("'") for cell in cells
        ]
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
