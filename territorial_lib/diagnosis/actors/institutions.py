"""Who governs here: communes, intercommunalités, départements and régions of a territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from territorial_lib.diagnosis.actors.capacities import labels
from territorial_lib.diagnosis.actors.record import Known
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.sources import Card
from territorial_lib.typography import folded

MOST_COMMUNES = 200
"""Above so many communes, they are not listed one by one: intercommunalités stand for them."""
_SINGLE = {
    "2A": "Collectivité de Corse",
    "2B": "Collectivité de Corse",
    "67": "Collectivité européenne d’Alsace",
    "68": "Collectivité européenne d’Alsace",
    "972": "Collectivité territoriale de Martinique",
    "973": "Collectivité territoriale de Guyane",
    "976": "Département-Région de Mayotte",
}
"""Départements whose council bears another name, alone or with the région's."""
_NO_COUNCIL = {"75": None, "69": "200046977"}
"""Départements whose powers a commune (Paris) or a métropole (Lyon, for its part) has."""
_ONE_REGION = {"94": "2A", "02": "972", "03": "973", "06": "976"}
"""Régions whose council is also the département's."""
_POWERS = {
    "commune": labels("decide", "land", "premises", "buy", "welcome"),
    "epci": labels("decide", "coordinate", "finance", "buy", "study"),
    "departement": labels("finance", "buy", "include", "move"),
    "region": labels("finance", "train", "move", "support"),
}
_SORTS = {"commune": "Commune", "epci": "Intercommunalité"}
_VOWELS = tuple("aeiouy")


def institutions(territory: Territory, gazetteer: Gazetteer) -> tuple[Known, ...]:
    """List the communes, intercommunalités, départements and régions of a territory.

    Parameters
    ----------
    territory : Territory
        The territory.
    gazetteer : Gazetteer
        Every territory of France.

    Returns
    -------
    tuple of Known
        The smallest first; communes only where there are at most 200.
    """
    inside = gazetteer.communes.loc[list(territory.communes)]
    found = [*_communes(inside, gazetteer)] if len(inside) <= MOST_COMMUNES else []
    found += _epci(inside, gazetteer)
    found += _departements(inside, gazetteer)
    return (*found, *_regions(inside, gazetteer))


def commune_of(name: str) -> str:
    """Name a commune as an institution.

    Parameters
    ----------
    name : str
        The commune's name.

    Returns
    -------
    str
        Such as "Commune de Crest", "Commune d’Eurre", "Commune du Poët-Célard".
    """
    for article, short in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return f"Commune {short}{name.removeprefix(article)}"
    elided = folded(name)[:1] in _VOWELS
    return f"Commune {'d’' if elided else 'de '}{name}"


def _communes(inside: pd.DataFrame, gazetteer: Gazetteer) -> Iterator[Known]:
    card = gazetteer.catalogue.cards["communes"]
    for row in inside.itertuples():
        yield _known("commune", row.Index, commune_of(str(row.name)), card, str(row.name))


def _epci(inside: pd.DataFrame, gazetteer: Gazetteer) -> Iterator[Known]:
    card, units = gazetteer.catalogue.cards["epci"], gazetteer.units("epci")
    for code in _codes(inside, "epci"):
        yield _known("epci", code, str(units.at[code, "name"]), card)


def _departements(inside: pd.DataFrame, gazetteer: Gazetteer) -> Iterator[Known]:
    card, units = gazetteer.catalogue.cards["departements"], gazetteer.units("departement")
    named = set()
    for code in _codes(inside, "departement"):
        own = inside[inside["departement"] == code]
        instead = _NO_COUNCIL.get(code, "")
        if instead is None or (instead and (own["epci"] == instead).all()):
            continue
        name = _SINGLE.get(code, f"Département\u00a0: {units.at[code, 'name']}")
        if name not in named:
            named.add(name)
            yield _known("departement", code, name, card)


def _regions(inside: pd.DataFrame, gazetteer: Gazetteer) -> Iterator[Known]:
    card, units = gazetteer.catalogue.cards["regions"], gazetteer.units("region")
    for code in _codes(inside, "region"):
        if code not in _ONE_REGION:
            yield _known("region", code, f"Région\u00a0: {units.at[code, 'name']}", card)


def _codes(inside: pd.DataFrame, column: str) -> Sequence[str]:
    return sorted(str(each) for each in inside[column].dropna().unique() if each)


def _known(kind: str, code: object, name: str, card: Card, place: str = "") -> Known:
    return Known(
        key=f"{kind}/{code}",
        table={"commune": "communes", "epci": "epci"}.get(kind, f"{kind}s"),
        name=name,
        sort=_SORTS.get(kind, "Département, région, État"),
        what="Institution",
        capacities=_POWERS[kind],
        place=place,
        commune=str(code) if kind == "commune" else "",
        source=card.source,
        year=card.vintage,
    )
