"""Insee's newer files: the census on Melodi, and equipment with one column a type."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from territorial_lib.errors import ImportRefused
from territorial_lib.imports.door import Door
from tests.imports.conftest import FIXTURES, values
from tests.imports.test_layouts import read, row

RETAIL = "equip-serv-commerce-com-2020.csv"


def test_jobs_by_sector_take_the_shape_of_the_former_files(door: Door) -> None:
    draft = read(door, "DS_RP_EMPLOI_LT_COMP_2022_data.csv")
    former = read(door, "base-cc-emploi-pop-active-2021.CSV")
    assert draft.imported.name == former.imported.name == "jobs_a5_commune"
    assert list(draft.frame) == list(former.frame)
    crest = row(draft, code="26108")
    sectors = ["agriculture", "industry", "construction", "services", "administration"]
    assert sum(crest[name] for name in sectors) == crest["jobs"] == 4410.25  # type: ignore[misc]
    assert (crest["year"], crest["status"]) == (2022, "imported")
    assert draft.rejected == ()
    assert np.isnan(row(draft, code="01001")["industry"])  # not published: missing, not 0


def test_a_former_commune_counted_elsewhere_spoils_no_sum(door: Door) -> None:
    draft = read(door, "DS_RP_EMPLOI_LT_COMP_2022_data.csv")
    assert values(draft, "jobs")["01165"] == 410.0  # 01003, of status K, is inside


def test_jobs_by_form(door: Door) -> None:
    crest = row(read(door, "DS_RP_EMPLOI_LT_PRINC_2022_data.csv"), code="26108")
    assert (crest["jobs"], crest["salaried"], crest["self_employed"]) == (4420.75, 3700.5, 720.25)


def test_labour_force(door: Door) -> None:
    draft = read(door, "DS_RP_EMPLOI_LR_PRINC_2023_data.csv")
    crest = row(draft, code="26108")
    assert (crest["active"], crest["employed"], crest["unemployed"]) == (3650.5, 3110.25, 540.25)
    assert "recensement" in draft.imported.table.column("unemployed").label


def test_population_by_age(door: Door) -> None:
    crest = row(read(door, "DS_RP_POPULATION_PRINC_data.csv"), code="26108")
    ages = [float(value) for name, value in crest.items() if name.startswith("age_")]  # type: ignore[arg-type]
    assert len(ages) == 7
    assert sum(ages) == crest["population"] == 8630.0


def test_dwellings_by_use(door: Door) -> None:
    crest = row(read(door, "DS_RP_LOGEMENT_PRINC_2022_data.csv"), code="26108")
    assert crest["main"] + crest["second"] + crest["vacant"] == crest["dwellings"]  # type: ignore[operator]


def test_residents_jobs_are_never_taken_for_jobs_here(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "DS_RP_TD_ACTIVITE_PCSACTIVITY_COMP_2023_data.csv"
    path.write_text(
        '"GEO";"GEO_OBJECT";"SEX";"AGE";"EMPSTA_ENQ";"PCS";"EMP_ACTIVITY";"RP_MEASURE";"FREQ";'
        '"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"\n'
        '"26108";"COM";"_T";"Y_GE15";"1";"_T";"AZ";"POP";"A";"A";"2023";"60"\n'
    )
    with pytest.raises(ImportRefused, match="d’aucun fichier officiel connu"):
        door.recognise(path)


def test_a_column_a_type_becomes_a_row_a_type(door: Door) -> None:
    draft = read(door, RETAIL)
    assert draft.imported.name == "equipment_b_commune"
    assert row(draft, code="26108", type="B203")["units"] == 7.0
    assert row(draft, code="26108", type="B101")["units"] == 0.0  # counted: there is none
    assert len(draft.frame) == 8 * 24
    assert draft.imported.table.key == ("code", "type", "year")
    assert draft.imported.sourced.card.vintage == 2020
    assert "commerce" in draft.imported.sourced.card.title


def test_paris_is_counted_once_in_a_wide_file(door: Door) -> None:
    draft = read(door, RETAIL)
    assert row(draft, code="75056", type="B203")["units"] == 2137.0
    assert not set(draft.frame["code"]) & {"75101", "75102", "75103"}
    assert "12218" in set(draft.frame["code"])  # 12076 until its seat moved


def test_schools_are_counted_without_their_parts(door: Door) -> None:
    draft = read(door, "equip-serv-ens-1er-degre-com-2020.csv")
    assert draft.imported.name == "equipment_c_commune"
    assert set(draft.frame["type"]) == {"C101", "C102", "C104", "C105"}
    assert row(draft, code="26108", type="C104")["units"] == 4.0


def test_equipment_by_district_adds_up(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "equip-serv-commerce-infra-2014.csv"
    path.write_text(
        "CODGEO;LIBGEO;COM;LIBCOM;REG;DEP;ARR;CV;ZE2010;UU2010;NB_B101\n"
        "010040101;Les Perouses;01004;Ambérieu-en-Bugey;82;01;011;0101;8201;01302;1\n"
        "010040102;Longeray-Gare;01004;Ambérieu-en-Bugey;82;01;011;0101;8201;01302;2\n",
        encoding="utf-8",
    )
    assert row(door.recognise(path), code="01004", type="B101")["units"] == 3.0


def test_equipment_as_a_workbook(door: Door, tmp_path: Path) -> None:
    lines = [line.split(";") for line in (FIXTURES / RETAIL).read_text().splitlines()]
    book = openpyxl.Workbook()
    page = book.active
    page.title = "COM"
    for title in ("Commerces", "Base permanente des équipements", "Communes", "Insee"):
        page.append([title])
    page.append([f"Libellé de {name}" for name in lines[0]])
    page.append(lines[0])
    for code, *counts in lines[1:]:
        page.append([code, *map(int, counts)])
    path = tmp_path / "equip-serv-commerce-com-2020.xlsx"
    book.save(path)
    assert door.recognise(path).frame.equals(read(door, RETAIL).frame)


def test_a_wide_file_without_year_asks_for_it(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "commerces.csv"
    path.write_text((FIXTURES / RETAIL).read_text())
    with pytest.raises(ImportRefused, match="année"):
        door.recognise(path)
    assert door.recognise(path, 2020).frame.equals(read(door, RETAIL).frame)


def test_a_repeated_commune_is_refused_once_a_row(door: Door, tmp_path: Path) -> None:
    path = tmp_path / RETAIL
    text = (FIXTURES / RETAIL).read_text()
    path.write_text(text + text.splitlines()[1] + "\n")
    draft = door.recognise(path)
    assert draft.refused == 2
    assert "01001" not in set(draft.frame["code"])
