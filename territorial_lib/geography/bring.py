"""Any table for any territory, the identity kept beside every value.

Quantities add up; rates are weighted by their own denominator; a larger unit is cut by a proxy
that is named, with the band between proxies; what is missing is said and never 0.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from territorial_lib.errors import DataError
from territorial_lib.geography import bring_cut, bring_listed, bring_national, bring_own
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.rules import rule
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.schemas.registry import TABLES
from territorial_lib.sources import Catalogue

_BRINGERS = {
    "cut": bring_cut.bring,
    "list": bring_listed.count,
    "events": bring_listed.add_up,
    "own_level": bring_own.bring,
    "nation": bring_national.bring,
}


def themes() -> list[str]:
    """List the tables that can be brought to a territory.

    Returns
    -------
    list of str
        Their names; tables that describe territories or words are left out.
    """
    return [name for name, table in TABLES.items() if rule(name, table.level).kind != "structure"]


def bring(
    catalogue: Catalogue, gazetteer: Gazetteer, table: str, territories: Iterable[Territory]
) -> pd.DataFrame:
    """Bring a table to some territories.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.
    gazetteer : Gazetteer
        The territories of France.
    table : str
        One of `themes`.
    territories : iterable of Territory
        The territories, which may overlap.

    Returns
    -------
    pandas.DataFrame
        One row a territory, combination of dimensions and variable: ``territory``, the dimensions
        (crop, sector, energy...), ``variable``, ``value`` (NaN exactly where the status is
        missing), ``low``, ``high`` (NaN without a band), ``unit``, ``year``, ``source``,
        ``level``, ``status``, ``note``. A national table comes once, as it is, with the
        territory "FR".
    """
    return bring_to(Ground.of(catalogue, gazetteer, territories), table)


def bring_to(ground: Ground, table: str) -> pd.DataFrame:
    """Bring a table to territories already laid out: quicker for several tables.

    Parameters
    ----------
    ground : Ground
        The territories.
    table : str
        One of `themes`.

    Returns
    -------
    pandas.DataFrame
        As `bring` gives it.
    """
    schema = TABLES.get(table)
    found = None if schema is None else rule(table, schema.level)
    if schema is None or found is None or found.kind == "structure":
        raise DataError(
            f"La table « {table} » ne porte aucun chiffre à ramener à un territoire.",
            "Choisissez une table de la page des sources.",
        )
    return _BRINGERS[found.kind](schema, found, ground)
