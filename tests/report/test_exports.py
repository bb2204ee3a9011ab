"""What a workshop leaves: every figure as in the JSON, every typed text as it was typed."""

from __future__ import annotations

import csv
import math
from typing import Any
from xml.etree import ElementTree

import lxml.html
import openpyxl
import pyogrio
from docx import Document
from docx.oxml.ns import qn

from territorial_lib.report.word.document import FIGURE_HEADER
from territorial_lib.schemas.figures import STATUS_LABELS, Figure
from territorial_lib.schemas.rounding import sure
from territorial_lib.tables.csv_file import FORMULA
from territorial_lib.tables.wording import LEVEL_LABELS
from territorial_lib.typography import quantity
from tests.report.conftest import TERRITORY, Written, figures
from tests.report.filled import FORMULAS, HOSTILE

Known = dict[str, list[dict[str, Any]]]


def by_id(json: Any) -> Known:
    found: Known = {}
    for each in figures(json):
        found.setdefault(each["id"], []).append(each)
    return found


def test_every_format_is_written_and_told(written: Written) -> None:
    names = sorted(each.name for each in written.folder.iterdir())
    assert len(names) == 5
    assert all(each.startswith("hyperlink-http-x-b-atelier-b-d-ete-2026-11-24-") for each in names)
    assert not list(written.folder.glob("*.partial"))
    shares = [share for _, share in written.told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def sheets(written: Written) -> dict[str, list[dict[str, Any]]]:
    book = openpyxl.load_workbook(written.file(".xlsx"))
    found = {}
    for sheet in book.worksheets[1:]:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def test_every_figure_of_the_spreadsheet_is_the_json_s(written: Written) -> None:
    known = by_id(written.json)
    rows = [
        row
        for name, sheet in sheets(written).items()
        if name != "Versions"
        for row in sheet
        if {"Identifiant", "Statut", "Niveau"} <= row.keys()
    ]
    seen = set()
    for row in rows:
        same = [each for each in known[row["Identifiant"]] if said(each) == kept(row)]
        assert same, (row, known[row["Identifiant"]])
        seen.add(row["Identifiant"])
    assert seen == known.keys()
    assert len(seen) > 500


def said(figure: dict[str, Any]) -> tuple[Any, ...]:
    names = ("value", "unit", "year", "source", "low", "high", "note")
    level = LEVEL_LABELS.get(figure["level"], figure["level"])
    words = (
        figure[name] or "" if isinstance(figure[name], str) else figure[name] for name in names
    )
    return (*words, level, STATUS_LABELS[figure["status"]])


def kept(row: dict[str, Any]) -> tuple[Any, ...]:
    words = {name: "" if row[name] is None else row[name] for name in ("Unité", "Source", "Note")}
    return (
        row["Valeur"],
        words["Unité"],
        row["Année"],
        words["Source"],
        row["Bas"],
        row["Haut"],
        words["Note"],
        row["Niveau"],
        row["Statut"],
    )


def test_the_spreadsheet_keeps_codes_and_runs_no_formula(written: Written) -> None:
    book = openpyxl.load_workbook(written.file(".xlsx"))
    typed = set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                if isinstance(cell.value, str):
                    typed.add(cell.value)
                    assert cell.quotePrefix == cell.value.startswith(FORMULA)
        if sheet.title != "Lire moi":
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref.startswith("A1:")
            assert sheet["A2"].value == TERRITORY
    assert set(HOSTILE[:80]) <= typed
    communes = sheets(written)["Communes"]
    assert {"26001", "26006"} & {row["Code de la commune"] for row in communes}
    assert all(isinstance(row["Code de la commune"], str) for row in communes)


def test_the_csv_files_open_in_a_french_spreadsheet(written: Written) -> None:
    folder = written.file("-csv")
    text = (folder / "inventaire.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(text[1:].splitlines(), delimiter=";"))
    known = by_id(written.json)
    numbers = [row for row in rows if row["Valeur"]]
    for row in numbers:
        value = float(row["Valeur"].replace(",", "."))
        assert any(math.isclose(value, f["value"], rel_tol=1e-5) for f in known[row["Identifiant"]])
    cells = [cell for row in rows for cell in row.values()]
    assert {f"'{each}" for each in FORMULAS} <= set(cells)
    negative = [cell for cell in cells if cell.startswith("-")]
    assert not [c for c in cells if c.startswith(FORMULA) and c not in negative]
    assert all(float(each.replace(",", ".")) < 0 for each in negative)


def test_every_figure_of_the_page_is_the_json_s(written: Written) -> None:
    known = by_id(written.json)
    page = lxml.html.parse(str(written.file(".html")))
    seen = set()
    for line in page.iter("tr"):
        id_ = line.get("data-id")
        if id_ is None:
            continue
        (data,) = line.iter("data")
        value = None if data.get("value") is None else float(data.get("value"))
        seen.add(id_)
        assert any(f["value"] == value and data.text_content() == read(f) for f in known[id_]), (
            id_,
            value,
        )
    steps = {name: written.json[name] for name in ("gaps", "glocalisation", "leaks")}
    whole = {f["id"] for f in figures(steps) if f["label"] and "severity" not in f["id"]}
    asked = {f["id"] for f in written.json["inventory"] if f["use"] == "unknown"}
    whole |= {f["id"] for f in written.json["inventory"]} - asked
    assert whole <= seen


def read(figure: dict[str, Any]) -> str:
    names = ("id", "label", "value", "unit", "year", "source", "level", "status", "low", "high")
    whole = Figure(**{name: figure[name] for name in names})
    return quantity(sure(whole, whole.value), whole.unit)


def test_the_page_runs_nothing_that_was_typed(written: Written) -> None:
    text = written.file(".html").read_text(encoding="utf-8")
    page = lxml.html.document_fromstring(text)
    assert len(page.findall(".//script")) == 1
    assert not page.xpath("//*[@*[starts-with(name(), 'on')]]")
    assert {each.tag for each in page.iter() if isinstance(each.tag, str)} <= ALLOWED
    hrefs = page.xpath("//@href | //@src | //@xlink:href", namespaces={"xlink": "x"})
    assert all(each.startswith("#") for each in hrefs)
    shown = page.text_content()
    assert all(each in shown for each in HOSTILE)
    assert len(text) < 3_000_000
    assert page.get("lang") == "fr"


ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p"),
    *("strong", "main", "nav", "ol", "ul", "li", "section", "div", "table", "caption", "thead"),
    *("tbody", "tr", "th", "td", "data", "span", "details", "summary", "dl", "dt", "dd"),
    *("figure", "figcaption", "iframe", "svg", "desc", "path", "rect", "text", "tspan", "circle"),
    *("polygon", "g", "footer", "script", "line"),
}


def test_every_figure_of_the_document_is_the_json_s(written: Written) -> None:
    expected: dict[tuple[str, ...], list[str]] = {}
    for each in figures(written.json):
        for shape in shapes(each):
            expected.setdefault(shape, []).append(each["label"].lower())
    count = 0
    for table in Document(str(written.file(".docx"))).tables:
        head, *rows = [texts(row) for row in table._tbl.tr_lst]
        if head != list(FIGURE_HEADER):
            continue
        for label, value, _, year, status, _ in rows:
            labels = expected[value.split("\n")[0], year, status]
            assert any(each in label.lower() for each in labels), (label, value)
            count += 1
    assert count > 150


def shapes(figure: dict[str, Any]) -> list[tuple[str, ...]]:
    year = "" if figure["year"] is None else str(figure["year"])
    return [(read(figure), year, STATUS_LABELS[figure["status"]])]


def texts(row: Any) -> list[str]:
    return [broken(cell) for cell in row.tc_lst]


def broken(cell: Any) -> str:
    return "".join(
        "\n" if each.tag == qn("w:br") else each.text or ""
        for each in cell.iter(qn("w:t"), qn("w:br"))
    )


def test_the_document_can_be_restyled_and_heard(written: Written) -> None:
    document = Document(str(written.file(".docx")))
    styles = {each.name for each in document.styles}
    assert {"Heading 1", "Heading 2", "Caption", "Tableau Atelier", "Atelier Constat"} <= styles
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(titles) == 8
    entries = [p for p in document.paragraphs if p.style.name in ("toc 1", "TOC 1")]
    assert len(entries) == len(titles)
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    pictures = list(document.element.iter(qn("wp:docPr")))
    assert len(pictures) > 5
    assert all(len(each.get("descr")) > 20 for each in pictures)
    for table in document.element.iter(qn("w:tbl")):
        assert table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    codes = {each.text.split()[0] for each in document.element.iter(qn("w:instrText"))}
    assert codes == {"TOC", "SEQ"}
    shown = "\n".join(each.text or "" for each in document.element.iter(qn("w:t")))
    assert all(each in shown for each in HOSTILE)


def test_the_map_opens_with_its_styles(written: Written) -> None:
    path = written.file(".gpkg")
    layers = dict(pyogrio.list_layers(path).tolist())
    assert layers.keys() >= {"communes", "perimetre", "salle", "usines", "layer_styles"}
    for name, geometry in layers.items():
        info = pyogrio.read_info(path, layer=name)
        assert info["crs"] == ("EPSG:4326" if geometry else None)
    communes = pyogrio.read_dataframe(path, layer="communes")
    assert len(communes) == len(written.material.territory.communes)
    assert communes["code"].str.len().eq(5).all()
    room = pyogrio.read_dataframe(path, layer="salle")
    assert set(HOSTILE) <= set(room["intitule"])
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    assert set(styles.index) == {name for name, geometry in layers.items() if geometry}
    for name, qml in styles["styleQML"].items():
        renderer = ElementTree.fromstring(qml).find("renderer-v2")
        assert renderer is not None
        attribute = renderer.get("attr")
        fields = set(pyogrio.read_info(path, layer=name)["fields"])
        assert attribute is None or attribute in fields


def test_flows_are_drawn_where_something_is_lacking(written: Written) -> None:
    layers = dict(pyogrio.list_layers(written.file(".gpkg")).tolist())
    if "flux" in layers:
        flows = pyogrio.read_dataframe(written.file(".gpkg"), layer="flux")
        assert (flows["quantite"] > 0).all()
        assert set(flows["sens"]) <= {"vient", "part"}
