"""The wheel works in an empty folder; there is one list of dependencies; locks name no index."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonical(n): v for n, v in re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", text, re.M)}


def test_the_conda_door_has_no_second_list():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    items = re.findall(r"^\s*- (.+?)\s*$", text, re.M)
    assert items == ["conda-forge", f"python{project()['requires-python']}", "pip", "pip:", "-e ."]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_with_hashes(lock):
    versions = locked(lock)
    wanted = {canonical(each) for each in project()["dependencies"]}
    if lock.endswith("dev.lock"):
        wanted |= {canonical(each) for each in project()["optional-dependencies"]["dev"]}
    assert wanted <= set(versions)
    text = (ROOT / lock).read_text(encoding="utf-8")
    for block in re.split(r"\n(?=[a-z0-9])", text):
        if "==" in block.split("\n", 1)[0]:
            assert "--hash=sha256:" in block, block.split("\n", 1)[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_index(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_both_locks_agree():
    run, dev = (locked(name) for name in LOCKS)
    assert run.items() <= dev.items()


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, unpacked by pip in an empty folder, found before the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(folder / "site"), str(wheel)], check=True)
    return folder


def in_empty_folder(installed: Path, *arguments: str) -> str:
    empty = installed / "empty"
    empty.mkdir(exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TERRITORIAL_")}
    environ = kept | {
        "PYTHONPATH": str(installed / "site"),
        "TERRITORIAL_HOME": str(installed / "home"),
    }
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=empty,
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout


def test_the_wheel_carries_data_and_notebooks(installed):
    code = (
        "import territorial_lib, json; from territorial_lib.settings import Settings;"
        "s = Settings.from_environment();"
        "print(json.dumps([territorial_lib.__file__, str(s.data), str(s.notebooks)]))"
    )
    places = json.loads(in_empty_folder(installed, "-c", code))
    assert all(place.startswith(str(installed / "site")) for place in places)
    data, notebooks = Path(places[1]), Path(places[2])
    assert {f.name for f in (data / "tables").iterdir()} == {
        f.name for f in (ROOT / "data" / "tables").iterdir()
    }
    assert {f.name for f in notebooks.glob("*.ipynb")} == {
        f.name for f in (ROOT / "notebooks").glob("*.ipynb")
    }
    lists = {f.name for f in (ROOT / "data").glob("*.toml")}
    assert {f.name for f in data.glob("*.toml")} == lists
    assert not (data / "prepare").exists()


def test_the_wheel_diagnoses_as_the_checkout_does(installed):
    arguments = ("-m", "territorial_lib.cli", "diagnose", "242600252", "--format", "json")
    here = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert json.loads(in_empty_folder(installed, *arguments)) == json.loads(here.stdout)
