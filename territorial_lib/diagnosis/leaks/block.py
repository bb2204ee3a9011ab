"""The leaks block: where the money goes, the largest leaks, those within reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
import pandas as pd

from territorial_lib.diagnosis import overlay
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy import block as energy_block
from territorial_lib.diagnosis.leaks import demand as leaks_demand
from territorial_lib.diagnosis.leaks import readings
from territorial_lib.diagnosis.leaks import shares as leaks_shares
from territorial_lib.diagnosis.leaks.balance import (
    DESTINATION_LABELS,
    DESTINATIONS,
    Leaks,
    assess,
    largest,
    provided_share,
    reachable,
)
from territorial_lib.diagnosis.leaks.demand import BUYER_LABELS, BUYERS
from territorial_lib.diagnosis.leaks.inputs import LeakInputs, shared
from territorial_lib.diagnosis.leaks.said import THEME, VARIABLE
from territorial_lib.diagnosis.leaks.words import LEAKS, NO_JOBS
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.schemas.blocks import Block, Gap, Lever
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number, quantity

_WHOLE, _BUYERS, _LARGEST = "L’ensemble", "Qui achète", "Les plus grandes fuites"
SHARES = "Part achetée ici, produit par produit"
"""Category of the rows whose figures the room may correct."""
_NEAR, _ENERGY, _APART = (
    "Les fuites à notre portée",
    "L’énergie, une ligne à part",
    "À part, hors des fuites",
)
_BILL = "energy/gross/"
_APART_LABELS = {
    "imputed_rents": (
        "Loyers que les propriétaires se versent à eux-mêmes",
        "Aucun euro ne change de main.",
    ),
    "household_staff": ("Salaires versés par les ménages chez eux", "Payés ici par nature."),
    "product_taxes": ("TVA et taxes sur les produits", "Payées en plus des prix de base."),
}


def block(case: Case, inputs: LeakInputs, values: Mapping[str, float]) -> Block:
    """Say where the first territory's money goes.

    Severity of a gap: the part of what is bought of a product that leaves the territory, its band
    that of the three readings.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : LeakInputs
        What was read.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    Block
        The answer.
    """
    found, code = assess(inputs.hearing(case.declared), values), case.territory.code
    rows = [*_whole(case, found), *_buyers(case, found), *_energy(case, found)]
    rows += [*_apart(case, inputs), *_largest(case, found)]
    near = within_reach(found, code)
    rows += [*_near(case, found, near), *_shares(case, found, values)]
    return Block(
        notion=LEAKS,
        says=says(found, code),
        rows=tuple(rows),
        levers=levers(case.catalogue),
        gaps=tuple(_gaps(found, near)),
    )


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers of the leaks.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.

    Returns
    -------
    tuple of Lever
        Delta, the sectors serving the people present, the weight of surveys, public spending.
    """
    return (*leaks_shares.levers(catalogue), *leaks_demand.levers(catalogue))


def heard(case: Case) -> object:
    """Give what the room says that moves the leaks, beside the levers.

    Parameters
    ----------
    case : Case
        The territory.

    Returns
    -------
    object
        Corrected shares and surveys.
    """
    return case.declared.about(THEME), case.declared.surveys


def _besides(case: Case) -> object:
    return heard(case), energy_block.PART.values(case)


PART = Part(notion=LEAKS, levers=levers, read=shared, block=block, besides=_besides)


NOW = "leaks/now"
"""Name under which a case keeps the leaks of all its territories."""


def now(case: Case) -> Leaks:
    """Give the leaks of a case as they now are: its levers and what its room says in force.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.

    Returns
    -------
    Leaks
        Kept until a lever moves or the room says something else.
    """
    values = PART.values(case)
    found: Leaks = case.latest(NOW, (values, heard(case)), lambda: assess(shared(case), values))
    return found


