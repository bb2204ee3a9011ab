"""France in pieces: a territory, the EPCI it leaves whole, what it leaves of the others."""

from __future__ import annotations

from territorial_lib.geography.territories import Gazetteer, Territory

REST = "reste:"
"""Beginning of the code of what a territory leaves of an EPCI: no command takes it."""


def partition(territory: Territory, gazetteer: Gazetteer) -> list[Territory]:
    """Cut France into a territory, and every EPCI or what the territory leaves of it.

    Parameters
    ----------
    territory : Territory
        Any territory.
    gazetteer : Gazetteer
        The territories of France.

    Returns
    -------
    list of Territory
        The territory first; then the EPCI, by code; then the communes that belong to none. Every
        commune of France is in exactly one of them.
    """
    inside = set(territory.communes)
    epci = gazetteer.communes["epci"]
    names = gazetteer.units("epci")["name"]
    others = [
        piece
        for code, members in epci.groupby(epci).groups.items()
        if (piece := _left(str(code), str(names[code]), list(members), inside)) is not None
    ]
    alone = [code for code in epci.index[epci.isna()] if code not in inside]
    return [territory, *others, *(gazetteer.territory(code) for code in alone)]


def _left(code: str, name: str, members: list[str], inside: set[str]) -> Territory | None:
    left = tuple(sorted(set(members) - inside))
    if not left:
        return None
    if len(left) == len(members):
        return Territory(code, name, "epci", left)
    return Territory(f"{REST}{code}", f"{name} (le reste)", "perimeter", left)
