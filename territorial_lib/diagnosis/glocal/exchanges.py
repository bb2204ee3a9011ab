"""Who would supply the territory and whom it would supply, good by good, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.glocal.block import PART, supplied
from territorial_lib.diagnosis.glocal.goods import goods, nation
from territorial_lib.diagnosis.glocal.sourcing import LEAST, Sourcing
from territorial_lib.diagnosis.part import View


class Partner(msgspec.Struct, frozen=True):
    """A territory at the other end of an exchange.

    Parameters
    ----------
    name : str
        Its name.
    quantity : float
        What goes between it and the territory, in the good's unit.
    km : float
        Road km.
    lon, lat : float
        Its population centre, in degrees.
    """

    name: str
    quantity: float
    km: float
    lon: float
    lat: float


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """How a good would go round, seen from the territory.

    Parameters
    ----------
    key, label, unit, source : str
        The good.
    year : int or None
        Year of the quantities.
    freight : bool
        True for what travels by road and weighs.
    lack, spare : float or None
        What is lacking here and what is in excess; None where unknown.
    suppliers, clients : tuple of Partner
        The largest first.
    uncovered : float
        What comes from beyond the distance chosen.
    mean_km, usual_km : float or None
        Mean road km of what is supplied, and of a unit drawn everywhere in proportion; None where
        nothing is.
    worth : float or None
        Road km that one more unit here would avoid in all of France; None where nothing lacks.
    """

    key: str
    label: str
    unit: str
    source: str
    year: int | None
    freight: bool
    lack: float | None
    spare: float | None
    suppliers: tuple[Partner, ...]
    clients: tuple[Partner, ...]
    uncovered: float
    mean_km: float | None
    usual_km: float | None
    worth: float | None

    @property
    def supplied(self) -> float:
        """What suppliers would bring."""
        return sum(each.quantity for each in self.suppliers)


class Exchanges(msgspec.Struct, frozen=True):
    """The goods of which a territory lacks some, or has too much.

    Parameters
    ----------
    lacking : tuple of Exchange
        Those that could be supplied most, first.
    spare : dict of str to str
        Label of each good in excess, by key.
    found : dict of str to Exchange
        Some goods in excess, by key: the others are computed when they are chosen.
    """

    lacking: tuple[Exchange, ...]
    spare: dict[str, str]
    found: dict[str, Exchange] = {}


def exchanges(case: Case) -> Exchanges:
    """Give the exchanges of a territory, the room's levers in force.

    Parameters
    ----------
    case : Case
        The territory.

    Returns
    -------
    Exchanges
        As published, every good computed; else those lacking alone, which the block asks for.
    """
    key = PART.depends(case)
    found: Exchanges = case.latest(
        EXCHANGES.key,
        key,
        lambda: case.shared(EXCHANGES.key, key, Exchanges) or _lacking(case),
    )
    return found


def exchange(case: Case, values: Mapping[str, float], good: str) -> Exchange:
    """Give how one good would go round.

    Parameters
    ----------
    case : Case
        The territory.
    values : Mapping of str to float
        Levers of the supply, by key.
    good : str
        Key of the good.

    Returns
    -------
    Exchange
        Computed where the levers are not those in force.
    """
    if dict(values) == PART.values(case):
        known = exchanges(case)
        every = {each.key: each for each in known.lacking} | known.found
        if good in every:
            return every[good]
    return _seen(case, supplied(case, values, good).found[good])


def _lacking(case: Case) -> Exchanges:
    own = case.territory.code
    found = [_seen(case, each) for each in supplied(case, PART.values(case)).found.values()]
    spare = {each.key: each.label for each in goods(case) if each.surplus[own] >= LEAST}
    return Exchanges(tuple(sorted(found, key=lambda each: -each.supplied)), spare)


def _every(case: Case) -> Exchanges:
    some = _lacking(case)
    values = PART.values(case)
    return msgspec.structs.replace(
        some, found={key: exchange(case, values, key) for key in some.spare}
    )


def _seen(case: Case, one: Sourcing) -> Exchange:
    good, own = one.good, case.territory.code
    places = nation(case).places
    return Exchange(
        key=good.key,
        label=good.label,
        unit=good.unit,
        source=good.source,
        year=good.year,
        freight=good.freight,
        lack=_some(good.deficit[own]),
        spare=_some(good.surplus[own]),
        suppliers=tuple(_partners(one.suppliers, places)),
        clients=tuple(_partners(one.clients, places)),
        uncovered=float(one.uncovered),
        mean_km=_some(one.mean_km),
        usual_km=_some(one.usual_km),
        worth=_some(one.worth),
    )


def _partners(table: pd.DataFrame, places: pd.DataFrame) -> Iterator[Partner]:
    for line in table.itertuples(index=False):
        lon, lat = (float(places.at[line.code, each]) for each in ("lon", "lat"))
        yield Partner(str(line.name), float(line.quantity), float(line.km), lon, lat)


def _some(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


EXCHANGES = View("view/exchanges", Exchanges, _every, PART.depends)
