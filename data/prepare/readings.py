"""Reads what hand-made lists write: years, ranges, blanks said in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

UNREAD = ("", "non lu", "non daté", "s.d.")
"""What the lists write where the source says nothing."""


def table(path: Path, names: dict[str, str]) -> pd.DataFrame:
    """Read a list as text, under our names, numbered as it is written.

    Parameters
    ----------
    path : Path
        A CSV file.
    names : dict of str to str
        Our name of each column wanted.

    Returns
    -------
    pandas.DataFrame
        ``row`` from 1, then the columns; what the source does not say is missing.
    """
    written = pd.read_csv(path, dtype="str", keep_default_na=False)[list(names)]
    told = written.rename(columns=names)
    told = told.mask(told.isin(UNREAD)).astype("str")
    told.insert(0, "row", range(1, len(told) + 1))
    return told


def years(written: pd.Series) -> pd.Series:
    """Give the last year that a text names.

    Parameters
    ----------
    written : pandas.Series
        Such as "2016-2018", "vers 2011" or "2025?".

    Returns
    -------
    pandas.Series
        Whole numbers, missing where no year is named.
    """
    named = written.fillna("").str.findall(r"(?:19|20)\d\d").str[-1]
    return named.astype("Int64")


def numbers(written: pd.Series, name: str) -> pd.DataFrame:
    """Read numbers, or ranges such as "80-120".

    Parameters
    ----------
    written : pandas.Series
        Digits, with a decimal point; missing where nothing is written.
    name : str
        Name of the column of values.

    Returns
    -------
    pandas.DataFrame
        The value, missing where a range is written, and the range's low and high.
    """
    ranged = written.str.fullmatch(r"[\d.]+-[\d.]+").fillna(False).astype(bool)
    ends = written.where(ranged).str.split("-", expand=True).reindex(columns=[0, 1])
    return pd.DataFrame(
        {
            name: written.mask(ranged).astype("float64"),
            f"{name}_low": ends[0].astype("float64"),
            f"{name}_high": ends[1].astype("float64"),
        }
    )
