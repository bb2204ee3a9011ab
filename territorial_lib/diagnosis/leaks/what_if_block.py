"""The what-if block: what the moves in force would keep, make and employ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import readings
from territorial_lib.diagnosis.leaks.balance import Leaks, assess
from territorial_lib.diagnosis.leaks.inputs import LeakInputs, shared
from territorial_lib.diagnosis.leaks.what_if import (
    VELOCITY,
    VOLUME,
    WhatIf,
    create_key,
    move_key,
    what_if,
)
from territorial_lib.diagnosis.leaks.words import EUROS_2010, NO_JOBS, WHAT_IF
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.blocks import Block, Lever
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number, quantity

EUSKO = "vitesse-de-circulation-de-l-eusko"
_EFFECTS = (
    ("kept", "Achats ramenés ici", "M€/an", True),
    ("type_1", "Production gagnée, fournisseurs compris (type I)", "M€/an", True),
    ("type_2", "Production gagnée, salaires dépensés compris (type II, maximum)", "M€/an", False),
    ("value_added", "Valeur ajoutée gagnée (type I)", "M€/an", False),
    ("wages", "Salaires gagnés, cotisations comprises (type I)", "M€/an", False),
    ("direct_jobs", "Emplois chez les vendeurs", "emplois", False),
    ("jobs_1", "Emplois, fournisseurs compris (type I)", "emplois", True),
    ("jobs_2", "Emplois, salaires dépensés compris (type II, maximum)", "emplois", False),
)
_JOBS = "Emplois salariés d’aujourd’hui, à la production par emploi de 2010."
_WHOLE, _MOVES = "Ce que cela changerait", "Ce qui est ramené, produit par produit"
_BOUND = {
    "": "Tout ce qui est demandé.",
    "leak": "Borné\u00a0: rien de plus ne part ailleurs.",
    "capacity": (
        "Borné par ce qui se produit ici\u00a0: pour aller plus loin, dire ce qui est créé "
        "(voir «\u00a0développer ici\u00a0»)."
    ),
}


def block(case: Case, inputs: LeakInputs, values: Mapping[str, float]) -> Block:
    """Say what the moves in force would change for the first territory.

    Parameters
    ----------
    case : Case
        The territory.
    inputs : LeakInputs
        What was read.
    values : Mapping of str to float
        Levers by key: the moves, and those of the leaks.

    Returns
    -------
    Block
        The answer; no gap: it is a choice.
    """
    found, code = assess(inputs.hearing(case.declared), values), case.territory.code
    known = bool(found.inputs.jobs.loc[code].notna().all())
    result = what_if(found, code, values) if known else None
    rows = (*_effects(found, code, result), *_moves(found, code, result))
    return Block(notion=WHAT_IF, says=says(result), rows=rows, levers=levers(case.catalogue))


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the moves, the capacities created, the local currency, then the levers of the leaks.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.

    Returns
    -------
    tuple of Lever
        Two a product, two for the currency, and those of `leaks_block`.
    """
    labels = catalogue.indexed("sectors_a38")["short_label"]
    moves = [lever for sector in labels.index for lever in move_levers(sector, str(labels[sector]))]
    return (*moves, *currency_levers(catalogue), *leaks_block.levers(catalogue))


PART = Part(notion=WHAT_IF, levers=levers, read=shared, block=block, besides=leaks_block.heard)


def says(result: WhatIf | None) -> str:
    """Say what the moves would change.

    Parameters
    ----------
    result : WhatIf or None
        The moves solved; None where the territory's jobs are unknown.

    Returns
    -------
    str
        One or two French sentences.
    """
    if result is None:
        return NO_JOBS
    kept, jobs = result.effects.loc["kept"], result.effects.loc["jobs_1"]
    if not kept["high"] >= 1:
        return "Rien n’est ramené ici pour l’instant\u00a0: choisissez un produit et des points."
    amount = readings.euros(kept["low"], kept["high"])
    least, most = number(jobs["low"], 0), number(jobs["high"], 0)
    between = "" if least == most else f" (entre {least} et {most})"
    return (
        f"Avec ces choix, {amount} par an restent ici, soit "
        f"{quantity(jobs['central'], 'emplois', 0)}, fournisseurs compris{between}."
    )


