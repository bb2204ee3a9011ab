"""The command line, as someone without a browser uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "territorial_lib.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_diagnosis_as_json_has_complete_figures():
    done = run("diagnose", "242600252", "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    population = next(row for row in told["inventory"] if row["id"].startswith("communes/popul"))
    assert (population["value"], population["unit"], population["year"]) == (31268, "hab.", 2023)
    assert (population["level"], population["status"]) == ("commune", "observed")
    assert population["source"]


def test_a_diagnosis_as_a_table_is_french():
    done = run("diagnose", "26108")
    assert done.returncode == 0, done.stderr
    assert "Inventaire : Crest (commune, 1 commune)" in plain(done.stdout)
    assert "observé" in done.stdout
    assert "NaN" not in done.stdout
    assert "None" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("diagnose", "99999"), "Aucun territoire n’a le code « 99999 »"),
        (("diagnose", "53"), "dep:53 (Mayenne) ou reg:53 (Bretagne)"),
        (("diagnose", "nulle/part.atelier"), "nulle/part.atelier"),
        (("territories", "--search", "zzzz"), "Aucun territoire ne ressemble"),
    ],
)
def test_an_error_is_one_french_sentence(arguments, words):
    done = run(*arguments)
    assert done.returncode == 2
    assert words in plain(done.stderr)
    assert "Traceback" not in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("verb", ["serve", "lab"])
def test_no_door_opens_on_a_bad_file_or_folder(verb, tmp_path, monkeypatch):
    occupied, damaged = tmp_path / "occupied", tmp_path / "abime.atelier"
    occupied.write_text("a file where the folder should be")
    damaged.write_bytes(b"SQLite format 3\x00" + b"\x00" * 200)
    monkeypatch.setenv("TERRITORIAL_HOME", str(occupied))
    refused = run(verb, "--port", "0", "--no-browser")
    assert refused.returncode == 2
    assert "ne peut pas être écrit" in plain(refused.stderr)
    monkeypatch.setenv("TERRITORIAL_HOME", str(tmp_path))
    refused = run(verb, "--port", "0", "--no-browser", "--store", str(damaged))
    assert refused.returncode == 2
    assert "abime.atelier" in refused.stderr
    assert "prêt" not in refused.stdout


def test_a_port_that_is_no_port_is_told(monkeypatch):
    monkeypatch.setenv("TERRITORIAL_PORT", "abc")
    refused = run("territories", "--search", "crest")
    assert refused.returncode == 2
    assert "n’est pas un port" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_workshop_is_archived_and_opened_elsewhere(tmp_path, monkeypatch):
    from datetime import date

    from territorial_lib.schemas.entries import (
        Action,
        Assumption,
        Decision,
        Resource,
        WorkshopSettings,
    )
    from territorial_lib.settings import Settings
    from territorial_lib.sources import Catalogue
    from territorial_lib.workshop import create

    here, there = tmp_path / "ici" / "crest.atelier", tmp_path / "ailleurs"
    here.parent.mkdir()
    settings = WorkshopSettings(name="Crest", date=date(2026, 11, 24), territory="26108")
    workshop = create(here, settings, Catalogue(Settings.from_environment({}).data))
    workshop.add(Resource(family="economic", label="Scierie", use="underused"))
    workshop.add(Assumption(key="gaps/food/animal", value=50.0, label="Viande", unit="%"))
    hedges = workshop.add(Action(title="Planter des haies", cost=1000.0))
    workshop.add(Decision(title="Des haies", basis="vote", entry=hedges, mandate="Conseil"))
    workshop.close()
    monkeypatch.setenv("TERRITORIAL_HOME", str(here.parent))
    kept = tmp_path / "cle.atelier"
    assert run("archive", "--store", str(here), "--to", str(kept)).returncode == 0
    monkeypatch.setenv("TERRITORIAL_HOME", str(there))
    opened = run("open", str(kept))
    assert opened.returncode == 0, opened.stderr
    (found,) = there.glob("*.atelier")
    told = json.loads(run("diagnose", str(found), "--format", "json").stdout)
    assert "Scierie" in json.dumps(told["inventory"], ensure_ascii=False)
    assert "Des haies" in json.dumps(told["summary"], ensure_ascii=False)


def test_territories_are_found():
    done = run("territories", "--search", "biovallee")
    assert done.returncode == 0
    assert "242600252" in done.stdout


def test_every_table_shows_its_card():
    done = run("data")
    assert done.returncode == 0
    assert "census_2018" in done.stdout
    assert "Licence Ouverte" in done.stdout
