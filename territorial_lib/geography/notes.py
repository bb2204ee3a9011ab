"""What is said beside a value that is not the producer's own for the territory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.geography.adding import Added, Years
from territorial_lib.geography.proxies import PHRASES
from territorial_lib.typography import number

MISSING = "Aucune donnée publiée pour ce territoire dans la source."
REBUILT = "Reconstitué : le périmètre n’est pas celui de la source, ou la source estime."
ALONE = "Une médiane ne s’additionne pas : connue seulement pour un territoire de la source."
LEVELS = {
    "commune": "de la commune",
    "epci": "de l’intercommunalité",
    "departement": "du département",
    "region": "de la région",
    "zone_emploi": "de la zone d’emploi",
}
WEIGHTS = {
    "population": "habitants",
    "households": "ménages",
    "dwellings": "logements",
    "main_residences": "résidences principales",
    "jobs": "emplois",
    "active_15_64": "actifs",
    "population_15_64": "habitants de 15 à 64 ans",
    "employed_15_64": "actifs en emploi",
    "tax_households": "ménages fiscaux",
    "area": "surfaces",
    "residential_sites": "logements raccordés",
    "canteens": "cantines",
}
_WHOLE = 1 - 1e-9


@dataclass(frozen=True)
class Words:
    """The sentences of a variable.

    Parameters
    ----------
    cut : str
        Said where a larger unit is cut.
    averaged : str
        Said where several units are averaged; empty where adding up is exact.
    missing : str
        Said where there is no value.
    caution : str
        Said beside every value.
    """

    cut: str = ""
    averaged: str = ""
    missing: str = MISSING
    caution: str = ""


def shared(level: str, proxies: tuple[str, ...]) -> str:
    """Say how a larger unit was cut.

    Parameters
    ----------
    level : str
        Level of the units.
    proxies : tuple of str
        The central proxy, then those of the band.

    Returns
    -------
    str
        A French sentence that names the proxy, and those of the band.
    """
    named = [PHRASES[each.partition(":")[0]] for each in proxies]
    band = f" ; fourchette selon {' ou '.join(named[1:])}" if named[1:] else ""
    return f"Chiffre {LEVELS[level]}, réparti selon {named[0]}{band}."


def lent(level: str) -> str:
    """Say that a rate is that of the larger unit.

    Parameters
    ----------
    level : str
        Level of the units.

    Returns
    -------
    str
        A French sentence.
    """
    return f"Chiffre {LEVELS[level]}, prêté à ses parties."


def mean_of(weight: str, median: bool) -> str:
    """Say that several units were averaged.

    Parameters
    ----------
    weight : str
        Name of the denominator.
    median : bool
        True where what is averaged is a median or a decile.

    Returns
    -------
    str
        A French sentence; an average of medians is said to be only an indication.
    """
    by = WEIGHTS.get(weight, weight)
    if median:
        return f"Moyenne de médianes pondérée (poids : {by}) : une indication, non une médiane."
    return f"Moyenne pondérée (poids : {by})."


def judged(
    added: Added, words: Words, observed: str, years: Years | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Give each value its status and its note.

    Parameters
    ----------
    added : Added
        The values.
    words : Words
        What to say.
    observed : str
        Status of a value that owes nothing to an estimate: observed or imported.
    years : Years, optional
        Of which years the values are: those put together from several say so.

    Returns
    -------
    tuple of numpy array of str
        Statuses and notes, both as long as the values laid flat.
    """
    missing = np.isnan(added.value).ravel()
    share = np.where(added.covered < _WHOLE, np.minimum(added.covered, 0.999), 1.0).ravel()
    several = (added.units > 1).ravel() & bool(words.averaged)
    flags = np.stack([added.cut.ravel(), several, added.rebuilt.ravel(), missing])
    tenths = np.where(missing, 0, np.round(share * 1000)).astype(int)
    key = (flags * np.array([1, 2, 4, 8])[:, None]).sum(axis=0) * 1001 + tenths
    kinds, place = np.unique(key, return_inverse=True)
    told = [_told(int(kind) // 1001, int(kind) % 1001, words, observed) for kind in kinds]
    statuses, notes = (np.array(each, dtype=object) for each in zip(*told, strict=True))
    return statuses[place], _aged(notes[place], years)


def _aged(notes: np.ndarray, years: Years | None) -> np.ndarray:
    """Say how old the oldest part is, where parts are of several years."""
    if years is None:
        return notes
    oldest, newest = years.oldest.ravel(), years.newest.ravel()
    for each in np.flatnonzero(oldest < newest):
        said = f"Une partie est plus ancienne, jusqu’à {oldest[each]:.0f}."
        notes[each] = f"{notes[each]} {said}".strip()
    return notes


def _told(flags: int, tenths: int, words: Words, observed: str) -> tuple[str, str]:
    if flags & 8:
        return "missing", words.missing
    said = [
        sentence
        for bit, sentence in ((1, words.cut), (2, words.averaged), (4, REBUILT))
        if flags & bit
    ]
    if tenths < 1000:
        known = number(max(tenths / 10, 0.1), 1)
        said.append(f"Donnée connue pour {known} % du territoire seulement.")
    status = "estimated" if said else observed
    return status, " ".join([*said, words.caution]).strip()


def is_median(name: str, label: str) -> bool:
    """Tell whether a column is a median, a decile or a ratio of them.

    Parameters
    ----------
    name, label : str
        Name and French label of the column.

    Returns
    -------
    bool
        True where averaging it gives only an indication.
    """
    return name.startswith(("median", "decile", "interdecile")) or "médian" in label


def text(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Give texts that repeat a lot as a column, quickly.

    Parameters
    ----------
    values : numpy array of object
        Texts, few of them different.

    Returns
    -------
    pandas extension array of str
        The same texts.
    """
    codes, names = pd.factorize(values)
    return pd.array(list(names), dtype="str").take(codes)
