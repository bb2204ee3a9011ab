"""Finds the commune of 2026 that a place's name and département, or an older code, stand for."""

from __future__ import annotations

import re

import pandas as pd

from data.prepare.geography import administrative
from data.prepare.raw import Raw
from territorial_lib.typography import folded

_DEPARTEMENT = r"\d[\dAB]|97\d"


class Locator:
    """Communes by name and by former code.

    Parameters
    ----------
    raw : Raw
        The raw files; ``commune_history`` is already built.
    """

    def __init__(self, raw: Raw) -> None:
        history = raw.table("commune_history").query("kind != 'split'")
        communes = administrative(raw, "commune-actuelle")
        self._current = frozenset(communes["code"])
        self._former = dict(zip(history["old_code"], history["code"], strict=True))
        self._names = self._former_names(raw) | {
            (folded(name), departement): code
            for name, departement, code in communes[["nom", "departement", "code"]].itertuples(
                index=False
            )
        }

    def by_code(self, code: str | float) -> str | None:
        """Give the commune of 2026 of a code of any vintage.

        Parameters
        ----------
        code : str or missing
            A commune's or an arrondissement's code.

        Returns
        -------
        str or None
            Its code today; None where nobody knows it, or outside metropolitan France and the five
            overseas départements.
        """
        if not isinstance(code, str):
            return None
        now = self._former.get(code, code)
        return now if now in self._current else None

    def by_name(self, name: str | float, among: str | float) -> str | None:
        """Give the commune of that name in those départements.

        Parameters
        ----------
        name : str or missing
            A commune's name; what is added between parentheses is ignored.
        among : str or missing
            Codes of départements, joined by ";".

        Returns
        -------
        str or None
            Its code; None where the name is unknown there, or stands for several communes.
        """
        if not isinstance(name, str) or not isinstance(among, str):
            return None
        plain = folded(re.sub(r"\(.*?\)", "", name))
        city = re.sub(r" \d+e( arrondissement)?$", "", plain)
        found = {self._names.get((city, departement)) for departement in among.split(";")} - {None}
        return found.pop() if len(found) == 1 else None

    def _former_names(self, raw: Raw) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for kind in ("commune-deleguee", "commune-associee"):
            former = administrative(raw, kind)[["nom", "departement", "chefLieu"]]
            for name, departement, code in former.itertuples(index=False):
                found[folded(name), departement] = code
        return found


def departements(text: pd.Series) -> pd.Series:
    """Read lists of départements' codes however they are separated.

    Parameters
    ----------
    text : pandas.Series
        Such as "27/76", "44;56" or "Mouans-Sartoux (06)".

    Returns
    -------
    pandas.Series
        Codes joined by ";", missing where there is none.
    """
    found = text.fillna("").str.findall(rf"(?<![\dA-Za-z])(?:{_DEPARTEMENT})(?![\dA-Za-z])")
    joined = found.map(lambda codes: ";".join(dict.fromkeys(codes)))
    return joined.where(joined != "").astype("str")


def epci_by_commune(raw: Raw) -> pd.Series:
    """Give the EPCI of each commune of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.Series
        EPCI codes indexed by commune code; the four communes without EPCI are absent.
    """
    listed = pd.DataFrame(raw.administrative("epci"))[["code", "membres"]].explode("membres")
    members = listed["membres"].map(lambda member: member["code"])
    return pd.Series(listed["code"].to_numpy(), index=members, name="epci", dtype="str")
