"""What the words of our tables' dimensions are in French: products, sectors, energies."""

from __future__ import annotations

from collections.abc import Mapping

from territorial_lib.schemas import reads
from territorial_lib.schemas.registry import MODULES, TABLES
from territorial_lib.sources import Catalogue

_SECTORS, _EQUIPMENT = "sectors_a38", "equipment_types"
_LISTED = {"fibre_flax": "Lin fibre", "hemp": "Chanvre"}


def cut_words(catalogue: Catalogue, table: str) -> Mapping[str, str]:
    """Give the French of the words that a table is cut along.

    Parameters
    ----------
    catalogue : Catalogue
        Where nomenclatures are read.
    table : str
        Name of a table.

    Returns
    -------
    Mapping of str to str
        By word of the table, such as "barley" or "AZ"; a word that nothing names is absent.
    """
    with reads.apart():
        sectors = catalogue.indexed(_SECTORS)["short_label"].to_dict()
        types = catalogue.load(_EQUIPMENT).frame.set_index("type")["label"].to_dict()
    codes = {**types, **sectors}
    written: dict[str, str] = {str(code): str(label) for code, label in codes.items()}
    for module in MODULES:
        if table in TABLES and TABLES[table] in vars(module).values():
            for each in vars(module).values():
                written = _french(each) | written
    return {**_LISTED, **written}


def _french(listed: object) -> dict[str, str]:
    """Keep a list of words with their French; nothing where it is something else."""
    if not isinstance(listed, dict):
        return {}
    return {k: v for k, v in listed.items() if isinstance(k, str) and isinstance(v, str)}
