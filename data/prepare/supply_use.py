"""Import shares by product and use in 2015: a cross-check of the input-output table's.

Only ratios are kept: the workbook they are computed from lies in a repository under GPL-3.0.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import input_output as schema

FILE = "io-threeme-2015/calibration-FRA-2015_2022-11-18.xlsx"
_CODE = 2  # the column of product codes
_BLOCKS = {"total": 5, "imported": 77}  # first row of each block of 28 products
_PRODUCTS = 28
_USES = {
    "intermediate": slice(44, 76),
    "households": slice(76, 77),
    "government": slice(77, 78),
    "investment": slice(78, 110),
    "exports": slice(110, 111),
    "all": slice(44, 111),
}
_LABELS = {
    "cagr": "Produits agricoles et de la pêche",
    "cfor": "Produits de la sylviculture",
    "cfoo": "Produits alimentaires et boissons",
    "cveh": "Véhicules automobiles",
    "cgla": "Minéraux non métalliques (verre, ciment)",
    "cpap": "Papier et carton",
    "cche": "Produits chimiques",
    "cpla": "Produits en plastique",
    "cmet": "Métaux",
    "cigo": "Autres biens pour l’industrie",
    "ccgo": "Autres biens de consommation",
    "ccon": "Construction",
    "crai": "Transport ferroviaire",
    "croa": "Transport routier",
    "cwat": "Transport par eau",
    "cair": "Transport aérien",
    "cpri": "Services marchands",
    "cpub": "Services publics",
    "cmin": "Minerais non énergétiques",
    "ccoa": "Charbon",
    "ccoi": "Pétrole brut",
    "cfut": "Carburants",
    "cfuh": "Fioul de chauffage",
    "cgas": "Gaz naturel",
    "cele": "Électricité",
    "chea": "Chaleur",
    "cbio": "Biomasse",
    "cote": "Autres énergies",
}
_EVERYTHING = ("total", "Ensemble des produits")


def supply_use_2015_split(raw: Raw) -> pd.DataFrame:
    """Compute the imported share of each use of each product.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``supply_use_2015_split``; missing where nothing is used.
    """
    rows = _sheet(raw.path(FILE))
    blocks = {name: _uses(rows, first) for name, first in _BLOCKS.items()}
    total, imported = (_with_everything(blocks[name]) for name in ("total", "imported"))
    used = total.abs() > 1e-6
    shares = (imported / total.where(used)).clip(0, 1).stack(future_stack=True)
    frame = shares.rename("import_share").rename_axis(["product", "use"]).reset_index()
    labels = _LABELS | dict([_EVERYTHING])
    frame.insert(1, "label", frame["product"].map(labels).astype("str"))
    return frame


def _sheet(path: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheet = book["SUT"]
    sheet.reset_dimensions()  # the file declares one cell only
    rows = list(sheet.iter_rows(values_only=True))
    book.close()
    return rows


def _uses(rows: list[tuple[object, ...]], first: int) -> pd.DataFrame:
    block = pd.DataFrame(rows[first : first + _PRODUCTS])
    products = block[_CODE].astype("str")
    if list(products) != list(_LABELS):
        raise ValueError(f"{FILE}: the block at row {first} lists {list(products)}")
    cells = block.iloc[:, _CODE + 2 : _USES["all"].stop].astype("float64")
    # Columns keep their place in the sheet as labels; a label slice includes its end.
    sums = {name: cells.loc[:, at.start : at.stop - 1].sum(axis=1) for name, at in _USES.items()}
    return pd.DataFrame(sums).set_axis(products)


def _with_everything(uses: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([uses, uses.sum().to_frame(_EVERYTHING[0]).T])


RECIPES = (Recipe(schema.SUPPLY_USE_2015_SPLIT, supply_use_2015_split),)
