"""The market of the nation: who has too much of a good, who lacks it, and how far they are.

France is cut into the territory, the EPCI that it leaves whole and what it leaves of the others.
Road km are those of the crow times a cited detour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.geography.distances import centroids, distances
from territorial_lib.geography.partition import partition
from territorial_lib.geography.territories import Gazetteer, Territory


@dataclass(frozen=True)
class Good:
    """Something that territories make and need.

    Parameters
    ----------
    key : str
        Stable name, as in "food/wheat".
    label : str
        Its name in French.
    unit : str
        Unit of the quantities, a year.
    supply, demand : pandas.Series
        What each territory makes and needs, by its code; NaN where unknown.
    year : int or None
        Year of the quantities.
    source : str
        Producers and publications, in French.
    freight : bool
        True for what travels by road and weighs: the quantities are tonnes.
    note : str
        What the quantities leave out.
    """

    key: str
    label: str
    unit: str
    supply: pd.Series
    demand: pd.Series
    year: int | None
    source: str
    freight: bool = True
    note: str = ""

    @property
    def surplus(self) -> pd.Series:
        """s: what is left once one's own need is met; NaN where unknown."""
        return (self.supply - self.demand).clip(lower=0)

    @property
    def deficit(self) -> pd.Series:
        """d: what is lacking once one's own production is used; NaN where unknown."""
        return (self.demand - self.supply).clip(lower=0)


@dataclass(frozen=True)
class Market:
    """France in pieces around a territory.

    Parameters
    ----------
    pieces : tuple of Territory
        The territory first, then all the others.
    places : pandas.DataFrame
        Indexed by piece: ``name``, ``lon``, ``lat``, ``land``.
    km : pandas.DataFrame
        Road kilometres between pieces; infinite where no road leads.
    near : pandas.DataFrame
        True between pieces that touch.
    """

    pieces: tuple[Territory, ...]
    places: pd.DataFrame
    km: pd.DataFrame
    near: pd.DataFrame
    _kept: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def here(self) -> str:
        """Code of the territory."""
        return self.pieces[0].code


def market(territory: Territory, gazetteer: Gazetteer, detour: float) -> Market:
    """Lay out the nation around a territory.

    Parameters
    ----------
    territory : Territory
        Any territory.
    gazetteer : Gazetteer
        The territories of France.
    detour : float
        Road km for one km of the crow, 1 or more.

    Returns
    -------
    Market
        Every commune of France is in one of its pieces.
    """
    pieces = tuple(partition(territory, gazetteer))
    places = centroids(pieces, gazetteer)
    places.insert(0, "name", [each.name for each in pieces])
    km = distances(places) * detour
    return Market(pieces, places, km, _touching(pieces, gazetteer))


def every(this: Market, case: Case) -> Case:
    """Lay out all the pieces of a market, to compute on them what is known of a territory.

    Parameters
    ----------
    this : Market
        The market.
    case : Case
        The case of its territory, for its tables.

    Returns
    -------
    Case
        The pieces, the territory first; nobody said anything of them.
    """
    return Case.every(this.pieces, case.catalogue)


def _touching(pieces: Sequence[Territory], gazetteer: Gazetteer) -> pd.DataFrame:
    rank = {commune: n for n, piece in enumerate(pieces) for commune in piece.communes}
    pairs = gazetteer.catalogue.load("commune_neighbours").frame
    one, other = (pairs[name].map(rank).to_numpy() for name in ("code", "neighbour"))
    known = ~(np.isnan(one) | np.isnan(other))
    touch = np.zeros((len(pieces), len(pieces)), dtype=bool)
    touch[one[known].astype(int), other[known].astype(int)] = True
    np.fill_diagonal(touch, False)
    codes = [each.code for each in pieces]
    return pd.DataFrame(touch | touch.T, codes, codes)
