"""Codes: zeros found again, Corsica kept, former communes carried; round trips lose nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territorial_lib.geography.territories import Gazetteer
from territorial_lib.imports.carrying import carried
from territorial_lib.imports.codes import LEVEL_LABELS, CodeBook
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.mapping import ColumnMapping, Measure
from territorial_lib.tables.csv_file import to_csv
from tests.imports.conftest import values

Drafted = Callable[..., Draft]


@pytest.mark.parametrize(
    ("text", "level", "code", "repaired"),
    [
        ("26108", "commune", "26108", False),
        ("1001", "commune", "01001", True),
        ("1001.0", "commune", "01001", True),
        ("1001,0", "commune", "01001", True),
        ("2a004", "commune", "2A004", False),
        (" 2A 004 ", "commune", "2A004", False),
        ("COM-26108", "commune", "26108", False),
        ("2024-COM-26108", "commune", "26108", False),
        ("75101", "commune", "75101", False),
        ("01003", "commune", "01003", False),
        ("242600252", "epci", "242600252", False),
        ("242600252.0", "epci", "242600252", True),
        ("1", "departement", "01", True),
        ("2a", "departement", "2A", False),
        ("971", "departement", "971", False),
        ("84", "region", "84", False),
        ("8405", "zone_emploi", "8405", False),
    ],
)
def test_codes_read(book: CodeBook, text: str, level: str, code: str, repaired: bool) -> None:
    assert book.read(text, level) == (code, repaired, "")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("99999", "n’est celui d’aucun territoire"),
        ("", "vide"),
        ("2,6108E+04", "changé en nombre"),
        ("Crest", "n’est celui"),
        ("26", "n’est celui"),
        ("2" * 100, "trop long"),
    ],
)
def test_codes_refused(book: CodeBook, text: str, what: str) -> None:
    read = book.read(text, "commune")
    assert read.code == ""
    assert what in read.reason


def test_a_hostile_text_costs_nothing(book: CodeBook) -> None:
    assert book.read("A" * 1_000_000, "commune").code == ""


@pytest.mark.parametrize("level", ["commune", "epci", "departement", "region", "zone_emploi"])
def test_levels_are_told_apart(book: CodeBook, gazetteer: Gazetteer, level: str) -> None:
    codes = [str(code) for code in gazetteer.units(level).index[:60]]
    assert book.level_of(codes) == (level, 1.0)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_every_code_survives_a_round_trip(
    drafted: Drafted, mapping: ColumnMapping, gazetteer: Gazetteer, format: str
) -> None:
    codes = [str(code) for code in gazetteer.communes.index]
    rows = [[code, rank] for rank, code in enumerate(codes)]
    if format == "csv":
        draft = drafted("code;valeur\n" + "\n".join(f"{code};{rank}" for code, rank in rows))
    else:
        book = openpyxl.Workbook(write_only=True)
        page = book.create_sheet()
        for row in [["code", "valeur"], *rows[::20]]:
            page.append(row)
        stream = io.BytesIO()
        book.save(stream)
        draft = drafted(stream.getvalue(), "essai.xlsx")
    kept = rows if format == "csv" else rows[::20]
    found = values(draft)
    split = {"15031", "15035", "15047", "15171", "60694", "85165", "85212"}
    assert draft.rejected == ()
    assert set(found) == {code for code, _ in kept}
    assert all(found[code] == rank for code, rank in kept if code not in split)


@given(data=st.data(), form=st.sampled_from(["ours", "csv", "xlsx", "numbers"]))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_codes_of_any_level_come_back(
    drafted: Drafted, mapping: ColumnMapping, book: CodeBook, data: st.DataObject, form: str
) -> None:
    level = data.draw(st.sampled_from(list(LEVEL_LABELS)))
    known = sorted(book.gazetteer.units(level).index)
    codes = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=30, unique=True))
    rows = [[code, float(rank)] for rank, code in enumerate(codes)]
    if form == "ours":  # the file that our own tables give
        content: str | bytes = to_csv(["code", "valeur"], rows)
    elif form == "xlsx":
        content = _workbook([["code", "valeur"], *rows])
    else:
        texts = [int(code) if form == "numbers" and code.isdigit() else code for code in codes]
        lines = [f"{text};{rank}" for rank, text in enumerate(texts)]
        content = "\n".join(["code;valeur", *lines])
    draft = drafted(content, "essai.bin", replace(mapping, level=level))
    found = values(draft)
    split = _SPLIT if level == "commune" else set()
    assert draft.rejected == ()
    assert set(codes) <= set(found) | split
    assert set(found) - set(codes) <= split
    whole = {code: rank for code, rank in rows if code not in split}
    assert all(found[str(code)] == rank for code, rank in whole.items()) or split & set(codes)


_SPLIT = {"15031", "15035", "15047", "15171", "60694", "85165", "85212"}
"""Communes recreated: what is said of their parent is shared with them."""


def _workbook(rows: list[list[str | float]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_zeros_lost_by_a_spreadsheet_are_found_again(
    drafted: Drafted, gazetteer: Gazetteer
) -> None:
    codes = [str(code) for code in gazetteer.communes.index if str(code).startswith("0")][:400]
    draft = drafted("code;valeur\n" + "\n".join(f"{int(code)};1" for code in codes))
    assert set(values(draft)) == set(codes)
    assert any("400 codes réparés" in told for told in draft.told)


def test_quantities_of_merged_communes_add_up_and_rates_do_not(
    drafted: Drafted, mapping: ColumnMapping
) -> None:
    how = replace(
        mapping,
        measures=(*mapping.measures, Measure("taux", "taux", "Taux", "%", extensive=False)),
    )
    draft = drafted("code;valeur;taux\n01003;10;5\n01165;7;3\n26108;1;9\n12076;4;2\n", how=how)
    assert values(draft) == {"01165": 17.0, "12218": 4.0, "26108": 1.0}
    rates = values(draft, "taux")
    assert np.isnan(rates["01165"])
    assert (rates["12218"], rates["26108"]) == (2.0, 9.0)
    assert any("ne s’additionnent pas" in told for told in draft.told)


def test_a_missing_part_makes_the_sum_missing(drafted: Drafted) -> None:
    draft = drafted("code;valeur\n01003;secret\n01165;7\n26108;1\n")
    assert np.isnan(values(draft)["01165"])


def test_districts_of_paris_are_not_counted_twice(drafted: Drafted) -> None:
    both = drafted("code;valeur\n75056;30\n75101;10\n75102;20\n26108;1\n")
    assert values(both) == {"26108": 1.0, "75056": 30.0}
    assert any("Paris" in told for told in both.told)
    alone = drafted("code;valeur\n75101;10\n75102;20\n26108;1\n")
    assert values(alone)["75056"] == 30.0


def test_a_cut_commune_is_shared_and_marked(drafted: Drafted) -> None:
    draft = drafted("code;valeur\n60054;100\n26108;1\n")
    found = values(draft)
    assert set(found) == {"60054", "60694", "26108"}
    assert found["60054"] + found["60694"] == pytest.approx(100)
    status = dict(zip(draft.frame["code"], draft.frame["status"], strict=True))
    assert status == {"26108": "imported", "60054": "estimated", "60694": "estimated"}


def test_sums_are_kept_whatever_the_vintage(gazetteer: Gazetteer) -> None:
    history = gazetteer.catalogue.load("commune_history").frame
    old = history.loc[history["kind"].isin(["merge", "rename"]), "old_code"].iloc[::7]
    codes = [*old, "26108", "60054", "15141", "2A004"]
    rows = pd.DataFrame({"code": codes, "year": 2015, "value": np.arange(len(codes)) + 0.5})
    found = carried(rows, history, ["year"], ["value"], []).frame
    assert found["value"].sum() == pytest.approx(rows["value"].sum())
    assert found["code"].is_unique
    assert set(found["code"]) <= set(gazetteer.communes.index)
