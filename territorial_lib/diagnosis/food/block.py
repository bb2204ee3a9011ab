"""The block of food: what the figures say here, what is lacking, the land asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.food import balance as food_balance
from territorial_lib.diagnosis.food import land as food_land
from territorial_lib.diagnosis.food import rows as food_rows
from territorial_lib.diagnosis.food import words as food_words
from territorial_lib.diagnosis.food.inputs import Inputs
from territorial_lib.diagnosis.food.levers import levers
from territorial_lib.diagnosis.food.products import GROUPS
from territorial_lib.diagnosis.food.sheet import THEME, Sheet
from territorial_lib.schemas.blocks import Block, Gap, Hectares, Picture
from territorial_lib.schemas.figures import Row
from territorial_lib.typography import number, quantity

_UNCOUNTED = ("wine",)
"""Groups that are no lack: nobody needs them to eat."""


def block(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Block:
    """Compute the block of food for the first territory of a case.

    The severity of a gap is the share of the need that what is produced here could not meet (1 −
    coverage, feed and industry included); of land, the share of the hectares asked for that do not
    exist here. What is covered in every reading is no gap.

    Parameters
    ----------
    case : Case
        The territory, then those it is compared with.
    inputs : Inputs
        What was read for all of them.
    values : Mapping of str to float
        Levers in force.

    Returns
    -------
    Block
        Figures, gaps and hectares.
    """
    sheet = Sheet(
        case, inputs, food_balance.assess(inputs, values), food_land.assess(inputs, values)
    )
    rows = _rows(sheet)
    return Block(
        notion=food_words.NOTION,
        says=_says(sheet),
        rows=rows,
        levers=levers(case.catalogue),
        gaps=tuple(each for each in _gaps(sheet, rows) if each.high != 0),
        hectares=tuple(_hectares(sheet)),
        picture=_picture(rows),
    )


def _rows(sheet: Sheet) -> tuple[Row, ...]:
    makers = (food_rows.diet, food_rows.groups, food_rows.products, food_rows.fields)
    rows = [*food_rows.overall(sheet)]
    for maker in (*makers, food_rows.asked):
        rows += maker(sheet)
    return tuple(rows)


def _says(sheet: Sheet) -> str:
    own = sheet.case.territory.code
    covered = 100 * sheet.results.overall.loc[own]
    needed = sheet.land.needed.at[own, "value"]
    if sheet.nobody:
        return food_words.NOBODY
    if pd.isna(needed):
        return f"{food_words.NO_FIELDS} {food_words.NO_LAND}"
    asked = f"L’assiette des habitants demande environ {_round(needed)} ha"
    fed = sheet.land.fed.at[own, "value"]
    here = "la surface agricole d’ici n’est pas connue"
    if pd.notna(fed):
        people = quantity(sheet.inputs.population[own], "habitants", 0)
        here = f"les terres agricoles d’ici pourraient nourrir environ {_round(fed)} personnes, "
        here += f"pour {people}"
    if pd.isna(covered["value"]):
        return f"{food_words.NO_FIELDS} {asked}\u202f; {here}."
    span = _span(covered["low"], covered["high"])
    share = quantity(covered["share"], "%", 0)
    return (
        f"Les productions d’ici pourraient couvrir {span} des besoins, pour les produits que l’on "
        f"sait calculer ({share} de l’énergie de l’alimentation). {asked}\u202f; {here}\u00a0: "
        "c’est un potentiel."
    )


def _span(low: float, high: float) -> str:
    """Write a band of percentages."""
    if high < 1:
        return f"moins de {quantity(1, '%')}"
    ends = list(dict.fromkeys(quantity(end, "%", 0) for end in (low, high)))
    return ends[0] if len(ends) == 1 else f"de {ends[0]} à {ends[1]}"


def _round(value: float) -> str:
    """Write an estimate with two significant figures."""
    size = len(str(int(abs(value)))) - 2
    return number(round(value, -max(size, 0)), 0)


def _picture(rows: tuple[Row, ...]) -> Picture | None:
    """Draw the coverage of every group that has one."""
    groups = [each for each in rows if each.category == food_rows.BY_GROUP]
    drawn = [each.figure for each in groups if each.figure.value is not None]
    known = tuple(each.id for each in drawn if not each.id.endswith(_UNCOUNTED))
    if not known:
        return None
    return Picture(title="Part du besoin que les terres d’ici pourraient couvrir", figures=known)


def _gaps(sheet: Sheet, rows: tuple[Row, ...]) -> Iterator[Gap]:
    if sheet.nobody:
        return
    own = sheet.case.territory.code
    ids = {each.figure.id.split("/", 1)[1]: each.figure.id for each in rows}
    whole = sheet.results.overall.loc[own]
    yield _gap("overall", "Alimentation, tous produits", whole, _id(ids, "coverage", "-"))
    groups = sheet.results.groups
    for key, label in GROUPS.items():
        if key in _UNCOUNTED:
            continue
        found = pd.Series({"value": groups.value.at[own, key]})
        found["low"], found["high"] = groups.low.at[own, key], groups.high.at[own, key]
        yield _gap(key, f"Alimentation\u00a0: {label.lower()}", found, _id(ids, "coverage", key))
    land = sheet.land.covered.loc[own]
    yield _gap("land", "Terres pour se nourrir", land, _id(ids, "land_coverage", "-"))


def _id(ids: Mapping[str, str], variable: str, dimension: str) -> str:
    for name, figure in ids.items():
        if name.startswith(f"{variable}/") and name.endswith(f"/{dimension}"):
            return figure
    return ""


def _gap(key: str, label: str, covered: pd.Series, figure: str) -> Gap:
    name = f"gaps/{THEME}/{key}"
    if pd.isna(covered["value"]):
        sentence = "Non mesuré\u00a0: nos sources n’ont pas ce chiffre ici."
        return Gap(
            key=name, label=label, theme=THEME, severity=None, figure=figure, sentence=sentence
        )
    share = quantity(100 * covered["value"], "%", 0)
    what = (
        "des terres demandées existent ici" if key == "land" else "du besoin pourrait être couvert"
    )
    return Gap(
        key=name,
        label=label,
        theme=THEME,
        severity=1 - float(covered["value"]),
        figure=figure,
        sentence=f"{share} {what}.",
        low=1 - float(covered[["high", "value"]].max()),
        high=1 - float(covered[["low", "value"]].min()),
    )


def _hectares(sheet: Sheet) -> Iterator[Hectares]:
    own, land = sheet.case.territory.code, sheet.land
    note = (
        f"{quantity(land.per_head.value, 'ha')} par habitant selon l’assiette choisie, pour la "
        "part que la salle veut produire ici."
    )
    kinds = {
        "arable": ("Se nourrir\u00a0: cultures et prairies semées", 1 - land.per_head.grass),
        "grass": ("Se nourrir\u00a0: prairies permanentes", land.per_head.grass),
    }
    for kind, (label, share) in kinds.items():
        found = land.relocated.loc[own] * share
        value, low, high = (
            None if pd.isna(found[end]) else float(found[end]) for end in ("value", "low", "high")
        )
        yield Hectares(
            use=THEME, label=label, value=value, kind=kind, low=low, high=high, note=note
        )
