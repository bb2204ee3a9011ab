"""Insee's permanent base of facilities: 2013 (every type), 2020 (three families), 2024 (total)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from data.prepare.geography import administrative
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.codes import without_doubled_arrondissements
from territorial_lib.schemas import equipment as schema

_FAMILIES_2020 = {
    "bpe-2020-partiel/equip-serv-commerce-com-2020.csv": r"NB_(B\d{3})",
    "bpe-2020-partiel/equip-serv-ens-1er-degre-com-2020.csv": r"NB_(C10[1245](?:_NB_CANT)?)",
    "bpe-2020-partiel/equip-tour-transp-com-2020.csv": r"NB_([EG]\d{3})",
}
_TYPES_2013 = Path(__file__).with_name("equipment_2013_types.csv")
_TYPES_2020 = Path(__file__).with_name("equipment_2020_types.csv")


def equipment_2020(raw: Raw) -> pd.DataFrame:
    """Count the shops, primary schools, taxis, stations and tourism of each commune.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``equipment_2020``: one row a commune and type that it has.
    """
    families = [_family_2020(raw, file, wanted) for file, wanted in _FAMILIES_2020.items()]
    return _long(raw, pd.concat(families, axis=1))


def equipment_2013(raw: Raw) -> pd.DataFrame:
    """Count the 180 types of facilities of each commune.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``equipment_2013``: one row a commune and type that it has.
    """
    published = _published_2013(raw).drop(columns="Total de nb_equip")
    codes = pd.read_csv(_TYPES_2013, dtype="str").set_index("published")["type"]
    if set(codes.index) != set(published.columns):
        raise KeyError(f"{_TYPES_2013.name} does not list the published types")
    return _long(raw, published.rename(columns=codes))


def equipment_types(raw: Raw) -> pd.DataFrame:
    """Name the types, their domain and the years in which they are counted.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``equipment_types``.
    """
    former = pd.read_csv(_TYPES_2013, dtype="str").drop(columns="published")
    latest = pd.read_csv(_TYPES_2020, dtype="str")
    types = pd.concat([latest, former]).drop_duplicates("type").sort_values("type")
    types["domain_label"] = types["domain"].map(schema.DOMAINS).astype("str")
    types["in_2013"] = types["type"].isin(set(former["type"]))
    types["in_2020"] = types["type"].isin(set(latest["type"]))
    types["year"] = types["in_2020"].map({True: 2020, False: 2013})
    return types[[column.name for column in schema.EQUIPMENT_TYPES.columns]].reset_index(drop=True)


def equipment_coverage(raw: Raw) -> pd.DataFrame:
    """Tell which communes each vintage lists: elsewhere no row means no facility.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``equipment_coverage``: every commune of 2026.
    """
    codes = administrative(raw, "commune-actuelle")["code"]
    latest = _whole(raw, _family_2020(raw, *next(iter(_FAMILIES_2020.items()))))
    former = _whole(raw, _published_2013(raw))
    return pd.DataFrame(
        {
            "code": codes,
            "listed_2013": codes.isin(former.index),
            "covered_2020": codes.isin(latest.index),
        }
    )


def equipment_total_2024(raw: Raw) -> pd.DataFrame:
    """Count all the facilities of each commune, types together.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``equipment_total_2024``.
    """
    path = raw.path("portrait-communes/bpe-2024-domaines-by-commune.json")
    communes = json.loads(path.read_text(encoding="utf-8"))
    units = pd.Series({code: entry["total"] for code, entry in communes.items()}, name="units")
    whole = _whole(raw, units.to_frame()).astype("int32")
    return whole.rename_axis("code").reset_index()


def _family_2020(raw: Raw, file: str, wanted: str) -> pd.DataFrame:
    table = pd.read_csv(raw.path(file), sep=";", dtype={"CODGEO": "str"}).set_index("CODGEO")
    names = {column: column for column in table.columns}
    kept = pd.Series(names).str.extract(f"^{wanted}$", expand=False).dropna()
    return table[kept.index].rename(columns=kept.str.replace("_NB_CANT", "_CANT"))


def _published_2013(raw: Raw) -> pd.DataFrame:
    path = raw.path("bpe-2013-types/bpe2013.xlsx")
    return pd.read_excel(path, dtype={"depcom": "str"}).set_index("depcom").fillna(0)


def _whole(raw: Raw, counts: pd.DataFrame) -> pd.DataFrame:
    """Carry counts to 2026: merged communes add up; a cut one is left whole to its parent.

    A facility stands in one place: it is never shared out between the parts.
    """
    history = raw.table("commune_history")
    once = without_doubled_arrondissements(counts, history)
    moved = history[history["kind"] != "split"].set_index("old_code")["code"]
    target = once.index.map(lambda code: moved.get(code, code))
    return once.groupby(target).sum().sort_index()


def _long(raw: Raw, counts: pd.DataFrame) -> pd.DataFrame:
    whole = _whole(raw, counts).rename_axis(index="code", columns="type")
    long = whole.stack().rename("units").reset_index().query("units > 0")
    long["units"] = long["units"].astype("int32")
    return long.sort_values(["code", "type"], ignore_index=True)


RECIPES = (
    Recipe(schema.EQUIPMENT_2020, equipment_2020, rows_per_group=16384),
    Recipe(schema.EQUIPMENT_2013, equipment_2013, rows_per_group=16384),
    Recipe(schema.EQUIPMENT_TYPES, equipment_types),
    Recipe(schema.EQUIPMENT_COVERAGE, equipment_coverage, rows_per_group=40000),
    Recipe(schema.EQUIPMENT_TOTAL_2024, equipment_total_2024, rows_per_group=40000),
)
