"""Run the notebooks and keep the outputs that nbval compares: python tests/keep_outputs.py."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
MARK = "NBVAL_CHECK_OUTPUT"


def keep(path: Path) -> None:
    """Run a notebook and keep, as plain text, the outputs of the cells marked."""
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        if MARK not in cell.source:
            cell.outputs, cell.execution_count = [], None
        for output in cell.outputs:
            output.data = {"text/plain": output.data["text/plain"]}
            output.metadata = {}
    book.metadata.pop("widgets", None)
    book.metadata.language_info = {"name": "python"}
    nbformat.write(book, path)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["TERRITORIAL_HOME"] = home
        for found in sorted(NOTEBOOKS.rglob("*.ipynb")):
            keep(found)
