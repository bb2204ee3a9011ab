"""Codes of territories as files hold them: zeros lost, Corsica, prefixes, and what cannot be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from territorial_lib.geography.territories import Gazetteer

CodeLevel = Literal["commune", "epci", "departement", "region", "zone_emploi"]
LEVEL_LABELS: dict[str, str] = {
    "commune": "commune",
    "epci": "intercommunalité",
    "departement": "département",
    "region": "région",
    "zone_emploi": "zone d’emploi",
}
_WIDTHS = {"commune": 5, "epci": 9, "departement": 2, "region": 2, "zone_emploi": 4}
_PREFIX = re.compile(r"(?:\d{4}-)?[A-Z]+\d*[-_:]")
SEVERAL = 5
LONGEST = 60
"""Characters beyond which a text is no code."""
_DECIMALS = re.compile(r"[.,]0+$")


class Code(NamedTuple):
    """A code read: what it is (empty where refused), whether it was repaired, why it is refused."""

    code: str
    repaired: bool = False
    reason: str = ""


@dataclass(frozen=True)
class CodeBook:
    """Every code that a file may hold, old communes included.

    Parameters
    ----------
    gazetteer : Gazetteer
        Where the codes of 2026 and the former ones are.
    """

    gazetteer: Gazetteer

    @cached_property
    def former(self) -> frozenset[str]:
        """Codes of communes that no longer exist under that code, and arrondissements."""
        return frozenset(self.gazetteer.catalogue.load("commune_history").frame["old_code"])

    def known(self, level: str) -> frozenset[str]:
        """Give every code of a level.

        Parameters
        ----------
        level : str
            commune, epci, departement, region or zone_emploi.

        Returns
        -------
        frozenset of str
            Those of 2026, and for communes the former ones.
        """
        if level not in self._known:
            now = frozenset(self.gazetteer.units(level).index)
            self._known[level] = now | self.former if level == "commune" else now
        return self._known[level]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {}

    def read(self, text: str, level: str) -> Code:
        """Read a code, repairing what has only one possible reading.

        Parameters
        ----------
        text : str
            A cell.
        level : str
            commune, epci, departement, region or zone_emploi.

        Returns
        -------
        Code
            The code as we write it; `reason` is a French sentence where it is refused.
        """
        if len(text) > LONGEST:
            return Code("", reason=f"le code « {text[:20]}… » est trop long")
        plain = re.sub(r"[\s\u00a0\u202f']", "", text).upper()
        if not plain:
            return Code("", reason="le code est vide")
        known = self.known(level)
        plain = plain if plain in known else plain[_prefix_length(plain) :]
        if plain in known:
            return Code(plain, repaired=False)
        candidates = [each for each in _readings(_DECIMALS.sub("", plain), level) if each in known]
        if len(candidates) == 1:
            return Code(candidates[0], repaired=True)
        return Code("", reason=_refusal(text, level, candidates))

    def level_of(self, texts: list[str]) -> tuple[str, float]:
        """Guess the level of a column of codes.

        Parameters
        ----------
        texts : list of str
            Some of its cells.

        Returns
        -------
        tuple of (str, float)
            The level whose codes fit best, and the share of cells that fit, 0 to 1.
        """
        filled = [text for text in texts if text]
        shares = {level: self._share(filled, level) for level in LEVEL_LABELS}
        best = max(shares, key=lambda level: shares[level])
        # Every région's code is also a département's: many régions and nothing else are régions.
        if shares["region"] == shares[best] and len(set(filled)) >= SEVERAL:
            best = "region"
        return best, shares[best]

    def _share(self, texts: list[str], level: str) -> float:
        """Count a repaired code for less: 1 to 9 repairs into départements, but is mere numbers."""
        read = [self.read(text, level) for text in texts]
        fitting = sum((0.9 if each.repaired else 1.0) for each in read if each.code)
        return fitting / len(texts) if texts else 0.0


def _prefix_length(plain: str) -> int:
    found = _PREFIX.match(plain)
    return found.end() if found else 0


def _readings(plain: str, level: str) -> list[str]:
    padded = plain.zfill(_WIDTHS[level])
    readings = [padded]
    if level == "commune" and re.fullmatch(r"20\d{3}", padded):
        readings += [f"2A{padded[2:]}", f"2B{padded[2:]}"]
    return readings


def _refusal(text: str, level: str, candidates: list[str]) -> str:
    if candidates:
        return f"le code « {text} » peut être {' ou '.join(candidates)} : écrivez-le en entier"
    if re.search(r"[eE]\+?\d", text):
        return f"le code « {text} » a été changé en nombre par un tableur : rétablissez-le en texte"
    return f"le code « {text} » n’est celui d’aucun territoire de type « {LEVEL_LABELS[level]} »"
