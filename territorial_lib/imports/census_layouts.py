"""The census as Insee's platform Melodi publishes it: one observation a row, dimensions coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from territorial_lib.imports.mapping import ColumnMapping, Dimension, Measure, Origin

MELODI = frozenset({"GEO", "GEO_OBJECT", "TIME_PERIOD", "OBS_VALUE"})
"""Columns of every file of Melodi."""
COMMUNES = {"GEO_OBJECT": frozenset({"COM"})}
_ASIDE = MELODI | {"FREQ", "OBS_STATUS", "CONF_STATUS", "DECIMALS", "UNIT_MEASURE", "UNIT_MULT"}
_ELSEWHERE = frozenset({"K"})
"""Status of a former commune whose value is counted in another one's."""
_URL = "https://catalogue-donnees.insee.fr/fr/catalogue/recherche/"
Names = Mapping[str, tuple[str, str]]
"""By word of the dimension spread, the name and the label of the measure it becomes."""


def census_jobs(header: tuple[str, ...], _: str) -> ColumnMapping | None:
    """Recognise jobs where people work, by sector (DS_RP_EMPLOI_LT_COMP).

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    _ : object
        Not used: every layout is asked the same way.

    Returns
    -------
    ColumnMapping or None
        None for another file; that of residents' jobs, which has no form of employment, is another.
    """
    names = {
        "_T": ("jobs", "Emplois au lieu de travail"),
        "AZ": ("agriculture", "Emplois, agriculture"),
        "BE": ("industry", "Emplois, industrie"),
        "FZ": ("construction", "Emplois, construction"),
        "GU": ("services", "Emplois, commerce, transports et services divers"),
        "OQ": (
            "administration",
            "Emplois, administration publique, enseignement, santé, action sociale",
        ),
    }
    if not {"EMP_ACTIVITY", "EMPFORM"} <= set(header):
        return None
    title = "Emplois au lieu de travail par secteur et commune"
    mapping = _census(header, "EMP_ACTIVITY", names, "NBEMP", "emplois")
    return _named(mapping, "jobs_a5_commune", title, "Emploi", "DS_RP_EMPLOI_LT_COMP")


def census_job_forms(header: tuple[str, ...], _: str) -> ColumnMapping | None:
    """Recognise jobs where people work, by form (DS_RP_EMPLOI_LT_PRINC).

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    _ : object
        Not used: every layout is asked the same way.

    Returns
    -------
    ColumnMapping or None
        None for another file.
    """
    names = {
        "_T": ("jobs", "Emplois au lieu de travail"),
        "2": ("salaried", "Emplois salariés"),
        "1": ("self_employed", "Emplois non salariés"),
    }
    if not {"EMPFORM", "WKTIME"} <= set(header):
        return None
    title = "Emplois au lieu de travail par statut et commune"
    mapping = _census(header, "EMPFORM", names, "NBEMP", "emplois")
    return _named(mapping, "jobs_commune", title, "Emploi", "DS_RP_EMPLOI_LT_PRINC")


def census_labour_force(header: tuple[str, ...], _: str) -> ColumnMapping | None:
    """Recognise people of 15 to 64 by activity (DS_RP_EMPLOI_LR_PRINC).

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    _ : object
        Not used: every layout is asked the same way.

    Returns
    -------
    ColumnMapping or None
        None for another file. Unemployed in the sense of the census, not of the ILO.
    """
    names = {
        "1T2": ("active", "Actifs de 15 à 64 ans"),
        "1": ("employed", "Actifs occupés de 15 à 64 ans"),
        "2": ("unemployed", "Chômeurs de 15 à 64 ans, au sens du recensement"),
    }
    if not {"EMPSTA_ENQ", "EDUC", "AGE"} <= set(header):
        return None
    mapping = _census(header, "EMPSTA_ENQ", names, "POP", "personnes", {"AGE": "Y15T64"})
    title = "Actifs et chômeurs de 15 à 64 ans par commune"
    return _named(mapping, "labour_force_commune", title, "Emploi", "DS_RP_EMPLOI_LR_PRINC")


