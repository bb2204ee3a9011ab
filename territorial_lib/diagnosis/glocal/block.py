"""The block of supply: for each good that is lacking, who would supply us, from how far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.glocal.goods import goods, nation
from territorial_lib.diagnosis.glocal.market import Good
from territorial_lib.diagnosis.glocal.sourcing import LEAST, Rule, Sourcing, source
from territorial_lib.diagnosis.part import Part, nothing
from territorial_lib.schemas.blocks import Block, Lever, Notion, Picture
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number, quantity

FURTHEST, NEIGHBOUR = "glocal/furthest", "glocal/neighbour"
TRUCK = "fret-routier-articule-34-40-t-diesel-b7"
_KILOS = 1000.0
_PERCENT = 100.0
_THEME = "glocal"
_SOURCE = "Calcul d’après Agreste, FAO, ODRÉ et Insee"
_LACK, _SPARE = "Ce qui nous manque", "Ce que nous pourrions offrir"
_FROM, _TRUCK, _BEYOND = "D’où cela viendrait", "Camions", "Au-delà"
_ROAD = "km de route"
_SHOWN = 4
NOTION = Notion(
    key="sourcing",
    title="Qui pourrait nous fournir ce qui manque\u202f?",
    meaning=(
        "Chaque territoire de France a des surplus et des manques. On cherche qui fournirait qui, "
        "au plus près, quand tous en ont besoin en même temps\u00a0: le voisin qui a du lait n’en "
        "a pas pour tout le monde."
    ),
    formula=(
        "Pour chaque produit, on minimise la somme des quantités × kilomètres de route, sur tous "
        "les territoires à la fois\u00a0: personne n’envoie plus que son surplus, personne ne "
        "reçoit plus que son manque, et ce qui viendrait de plus loin que la distance choisie est "
        "acheté ailleurs. Kilomètres de route\u00a0: à vol d’oiseau × détour. CO₂e\u00a0: tonnes × "
        "kilomètres × facteur du camion. Valeur d’une tonne de plus ici\u00a0: ce qu’elle "
        "éviterait de transport dans toute la France."
    ),
    limits=(
        "C’est ce que la terre et les réseaux permettraient, non les contrats d’aujourd’hui\u00a0: "
        "ni prix, ni qualité, ni saison, ni usines de transformation. Pas de route entre "
        "l’hexagone et l’outre-mer. Le camion est le même partout\u00a0: compter en kilomètres, "
        "en CO₂e ou en euros ne change pas qui fournit, seulement l’unité."
    ),
    reference=(
        "Problème de transport\u00a0: Hitchcock (1941)\u202f; simplexe de réseau\u00a0: Bonneel "
        "et al. (2011)"
    ),
)


@dataclass(frozen=True)
class Supplied:
    """Who would supply a territory, good by good.

    Parameters
    ----------
    goods : tuple of Good
        What goes round.
    found : dict of str to Sourcing
        By key of the goods that the territory lacks, or has too much of.
    """

    goods: tuple[Good, ...]
    found: dict[str, Sourcing]


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers: how far one looks, how much neighbours count.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.
    """
    haul = coefficient(catalogue, "distance-moyenne-parcourue-par-les-cereales-250-a-300")
    return (
        Lever(
            key=FURTHEST,
            label="Jusqu’où l’on cherche",
            unit="km de route",
            default=500.0,
            low=25.0,
            high=1500.0,
            step=25.0,
            source="Choix du classeur, à discuter",
            note=(
                "Au-delà, on achète ailleurs sans savoir où. Repère\u00a0: les céréales parcourent "
                f"{quantity(haul.value, haul.unit, 0)} en moyenne ({haul.source}, {haul.year})."
            ),
        ),
        Lever(
            key=NEIGHBOUR,
            label="Préférence pour les territoires voisins",
            unit="% de distance oubliée",
            default=0.0,
            low=0.0,
            high=90.0,
            step=10.0,
            source="Choix de la salle",
            note="À 50\u00a0%, un voisin compte comme deux fois plus proche, pour tous.",
        ),
    )


def rule(values: Mapping[str, float]) -> Rule:
    """Give the rule that the levers say.

    Parameters
    ----------
    values : Mapping of str to float
        Values of the levers, by key.
    """
    return Rule(furthest=values[FURTHEST], neighbour=values[NEIGHBOUR] / _PERCENT)


def supplied(case: Case, values: Mapping[str, float], key: str | None = None) -> Supplied:
    """Find who would supply the territory, one good or all of them.

    Parameters
    ----------
    case : Case
        The territory.
    values : Mapping of str to float
        Levers by key.
    key : str, optional
        Key of the only good wanted; every good lacking here by default.

    Returns
    -------
    Supplied
        A good already computed under the same rule, with the same figures here, is kept.
    """
    every, own = goods(case), case.territory.code
    wanted = [g for g in every if g.key == key or (key is None and _lacks(g, own))]
    return Supplied(every, {each.key: _kept(case, each, rule(values)) for each in wanted})


def _kept(case: Case, good: Good, wished: Rule) -> Sourcing:
    own = case.territory.code
    name = f"glocal/sourcing/{good.key}"
    kept: tuple[object, Sourcing] | None = case.scope.kept.get(name)
    key = (wished, float(good.supply[own]), float(good.demand[own]))
    if kept is None or kept[0] != key:
        kept = case.scope.kept[name] = (key, source(good, nation(case), wished))
    return kept[1]


