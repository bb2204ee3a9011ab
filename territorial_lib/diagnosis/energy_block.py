"""The energy block: what is bought and made here, what it costs, what leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis import energy_words as words
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy import EnergyBalance, assess
from territorial_lib.diagnosis.energy_uses import (
    BOUNDS,
    CAPACITIES,
    KINDS,
    USES,
    EnergyInputs,
    read,
)
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.schemas.blocks import Block, Gap, Hectares
from territorial_lib.schemas.figures import Row

_MWH_PER_GWH = 1e3
_EUROS_PER_MILLION = 1e6
_SOURCE = "Calcul du classeur\u00a0: ODRÉ 2021, SDES 2024, Enedis 2023\u202f; prix SDES et CRE"
_YEAR = 2023
_SUM = "Somme des énergies connues."
_BROUGHT = "Somme de ce qui est réparti par usage et par filière, bornes comprises."
_DATES = "Quantités de 2021 à 2024, prix de 2023 et 2024."
_MONEY, _QUANTITY = "assumed", "estimated"
_BILL, _BALANCE, _BOUGHT = "La facture", "L’équilibre", "Énergie consommée"
_MADE, _PRICES, _ABSENT = "Énergie produite ici", "Prix retenus", "Ce qui manque"
_TOTALS = (
    ("gross", "Facture énergétique, carburants compris", "M€/an", _EUROS_PER_MILLION, _BILL, True),
    ("stationary", "Facture énergétique hors carburants", "M€/an", _EUROS_PER_MILLION, _BILL, True),
    ("sold", "Ventes d’énergie renouvelable", "M€/an", _EUROS_PER_MILLION, _BILL, False),
    ("net", "Facture nette, ventes déduites", "M€/an", _EUROS_PER_MILLION, _BILL, True),
    ("per_inhabitant", "Facture nette par habitant", "€/hab./an", 1.0, _BILL, True),
    ("leaving", "Part de la facture que les ventes ne couvrent pas", "%", 1.0, _BILL, False),
    ("ratio", "Production renouvelable / électricité consommée", "%", 1.0, _BALANCE, True),
    ("electricity", "Électricité consommée", "GWh/an", _MWH_PER_GWH, _BALANCE, False),
    ("output", "Électricité renouvelable produite", "GWh/an", _MWH_PER_GWH, _BALANCE, False),
    ("consumption", "Énergie consommée (usages connus)", "GWh/an", _MWH_PER_GWH, _BOUGHT, False),
)
_SECTORS = {
    "residential": "Logements",
    "services": "Tertiaire",
    "industry": "Industrie",
    "agriculture": "Agriculture",
    "households": "Route, ménages",
    "firms": "Route, entreprises et administrations",
}
_MONEYED = ("gross", "stationary", "sold", "net", "per_inhabitant", "leaving")
_PARTIAL = ("gross", "stationary", "net", "per_inhabitant", "leaving", "consumption")
_PRODUCED = ("sold", "net", "per_inhabitant", "leaving", "ratio", "output")


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
    inputs = read(case)
    return EnergyRead(inputs, tuple(_inputs(case, inputs)))


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
    rows = (*_totals(case, known.inputs, found), *_sectors(case, found), *known.shown)
    lacking = words.absent(case.territory.code)
    own = {name: _own(found.totals[name], case.territory.code) for name in found.totals}
    return Block(
        notion=words.NOTION,
        says=words.says(own, _shared(known.inputs, case.territory.code)),
        rows=(*rows, *(Row(figure=each, category=_ABSENT) for each in lacking)),
        levers=words.levers(case.catalogue),
        gaps=_gaps(case.territory.code, found, rows),
        hectares=(_LAND,),
    )


_LAND = Hectares(use="energy", label="Énergie", value=None, kind="farmland", note=words.LAND)
PART = Part(notion=words.NOTION, levers=words.levers, read=prepare, block=block)


def _shared(inputs: EnergyInputs, own: str) -> bool:
    """Tell whether local output was brought down: the proxies then disagree."""
    produced = [inputs.rows[name].loc[own] for name in KINDS]
    return any(each["status"] == "estimated" and each["low"] < each["high"] for each in produced)


def _totals(case: Case, inputs: EnergyInputs, found: EnergyBalance) -> list[Row]:
    without = _without(inputs, case.territory.code)
    rows = []
    for name, label, unit, divisor, category, key in _TOTALS:
        status = _MONEY if name in _MONEYED else _QUANTITY
        why = words.NO_OUTPUT if name in _PRODUCED else words.NO_NETWORK
        notes = [_DATES if status == _MONEY else _BROUGHT, without if name in _PARTIAL else ""]
        frame = _frame(found.totals[name] / divisor, status, " ".join(filter(None, notes)), why)
        rows.append(
            row(_reading(name, label, unit, frame), case.codes, case.declared, category, key)
        )
    return rows


def _sectors(case: Case, found: EnergyBalance) -> list[Row]:
    rows = []
    for sector, label in _SECTORS.items():
        names = [name for name in USES if name.endswith(f"+{sector}")]
        total = pd.DataFrame(
            {bound: found.uses[bound][names].sum(axis=1, min_count=1) for bound in BOUNDS}
        )
        status = _MONEY if sector in ("households", "firms") else _QUANTITY
        frame = _frame(
            total / _MWH_PER_GWH, status, "Somme des énergies connues.", words.NO_NETWORK
        )
        read_ = _reading("consumption", f"Énergie\u00a0: {label}", "GWh/an", frame, sector)
        rows.append(row(read_, case.codes, case.declared, _BOUGHT))
    return rows


def _inputs(case: Case, inputs: EnergyInputs) -> list[Row]:
    """Show what was read, as the room may correct it: same ids as the tables' figures."""
    bought = [(name, label, _BOUGHT) for name, (label, _) in USES.items()]
    made = [(name, label, _MADE) for name, (label, _) in KINDS.items()]
    installed = [(f"capacity/{kind}", label, _MADE) for kind, label in CAPACITIES.items()]
    rows = [
        row(
            _identified(inputs.rows[name], label, case.territory.code),
            case.codes,
            case.declared,
            kind,
        )
        for name, label, kind in (*bought, *made, *installed)
    ]
    prices = dict.fromkeys(price for _, price in (*USES.values(), *KINDS.values()))
    return [*rows, *(Row(figure=inputs.cited[name], category=_PRICES) for name in prices)]


