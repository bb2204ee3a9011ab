"""Official files, as their producers publish them, recognised and brought to communes of 2026."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
from shapely.geometry import box

from territorial_lib.errors import ImportRefused
from territorial_lib.imports.door import Door
from territorial_lib.imports.imported import Draft, ImportedTable
from territorial_lib.imports.layouts import LAYOUTS
from tests.imports.conftest import FIXTURES, values

JOBS = "base-cc-emploi-pop-active-2021"


def read(door: Door, name: str) -> Draft:
    return door.recognise(FIXTURES / name)


def row(draft: Draft, **key: object) -> dict[str, object]:
    found = draft.frame
    for column, wanted in key.items():
        found = found[found[column] == wanted]
    assert len(found) == 1, draft.frame
    return dict(found.iloc[0])


def test_agricultural_census(door: Door) -> None:
    draft = read(door, "agreste_ra2020_commune.csv")
    assert draft.imported.name == "sau_commune"
    assert draft.rejected == ()
    areas = values(draft, "sau")
    assert areas["26108"] == 812.25
    assert areas["01165"] == 700.5  # Amareins (01003), merged, adds its own 0
    assert "01003" not in areas
    assert np.isnan(areas["01002"])
    card = draft.imported.sourced.card
    assert (card.vintage, card.geography_year, card.licence) == (2020, 2026, "Licence Ouverte 2.0")
    assert "Agreste" in card.source
    assert any("01003 → 01165" in told for told in draft.told)


def test_agricultural_census_as_a_workbook(door: Door, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    lines = (FIXTURES / "agreste_ra2020_commune.csv").read_text(encoding="utf-8").splitlines()
    page.append(["Agreste"])
    for line in lines:
        page.append([cell.strip('"') for cell in line.split('";"')])
    path = tmp_path / "agreste.xlsx"
    book.save(path)
    assert values(door.recognise(path), "sau")["26108"] == 812.25


def test_energy_by_commune_and_sector(door: Door) -> None:
    draft = read(door, "conso-elec-gaz-annuelle-par-secteur-dactivite-agregee-commune.csv")
    electricity = row(draft, code="26108", energy="electricity")
    assert electricity["residential"] == 20003.0  # two operators, added
    assert electricity["industry"] == 5101.0
    assert electricity["year"] == 2022  # the year before is left out, and told
    assert any("Année gardée" in told and "2022" in told for told in draft.told)
    gas = row(draft, code="26108", energy="gas")
    assert np.isnan(gas["industry"])  # 0 with two masked areas: secret, not 0
    assert gas["agriculture"] == 0.0
    assert row(draft, code="01001", energy="electricity")["residential"] == 3100.0
    assert np.isnan(row(draft, code="01001", energy="electricity")["industry"])


def test_energy_with_technical_names(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "conso.csv"
    path.write_text(
        "operateur;annee;filiere;consoa;pdla;nombre_maille_secretisees_a;consor;code_commune\n"
        "Enedis;2019;Electricité;3.5;2;0;120.25;26108\n",
        encoding="utf-8",
    )
    draft = door.recognise(path)
    assert row(draft, code="26108")["residential"] == 120.25
    assert row(draft, code="26108")["agriculture"] == 3.5


def zipped(tmp_path: Path) -> Path:
    path = tmp_path / f"{JOBS}_csv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (f"meta_{JOBS}.CSV", f"{JOBS}.CSV"):
            archive.write(FIXTURES / name, name)
    return path


def test_jobs_by_sector_from_insees_zip(door: Door, tmp_path: Path) -> None:
    draft = door.recognise(zipped(tmp_path))
    crest = row(draft, code="26108")
    assert (crest["jobs"], crest["agriculture"], crest["year"]) == (4401.5, 20.5, 2021)
    assert set(values(draft, "jobs")) == {"01001", "26108", "2A004", "2B002"}
    sectors = ["agriculture", "industry", "construction", "services", "administration"]
    np.testing.assert_allclose(draft.frame[sectors].sum(axis=1), draft.frame["jobs"])


def test_jobs_by_sector_from_insees_workbook(door: Door, tmp_path: Path) -> None:
    lines = (FIXTURES / f"{JOBS}.CSV").read_text(encoding="utf-8").splitlines()
    header = lines[0].split(";")
    book = openpyxl.Workbook()
    page = book.active
    page.title = "COM_2021"
    for title in ["Emploi - population active", "Communes", "Géographie 2024", "Insee"]:
        page.append([title])
    page.append([f"Libellé de {name}" for name in header])
    page.append(header)
    for line in lines[1:]:
        cells = line.split(";")
        page.append([*cells[:4], *(float(cell) for cell in cells[4:])])
    path = tmp_path / f"{JOBS}.xlsx"
    book.save(path)
    assert values(door.recognise(path), "jobs")["2A004"] == 35390.0


def test_salaried_jobs(door: Door) -> None:
    draft = read(door, "DS_FLORES_A38_2024_data.csv")
    assert draft.rejected == ()
    assert row(draft, code="26108", activity="CA")["jobs"] == 210.0
    assert np.isnan(row(draft, code="26108", activity="DZ")["jobs"])  # not published
    assert row(draft, code="01001", activity="CA")["jobs"] == 0.0
    assert row(draft, code="2A004", activity="GZ")["jobs"] == 4100.0
    assert "_T" not in set(draft.frame["activity"])  # totals would count twice
    assert set(draft.frame["year"]) == {2024}


def test_equipment(door: Door) -> None:
    draft = read(door, "DS_BPE_2024_data.csv")
    assert row(draft, code="26108", type="B203")["units"] == 11.0
    assert set(draft.frame["code"]) == {"26108", "26113", "01001", "2B033"}
    assert draft.rejected == ()
    assert any("3 lignes" in told for told in draft.told)


def test_equipment_of_former_years_adds_up_districts(door: Door) -> None:
    draft = read(door, "bpe20_ensemble.csv")
    assert row(draft, code="26108", type="A501")["units"] == 7.0
    assert draft.imported.sourced.card.vintage == 2020


def parcels(path: Path, crs: str = "EPSG:2154", driver: str = "GPKG") -> Path:
    """Two squares of a hectare in Crest, one in Die, one at sea; Lambert-93 at first."""
    places = [(5.0225, 44.7290), (5.0240, 44.7295), (5.3700, 44.7530), (-6.0, 46.0)]
    points = gpd.GeoSeries.from_xy(*zip(*places, strict=True), crs="EPSG:4326").to_crs(2154)
    frame = gpd.GeoDataFrame(
        {
            "id_parcel": ["1", "2", "3", "4"],
            "surf_parc": [1.5, 2.25, 4.0, 9.0],
            "code_cultu": ["BTH", "BTH", "VRC", "BTH"],
            "code_group": ["1", "1", "21", "1"],
            "culture_d1": [None] * 4,
            "culture_d2": [None] * 4,
        },
        geometry=[box(p.x, p.y, p.x + 100, p.y + 100) for p in points],
        crs=2154,
    )
    frame.to_crs(crs).to_file(path, driver=driver, layer="parcelles_graphiques")
    return path


@pytest.mark.parametrize("crs", ["EPSG:2154", "EPSG:4326", "EPSG:3857", "EPSG:32631"])
def test_parcels_in_any_coordinates(door: Door, tmp_path: Path, crs: str) -> None:
    draft = door.recognise(parcels(tmp_path / "RPG_2023_R84.gpkg", crs))
    assert row(draft, code="26108", crop="1")["area"] == 3.75
    assert row(draft, code="26113", crop="21")["area"] == 4.0
    assert [refused.reason for refused in draft.rejected] == ["le code est vide"]
    assert draft.imported.sourced.card.vintage == 2023
    assert any(crs in told for told in draft.told)


def test_the_same_parcels_as_geojson(door: Door, tmp_path: Path) -> None:
    path = parcels(tmp_path / "rpg.geojson", "EPSG:4326", "GeoJSON")
    with pytest.raises(ImportRefused, match="année"):
        door.recognise(path)  # nothing tells the year: it must be asked
    draft = door.recognise(path, year=2023)
    assert row(draft, code="26108", crop="1")["area"] == 3.75


def test_a_layer_without_coordinates_system_is_refused(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "sans.gpkg"
    frame = gpd.GeoDataFrame({"a": [1, 2]}, geometry=gpd.points_from_xy([1, 2], [3, 4]))
    with pytest.warns(UserWarning, match="crs"):
        frame.to_file(path, driver="GPKG")
    with pytest.raises(ImportRefused, match="système de coordonnées"), door.open(path):
        pass


def test_another_level_is_seen(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "agreste_dep.csv"
    path.write_text(
        "Agreste\nDépartement\nCode;Libellé;SAU en 2020\n01;Ain;244785.17\n26;Drôme;199000\n2A;"
        "Corse-du-Sud;90000\n",
        encoding="utf-8",
    )
    draft = door.recognise(path)
    assert (draft.imported.table.level, draft.imported.name) == ("departement", "sau_departement")
    assert values(draft, "sau")["2A"] == 90000.0


def test_an_unknown_file_says_what_is_known(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "autre.csv"
    path.write_text("code;valeur\n26108;3\n26113;4\n")
    with pytest.raises(ImportRefused) as caught:
        door.recognise(path)
    assert "« code »" in caught.value.fault
    assert all(layout.title in caught.value.remedy for layout in LAYOUTS)


def test_no_two_layouts_claim_one_file(door: Door) -> None:
    for path in FIXTURES.iterdir():
        if path.suffix == ".md" or path.name.startswith("meta_"):
            continue
        with door.open(path) as candidates:
            header = candidates[0].grid.header
        claims = [layout.title for layout in LAYOUTS if layout.mapping(header, path.name)]
        assert len(claims) == 1, (path.name, claims)


def test_a_table_travels_whole(door: Door) -> None:
    imported = read(door, "DS_FLORES_A38_2024_data.csv").imported
    again = ImportedTable.unpacked(imported.packed())
    assert again.table == imported.table
    assert again.sourced.card == imported.sourced.card
    assert again.sourced.frame.equals(imported.sourced.frame)
    assert imported.packed() == again.packed()
    with pytest.raises(Exception, match="abîmé"):
        ImportedTable.unpacked(imported.packed()[:-40])
    with pytest.raises(Exception, match="abîmé"):
        ImportedTable.unpacked(io.BytesIO(b"rien").read())
