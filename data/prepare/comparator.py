"""Insee's "comparateur de territoires" of 2021: census 2018, Filosofi 2019, FLORES end 2018."""

from __future__ import annotations

import zipfile

import pandas as pd

from data.prepare.controls import control
from data.prepare.raw import Raw
from territorial_lib.geography.codes import without_doubled_arrondissements

FILE = "comparateur-communes-2018/base_cc_comparateur_csv.zip"
POPULATION = 66_732_538


def comparator(raw: Raw) -> pd.DataFrame:
    """Read the file, the doubled arrondissements of Paris, Lyon and Marseille taken out.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The published columns, indexed by commune code of 2021.
    """
    with zipfile.ZipFile(raw.path(FILE)) as archive:
        stream = archive.open("base_cc_comparateur.CSV")
        published = pd.read_csv(stream, sep=";", dtype={"CODGEO": "str"}, index_col="CODGEO")
    single = without_doubled_arrondissements(published, raw.table("commune_history"))
    control("P18_POP", single["P18_POP"].sum(), POPULATION, 1)
    return single