def _identified(frame: pd.DataFrame, label: str, own: str) -> Reading:
    first = frame.loc[own]
    return Reading(
        theme=first["table"],
        variable=first["variable"],
        label=label,
        unit=first["unit"],
        year=int(first["year"]),
        source=first["source"],
        level=first["level"],
        frame=frame[["value", "low", "high", "status", "note"]].assign(
            note=frame["note"].fillna("")
        ),
        dimension=first["cut"],
    )


def _reading(
    variable: str, label: str, unit: str, frame: pd.DataFrame, dimension: str = ""
) -> Reading:
    return Reading(
        theme=words.KEY, variable=variable, label=label, unit=unit, year=_YEAR, source=_SOURCE,
        level="perimeter", frame=frame, dimension=dimension,
    )  # fmt: skip


def _frame(values: pd.DataFrame, status: str, note: str, missing: str) -> pd.DataFrame:
    known = values["value"].notna().to_numpy()
    statuses, notes = np.where(known, status, "missing"), np.where(known, note, missing)
    return values.assign(status=statuses, note=notes)


def _without(inputs: EnergyInputs, own: str) -> str:
    """Name the uses that the totals leave out here."""
    known = inputs.uses["value"].loc[own]
    lacking = [USES[name][0][0].lower() + USES[name][0][1:] for name in known.index[known.isna()]]
    always = [label[0].lower() + label[1:] for label, _ in words.ABSENT.values()]
    return f"Sans\u00a0: {', '.join([*always, *lacking])}."


def _gaps(own: str, found: EnergyBalance, rows: tuple[Row, ...]) -> tuple[Gap, ...]:
    ids = {each.figure.id.split("/")[1]: each.figure.id for each in rows[: len(_TOTALS)]}
    told = (
        ("electricity", "ratio", "Électricité renouvelable d’ici", 100.0, -1.0,
         "Part de l’électricité consommée que la production renouvelable d’ici ne couvre pas."),
        ("bill", "leaving", "Argent de l’énergie qui part", 0.0, 1.0,
         "Part de la facture d’énergie que les ventes d’énergie d’ici ne compensent pas."),
    )  # fmt: skip
    gaps = []
    for name, figure, label, base, sign, sentence in told:
        rates = found.totals[figure].loc[own]
        bounds = {bound: _severity(base + sign * rates[bound]) for bound in BOUNDS}
        low, high = (bounds["low"], bounds["high"]) if sign > 0 else (bounds["high"], bounds["low"])
        gaps.append(
            Gap(
                key=f"gaps/energy/{name}", label=label, theme=words.KEY, severity=bounds["value"],
                figure=ids[figure], sentence=sentence, low=low, high=high,
            )
        )  # fmt: skip
    return tuple(gaps)


def _severity(percent: float) -> float | None:
    return None if pd.isna(percent) else min(max(float(percent) / 100, 0.0), 1.0)


def _own(table: pd.DataFrame, own: str) -> float | None:
    value = table.loc[own, "value"]
    return None if pd.isna(value) else float(value)
