"""The workshop's path as its pages show it: one notebook a step, in order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STEPS = {
    "00_preparer": "Préparer",
    "01_inventaire": "Inventaire",
    "02_manques": "Manques",
    "03_glocalisation": "Glocal",
    "04_fuites": "Fuites",
    "05_acteurs": "Acteurs",
    "06_plan_action": "Plan",
    "07_tableau_de_bord": "Tableau de bord",
}
ANNEXES = {
    "annexes/salle": "La salle",
    "annexes/papier": "Papier",
    "annexes/quiz": "Quiz",
    "annexes/importer": "Importer un fichier",
    "annexes/methodes": "Méthodes",
    "annexes/sources": "Sources",
    "annexes/memoire": "Mémoire",
}
FIRST = "00_preparer.ipynb"


@dataclass(frozen=True)
class Stage:
    """A step or an annex, seen from one page.

    Parameters
    ----------
    label : str
        Name on the bar.
    path : str
        Notebook below the folder, with its suffix.
    present : bool
        False while the notebook does not exist.
    current : bool
        True for the page being shown.
    """

    label: str
    path: str
    present: bool
    current: bool


def steps(notebooks: Path, current: str) -> list[Stage]:
    """List the workshop's steps.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks.
    current : str
        Notebook being shown, relative to the folder.

    Returns
    -------
    list of Stage
        In the workshop's order, those not yet there included.
    """
    return _stages(STEPS, notebooks, current)


def annexes(notebooks: Path, current: str) -> list[Stage]:
    """List the annexes that exist.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks.
    current : str
        Notebook being shown, relative to the folder.

    Returns
    -------
    list of Stage
        Only those present.
    """
    return [stage for stage in _stages(ANNEXES, notebooks, current) if stage.present]


def label(path: str) -> str:
    """Name a notebook as a person reads it.

    Parameters
    ----------
    path : str
        Notebook relative to the folder, with its suffix.

    Returns
    -------
    str
        The step's or annex's name, else the file's name in words.
    """
    stem = path.removesuffix(".ipynb")
    known = {**STEPS, **ANNEXES}.get(stem)
    return known or Path(stem).name.lstrip("0123456789_").replace("_", " ").capitalize()


def exists(notebooks: Path, path: str) -> bool:
    """Tell whether a notebook may be shown: inside the folder, not hidden, really there.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks.
    path : str
        What the address asks for.

    Returns
    -------
    bool
        True for a notebook below the folder.
    """
    if not path.endswith(".ipynb") or any(part.startswith(".") for part in path.split("/")):
        return False
    root = notebooks.resolve()
    wanted = (root / path).resolve()
    return wanted.is_relative_to(root) and wanted.is_file()


def first(notebooks: Path) -> str:
    """Give the notebook that opens the workshop.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks.

    Returns
    -------
    str
        The first step, else the first notebook by name.
    """
    if (notebooks / FIRST).is_file():
        return FIRST
    return next((path.name for path in sorted(notebooks.glob("*.ipynb"))), FIRST)


def _stages(names: dict[str, str], notebooks: Path, current: str) -> list[Stage]:
    return [
        Stage(name, f"{stem}.ipynb", (notebooks / f"{stem}.ipynb").is_file(), _is(stem, current))
        for stem, name in names.items()
    ]


def _is(stem: str, current: str) -> bool:
    return current == f"{stem}.ipynb"