def _lacks(good: Good, own: str) -> bool:
    return bool(good.deficit[own] >= LEAST)


def block(case: Case, found: None, values: Mapping[str, float]) -> Block:
    """Say who would supply the territory.

    Parameters
    ----------
    case : Case
        The territory.
    found : None
        What is read is kept with the territory.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    Block
        For each good that is lacking: how much, how much from whom and how far, what stays beyond.
    """
    known = supplied(case, values)
    rows = list(_rows(case, known))
    far = [row.figure for row in rows if row.category == _FROM]
    drawn = tuple(each.id for each in far if each.value is not None)
    picture = Picture(title="Distance moyenne de ce qui serait fourni", figures=drawn)
    return Block(
        notion=NOTION,
        says=_says(case, known),
        rows=tuple(rows),
        levers=levers(case.catalogue),
        picture=picture if drawn else None,
    )


def _moving(case: Case) -> object:
    """Give what the goods depend on beside the levers of supply: diets, sobriety."""
    return {k: v for k, v in case.declared.assumptions.items() if k.startswith("gaps/")}


PART = Part(notion=NOTION, levers=levers, read=nothing, block=block, besides=_moving)


@dataclass(frozen=True)
class _Said:
    """A figure about a good, before its words."""

    name: str
    label: str
    category: str
    value: float
    unit: str = ""
    note: str = ""


def _rows(case: Case, known: Supplied) -> Iterator[Row]:
    own = case.territory.code
    heavy = sorted(known.found.values(), key=lambda each: -each.good.deficit[own])
    near = [each for each in heavy if not each.suppliers.empty]
    shown = {each.good.key for each in near[:_SHOWN]}
    for each in heavy:
        for said in _good(case, each):
            key = said.name == "km" and each.good.key in shown
            yield _row(own, each.good, said, key)
    for good in known.goods:
        if good.surplus[own] >= LEAST:
            yield _row(own, good, _Said("surplus", "surplus", _SPARE, float(good.surplus[own])))


def _good(case: Case, each: Sourcing) -> Iterator[_Said]:
    deficit = float(each.good.deficit[case.territory.code])
    yield _Said("deficit", "manque", _LACK, deficit)
    yield _Said("km", "distance moyenne", _FROM, each.mean_km, _ROAD, _from(each))
    yield _Said("uncovered", "au-delà de la distance choisie", _BEYOND, each.uncovered)
    yield _Said("worth", "une unité de plus ici éviterait", _TRUCK, each.worth, _ROAD)
    if each.good.freight:
        factor = coefficient(case.catalogue, TRUCK).value or np.nan
        moved = float((each.suppliers["quantity"] * each.suppliers["km"]).sum())
        usual = each.usual_km * float(each.suppliers["quantity"].sum())
        unit = "t CO₂e/an"
        yield _Said("co2e", "CO₂e des camions", _TRUCK, moved * factor / _KILOS, unit)
        words = "CO₂e si l’on puisait partout en France en proportion"
        yield _Said("co2e_usual", words, _TRUCK, usual * factor / _KILOS, unit)


def _row(own: str, good: Good, said: _Said, key: bool = False) -> Row:
    known = not np.isnan(said.value)
    figure = Figure(
        id=figure_id(_THEME, said.name, own, good.year, good.key.replace("/", "-")),
        label=f"{good.label}\u00a0: {said.label}",
        value=said.value if known else None,
        unit=said.unit or good.unit,
        year=good.year,
        source=_SOURCE,
        level="perimeter",
        status="estimated" if known else "missing",
        note=said.note or good.note,
    )
    return Row(figure=figure, category=said.category, key=key, versions=(figure,))


def _from(each: Sourcing) -> str:
    if each.suppliers.empty:
        return "Personne à cette distance, une fois les autres servis."
    first = each.suppliers.head(3)
    named = "\u202f; ".join(
        f"{name} ({quantity(amount, each.good.unit, 0)}, {number(km, 0)} km)"
        for name, amount, km in zip(first["name"], first["quantity"], first["km"], strict=True)
    )
    return f"Viendrait de\u00a0: {named}."


def _says(case: Case, known: Supplied) -> str:
    own = case.territory.code
    if not any(np.isfinite(good.deficit[own]) for good in known.goods):
        return "Nos sources ne disent pas ce que ce territoire produit\u00a0: rien à comparer."
    spare = [good.label.lower() for good in known.goods if good.surplus[own] >= LEAST]
    offered = f" En échange, nous avons trop de\u00a0: {', '.join(spare[:4])}." if spare else ""
    if not known.found:
        return f"Rien ne manque de ce que l’on sait compter.{offered}"
    near = [each for each in known.found.values() if not each.suppliers.empty]
    if not near:
        return f"Personne, à cette distance, n’aurait de quoi nous fournir.{offered}"
    close = sorted(near, key=lambda each: each.mean_km)[:3]
    said = "\u202f; ".join(
        f"{each.good.label.lower()} à {number(each.mean_km, 0)} km "
        f"({each.suppliers['name'].iloc[0]})"
        for each in close
    )
    return f"Au plus près, tous les territoires servis\u00a0: {said}.{offered}"
