"""Actors that open data knows here: places, plants, kitchens, projects, currencies, institutions.

What each can do is supposed from what it is, never measured: the room confirms it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from territorial_lib.diagnosis.actors.capacities import labels
from territorial_lib.diagnosis.actors.institutions import institutions
from territorial_lib.diagnosis.actors.record import Known
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.housing import block as housing_block
from territorial_lib.diagnosis.housing.coefficients import RADIUS
from territorial_lib.diagnosis.housing.plants import plants
from territorial_lib.typography import folded, number

_PUBLIC = "École, hôpital, service public"
_PLACE = "Tiers-lieu, atelier partagé"
_CHAIN = "Filière, groupement d’entreprises"
_SUPPORTED = {
    "third_place": ("Tiers-lieu (Fabrique de territoire)", labels("cowork", "coordinate", "tell")),
    "shared_workshop": ("Manufacture de proximité", labels("machines", "train", "support")),
}
_STRUCTURES = {
    "légumerie": ("Entreprise", labels("process")),
    "abattoir": ("Entreprise", labels("process")),
    "école de production": (_PUBLIC, labels("train", "machines")),
    "PTCE": ("Association", labels("coordinate", "include")),
    "recyclerie du bâtiment": ("Association", labels("repair", "include")),
    "recyclerie": ("Association", labels("repair", "include")),
    "centrale villageoise": ("Entreprise", labels("power", "mobilise")),
    "CAE": ("Association d’aide aux entrepreneurs", labels("support")),
    "plateforme Initiative": ("Association d’aide aux entrepreneurs", labels("support", "finance")),
}
_ENDED = ("arrêtée", "fusionnée")
_SMALL = frozenset(["DE", "DU", "DES", "LA", "LE", "LES", "ET", "EN", "SUR", "AU", "AUX"])
_INITIALS = 4


@dataclass(frozen=True)
class _Trade:
    """What a source names: what it is, and what it can be supposed to do."""

    table: str
    sort: str
    what: str
    capacities: tuple[str, ...]


def known(case: Case) -> tuple[Known, ...]:
    """List the actors that open data knows in the territory diagnosed.

    Parameters
    ----------
    case : Case
        The territory; the radius within which plants are looked for is the room's lever.

    Returns
    -------
    tuple of Known
        Councils first, communes last; a name that two sources give in one commune once, by its
        first source; namesakes are told apart by their commune.
    """
    radius = housing_block.PART.values(case)[RADIUS]
    fixed: tuple[Known, ...] = case.lasting("actors/known", lambda: tuple(_fixed(case)))
    ruling: tuple[Known, ...] = case.lasting(
        "actors/institutions", lambda: institutions(case.territory, case.scope.gazetteer)
    )
    distinct: dict[tuple[str, str], Known] = {}
    councils = [each for each in ruling if each.table != "communes"]
    communes = [each for each in ruling if each.table == "communes"]
    for each in (*councils, *fixed, *_plants(case, radius), *communes):
        distinct.setdefault((folded(each.name), each.commune), each)
    names = Counter(name for name, _ in distinct)
    return tuple(
        replace(each, name=_told_apart(each)) if names[name] > 1 and each.place else each
        for (name, _), each in distinct.items()
    )


def _told_apart(each: Known) -> str:
    return f"{each.name} ({each.place})"


def _fixed(case: Case) -> Iterator[Known]:
    yield from _services(case)
    yield from _supported(case)
    yield from _industry(case)
    yield from _kitchens(case)
    yield from _projects(case)
    yield from _structures(case)
    yield from _currencies(case)


def _services(case: Case) -> Iterator[Known]:
    trade = _Trade("france_services_2025", _PUBLIC, "France services", labels("welcome"))
    for rank, row in enumerate(_inside(case, trade.table).itertuples()):
        yield _row(case, f"france-services/{row.code}/{rank}", trade, row)


def _supported(case: Case) -> Iterator[Known]:
    rows = _inside(case, "support_places")
    for row in rows[rows["kind"].isin(list(_SUPPORTED))].itertuples():
        trade = _Trade("support_places", _PLACE, *_SUPPORTED[row.kind])
        yield _row(case, f"support-places/{row.id}", trade, row)


def _industry(case: Case) -> Iterator[Known]:
    able = labels("coordinate", "support", "train")
    trade = _Trade("industry_territories", _CHAIN, "Territoire d’industrie", able)
    rows = case.catalogue.load(trade.table).frame
    own = case.scope.gazetteer.communes.loc[list(case.territory.communes)]
    here = rows["epci"].isin(set(own["epci"].dropna())) | rows["code"].isin(own.index)
    for key, members in rows[here].groupby("id"):
        name = f"Territoire d’industrie {members['name'].iloc[0]}"
        note = f"Membres d’ici\u00a0: {', '.join(members['member'])}."
        yield _made(case, f"industry/{key}", trade, name, note=note)


def _kitchens(case: Case) -> Iterator[Known]:
    table, what = "central_kitchens", "Cuisine centrale"
    public = _Trade(table, _PUBLIC, what, labels("cook", "buy"))
    private = _Trade(table, "Entreprise", what, labels("cook"))
    for row in _inside(case, table).itertuples():
        trade = public if row.model == "public" else private
        note = f"Gestion {row.management}, {row.production}, déclarée en {row.year}."
        key = f"central-kitchens/{row.row}"
        yield _row(case, key, trade, row, note=note, year=int(row.year))


def _projects(case: Case) -> Iterator[Known]:
    what, able = "Projet alimentaire territorial", labels("coordinate", "buy")
    trade = _Trade("food_projects", _PUBLIC, what, able)
    counts = _inside(case, "food_project_communes").groupby("project")["code"].nunique()
    rows = case.catalogue.load(trade.table).frame
    for row in rows[rows["project"].isin(counts.index)].itertuples():
        known_name = isinstance(row.name, str)
        name = row.name if known_name else f"Projet alimentaire n°\u00a0{row.project}"
        count = int(counts[row.project])
        communes = f"{count} commune{'s' * (count > 1)} d’ici dont une cantine le cite"
        sure = "" if row.name_certainty == "certain" else f", nom {row.name_certainty}"
        yield _made(case, f"food-projects/{row.project}", trade, name, note=f"{communes}{sure}.")


def _structures(case: Case) -> Iterator[Known]:
    for row in _inside(case, "local_structures").itertuples():
        sort, able = _STRUCTURES[row.kind]
        what = f"{row.kind[0].upper()}{row.kind[1:]}"
        trade = _Trade("local_structures", sort, what, able)
        state = "" if pd.isna(row.status) else f"{row.status[0].upper()}{row.status[1:]}. "
        note, key = f"{state}Lu\u00a0: {row.source}.", f"local-structures/{row.row}"
        yield _row(case, key, trade, row, note=note, year=_year(row.year))


def _currencies(case: Case) -> Iterator[Known]:
    trade = _Trade("local_currencies", "Association", "Monnaie locale", labels("currency"))
    rows = case.catalogue.load(trade.table).frame
    own = case.scope.gazetteer.communes.loc[list(case.territory.communes)]
    departements = set(own["departement"])
    ended = rows["status"].fillna("").str.startswith(_ENDED)
    named = rows["departements"].fillna("").str.split(";")
    near = named.map(lambda codes: not departements.isdisjoint(codes)) | rows["code"].isin(
        own.index
    )
    kept = rows[near & ~rows["national"] & ~ended]
    latest = kept.sort_values("status_year", ascending=False, na_position="last", kind="stable")
    for row in latest.drop_duplicates("name").itertuples():
        inside = isinstance(row.code, str) and row.code in own.index
        where = "" if inside else "\u202f; présente dans le département, pas forcément ici"
        yield _made(
            case,
            f"local-currencies/{row.row}",
            trade,
            f"{row.name} (monnaie locale)",
            commune=row.code if inside else "",
            note=f"{_state(row.status, _year(row.status_year))}{where}.",
            year=_year(row.status_year),
        )


def _state(status: Any, year: int | None) -> str:
    """Say a state with the year at which it was true: never alone."""
    state = status if isinstance(status, str) else "état non lu"
    dated = f"{state} en {year}" if year and str(year) not in state else state
    return f"{dated[0].upper()}{dated[1:]}"


def _plants(case: Case, radius: float) -> Iterator[Known]:
    names = case.scope.gazetteer.communes["name"]
    inside = {str(names[code]): code for code in case.territory.communes}
    for each in plants(case, radius):
        trade = _Trade("biobased_plants", "Entreprise", f"Usine, {each.kind}", labels("fibre"))
        state = "" if each.in_service else ", en projet ou à confirmer"
        about = f"{each.note[:1].upper()}{each.note[1:]}"
        key = f"biobased-plants/{folded(each.kind)}/{folded(each.name)}"
        note = f"À {number(each.km, 0)}\u00a0km{state}. {about}."
        commune = inside.get(each.place, "")
        yield _made(case, key, trade, each.name, commune=commune, place=each.place, note=note)


def _inside(case: Case, table: str) -> pd.DataFrame:
    rows = case.catalogue.load(table).frame
    return rows[rows["code"].isin(list(case.territory.communes))]


def _row(case: Case, key: str, trade: _Trade, row: Any, **more: Any) -> Known:
    return _made(case, key, trade, _tidy(str(row.name)), commune=row.code, **more)


def _made(  # noqa: PLR0913 - one keyword for each thing that some sources say
    case: Case,
    key: str,
    trade: _Trade,
    name: str,
    *,
    commune: str = "",
    place: str = "",
    note: str = "",
    year: int | None = None,
) -> Known:
    card, names = case.catalogue.cards[trade.table], case.scope.gazetteer.communes["name"]
    return Known(
        key=key,
        table=trade.table,
        name=name,
        sort=trade.sort,
        what=trade.what,
        capacities=trade.capacities,
        place=place or (str(names[commune]) if commune else ""),
        commune=commune,
        source=card.source,
        year=year or card.vintage,
        note=note,
    )


def _tidy(name: str) -> str:
    """Write a name typed in capitals as a name; short words may be initials and stay."""
    name = " ".join(name.split())
    if not name.isupper():
        return f"{name[:1].upper()}{name[1:]}"
    words = [
        word.lower() if word in _SMALL else word if len(word) <= _INITIALS else word.capitalize()
        for word in name.split()
    ]
    return " ".join([words[0].capitalize() if name.split()[0] in _SMALL else words[0], *words[1:]])


def _year(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
