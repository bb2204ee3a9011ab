"""The memory of a workshop: an executed notebook beside its archive, that anyone may run again."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from territorial_lib.report.record import Record
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store.archive import archive as archived
from territorial_lib.store.sqlite import ENDING
from territorial_lib.typography import long_date
from territorial_lib.workshop import Workshop
from territorial_lib.workshop.opening import open_workshop

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:@^=])")
SECTIONS: tuple[tuple[str, str], ...] = (
    ("## Quel était cet atelier\u202f?", "occasion"),
    (
        "## Qui a dit quoi, et quand\u202f?\n\nSous le nom que chacun s’est choisi, à l’heure de "
        "Paris. Les votes et les notes ne sont pas lus un à un\u202f; ce qui fut retiré, masqué ou "
        "effacé ne l’est plus.",
        "chronology",
    ),
    ("## Sur quoi a-t-on voté\u202f?", "votes"),
    ("## Que disent les dix premiers chiffres\u202f?", "figures"),
    ("## Que répond chaque question du diagnostic\u202f?", "findings"),
    ("## Qu’a-t-on choisi et décidé\u202f?", "decisions"),
    (
        "## De quelles données tout cela vient-il\u202f?\n\nChaque table, avec l’empreinte du "
        "fichier employé.",
        "data",
    ),
    ("## Les données sont-elles restées les mêmes\u202f?", "same"),
    (
        "## Les chiffres sont-ils restés les mêmes\u202f?\n\nRelancez ce carnet à côté de "
        "l’archive\u00a0: la même empreinte veut dire les mêmes chiffres, à six décimales.",
        "proof",
    ),
)
"""Each section, and what of the record it shows."""


def write_memory(workshop: Workshop, path: Path, archive: Path | None = None) -> Path:
    """Write the memory of a workshop: a notebook already executed, and its archive beside it.

    Parameters
    ----------
    workshop : Workshop
        Open, read-only or not; goes on meanwhile.
    path : Path
        The notebook, ending in ``.ipynb``; replaced where it exists.
    archive : Path, optional
        An archive already made of this workshop; by default one is made beside the notebook,
        under its name.

    Returns
    -------
    Path
        The notebook. It names its archive from its own folder, nothing else of this machine.
    """
    kept = archive or archived(workshop.store, path.with_suffix(ENDING), overwrite=True)
    record, reopened = _reopened(kept, workshop.catalogue.base)
    try:
        book = _book(record, os.path.relpath(kept, path.parent))
    finally:
        reopened.close()
    aside = path.with_name(f".{path.name}.part")
    _notebooks("nbformat").write(book, aside)
    aside.replace(path)
    return path


def reopen(archive: str, written: str = "") -> Record:
    """Read a workshop's record from its archive.

    Parameters
    ----------
    archive : str
        Path of the archive, from where the notebook runs.
    written : str
        Fingerprint of data and code when the memory was written.

    Returns
    -------
    Record
        The record; a WorkshopFileError where the archive is not there.
    """
    return _reopened(Path(archive), Settings.from_environment().data, written)[0]


def _reopened(archive: Path, data: Path, written: str = "") -> tuple[Record, Workshop]:
    workshop = open_workshop(archive, Catalogue(data), read_only=True)
    return Record(workshop, written), workshop


def _book(record: Record, archive: str) -> Any:
    v4 = _notebooks("nbformat.v4")
    first = (
        "from territorial_lib.report import memory\n\n"
        f"record = memory.reopen({archive!r}, {record.fingerprint!r})"
    )
    cells = [v4.new_markdown_cell(_head(record)), v4.new_code_cell(first, execution_count=1)]
    for rank, (words, name) in enumerate(SECTIONS, 2):
        shown = getattr(record, name)()
        data = {"text/plain": repr(shown), "text/html": shown._repr_html_()}
        output = v4.new_output("execute_result", data=data, execution_count=rank)
        code = v4.new_code_cell(f"record.{name}()", outputs=[output], execution_count=rank)
        cells += [v4.new_markdown_cell(words), code]
    for rank, cell in enumerate(cells):
        cell["id"] = f"m-{rank:02d}"
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    title = f"Mémoire\u00a0: {record.workshop.settings.name}"
    return v4.new_notebook(
        cells=cells, metadata={"kernelspec": kernel, "lang": "fr", "title": title}
    )


def _notebooks(module: str) -> Any:
    """Give a module of nbformat, which carries no types."""
    return import_module(module)


def _head(record: Record) -> str:
    settings = record.workshop.settings
    return (
        f"# Mémoire\u00a0: {inert(settings.name)}\n\n{long_date(settings.date)}. Ce carnet est "
        "écrit par le classeur à partir de l’archive qui l’accompagne\u202f; il se relit sans rien "
        "installer, et se relance là où le classeur est installé."
    )


def inert(text: str) -> str:
    """Write typed text in Markdown so that it is only read.

    Parameters
    ----------
    text : str
        Anything typed.

    Returns
    -------
    str
        One line, every sign of Markdown, HTML and formulas without effect.
    """
    flat = " ".join(text.split())
    plain = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", plain)
