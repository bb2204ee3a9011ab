"""The input-output table of France in 2010 (Eurostat), brought to the sectors of FLORES."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import input_output as schema

YEAR = 2010
_MAP = Path(__file__).with_name("cpa_to_a38.csv")
_EMPTY = "UZ"  # extraterritorial bodies: nought everywhere in 2010

# Our column: what Eurostat calls it, among the uses (columns) and the resources (rows).
_USES = {
    "households": "P3_S14",
    "nonprofits": "P3_S15",
    "government": "P3_S13",
    "investment": "P51",
    "inventories": "P52_P53",
    "exports": "P6",
}
_COSTS = {
    "product_taxes": "D21_M_D31",
    "value_added": "B1G",
    "wages": "D1",
    "production_taxes": "D29_M_D39",
    "surplus": "B2G_B3G",
}
_ORDER = [column.name for column in schema.IO_PRODUCTS_2010.columns]


def cpa_to_a38(_raw: Raw) -> pd.DataFrame:
    """List the 65 products of the table and the sector that each one goes to.

    Parameters
    ----------
    _raw : Raw
        Not read: the map is ours.

    Returns
    -------
    pandas.DataFrame
        The table ``cpa_to_a38``.
    """
    return pd.read_csv(_MAP, dtype="str", keep_default_na=False, na_values={"note": [""]})


def io_flows_2010(raw: Raw) -> pd.DataFrame:
    """Add up the flows between products to flows between sectors.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``io_flows_2010``: every pair of sectors, 0 where nothing is sold.
    """
    sectors = _sectors(raw)
    whole = _published(raw)
    flows = whole.loc[sectors.index, sectors.index]
    grouped = flows.groupby(sectors).sum().T.groupby(sectors).sum().T
    named = grouped.rename_axis(index="seller", columns="buyer")
    return _without_empty(named).stack().rename("flow").reset_index()


def io_products_2010(raw: Raw) -> pd.DataFrame:
    """Give resources, uses, costs and import shares by sector.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``io_products_2010``: output + imports = the sum of uses, and output =
        purchases + taxes on products + value added.
    """
    sectors = _sectors(raw)
    whole = _published(raw)
    products = sectors.index
    rows = pd.DataFrame({ours: whole.loc[products, theirs] for ours, theirs in _USES.items()})
    for ours, theirs in _COSTS.items():
        rows[ours] = whole.loc[theirs, products]
    rows["imports"] = whole.loc["P7", products]
    rows["output"] = whole.loc["SUPBP", products] - rows["imports"]
    rows["intermediate_sales"] = whole.loc[products, products].sum(axis=1)
    rows["intermediate_purchases"] = whole.loc[products, products].sum()
    bought = rows["households"]
    imported = {name: bought * share for name, share in _import_shares(rows).items()}
    sums = _without_empty(rows.groupby(sectors).sum().rename_axis("sector"))
    for name, share in _import_shares(sums).items():
        spent = imported[name].groupby(sectors).sum() / sums["households"].where(
            sums["households"] > 0
        )
        sums[f"import_share_{name}"] = share
        sums[f"households_import_share_{name}"] = spent.fillna(share)
    return sums.reset_index()[_ORDER]


def _published(raw: Raw) -> pd.DataFrame:
    """Read the year's table: sellers and resources in rows, buyers and uses in columns."""
    path = raw.path("io-eurostat-fr/naio_cp17_r2_FR_2008-2010.csv")
    cells = pd.read_csv(path).query("year == @YEAR")
    whole = cells.pivot(index="row", columns="col", values="meur")
    plain = {name: name.removeprefix("CPA_") for name in {*whole.index, *whole.columns}}
    return whole.rename(index=plain, columns=plain)


def _sectors(raw: Raw) -> pd.Series:
    """Give the sector of each product; the published totals are no product."""
    found = cpa_to_a38(raw).set_index("product")["sector"].rename(None)
    published = _published(raw)
    absent = found.index.difference(published.index)
    if len(absent):
        raise KeyError(f"products of our map that Eurostat's table lacks: {list(absent)}")
    return found


def _without_empty(table: pd.DataFrame) -> pd.DataFrame:
    if table.loc[_EMPTY].abs().sum() > 0:
        raise ValueError(f"{_EMPTY} is no longer empty: give it a place")
    return table.drop(index=_EMPTY).drop(columns=_EMPTY, errors="ignore")


def _import_shares(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Bound the imported share: of all uses, exports included; of the uses at home alone."""
    supply = rows["output"] + rows["imports"]
    home = rows["imports"] / (supply - rows["exports"]).where(supply > rows["exports"])
    return {"all": rows["imports"] / supply.where(supply > 0), "home": home.clip(upper=1)}


RECIPES = (
    Recipe(schema.CPA_TO_A38, cpa_to_a38),
    Recipe(schema.IO_FLOWS_2010, io_flows_2010),
    Recipe(schema.IO_PRODUCTS_2010, io_products_2010),
)
