"""Finding a territory by typing: accents and hyphens forgiven, homonyms told apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from territorial_lib.geography.territories import KIND_LABELS, Gazetteer
from territorial_lib.typography import folded

_PREFIX = {"departement": "dep:", "region": "reg:", "zone_emploi": "ze:"}
_ABBREVIATIONS = {"saint": "st", "sainte": "ste"}


@dataclass(frozen=True)
class Match:
    """A territory found.

    Parameters
    ----------
    code : str
        Code as the command line takes it.
    name : str
        Its name.
    kind : str
        commune, epci, departement, region or zone_emploi.
    departement : str
        Name of its département, empty above that level.
    population : int
        Inhabitants, 2023.
    """

    code: str
    name: str
    kind: str
    departement: str
    population: int

    @property
    def label(self) -> str:
        """One line that tells homonyms apart."""
        where = f", {self.departement}" if self.departement else ""
        return f"{self.name} ({KIND_LABELS[self.kind]}{where})"


@dataclass(frozen=True)
class SearchIndex:
    """Names of every territory, folded once.

    Parameters
    ----------
    gazetteer : Gazetteer
        The territories to find.
    """

    gazetteer: Gazetteer

    @cached_property
    def _names(self) -> pd.DataFrame:
        kinds = ("commune", "epci", "departement", "region", "zone_emploi")
        index = pd.concat([self._of_kind(kind) for kind in kinds], ignore_index=True)
        index["folded"] = [_search_key(name) for name in index["name"]]
        return index

    def _of_kind(self, kind: str) -> pd.DataFrame:
        units = self.gazetteer.units(kind)
        departements = self.gazetteer.units("departement")["name"]
        columns = {"code": units["code"], "name": units["name"], "population": units["population"]}
        frame = pd.DataFrame(columns).reset_index(drop=True).assign(kind=kind, departement="")
        frame["code"] = _PREFIX.get(kind, "") + frame["code"]
        postal = units.get("postal_codes", "")
        frame["postal"] = pd.Series(postal, index=units.index).fillna("").to_numpy()
        if "departement" in units:
            frame["departement"] = units["departement"].map(departements).fillna("").to_numpy()
        return frame

    def search(self, text: str, limit: int = 20, kinds: tuple[str, ...] = ()) -> list[Match]:
        """Find the territories whose name or code looks like a text.

        Parameters
        ----------
        text : str
            What was typed: part of a name, whatever its accents, a code, or a postal code.
        limit : int
            How many to give at most.
        kinds : tuple of str
            Kinds wanted; empty for all.

        Returns
        -------
        list of Match
            Exact names first, then beginnings, then words inside; the larger first.
        """
        wanted = _search_key(text)
        if not wanted:
            return []
        names = self._names[self._names["kind"].isin(kinds)] if kinds else self._names
        rank = _ranks(names, wanted, text.strip())
        found = names.assign(rank=rank)[rank < _NO_MATCH]
        found = found.sort_values(["rank", "population"], ascending=[True, False]).head(limit)
        return _matches(found)

    def named(self, code: str) -> Match:
        """Give a territory as a search shows it.

        Parameters
        ----------
        code : str
            Code as the command line takes it.

        Returns
        -------
        Match
            The territory; UnknownTerritory where the code names none.
        """
        found = _matches(self._names[self._names["code"] == code])
        if not found:
            territory = self.gazetteer.territory(code)
            return Match(code, territory.name, territory.kind, "", 0)
        return found[0]


def _matches(rows: pd.DataFrame) -> list[Match]:
    return [
        Match(row.code, row.name, row.kind, row.departement, int(row.population))
        for row in rows.itertuples(index=False)
    ]


_NO_MATCH = 9
_POSTAL_LENGTH = 5


def _search_key(name: str) -> str:
    return " ".join(_ABBREVIATIONS.get(word, word) for word in folded(name).split())


def _ranks(names: pd.DataFrame, wanted: str, typed: str) -> pd.Series:
    keys = names["folded"]
    padded = " " + keys
    words = wanted.split()
    every_word = pd.Series(True, index=names.index)
    for word in words:
        every_word &= padded.str.contains(" " + word, regex=False)
    rank = pd.Series(_NO_MATCH, index=names.index)
    rank[every_word] = 4
    rank[padded.str.contains(" " + wanted, regex=False)] = 3
    rank[keys.str.startswith(wanted)] = 2
    rank[keys == wanted] = 1
    bare = names["code"].str.replace(r"^[a-z]+:", "", regex=True)
    if typed.isdigit() and len(typed) == _POSTAL_LENGTH:
        rank[names["postal"].str.contains(typed, regex=False)] = 5
    rank[(names["code"] == typed) | (bare == typed.upper())] = 0
    return rank
