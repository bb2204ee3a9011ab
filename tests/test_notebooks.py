"""A notebook is prose and one call a cell; it names no path and no SQL, and speaks French."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").rglob("*.ipynb"))
NOTEBOOKS = [path for path in NOTEBOOKS if ".ipynb_checkpoints" not in path.parts]
_FORBIDDEN = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.If, ast.With, ast.Try)


def code_cells(path: Path) -> list[str]:
    book = nbformat.read(path, as_version=4)
    return [cell.source for cell in book.cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert {"00_preparer", "01_inventaire"} <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_shape(path):
    cells = code_cells(path)
    assert 1 <= len(cells) <= 15
    assert all(len(cell.splitlines()) <= 5 for cell in cells)
    trees = [ast.parse(cell) for cell in cells]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    assert not [node for node in nodes if isinstance(node, _FORBIDDEN)]
    texts = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert not [text for text in texts if "/" in text or "select " in text.lower()]
    assert not [n for tree in trees[1:] for n in ast.walk(tree) if isinstance(n, ast.Import)]
    assert isinstance(trees[0].body[0], ast.Import | ast.ImportFrom)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose(path):
    book = nbformat.read(path, as_version=4)
    first = book.cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert book.metadata["title"]
    assert book.metadata["lang"] == "fr"
    sections = [c.source for c in book.cells if c.source.startswith("## ")]
    assert sections
    assert all(section.splitlines()[0].rstrip().endswith("?") for section in sections), sections


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_compared_outputs_are_kept(path):
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code" and cell.outputs:
            assert "NBVAL_CHECK_OUTPUT" in cell.source
