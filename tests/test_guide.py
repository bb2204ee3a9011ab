"""The guide and the README say what exists: commands, pages, buttons, pictures, running orders."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from functools import cache

import nbformat
import pytest
from typer.main import get_command

from territorial_lib import __version__
from territorial_lib.cli import app
from territorial_lib.settings import Settings
from territorial_lib.steps.running_order.scripts import SCRIPTS
from tests.conftest import ROOT
from tests.keep_guide import GUIDE, written
from tests.walk.captures import FOLDER, question_of

README = ROOT / "README.md"
_SPAN = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_QUOTED = re.compile("«\u00a0([^»]+)\u00a0»")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
_SCRIPTS = {"evening.py", "half_day.py", "follow_up.py"}
_COLOURS = 20
"""Colours of a picture, at least: a page that is blank or broken has few."""


def written_commands() -> list[str]:
    found = []
    for path in (GUIDE, README):
        text = path.read_text(encoding="utf-8")
        lines = [line for block in _BLOCK.findall(text) for line in block.splitlines()]
        lines += _SPAN.findall(_BLOCK.sub("", text))
        parts = [part for line in lines for part in line.split("#")[0].split("&&")]
        found += [re.sub(r"^\S*[/\\]territorial", "territorial", part.strip()) for part in parts]
    return sorted({each for each in found if re.match(r"(territorial|make)( |$)", each)})


def test_there_are_commands():
    assert {"make workshop", "make test", "territorial serve"} <= set(written_commands())


@pytest.mark.parametrize("line", [x for x in written_commands() if x.startswith("territorial")])
def test_a_command_exists_with_its_options(line):
    command, words = get_command(app), shlex.split(line)[1:]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    assert not getattr(command, "commands", {}) or not words, line
    options = {name: each for each in command.params for name in each.opts if name[:1] == "-"}
    given, positions = 0, [each for each in command.params if not each.opts[0].startswith("-")]
    while words:
        word = words.pop(0)
        if not word.startswith("-"):
            given += 1
            continue
        assert word in options, line
        if not options[word].is_flag:
            assert words, line
            words.pop(0)
    assert given <= len(positions), line


@pytest.mark.parametrize("line", [x for x in written_commands() if x.startswith("make")])
def test_a_verb_of_make_exists(line):
    verb = [each for each in shlex.split(line)[1:] if "=" not in each]
    dry = subprocess.run(["make", "-n", *verb], cwd=ROOT, capture_output=True, check=False)
    assert dry.returncode == 0, dry.stderr


def test_variables_and_files_of_the_readme_exist():
    text = README.read_text(encoding="utf-8")
    known = "".join(path.read_text("utf-8") for path in (ROOT / "territorial_lib").rglob("*.py"))
    known += "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
    assert {name for name in re.findall(r"TERRITORIAL_[A-Z_]+", text) if name not in known} == set()
    named = [each for each in _SPAN.findall(text) if re.fullmatch(r"[\w./-]+(/|\.\w+)", each)]
    assert [each for each in named if not (ROOT / each).exists()] == []


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


@cache
def screen() -> str:
    """Everything that our pages may say: texts of the library, of its templates, of notebooks."""
    said = []
    library = ROOT / "territorial_lib"
    for path in library.rglob("*.py"):
        if path.name not in _SCRIPTS:
            tree = ast.parse(path.read_text("utf-8"))
            said += [x.value for x in ast.walk(tree) if isinstance(x, ast.Constant)]
    for ending in ("*.j2", "*.html", "*.js"):
        said += [path.read_text("utf-8") for path in library.rglob(ending)]
    for path in (ROOT / "notebooks").rglob("*.ipynb"):
        said += [cell.source for cell in nbformat.read(path, as_version=4).cells]
    return plain(" | ".join(each for each in said if isinstance(each, str)))


def names() -> set[str]:
    """What the guide prints in bold, and what a moment's notes quote that nobody would say."""
    guide = GUIDE.read_text(encoding="utf-8")
    moments = [each for script in SCRIPTS.values() for each in script.moments]
    quoted = _QUOTED.findall(" ".join(f"{x.wall} {x.say} {x.watch}" for x in moments))
    return {*_BOLD.findall(guide), *(each for each in quoted if each[-1] not in "?….")}


@pytest.mark.parametrize("name", sorted(names()))
def test_what_is_named_is_read_on_a_screen(name):
    assert plain(name) in screen()


def test_the_guide_tells_the_running_orders_of_the_pages():
    guide = GUIDE.read_text(encoding="utf-8")
    assert written(guide) == guide, "python -m tests.keep_guide"
    assert all(f"<!-- déroulé : {key} -->" in guide for key in SCRIPTS)


def pictures() -> list[str]:
    shown = _PICTURE.findall(GUIDE.read_text(encoding="utf-8"))
    shown += _PICTURE.findall(README.read_text(encoding="utf-8"))
    return sorted({path.removeprefix("docs/") for _, path in shown})


def test_every_picture_kept_is_shown_or_said():
    shown = {path.removeprefix("captures/") for path in pictures()}
    kept = {path.name for path in FOLDER.glob("*.png")}
    assert shown <= kept
    assert {name for name in kept - shown if not name.startswith("07_")} == set()


@pytest.mark.parametrize("name", pictures())
def test_a_picture_is_of_this_version_and_not_blank(name):
    from PIL import Image

    with Image.open(ROOT / "docs" / name) as picture:
        assert picture.info["version"] == __version__, "take the pictures again: tests/walk"
        assert picture.info["question"] == question_of(picture.info["page"])
        colours = picture.convert("RGB").getcolors(1 << 24)
        assert len(colours) >= _COLOURS
        assert max(count for count, _ in colours) < 0.97 * picture.width * picture.height


def test_the_folder_that_the_guide_names_is_the_programs():
    assert Settings.from_environment({}).home.name in README.read_text(encoding="utf-8")


def test_only_the_running_order_counts_minutes():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if "facilitation" in cell.metadata.get("tags", []):
                assert not re.search(r"\d+ minutes", plain(cell.source)), path.name
