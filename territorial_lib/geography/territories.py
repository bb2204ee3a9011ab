"""What a territory is, and how a code becomes one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from territorial_lib.errors import AmbiguousTerritory, UnknownTerritory
from territorial_lib.sources import Catalogue

TerritoryKind = Literal["commune", "epci", "departement", "region", "zone_emploi", "perimeter"]

KIND_LABELS: dict[str, str] = {
    "commune": "commune",
    "epci": "intercommunalité",
    "departement": "département",
    "region": "région",
    "zone_emploi": "zone d’emploi",
    "perimeter": "périmètre composé",
}
_PREFIXES = {"dep": "departement", "reg": "region", "ze": "zone_emploi"}
_TABLES = {
    "commune": "communes",
    "epci": "epci",
    "departement": "departements",
    "region": "regions",
    "zone_emploi": "zones_emploi",
}
_GONE = "n’existe plus depuis une fusion de communes"
_FORMER = {
    "arrondissement": "est celui d’un arrondissement\u00a0: nos tables comptent la ville entière",
    "rename": "n’existe plus\u00a0: la commune a changé de code",
}
"""Why a code is no commune of 2026, by kind of change."""
_SEARCH = "Cherchez son code\u00a0: territorial territories --search NOM."


@dataclass(frozen=True)
class Territory:
    """A set of 2026 communes.

    Parameters
    ----------
    code : str
        As the command line takes it: ``26108``, ``242600252``, ``dep:26``, ``reg:53``,
        ``ze:8405``, ``242600252+26108``.
    name : str
        Its name in French.
    kind : TerritoryKind
        What it is.
    communes : tuple of str
        Codes of its communes, sorted.
    """

    code: str
    name: str
    kind: TerritoryKind
    communes: tuple[str, ...]


@dataclass(frozen=True)
class Gazetteer:
    """Every territory of France, by its code.

    Parameters
    ----------
    catalogue : Catalogue
        Where the tables are read.
    """

    catalogue: Catalogue

    @cached_property
    def communes(self) -> pd.DataFrame:
        """The 34,875 communes of 2026, indexed by code."""
        return self.catalogue.indexed("communes")

    def units(self, kind: str) -> pd.DataFrame:
        """Give every territory of a kind, indexed by code.

        Parameters
        ----------
        kind : str
            commune, epci, departement, region or zone_emploi.

        Returns
        -------
        pandas.DataFrame
            The table of that kind, with at least ``name`` and ``population``.
        """
        if kind == "commune":
            return self.communes
        return self.catalogue.indexed(_TABLES[kind])

    def territory(self, code: str) -> Territory:
        """Find the territory that a code names.

        Parameters
        ----------
        code : str
            A code in any form of `Territory.code`; spaces around it are ignored.

        Returns
        -------
        Territory
            The territory; a code in several parts gives an ad hoc perimeter.
        """
        typed = {part.strip().upper(): part.strip() for part in code.split("+") if part.strip()}
        if not typed:
            raise UnknownTerritory("Aucun code de territoire n’a été donné.", _SEARCH)
        found = [self._single(part, typed[part]) for part in sorted(typed)]
        return found[0] if len(found) == 1 else compose(found)

    def _single(self, code: str, typed: str) -> Territory:
        prefix, _, rest = code.lower().rpartition(":")
        if prefix:
            if prefix not in _PREFIXES:
                raise UnknownTerritory(f"Le préfixe «\u00a0{prefix}\u00a0» est inconnu.", _SEARCH)
            return self._unit(_PREFIXES[prefix], rest.upper(), code)
        if re.fullmatch(r"\d{9}", code):
            return self._unit("epci", code, code)
        if re.fullmatch(r"[0-9AB]{2,3}", code):
            raise self._bare(code)
        return self._commune(code, typed)

    def _unit(self, kind: str, key: str, code: str) -> Territory:
        units = self.units(kind)
        if key not in units.index:
            raise UnknownTerritory(
                f"Aucun territoire de type «\u00a0{KIND_LABELS[kind]}\u00a0» "
                f"n’a le code «\u00a0{key}\u00a0».",
                _SEARCH,
            )
        members = self.communes.index[self.communes[kind] == key]
        shown = code.lower().split(":")[0] + ":" + key if ":" in code else key
        name = str(units.at[key, "name"])
        return Territory(shown, name, kind, tuple(sorted(members)))  # type: ignore[arg-type]

    def _commune(self, code: str, typed: str) -> Territory:
        if code in self.communes.index:
            return Territory(code, str(self.communes.at[code, "name"]), "commune", (code,))
        history = self.catalogue.load("commune_history").frame
        successors = history[history["old_code"] == code]
        if len(successors):
            new, kind = successors.iloc[0][["code", "kind"]]
            raise UnknownTerritory(
                f"Le code «\u00a0{code}\u00a0» {_FORMER.get(kind, _GONE)}.",
                f"Prenez {new} ({self.communes.at[new, 'name']}).",
            )
        raise UnknownTerritory(f"Aucun territoire n’a le code «\u00a0{typed}\u00a0».", _SEARCH)

    def _bare(self, code: str) -> Exception:
        choices = [
            f"{prefix}:{code} ({self.units(kind).at[code, 'name']})"
            for prefix, kind in (("dep", "departement"), ("reg", "region"))
            if code in self.units(kind).index
        ]
        if not choices:
            return UnknownTerritory(f"Aucun territoire n’a le code «\u00a0{code}\u00a0».", _SEARCH)
        return AmbiguousTerritory(
            f"Le code «\u00a0{code}\u00a0» peut désigner un département ou une région.",
            "Précisez\u00a0: " + " ou ".join(choices) + ".",
        )


def compose(parts: list[Territory], name: str | None = None) -> Territory:
    """Make an ad hoc perimeter of several territories.

    Parameters
    ----------
    parts : list of Territory
        At least one; overlaps count once.
    name : str, optional
        Name given by the room; by default the first parts' names.

    Returns
    -------
    Territory
        A perimeter whose code joins the parts' codes, sorted, by "+".
    """
    communes = sorted({commune for part in parts for commune in part.communes})
    if name is None:
        shown = [part.name for part in parts[:3]]
        others = f" et {len(parts) - 3} autres" if len(parts) > 3 else ""
        name = ", ".join(shown) + others
    code = "+".join(sorted({piece for part in parts for piece in part.code.split("+")}))
    return Territory(code, name, "perimeter", tuple(communes))
