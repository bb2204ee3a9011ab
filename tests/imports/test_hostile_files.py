"""Files as facilitators have them: every fault is said with its line, no guess in silence."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from territorial_lib.errors import FileTooLarge, ImportRefused, UnreadableFile
from territorial_lib.imports.door import Door
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.limits import Limits
from territorial_lib.imports.mapping import ColumnMapping, Measure
from tests.imports.conftest import values

Drafted = Callable[..., Draft]


@pytest.mark.parametrize(
    ("separator", "decimal"), [(";", ","), (";", "."), ("\t", ","), (",", "."), ("|", ",")]
)
def test_any_separator_and_decimal_mark(drafted: Drafted, separator: str, decimal: str) -> None:
    rows = [["code", "valeur"], ["26108", f"12{decimal}5"], ["26113", f"1 234{decimal}25"]]
    draft = drafted("\r\n".join(separator.join(row) for row in rows))
    assert values(draft) == {"26108": 12.5, "26113": 1234.25}


def test_commas_that_separate_nothing(drafted: Drafted) -> None:
    draft = drafted('code,valeur\n26108,"12,5"\n26113,"7,25"\n')
    assert values(draft) == {"26108": 12.5, "26113": 7.25}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_any_usual_encoding(drafted: Drafted, mapping: ColumnMapping, encoding: str) -> None:
    measure = Measure("forêt brûlée", "foret", "Forêt", "ha")
    how = replace(mapping, measures=(measure,))
    draft = drafted("code;forêt brûlée\n26108;3\n26113;4\n".encode(encoding), how=how)
    assert values(draft, "foret") == {"26108": 3.0, "26113": 4.0}


def test_no_separator_is_told(drafted: Drafted) -> None:
    with pytest.raises(UnreadableFile, match="aucun séparateur reconnu"):
        drafted("code/valeur\n26108/3\n")


def test_thousands_of_every_kind(drafted: Drafted) -> None:
    spaced = drafted("code;valeur\n26108;1 234\n26113;1\u202f234\n26001;1\u00a0234,5\n26002;−3\n")
    assert list(values(spaced).values()) == [1234.5, -3.0, 1234.0, 1234.0]
    points = drafted("code;valeur\n26108;1.234.567,5\n26113;12.000\n")
    assert values(points) == {"26108": 1234567.5, "26113": 12000.0}
    doubtful = drafted("code;valeur\n26108;1,234\n26113;2,500\n")
    assert values(doubtful) == {"26108": 1.234, "26113": 2.5}
    assert any("vérifiez l’aperçu" in told for told in doubtful.told)


def test_what_is_missing_stays_missing(drafted: Drafted) -> None:
    draft = drafted(
        "code;valeur\n26108;secret\n26113;\n26001;nd\n26002;0\n26003;N/A - division par 0\n"
    )
    assert values(draft)["26002"] == 0.0
    assert draft.frame["valeur"].isna().sum() == 4
    assert list(draft.frame["status"]) == ["missing", "imported", "missing", "missing", "missing"]
    assert any("1 valeur secrète" in told for told in draft.told)


def test_each_refused_row_has_its_line_and_reason(drafted: Drafted) -> None:
    draft = drafted(
        "code;valeur;note\n26108;12;\n99999;3;\n26113;douze;\n;4;\n26001;=SOMME(B2:B3);\n26002;5;a;b\n"
    )
    reasons = {row.line: row.reason for row in draft.rejected}
    assert values(draft) == {"26108": 12.0}
    assert set(reasons) == {3, 4, 5, 6, 7}
    assert "« 99999 »" in reasons[3]
    assert reasons[4] == "colonne « valeur » : « douze » n’est pas un nombre"
    assert reasons[5] == "le code est vide"
    assert "formule =SOMME(B2:B3)" in reasons[6]
    assert reasons[7] == "4 cellules au lieu de 3"
    assert (draft.refused, draft.total) == (5, 6)


def test_duplicates_are_refused_with_their_lines(drafted: Drafted) -> None:
    draft = drafted("code;valeur\n26108;12\n26113;3\n26108;13\n")
    assert values(draft) == {"26113": 3.0}
    assert [row.line for row in draft.rejected] == [2, 4]
    assert draft.rejected[0].reason == "le code 26108 figure plusieurs fois : lignes 2 et 4"


@pytest.mark.parametrize("content", ["", "\n\n", "code;valeur\n", "\ufeff"])
def test_no_row_is_said(drafted: Drafted, content: str) -> None:
    with pytest.raises(UnreadableFile, match=r"\b0 (ligne|octet)|aucune ligne"):
        drafted(content)


def test_no_row_kept_is_said(drafted: Drafted) -> None:
    with pytest.raises(ImportRefused, match="la ligne 2 est refusée : le code « X »"):
        drafted("code;valeur\nX;12\nY;3\n")


def test_an_open_quote_is_told(drafted: Drafted) -> None:
    limits = Limits(line=2_000)
    content = 'code;valeur\n26108;12\n26113;"3\n' + "26001;4\n" * 1000
    with pytest.raises(UnreadableFile, match=r"ligne 3.*guillemet"):
        _ = _draft_with(drafted, content, limits)


def _draft_with(drafted: Drafted, content: str, limits: Limits) -> Draft:
    door = next(
        cell.cell_contents
        for cell in drafted.__closure__ or ()
        if isinstance(cell.cell_contents, Door)
    )
    before, door._limits = door._limits, limits
    try:
        return drafted(content)
    finally:
        door._limits = before


def test_the_header_is_found_below_titles(drafted: Drafted) -> None:
    draft = drafted("Tableau 3. Surfaces\nSource : mairie\n\ncode;valeur\n26108;12\n26113;3\n")
    assert values(draft) == {"26108": 12.0, "26113": 3.0}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "XLS"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 tronque", "abîmée"),
        (b"SQLite format 3\x00" + b"\0" * 100, "abîmé"),
        (b'{"type": "FeatureCollection", "features": [', "abîmé"),
        (b"code;valeur\n26108;\x00\x00\n", "octets nuls"),
    ],
)
def test_what_is_not_a_table_is_told(drafted: Drafted, content: bytes, what: str) -> None:
    with pytest.raises(ImportRefused, match=what):
        drafted(content, "essai.bin")


def test_an_absent_file_is_told(door: Door, tmp_path: Path) -> None:
    with (
        pytest.raises(UnreadableFile, match="ne peut pas être ouvert"),
        door.open(tmp_path / "rien"),
    ):
        pass


# -- size --------------------------------------------------------------------------------------


def test_two_hundred_megabytes_are_streamed(
    door: Door, mapping: ColumnMapping, tmp_path: Path
) -> None:
    path = tmp_path / "gros.csv"
    filler = "x" * 4000
    with path.open("w") as stream:
        stream.write("niveau;code;valeur;texte\n")
        stream.writelines(f"DEP;26;{rank};{filler}\n" for rank in range(50_000))
        stream.write(f"COM;26108;12;{filler}\n")
    assert path.stat().st_size > 200_000_000
    how = replace(mapping, keep={"niveau": frozenset({"COM"})})
    tracemalloc.start()
    try:
        with door.open(path) as candidates:
            draft = door.draft(path, candidates[0], how)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert values(draft) == {"26108": 12.0}
    assert peak < 40_000_000


def test_a_sparse_file_is_refused_at_once(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "creux.csv"
    with path.open("wb") as stream:
        stream.write(b"code;valeur\n26108;12\n")
        stream.truncate(300_000_000)
    with pytest.raises(UnreadableFile, match="octets nuls"), door.open(path):
        pass


@pytest.mark.parametrize("name", ["gros.geojson", "gros.gpkg"])
def test_what_needs_memory_is_bounded(door: Door, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.write(b"{" if name.endswith("json") else b"SQLite format 3\x00")
        stream.truncate(201_000_000)
    with pytest.raises(FileTooLarge, match=r"201.Mo, 200.Mo au plus"), door.open(path):
        pass


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(rows=2), "plus de 2 lignes"),
        (Limits(columns=1), "2 colonnes, 1 au plus"),
        (Limits(text_bytes=10), "plus de"),
        (Limits(line=10), "une ligne de plus de 10 signes"),
    ],
)
def test_every_limit_is_told(drafted: Drafted, limits: Limits, what: str) -> None:
    with pytest.raises(FileTooLarge, match=what):
        _draft_with(drafted, "code;valeur\n26108;12\n26113;3\n", limits)


def test_a_zip_bomb_is_not_unpacked(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "bombe.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("table.csv", "w") as member,
    ):
        for _ in range(60):
            member.write(b"0" * 1_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(FileTooLarge, match="une fois décompressée"), door.open(path):
        pass


def test_a_bomb_disguised_as_a_workbook(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(FileTooLarge, match="n’est pas le fait d’un vrai tableau"), door.open(path):
        pass


@pytest.mark.parametrize(
    ("names", "what"),
    [(["a.csv", "b.csv"], "plusieurs tableaux"), (["photo.jpg"], "aucun tableau")],
)
def test_a_zip_of_one_table_only(door: Door, tmp_path: Path, names: list[str], what: str) -> None:
    path = tmp_path / "lot.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "code;valeur\n26108;1\n")
    with pytest.raises(UnreadableFile, match=what), door.open(path):
        pass


# -- workbooks ---------------------------------------------------------------------------------


def workbook(rows: list[list[object]], *merged: str, sheet: str = "Feuil1") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_with_titles_and_numbers(drafted: Drafted) -> None:
    rows = [
        *(["Mon tableau", None, None], [None], ["code", "nom", "valeur"]),
        *([1001, "Abergement", 12.5], ["26108", "Crest", "3,5"], ["2A004", "Ajaccio", 1e3]),
    ]
    draft = drafted(workbook(rows, "A1:C1"), "essai.xlsx")
    assert values(draft) == {"01001": 12.5, "26108": 3.5, "2A004": 1000.0}
    assert any("code réparé" in told and "1001 → 01001" in told for told in draft.told)


@pytest.mark.parametrize("name", ["essai.csv", "essai", "essai.zip", "essai.xlsm"])
def test_a_workbook_is_known_by_its_content(drafted: Drafted, name: str) -> None:
    assert values(drafted(workbook([["code", "valeur"], ["26108", 3]]), name)) == {"26108": 3.0}


def test_formulas_are_refused_cell_by_cell(drafted: Drafted) -> None:
    rows = [["code", "valeur"], ["26108", 12], ["26113", "=B2*2"], ["26001", "=SUM(B2:B3)"]]
    draft = drafted(workbook(rows), "essai.xlsx")
    assert values(draft) == {"26108": 12.0}
    assert [(row.line, row.reason) for row in draft.rejected] == [
        (3, "colonne « valeur » : formule =B2*2"),
        (4, "colonne « valeur » : formule =SUM(B2:B3)"),
    ]


def test_merged_cells_are_never_filled_in(drafted: Drafted) -> None:
    rows = [["code", "valeur"], ["26108", 12], ["26113", None], ["26001", 5]]
    draft = drafted(workbook(rows, "B2:B3"), "essai.xlsx")
    assert values(draft) == {"26001": 5.0, "26108": 12.0}
    assert draft.rejected[0].reason == "colonne « valeur » : cellules fusionnées B2:B3"


def test_a_header_on_two_merged_rows(drafted: Drafted, mapping: ColumnMapping) -> None:
    rows = [["code", "Surfaces", None], [None, "bois", "prés"], ["26108", 3, 4], ["26113", 5, 6]]
    measures = (Measure("prés", "pres", "Prés", "ha"),)
    draft = drafted(
        workbook(rows, "A1:A2", "B1:C1"), "essai.xlsx", replace(mapping, measures=measures)
    )
    assert values(draft, "pres") == {"26108": 4.0, "26113": 6.0}


def test_a_damaged_workbook(drafted: Drafted) -> None:
    content = workbook([["code", "valeur"], ["26108", 1]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(UnreadableFile, match="abîmé"):
        drafted(stream.getvalue(), "essai.xlsx")
