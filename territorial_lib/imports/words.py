"""What the codes of the official files mean, in French, where a person reads them."""

from __future__ import annotations

from collections.abc import Mapping

from territorial_lib.imports.layouts import CROP_GROUPS
from territorial_lib.sources import Catalogue

_ENERGIES = {"electricity": "électricité", "gas": "gaz", "heat": "chaleur", "cold": "froid"}


def words(table: str, catalogue: Catalogue) -> Mapping[str, str]:
    """Give the meaning of the codes that cut a table.

    Parameters
    ----------
    table : str
        Name of an imported table.
    catalogue : Catalogue
        Where the nomenclatures are.

    Returns
    -------
    mapping of str to str
        By code; empty for a table whose cuts are words already. A code that is absent is shown as
        it is.
    """
    if table.startswith("crops_"):
        return CROP_GROUPS
    if table.startswith("energy_use_"):
        return _ENERGIES
    if table.startswith("equipment_"):
        return _column(catalogue, "equipment_types", "type", "label")
    if table.startswith("salaried_jobs_"):
        return _column(catalogue, "sectors_a38", "code", "short_label")
    return {}


def _column(catalogue: Catalogue, table: str, code: str, label: str) -> Mapping[str, str]:
    frame = catalogue.load(table).frame
    return dict(zip(frame[code], frame[label], strict=True))
