"""The notebooks that JupyterLab opens: a person's own copies where the originals refuse writing."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from territorial_lib.settings import PACKAGE, Settings

FINGERPRINTS = ".empreintes.json"


def notebooks_to_edit(settings: Settings) -> Path:
    """Give a folder of notebooks that may be changed.

    Parameters
    ----------
    settings : Settings
        Where things are.

    Returns
    -------
    Path
        The notebooks themselves, or up-to-date copies in the workshops' folder; a copy that its
        owner changed is never touched.
    """
    source = settings.notebooks
    if not source.is_relative_to(PACKAGE) and os.access(source, os.W_OK):
        return source
    target = settings.home / "carnets"
    copy_unchanged(source, target)
    return target


def copy_unchanged(source: Path, target: Path) -> list[Path]:
    """Copy notebooks over absent or unchanged copies.

    Parameters
    ----------
    source : Path
        Folder of the originals.
    target : Path
        Folder of the copies, made if absent.

    Returns
    -------
    list of Path
        Files written, relative to the folders.
    """
    target.mkdir(parents=True, exist_ok=True)
    record = target / FINGERPRINTS
    known: dict[str, str] = json.loads(record.read_text("utf-8")) if record.is_file() else {}
    written = []
    for original in sorted(source.rglob("*.ipynb")):
        name = original.relative_to(source)
        if _may_write(target / name, known.get(name.as_posix())):
            known[name.as_posix()] = _copy(original, target / name)
            written.append(name)
    record.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return written


def _may_write(copy: Path, fingerprint: str | None) -> bool:
    return not copy.exists() or _fingerprint(copy.read_bytes()) == fingerprint


def _copy(original: Path, copy: Path) -> str:
    content = original.read_bytes()
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return _fingerprint(content)


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
