"""What is known of the coefficients besides their rows: themes, warnings, confidence levels."""

from __future__ import annotations

import re

import pandas as pd

_INDUSTRY = "industrie (hors charbon hauts-fourneaux)"
_EUSKO = "(la page date « printemps 2021 » ; 3 M en novembre 2021 ailleurs)"

# The file is ordered by theme: each one begins with this quantity.
_FIRST = {
    "fret routier articulé 34-40 t diesel B7": "transport",
    "électricité mix moyen consommation 2024": "energy",
    "paille de blé (coproduit, amont agricole)": "materials",
    "disponibilité alimentaire Blé": "food",
    "rendement chanvre paille": "materials",
    "forêt surface forestière (dont peupleraies, dont indéterminé)": "forest",
    "passoires énergétiques F+G": "housing",
    f"prix moyen de l'énergie consommée, {_INDUSTRY}, toutes énergies": "energy",
    "consommation moyenne par ménage (Budget de famille)": "spending",
    "consommation finale d'énergie, réelle, usages non énergétiques compris": "energy",
    "surface moyenne d'une maison": "housing",
    "usine de fibre de bois : capacité": "materials",
    "surface agricole par habitant, régime viande 170 g/j, conventionnel": "food",
    "personnes travaillant régulièrement sur les exploitations": "jobs",
    "prix facturé d'un camion standard (bas)": "transport",
    "salariés en télétravail au moins un jour par semaine, ensemble": "work",
    f"eusko en circulation {_EUSKO}": "money",
    "commande publique, tous acheteurs (appels d'offres)": "procurement",
}

_SUBSCRIPTION = (
    "Prix avec et sans abonnement sont mêlés dans cette famille : lire la grandeur et le champ."
)
_LAND = "Selon la source, 0,38, 0,43 ou 0,48 ha par habitant aujourd’hui : une fourchette."
_WARNINGS = (
    (r"^(?:gaz naturel|électricité), .*(?:ménages|prix repère|tarif réglementé)", _SUBSCRIPTION),
    (
        r"^(?:emplois par M€ de production|valeur ajoutée par €|salaires et cotisations)",
        "Valeurs de 2015.",
    ),
    (r"agriculture biologique \(déduit\)", "Série lue comme « biologique » : déduit, non écrit."),
    (r"^surface agricole nécessaire par habitant, régime actuel", _LAND),
    (r"^surface agricole par habitant, mangeur moyen", _LAND),
    (r"^surface utilisée par habitant", _LAND),
    (r"selon l'AICB", "Valeur à écarter : 1 358 m² par maison, 350 selon un autre fabricant."),
    (
        r"^(?:commande publique, tous acheteurs|marchés publics recensés, tous)",
        "89 ou 185,7 Md€ selon le champ : les deux ne se comparent pas.",
    ),
)
_POINTING = r"\bidem\b|\ble même fichier\b"
_MICROSIMULATION = "Microsimulation (enquête de 2011 vieillie à 2016), non une observation."
_DISCARDED = "selon l'AICB"
_LEVELS = {"élevée": "high", "moyenne": "medium", "faible": "low", "memory": "low"}


def themes(quantities: pd.Series) -> pd.Series:
    """Give the theme of each row of the ordered file.

    Parameters
    ----------
    quantities : pandas.Series
        The quantities, in the file's order.

    Returns
    -------
    pandas.Series
        Themes; KeyError where a theme's first quantity is no longer there.
    """
    absent = set(_FIRST) - set(quantities)
    if absent:
        raise KeyError(f"quantities that begin a theme are gone: {sorted(absent)}")
    return quantities.map(_FIRST).ffill().astype("str")


def sources(written: pd.Series) -> pd.Series:
    """Write out the sources that only point to the row before.

    Parameters
    ----------
    written : pandas.Series
        The sources, in the file's order; some are "idem" or contain it.

    Returns
    -------
    pandas.Series
        The same, each readable alone.
    """
    pointing = written.str.contains(_POINTING, regex=True)
    full = written.mask(pointing).ffill()
    told = [
        named if plain == "idem" else _written_out(plain, f"« {named} »")
        for plain, named in zip(written, full, strict=True)
    ]
    return pd.Series(told, index=written.index, dtype="str").where(pointing, written)


def _written_out(plain: str, named: str) -> str:
    return re.sub(r"\bidem\b", f"dans {named}", plain.replace("le même fichier", named))


def caveats(rows: pd.DataFrame) -> pd.Series:
    """Warn about the rows that deceive.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns ``quantity`` and ``confidence``.

    Returns
    -------
    pandas.Series
        French sentences, missing where there is nothing to say.
    """
    told = pd.Series(index=rows.index, dtype="str")
    for pattern, sentence in _WARNINGS:
        told = told.mask(rows["quantity"].str.contains(pattern, regex=True), sentence)
    told = told.mask(rows["confidence"].str.contains("microsimulation"), _MICROSIMULATION)
    return told.mask(
        told.isna() & rows["confidence"].str.startswith("memory"), "De mémoire, à confirmer."
    )


def levels(confidence: pd.Series) -> pd.Series:
    """Grade the confidence by its first word.

    Parameters
    ----------
    confidence : pandas.Series
        As written, such as "moyenne (seconde main)".

    Returns
    -------
    pandas.Series
        "high", "medium" or "low"; KeyError on another word.
    """
    first = confidence.str.extract(r"^(\w+)", expand=False)
    unknown = set(first) - set(_LEVELS)
    if unknown:
        raise KeyError(f"confidence that nobody graded: {sorted(unknown)}")
    return first.map(_LEVELS).astype("str")


def discarded(quantities: pd.Series) -> pd.Series:
    """Tell the values that nobody should use.

    Parameters
    ----------
    quantities : pandas.Series
        The quantities.

    Returns
    -------
    pandas.Series
        True where the value is to be discarded.
    """
    return quantities.str.contains(_DISCARDED, regex=False)
