"""The leaks as figures with their identity: one reading over every territory of a case."""

from __future__ import annotations

import pandas as pd

from territorial_lib.diagnosis.leaks.balance import Leaks
from territorial_lib.diagnosis.leaks.said import THEME, share_id
from territorial_lib.diagnosis.leaks.words import EUROS_2010, NO_JOBS
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.stated import stated
from territorial_lib.schemas.figures import Figure
from territorial_lib.typography import number

MILLION = 1e6
_NOTHING = "Rien de ce produit n’est acheté ici."
_NOBODY = "Rien n’est acheté, ou personne n’habite ici."
_BOUNDS = ("", "_low", "_high")


def money(leaks: Leaks, name: str, label: str, sums: pd.DataFrame, cut: str = "") -> Reading:
    """Read an amount in millions of euros a year.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    name : str
        Column of the sums: "demand", "local", "rest", "abroad" or "leak".
    label : str
        What it is, in French.
    sums : pandas.DataFrame
        `Leaks.totals`, `Leaks.energy`... in euros.
    cut : str
        Buyer or product, in the figure's id.

    Returns
    -------
    Reading
        M€ a year, with its band where the method gives one.
    """
    values = [sums[f"{name}{end}"] / MILLION for end in _BOUNDS if f"{name}{end}" in sums]
    return reading(leaks, name, label, "M€/an", values, cut)


def per_inhabitant(
    leaks: Leaks, name: str, label: str, sums: pd.DataFrame, cut: str = ""
) -> Reading:
    """Read an amount in euros a year per inhabitant.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    name, label : str
        As for `money`.
    sums : pandas.DataFrame
        In euros.
    cut : str
        Buyer or product.

    Returns
    -------
    Reading
        €/hab./an; missing where nobody lives.
    """
    people = leaks.inputs.population
    divisor = people.where(people > 0)
    values = [sums[f"{name}{end}"] / divisor for end in _BOUNDS if f"{name}{end}" in sums]
    return reading(leaks, f"{name}_per_inhabitant", label, "€/hab./an", values, cut)


def share(leaks: Leaks, name: str, label: str, sums: pd.DataFrame, cut: str = "") -> Reading:
    """Read the part of a demand that goes somewhere, in %.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    name, label : str
        As for `money`.
    sums : pandas.DataFrame
        In euros, with a column ``demand``.
    cut : str
        Buyer or product.

    Returns
    -------
    Reading
        In %; missing where nothing is bought.
    """
    spent = sums["demand"].where(sums["demand"] > 0)
    values = [100 * sums[f"{name}{end}"] / spent for end in _BOUNDS]
    return reading(leaks, f"{name}_share", label, "%", values, cut)


def local_share(leaks: Leaks, table: pd.DataFrame, own: str, sector: str) -> Figure:
    """Give the part of a product's purchases made here: what the room may correct.

    Parameters
    ----------
    leaks : Leaks
        The leaks, the room's corrections left out.
    table : pandas.DataFrame
        Their table for the territory.
    own, sector : str
        Codes of the territory and of the product.

    Returns
    -------
    Figure
        In %, imports included, its id `leaks_said.share_id`; missing where nothing is bought.
    """
    central, low, high = (table.at[sector, f"share{end}"] for end in _BOUNDS)
    known = not pd.isna(central)
    return Figure(
        id=share_id(own, sector),
        label=f"Part achetée ici\u00a0: {name_of(leaks, sector)}",
        value=100 * float(central) if known else None,
        unit="%",
        year=leaks.inputs.nation.economy.year,
        source=source(leaks),
        level="perimeter",
        status="estimated" if known else "missing",
        low=100 * float(low) if known else None,
        high=100 * float(high) if known else None,
        note="" if known else NO_JOBS if pd.isna(table.at[sector, "demand"]) else _NOTHING,
    )


def source(leaks: Leaks) -> str:
    """Name what the leaks are computed from, in French.

    Parameters
    ----------
    leaks : Leaks
        The leaks.

    Returns
    -------
    str
        Producers and years.
    """
    economy = leaks.inputs.nation.economy
    return f"Calcul du classeur\u00a0: {economy.source}\u202f; emplois Flores 2023 (Insee)"


def name_of(leaks: Leaks, sector: str) -> str:
    """Give the short French name of a product.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    sector : str
        Its code.

    Returns
    -------
    str
        Such as "Agroalimentaire".
    """
    return str(leaks.inputs.labels[sector])


def reading(
    leaks: Leaks, variable: str, label: str, unit: str, values: list[pd.Series], cut: str = ""
) -> Reading:
    """Give an identity to values over every territory.

    Parameters
    ----------
    leaks : Leaks
        Where the source and the year come from.
    variable, label, unit : str
        The figure's.
    values : list of pandas.Series
        Central, and low and high where there is a band.
    cut : str
        Dimension of the figure's id.

    Returns
    -------
    Reading
        Estimated where known, missing for the territories without a job by sector.
    """
    central, *band = values
    notes = EUROS_2010 + " " + leaks.inputs.income_note if "€" in unit else ""
    bounds = {"low": band[0], "high": band[1]} if band else {}
    return Reading(
        theme=THEME,
        variable=variable,
        label=label,
        unit=unit,
        year=leaks.inputs.nation.economy.year,
        source=source(leaks),
        level="perimeter",
        frame=_explained(leaks, stated(central, "estimated", notes, NO_JOBS, **bounds)),
        dimension=cut,
    )


def euros(low: float, high: float) -> str:
    """Write an amount, or a band, no finer than it is known.

    Parameters
    ----------
    low, high : float
        Euros; equal where there is no band.

    Returns
    -------
    str
        In millions, or in thousands under one million: "de 13 à 62 M€", "93 k€".
    """
    scale, unit = (1e3, "k€") if high < MILLION else (MILLION, "M€")
    digits = 1 if high < 10 * scale else 0
    least, most = number(low / scale, digits), number(high / scale, digits)
    return f"{most}\u00a0{unit}" if least == most else f"de {least} à {most}\u00a0{unit}"


def _explained(leaks: Leaks, frame: pd.DataFrame) -> pd.DataFrame:
    """Say why a figure is missing where jobs are known: there is nothing to divide by."""
    known = leaks.inputs.jobs.notna().all(axis=1).reindex(frame.index)
    frame.loc[known & (frame["status"] == "missing"), "note"] = _NOBODY
    return frame
