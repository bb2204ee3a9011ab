"""A calculation worked out, line by line, on figures that are known here."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.blocks import Block
from territorial_lib.schemas.figures import Figure


@dataclass(frozen=True)
class Example:
    """A notion worked out on a territory.

    Parameters
    ----------
    lines : tuple of str
        The calculation, one French sentence a line; empty where it cannot be done here.
    figures : tuple of Figure
        What it starts from, with their identity.
    missing : str
        Why it cannot be done here, in French; empty where it is.
    """

    lines: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    missing: str = ""


class NotHereError(Exception):
    """An example lacks a figure: its words say which, and why."""


class Figures:
    """The figures of a block, called by their variable, or by ``variable/dimension``.

    Parameters
    ----------
    block : Block
        The block.
    """

    def __init__(self, block: Block) -> None:
        self.block = block
        self._all: dict[str, Figure] = {}
        for row in block.rows:
            _, variable, _, _, dimension = row.figure.id.split("/", 4)
            name = variable if dimension == "-" else f"{variable}/{dimension}"
            self._all.setdefault(name, row.figure)

    @classmethod
    def of(cls, part: Part, case: Case) -> Figures:
        """Compute a block with the levers in force, or take it where it is already known.

        Parameters
        ----------
        part : Part
            The block's part.
        case : Case
            The territory.

        Returns
        -------
        Figures
            The block's figures.
        """
        return cls(part.of(case))

    def figure(self, name: str) -> Figure:
        """Give a figure that the example cannot do without.

        Parameters
        ----------
        name : str
            Its variable, or ``variable/dimension``.

        Returns
        -------
        Figure
            The figure, its value known; NotHereError says why where it is not.
        """
        found = self._all.get(name)
        if found is None:
            raise NotHereError("Le chiffre qu’il faudrait n’est pas calculé ici.")
        known(found)
        return found

    def __getitem__(self, name: str) -> float:
        return known(self.figure(name))

    def under(self, variable: str) -> dict[str, Figure]:
        """Give the known figures of a variable that has several.

        Parameters
        ----------
        variable : str
            Such as "leak".

        Returns
        -------
        dict of str to Figure
            By dimension, in the block's order.
        """
        start = f"{variable}/"
        return {
            name.removeprefix(start): figure
            for name, figure in self._all.items()
            if name.startswith(start) and figure.value is not None
        }


def known(figure: Figure) -> float:
    """Give the value of a figure.

    Parameters
    ----------
    figure : Figure
        Any figure.

    Returns
    -------
    float
        Its value; NotHereError with its note where it is missing.
    """
    if figure.value is None:
        why = f" {figure.note}" if figure.note else ""
        raise NotHereError(f"«\u00a0{figure.label}\u00a0» n’est pas connu ici.{why}")
    return figure.value


def named(figure: Figure) -> str:
    """Name what a figure is about, without what it counts.

    Parameters
    ----------
    figure : Figure
        A figure whose label is such as "Blé : production".

    Returns
    -------
    str
        Such as "Blé"; the whole label where it has no colon.
    """
    return figure.label.rpartition("\u00a0: ")[0] or figure.label