def census_population(header: tuple[str, ...], _: str) -> ColumnMapping | None:
    """Recognise inhabitants by age (DS_RP_POPULATION_PRINC).

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    _ : object
        Not used: every layout is asked the same way.

    Returns
    -------
    ColumnMapping or None
        None for another file; the seven age groups that make the whole, and the whole.
    """
    names = {
        "_T": ("population", "Habitants"),
        "Y_LT15": ("age_0_14", "Habitants de moins de 15 ans"),
        "Y15T24": ("age_15_24", "Habitants de 15 à 24 ans"),
        "Y25T39": ("age_25_39", "Habitants de 25 à 39 ans"),
        "Y40T54": ("age_40_54", "Habitants de 40 à 54 ans"),
        "Y55T64": ("age_55_64", "Habitants de 55 à 64 ans"),
        "Y65T79": ("age_65_79", "Habitants de 65 à 79 ans"),
        "Y_GE80": ("age_80", "Habitants de 80 ans et plus"),
    }
    if set(header) - _ASIDE != {"AGE", "SEX", "RP_MEASURE"}:
        return None
    mapping = _census(header, "AGE", names, "POP", "hab.")
    title = "Habitants par âge et commune"
    return _named(mapping, "population_commune", title, "Population", "DS_RP_POPULATION_PRINC")


def census_dwellings(header: tuple[str, ...], _: str) -> ColumnMapping | None:
    """Recognise dwellings by use (DS_RP_LOGEMENT_PRINC).

    Parameters
    ----------
    header : tuple of str
        Names of the columns.
    _ : object
        Not used: every layout is asked the same way.

    Returns
    -------
    ColumnMapping or None
        None for another file.
    """
    names = {
        "_T": ("dwellings", "Logements"),
        "DW_MAIN": ("main", "Résidences principales"),
        "DW_SEC_DW_OCC": ("second", "Résidences secondaires et logements occasionnels"),
        "DW_VAC": ("vacant", "Logements vacants"),
    }
    if not {"OCS", "BUILD_END"} <= set(header):
        return None
    mapping = _census(header, "OCS", names, "DWELLINGS", "logements")
    title = "Logements par occupation et commune"
    return _named(mapping, "dwellings_commune", title, "Logement", "DS_RP_LOGEMENT_PRINC")


def _census(
    header: tuple[str, ...],
    spread: str,
    names: Names,
    measure: str,
    unit: str,
    only: Mapping[str, str] | None = None,
) -> ColumnMapping | None:
    """Keep communes and one measure; every other dimension of the file at its whole."""
    if not MELODI | {"RP_MEASURE"} <= set(header):
        return None
    others = [name for name in header if name not in _ASIDE and name not in (spread, "RP_MEASURE")]
    keep = {name: frozenset({(only or {}).get(name, "_T")}) for name in others}
    keep |= {"RP_MEASURE": frozenset({measure}), spread: frozenset(names), **COMMUNES}
    return ColumnMapping(
        name="",
        origin=Origin(""),
        level="commune",
        code="GEO",
        measures=(Measure("OBS_VALUE", "value", "Valeur", unit, True, 0.0),),
        year_column="TIME_PERIOD",
        latest=True,
        dimensions=(Dimension(spread, "cut", "Découpage", {word: word for word in names}),),
        keep=keep,
        drop={"OBS_STATUS": _ELSEWHERE} if "OBS_STATUS" in header else {},
        spread={
            word: Measure("OBS_VALUE", name, label, unit, True, 0.0)
            for word, (name, label) in names.items()
        },
    )


def _named(
    mapping: ColumnMapping | None, name: str, title: str, theme: str, file: str
) -> ColumnMapping | None:
    if mapping is None:
        return None
    source = f"Insee, recensement de la population ({file})"
    origin = Origin(title, "Insee", source, "Licence Ouverte 2.0", _URL + file)
    return replace(mapping, name=name, origin=origin, theme=theme)