def move_levers(sector: str, name: str) -> tuple[Lever, Lever]:
    """Give the levers of a product.

    Parameters
    ----------
    sector : str
        Code A38.
    name : str
        Its short French name.

    Returns
    -------
    tuple of Lever
        The points of its purchases brought back here; the jobs said to be created to make it.
    """
    move = Lever(
        key=move_key(sector),
        label=f"{name}\u00a0: part des achats à ramener ici",
        unit="points",
        default=0.0,
        low=0.0,
        high=100.0,
        step=1.0,
        source="Choix de la salle",
        note="Points de tous les achats de ce produit, ménages, entreprises et public ensemble.",
    )
    create = Lever(
        key=create_key(sector),
        label=f"{name}\u00a0: emplois que l’on dit créer ici",
        unit="emplois",
        default=0.0,
        low=0.0,
        high=10_000.0,
        step=1.0,
        source="Choix de la salle",
        note="Relève la borne de ce qui peut être ramené.",
    )
    return move, create


def currency_levers(catalogue: Catalogue) -> tuple[Lever, Lever]:
    """Give the levers of a local currency.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.

    Returns
    -------
    tuple of Lever
        Its volume (€ in circulation) and its velocity (times a year).
    """
    velocity = coefficient(catalogue, EUSKO)
    assert velocity.value is not None
    volume = Lever(
        key=VOLUME,
        label="Monnaie locale en circulation",
        unit="€",
        default=0.0,
        low=0.0,
        high=50e6,
        step=10_000.0,
        source="Choix de la salle",
        note="Dépensée par les ménages chez les vendeurs d’ici.",
    )
    speed = Lever(
        key=VELOCITY,
        label="Vitesse de la monnaie locale",
        unit="fois par an",
        default=velocity.value,
        low=0.0,
        high=12.0,
        step=0.5,
        source=velocity.source,
        year=velocity.year,
        note="Nombre de fois où chaque unité est dépensée dans l’année.",
    )
    return volume, speed


def _effects(found: Leaks, code: str, result: WhatIf | None) -> Iterator[Row]:
    for name, label, unit, key in _EFFECTS:
        scale = readings.MILLION if "€" in unit else 1.0
        band = None if result is None else result.effects.loc[name] / scale
        note = (
            EUROS_2010 if "€" in unit else "Emplois salariés, à la production par emploi de 2010."
        )
        figure = _figure(found, code, (name, label, unit), band, note)
        yield Row(figure=figure, category=_WHOLE, key=key)
    band = None if result is None else result.currency / readings.MILLION
    named = ("currency", "dont ajoutés par la monnaie locale", "M€/an")
    yield Row(figure=_figure(found, code, named, band, EUROS_2010), category=_WHOLE)


def _moves(found: Leaks, code: str, result: WhatIf | None) -> Iterator[Row]:
    if result is None:
        return
    moved = result.moves[(result.moves["points"] > 0) | (result.moves["currency_high"] > 0)]
    for sector, each in moved.iterrows():
        bounds = [each[f"moved{end}"] + each[f"currency{end}"] for end in ("_low", "", "_high")]
        band = pd.Series(bounds, ["low", "central", "high"]) / readings.MILLION
        named = ("moved", readings.name_of(found, str(sector)), "M€/an")
        note = f"{_BOUND[each['bound']]} {EUROS_2010}"
        figure = _figure(found, code, named, band, note, str(sector))
        yield Row(figure=figure, category=_MOVES)


def _figure(
    found: Leaks,
    code: str,
    named: tuple[str, str, str],
    band: pd.Series | None,
    note: str,
    cut: str = "",
) -> Figure:
    name, label, unit = named
    year = found.inputs.nation.economy.year
    low, central, high = (None, None, None) if band is None else map(float, band)
    return Figure(
        id=figure_id("leaks", f"what_if_{name}", code, year, cut),
        label=label,
        value=central,
        unit=unit,
        year=year,
        source=readings.source(found),
        level="perimeter",
        status="missing" if band is None else "assumed",
        low=low,
        high=high,
        note=NO_JOBS if band is None else note,
    )
