"""The figures of food as rows: each beside the median of similar territories."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pandas as pd

from territorial_lib.diagnosis.food import words
from territorial_lib.diagnosis.food.inputs import Banded
from territorial_lib.diagnosis.food.products import GRAZING, GROUPS, PRODUCTS
from territorial_lib.diagnosis.food.sheet import Said, Sheet
from territorial_lib.diagnosis.rows import row
from territorial_lib.schemas.figures import Row
from territorial_lib.typography import quantity

MAIN = "L’essentiel"
BY_GROUP = "Couverture par groupe de produits"
BY_PRODUCT = "Couverture par produit"
FIELDS = "Quels hectares pourraient nourrir quoi\u00a0?"
ASKED = "Ce que demande l’assiette"
_PARTIAL = ("pork", "poultry", "eggs")


_COVERED = ("crops_2010", "herds_2010", "food_uses", "food_supply")
_LAND = ("sau_2020", "landcover_2018", "communes")


_FED = "Habitants que les terres agricoles pourraient nourrir"
_NEEDED = "Terres que demande l’assiette des habitants"
_ABROAD = "Part des terres de notre alimentation située hors de France, moyenne nationale"
_LOCAL = "Part de l’alimentation qui vient d’ici, moyenne des cent premières aires urbaines"
_HERE = "Part des terres demandées qui existe ici"


def overall(sheet: Sheet) -> tuple[Row, Row]:
    """Give the coverage of all products computed, and the share of the diet it speaks of.

    Parameters
    ----------
    sheet : Sheet
        What the rows of the block are made from.
    """
    found = 100 * sheet.results.overall
    said = Said(
        "coverage",
        "Couverture possible des besoins alimentaires",
        "%",
        f"{words.READINGS} {words.RENORMALISED}",
        sheet.nothing,
        _COVERED,
    )
    part = Said(
        "energy_share",
        "Part de l’énergie alimentaire dont parle cette couverture",
        "%",
        words.RENORMALISED,
        sheet.nothing,
        ("food_uses", "crops_2010", "herds_2010"),
    )
    share = found["share"].where(found["value"].notna())
    return (
        sheet.row(said, MAIN, found["value"], (found["low"], found["high"]), True),
        sheet.row(part, MAIN, share),
    )


def diet(sheet: Sheet) -> Iterator[Row]:
    """Give the hectares of the diet, those of here, and whom they could feed.

    Parameters
    ----------
    sheet : Sheet
        What the rows of the block are made from.
    """
    cited = sheet.inputs.parameters.land.source
    note = words.DIET.format(quantity(sheet.land.per_head.value, "ha"))
    for variable, label, unit, found, tables in (
        ("fed", _FED, "hab.", sheet.land.fed, _LAND[:2]),
        ("hectares_needed", _NEEDED, "ha", sheet.land.needed, _LAND[2:]),
        ("land_coverage", _HERE, "%", 100 * sheet.land.covered, _LAND),
    ):
        said = Said(variable, label, unit, note, words.NO_LAND, tables, cited=cited)
        yield sheet.row(said, MAIN, found["value"], (found["low"], found["high"]), True)
    case = sheet.case
    yield row(case.measured("farmland"), case.codes, case.declared, MAIN, True)
    local = msgspec.structs.replace(sheet.inputs.parameters.eaten_locally, label=_LOCAL)
    yield Row(figure=local, category=MAIN)


def groups(sheet: Sheet) -> Iterator[Row]:
    """Give the coverage of every group of products.

    Parameters
    ----------
    sheet : Sheet
        What the rows of the block are made from.
    """
    for key, label in GROUPS.items():
        members = [each for each, product in PRODUCTS.items() if product.group == key]
        yield _coverage(sheet, sheet.results.groups, key, label, BY_GROUP, members)


def products(sheet: Sheet) -> Iterator[Row]:
    """Give the coverage of every product of the groups that hold several.

    Parameters
    ----------
    sheet : Sheet
        What the rows of the block are made from.
    """
    for key, each in PRODUCTS.items():
        alone = sum(other.group == each.group for other in PRODUCTS.values()) == 1
        if not alone and pd.notna(sheet.results.needs.food[key]):
            yield _coverage(sheet, sheet.results.coverage, key, each.label, BY_PRODUCT, [key])


def _coverage(
    sheet: Sheet, covered: Banded, key: str, label: str, category: str, members: list[str]
) -> Row:
    first = PRODUCTS[members[0]]
    weak = first.origin in ("permanent", "none")
    notes = [words.READINGS]
    if weak:
        notes = [words.note(first, False), words.FOOD_ONLY]
    elif set(members) & set(_PARTIAL):
        notes.append(words.PARTIAL_HERD)
    said = Said(
        "coverage",
        f"{label}\u00a0: couverture possible",
        "%",
        " ".join(notes),
        words.NOBODY if sheet.nobody else sheet.missing(members[0]),
        ("landcover_2018", "food_supply") if weak else _COVERED,
        key,
        sheet.inputs.parameters.sources.get(members[0], ""),
    )
    value, low, high = (100 * table[key] for table in (covered.value, covered.low, covered.high))
    return sheet.row(said, category, value, (low, high))


def fields(sheet: Sheet) -> Iterator[Row]:
    """Give, by product, the hectares here, the tonnes, the inhabitants fed.

    Parameters
    ----------
    sheet : Sheet
        What the rows of the block are made from.
    """
    for key, each in PRODUCTS.items():
        if each.origin == "none":
            continue
        note = words.note(each, key in _PARTIAL)
        table = {"crop": "crops_2010", "herd": "herds_2010"}.get(each.origin, "landcover_2018")
        missing, cited = sheet.missing(key), sheet.inputs.parameters.sources.get(key, "")
        if each.origin != "herd" or key in GRAZING:
            yield _hectares(sheet, key, missing)
        made = sheet.results.production
        tonnes = Said(
            "production",
            f"{each.label}\u00a0: production",
            "t/an",
            note,
            missing,
            (table,),
            key,
            cited,
        )
        yield sheet.row(tonnes, FIELDS, made.value[key], (made.low[key], made.high[key]))
        if pd.notna(sheet.results.needs.food[key]):
            yield _fed(sheet, key, table, missing)


def _fed(sheet: Sheet, key: str, table: str, missing: str) -> Row:
    mouths = sheet.results.fed
    said = Said(
        "fed_by",
        f"{PRODUCTS[key].label}\u00a0: habitants nourris",
        "hab.",
        words.NOT_ADDED,
        missing,
        (table, "food_uses", "food_supply"),
        key,
    )
    return sheet.row(said, FIELDS, mouths.value[key], (mouths.low[key], mouths.high[key]))


def _hectares(sheet: Sheet, key: str, missing: str) -> Row:
    grazed = key in GRAZING
    permanent = PRODUCTS[key].origin == "permanent"
    table = "forage_2020" if grazed else "landcover_2018" if permanent else "crops_2010"
    notes = {"forage_2020": words.GRAZED, "landcover_2018": words.PERMANENT}
    said = Said(
        "hectares",
        f"{PRODUCTS[key].label}\u00a0: hectares d’ici",
        "ha",
        notes.get(table, words.SPREAD),
        missing,
        (table,),
        key,
    )
    return sheet.row(said, FIELDS, sheet.results.area[key])


def asked(sheet: Sheet) -> Iterator[Row]:
    """Give, by product, the tonnes and the hectares that the diet asks for.

    Parameters
    ----------
    sheet : Sheet
        What the rows of the block are made from.
    """
    for key, each in PRODUCTS.items():
        if pd.isna(sheet.results.needs.food[key]):
            continue
        eaten = sheet.inputs.population * sheet.results.needs.food[key]
        label = f"{each.label}\u00a0: besoin"
        tables = ("food_supply", "food_uses")
        said = Said("need", label, "t/an", words.ALL_USES, words.NO_LAND, tables, key)
        need = sheet.results.need[key]
        yield sheet.row(said, ASKED, need, (eaten, need))
        if each.origin in ("crop", "permanent") or key in GRAZING:
            yield _asked_hectares(sheet, key)
    yield _vegetables(sheet)
    abroad = msgspec.structs.replace(sheet.inputs.parameters.abroad, label=_ABROAD)
    yield Row(figure=abroad, category=ASKED)


def _asked_hectares(sheet: Sheet, key: str) -> Row:
    permanent = PRODUCTS[key].origin == "permanent"
    said = Said(
        "hectares_asked",
        f"{PRODUCTS[key].label}\u00a0: hectares demandés",
        "ha",
        words.PERMANENT if permanent else words.AT_LOCAL_YIELDS,
        words.NOBODY if sheet.nobody else words.NO_YIELD,
        ("landcover_2018" if permanent else "crops_2010", "food_uses", "food_supply"),
        key,
        sheet.inputs.parameters.sources.get(key, ""),
    )
    return sheet.row(said, ASKED, sheet.results.asked[key])


def _vegetables(sheet: Sheet) -> Row:
    """Give the hectares of vegetables that the diet asks for, at the national yield."""
    kept = sheet.results.vegetable_yield
    tonnes = sheet.inputs.population * sheet.results.needs.food["vegetables"]
    said = Said(
        "hectares_asked",
        "Légumes\u00a0: hectares demandés",
        "ha",
        f"Au rendement national moyen, {quantity(kept, 't')} par hectare.",
        words.NO_LAND,
        ("food_supply",),
        "vegetables",
        sheet.inputs.parameters.sources["vegetables"],
    )
    return sheet.row(said, ASKED, tonnes / kept)
