"""The energy block: what is bought and made here, what it costs, what leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy import words
from territorial_lib.diagnosis.energy.bill import EnergyBalance, assess
from territorial_lib.diagnosis.energy.prices import BOUNDS
from territorial_lib.diagnosis.energy.rows import TOTALS, input_rows, sector_rows, total_rows
from territorial_lib.diagnosis.energy.uses import INPUTS, EnergyInputs, read
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.blocks import Block, Gap, Hectares, Picture
from territorial_lib.schemas.figures import Row
from territorial_lib.typography import quantity


@dataclass(frozen=True)
class EnergyRead:
    """What the block keeps from one lever to the next.

    Parameters
    ----------
    inputs : EnergyInputs
        What is computed from.
    shown : tuple of Row
        The inputs as the room sees and corrects them: no lever moves them.
    """

    inputs: EnergyInputs
    shown: tuple[Row, ...]


def prepare(case: Case) -> EnergyRead:
    """Read the energy of every territory of the case and show that of the first.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    EnergyRead
        Inputs and their rows.
    """
    inputs = case.once(INPUTS, read)
    return EnergyRead(inputs, tuple(input_rows(case, inputs)))


def block(case: Case, known: EnergyRead, values: Mapping[str, float]) -> Block:
    """Say what the first territory buys, makes and pays.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    known : EnergyRead
        What `prepare` gave.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    Block
        Figures, sentences and gaps. Severity of a gap: the share that local renewable energy does
        not cover, of the electricity consumed and of the money paid.
    """
    found = assess(known.inputs, values)
    sectors = sector_rows(case, found)
    rows = (*total_rows(case, known.inputs, found), *sectors, *known.shown)
    own = {name: _own(found.totals[name], case.territory.code) for name in found.totals}
    return Block(
        notion=words.NOTION,
        says=words.says(own),
        rows=rows,
        levers=words.levers(case.catalogue),
        gaps=_gaps(case.territory.code, found, rows),
        hectares=(_LAND,),
        picture=_picture(sectors),
    )


_LAND = Hectares(use="energy", label="Énergie", value=None, kind="farmland", note=words.LAND)
PART = Part(notion=words.NOTION, levers=words.levers, read=prepare, block=block)


def _picture(sectors: list[Row]) -> Picture | None:
    """Draw what each sector consumes; None where homes are not known."""
    known = tuple(each.figure.id for each in sectors if each.figure.value is not None)
    if len(known) < len(sectors):
        return None
    return Picture(title="Énergie consommée par secteur", figures=known)


def _gaps(own: str, found: EnergyBalance, rows: tuple[Row, ...]) -> tuple[Gap, ...]:
    ids = {each.figure.id.split("/")[1]: each.figure.id for each in rows[: len(TOTALS)]}
    told = (
        ("electricity", "ratio", "Électricité renouvelable d’ici", 100.0, -1.0,
         "La production renouvelable d’ici ne couvre pas {} de l’électricité consommée."),
        ("bill", "leaving", "Argent de l’énergie qui part", 0.0, 1.0,
         "Les ventes d’énergie d’ici ne compensent pas {} de la facture d’énergie."),
    )  # fmt: skip
    gaps = []
    for name, figure, label, base, sign, sentence in told:
        rates = found.totals[figure].loc[own]
        bounds = {bound: _severity(base + sign * rates[bound]) for bound in BOUNDS}
        low, high = (bounds["low"], bounds["high"]) if sign > 0 else (bounds["high"], bounds["low"])
        gaps.append(
            Gap(
                key=f"gaps/energy/{name}", label=label, theme=words.KEY, severity=bounds["value"],
                figure=ids[figure], sentence=_told(sentence, bounds["value"]), low=low, high=high,
            )
        )  # fmt: skip
    return tuple(gaps)


def _told(sentence: str, severity: float | None) -> str:
    unknown = "une part inconnue"
    return sentence.format(unknown if severity is None else quantity(100 * severity, "%", 0))


def _severity(percent: float) -> float | None:
    return None if pd.isna(percent) else min(max(float(percent) / 100, 0.0), 1.0)


def _own(table: pd.DataFrame, own: str) -> float | None:
    value = table.loc[own, "value"]
    return None if pd.isna(value) else float(value)
