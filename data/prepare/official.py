"""Lists of 2026 that every statistics table is set against."""

from __future__ import annotations

import pandas as pd

from data.prepare.geography import administrative
from data.prepare.raw import Raw


def communes(raw: Raw) -> pd.Index:
    """List the communes of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.Index
        Codes, in order.
    """
    return pd.Index(administrative(raw, "commune-actuelle")["code"], name="code")


def members(raw: Raw, kind: str = "epci") -> pd.Series:
    """Say which communes make an EPCI, or a territorial establishment of Grand Paris.

    Parameters
    ----------
    raw : Raw
        The raw files.
    kind : str
        "epci" or "ept".

    Returns
    -------
    pandas.Series
        The EPCI's code by commune code; communes in none are absent.
    """
    pairs = {
        commune["code"]: group["code"]
        for group in raw.administrative(kind)
        for commune in group["membres"]
    }
    return pd.Series(pairs, name=kind, dtype="str").rename_axis("code").sort_index()


def with_status(frame: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    """Give a row to every code and turn the flag ``estimated`` into a status.

    Parameters
    ----------
    frame : pandas.DataFrame
        Indexed by code; its column ``estimated`` is a flag.
    codes : pandas.Index
        All the codes wanted, in order.

    Returns
    -------
    pandas.DataFrame
        ``code``, the columns and ``status``: missing where no column has a value.
    """
    strangers = frame.index.difference(codes)
    if len(strangers):
        raise ValueError(f"codes unknown in 2026: {list(strangers[:5])}")
    table = frame.reindex(codes)
    estimated = table.pop("estimated").fillna(False).astype(bool)
    status = estimated.map({True: "estimated", False: "observed"})
    table["status"] = status.where(table.notna().any(axis=1), "missing").astype("str")
    return table.rename_axis("code").reset_index()