def within_reach(found: Leaks, code: str) -> pd.DataFrame:
    """Give the leaks that the territory could best take back, as `leaks.reachable` ranks them.

    Parameters
    ----------
    found : Leaks
        The leaks.
    code : str
        Code of the territory.

    Returns
    -------
    pandas.DataFrame
        By product, the greatest reach first.
    """
    return reachable(found.table(code), provided_share(found.inputs))


def says(found: Leaks, code: str) -> str:
    """Say what the figures mean here.

    Parameters
    ----------
    found : Leaks
        The leaks.
    code : str
        Code of the territory.

    Returns
    -------
    str
        One or two French sentences.
    """
    total = found.totals.loc[code]
    if pd.isna(total["demand"]):
        return NO_JOBS
    if not total["demand"] > 0:
        return "Personne n’achète ici\u00a0: rien ne fuit."
    part, low, high = (100 * total[f"leak{end}"] / total["demand"] for end in ("", "_low", "_high"))
    first = (
        f"Sur 100\u00a0€ dépensés par les ménages, les entreprises et les services publics d’ici, "
        f"environ {number(part, 0)}\u00a0€ partent ailleurs"
    )
    if number(low, 0) != number(high, 0):
        first += f" (entre {number(low, 0)} et {number(high, 0)}\u00a0€ selon la lecture)"
    rows = largest(found.table(code), 1)
    if rows.empty:
        return f"{first}."
    name = readings.name_of(found, str(rows.index[0])).lower()
    low, high = (rows[f"leak{end}"].iloc[0] for end in ("_low", "_high"))
    amount = readings.euros(low, high)
    return f"{first}. La première fuite, hors énergie\u00a0: {name}, {amount} par an."


def _whole(case: Case, found: Leaks) -> Iterator[Row]:
    totals = found.totals
    yield _row(
        case, readings.share(found, "leak", "Part des achats qui part ailleurs", totals), _WHOLE
    )
    for name in DESTINATIONS:
        place = DESTINATION_LABELS[name]
        label = f"Part des achats\u00a0: {place[0].lower()}{place[1:]}"
        yield _row(case, readings.share(found, name, label, totals), _WHOLE, key=False)
    leak = "Argent qui part ailleurs"
    yield _row(case, readings.money(found, "leak", leak, totals), _WHOLE)
    yield _row(
        case, readings.per_inhabitant(found, "leak", f"{leak}, par habitant", totals), _WHOLE
    )
    yield _row(
        case, readings.money(found, "demand", "Tous les achats d’ici", totals), _WHOLE, key=False
    )


def _buyers(case: Case, found: Leaks) -> Iterator[Row]:
    for name in BUYERS:
        label, sums = BUYER_LABELS[name], found.buyer(name)
        yield _row(case, readings.money(found, "demand", label, sums, name), _BUYERS, key=False)
        part = readings.share(found, "local", f"{label}\u00a0: part achetée ici", sums, name)
        yield _row(case, part, _BUYERS, key=name == "households")


def _energy(case: Case, found: Leaks) -> Iterator[Row]:
    """Show the bill of the second step; the national table's only where there is none."""
    bill = _bill(case)
    if bill is not None and bill.figure.value is not None:
        yield msgspec.structs.replace(bill, category=_ENERGY, key=True)
        return
    label = "Énergie achetée (pétrole, gaz, carburants, électricité), d’après le tableau national"
    yield _row(case, readings.money(found, "demand", label, found.energy(), "energy"), _ENERGY)


def _bill(case: Case) -> Row | None:
    """Give the energy bill of the second step, its levers in force, today's euros."""
    energy = energy_block.PART.of(case)
    bills = [each for each in energy.rows if each.figure.id.startswith(_BILL)]
    return bills[0] if bills else None


def _apart(case: Case, inputs: LeakInputs) -> Iterator[Row]:
    economy, own = inputs.nation.economy, case.territory.code
    part = inputs.households_part[own]
    known = not pd.isna(part) and bool(inputs.jobs.loc[own].notna().all())
    for name, (label, note) in _APART_LABELS.items():
        yield Row(
            figure=Figure(
                id=figure_id("leaks", name, own, economy.year),
                label=label,
                value=float(part * inputs.nation.apart[name]) if known else None,
                unit="M€/an",
                year=economy.year,
                source=economy.source,
                level="perimeter",
                status="estimated" if known else "missing",
                note=f"{note} {inputs.income_note[own]}" if known else NO_JOBS,
            ),
            category=_APART,
        )


def _largest(case: Case, found: Leaks) -> Iterator[Row]:
    for sector in largest(found.table(case.territory.code)).index:
        name = readings.name_of(found, sector)
        sums = found.product(sector)
        yield _row(case, readings.money(found, "leak", name, sums, sector), _LARGEST, key=False)


def _near(case: Case, found: Leaks, near: pd.DataFrame) -> Iterator[Row]:
    economy, own = found.inputs.nation.economy, case.territory.code
    for sector, each in near.iterrows():
        yield Row(
            figure=Figure(
                id=figure_id("leaks", "reach", own, economy.year, str(sector)),
                label=readings.name_of(found, str(sector)),
                value=float(each["leak_low"]) / readings.MILLION,
                unit="M€/an",
                year=economy.year,
                source=f"Calcul du classeur\u00a0: {economy.source}",
                level="perimeter",
                status="estimated",
                note=(
                    "Ce qui part même dans la lecture la plus favorable, soit "
                    f"{quantity(each['jobs'], 'emplois', 0)}. Savoir-faire proches présents ici"
                    f"\u00a0: {number(100 * each['density'], 0)}\u00a0%."
                ),
            ),
            category=_NEAR,
        )


def _shares(case: Case, found: Leaks, values: Mapping[str, float]) -> Iterator[Row]:
    """Show the official share of each product, the room's corrections beside it."""
    own, corrections = case.territory.code, case.declared.about(THEME)
    official = found
    if any(each.figure.startswith(f"{THEME}/{VARIABLE}/") for each in corrections):
        official = assess(found.inputs.hearing(found.inputs.declared.uncorrected()), values)
    table = official.table(own)
    for sector in found.bought.products:
        figure = readings.local_share(official, table, own, sector)
        said = [overlay.corrected(figure, c) for c in corrections if c.figure == figure.id]
        versions = (figure, *said)
        yield Row(figure=overlay.retained(reversed(versions)), category=SHARES, versions=versions)


def gap_key(sector: str) -> str:
    """Give the key of the gap of a product.

    Parameters
    ----------
    sector : str
        Code A38.

    Returns
    -------
    str
        Such as "leaks/ca": what the room carries on.
    """
    return f"leaks/{sector.lower()}"


def gap_label(name: str) -> str:
    """Name the gap of a product.

    Parameters
    ----------
    name : str
        The product, in French.

    Returns
    -------
    str
        Such as "Agroalimentaire : acheter davantage ici".
    """
    return f"{name}\u00a0: acheter davantage ici"


def _gaps(found: Leaks, near: pd.DataFrame) -> Iterator[Gap]:
    economy, own = found.inputs.nation.economy, str(found.bought.territories[0])
    for sector, each in near.iterrows():
        bounds = [1 - each[f"share{end}"] for end in ("_high", "", "_low")]
        low, central, high = (min(max(float(bound), 0.0), 1.0) for bound in bounds)
        name = readings.name_of(found, str(sector))
        yield Gap(
            key=gap_key(str(sector)),
            label=gap_label(name),
            theme=LEAKS.key,
            severity=central,
            figure=figure_id("leaks", "reach", own, economy.year, str(sector)),
            sentence="Part de ce produit achetée ailleurs qu’ici.",
            low=low,
            high=high,
        )


def _row(case: Case, reading: Reading, category: str, key: bool = True) -> Row:
    return row(reading, case.codes, case.declared, category, key)
