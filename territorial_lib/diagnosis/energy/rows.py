"""The rows of the energy block: the bill, the balance, what was read."""

from __future__ import annotations

import msgspec
import numpy as np
import pandas as pd

from territorial_lib.diagnosis import overlay
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy import words
from territorial_lib.diagnosis.energy.bill import EnergyBalance
from territorial_lib.diagnosis.energy.prices import BOUNDS, CAPACITIES, KINDS, USES
from territorial_lib.diagnosis.energy.uses import EnergyInputs
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.schemas.figures import Figure, Row

_MWH_PER_GWH = 1e3
_EUROS_PER_MILLION = 1e6
_SOURCE = "Calcul d’après ODRÉ 2021, SDES 2024, Enedis 2023\u202f; prix SDES et CRE"
_YEAR = 2023
_SUM = "Somme des énergies connues."
_BROUGHT = "Somme de ce qui est réparti par usage et par filière, bornes comprises."
_DATES = "Quantités de 2021 à 2024, prix de 2023 et 2024."
_MONEY, _QUANTITY = "assumed", "estimated"
_BILL, _BALANCE, _BOUGHT = "La facture", "L’équilibre", "Énergie consommée"
_MADE, _PRICES, _ABSENT = "Énergie produite ici", "Prix retenus", "Ce qui manque"
TOTALS = (
    ("gross", "Facture énergétique, carburants compris", "M€/an", _EUROS_PER_MILLION, _BILL, True),
    ("stationary", "Facture énergétique hors carburants", "M€/an", _EUROS_PER_MILLION, _BILL, True),
    ("sold", "Ventes d’énergie renouvelable", "M€/an", _EUROS_PER_MILLION, _BILL, False),
    ("net", "Facture nette, ventes déduites", "M€/an", _EUROS_PER_MILLION, _BILL, True),
    ("per_inhabitant", "Facture nette par habitant", "€/hab./an", 1.0, _BILL, True),
    ("leaving", "Part de la facture que les ventes ne couvrent pas", "%", 1.0, _BILL, False),
    (
        "ratio",
        "Électricité consommée que produit le renouvelable d’ici",
        "%",
        1.0,
        _BALANCE,
        True,
    ),
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


def total_rows(case: Case, inputs: EnergyInputs, found: EnergyBalance) -> list[Row]:
    """Lay out the bill and the balance, levers counted.

    Parameters
    ----------
    case : Case
        The territories.
    inputs : EnergyInputs
        What was read.
    found : EnergyBalance
        What was computed.

    Returns
    -------
    list of Row
        One a total, in the order of `TOTALS`.
    """
    without, shared = _without(inputs, case.territory.code), _shared(inputs, case.territory.code)
    rows = []
    for name, label, unit, divisor, category, key in TOTALS:
        status = _MONEY if name in _MONEYED else _QUANTITY
        why = words.NO_OUTPUT if name in _PRODUCED else words.NO_NETWORK
        notes = [_DATES if status == _MONEY else _BROUGHT, without if name in _PARTIAL else ""]
        notes.append(shared if name in _PRODUCED else "")
        frame = _frame(found.totals[name] / divisor, status, " ".join(filter(None, notes)), why)
        reading = _reading(name, label, unit, frame)
        rows.append(row(reading, case.codes, case.declared, category, key))
    return rows


def _shared(inputs: EnergyInputs, own: str) -> str:
    """Tell where local output was brought down: the proxies then disagree."""
    produced = [inputs.rows[name].loc[own] for name in KINDS]
    cut = any(each["status"] == "estimated" and each["low"] < each["high"] for each in produced)
    return words.SHARED if cut else ""


def sector_rows(case: Case, found: EnergyBalance) -> list[Row]:
    """Lay out what each sector consumes, sobriety counted.

    Parameters
    ----------
    case : Case
        The territories.
    found : EnergyBalance
        What was computed.

    Returns
    -------
    list of Row
        One a sector, GWh a year.
    """
    rows = []
    for sector, label in _SECTORS.items():
        names = [name for name in USES if name.endswith(f"+{sector}")]
        added = {b: found.uses[b][names].sum(axis=1, min_count=1) for b in BOUNDS}
        status = _MONEY if sector in ("households", "firms") else _QUANTITY
        frame = _frame(pd.DataFrame(added) / _MWH_PER_GWH, status, _SUM, words.NO_NETWORK)
        reading = _reading("consumption", f"Énergie\u00a0: {label}", "GWh/an", frame, sector)
        rows.append(row(reading, case.codes, case.declared, _BOUGHT))
    return rows


def input_rows(case: Case, inputs: EnergyInputs) -> list[Row]:
    """Show what was read, as the room may correct it: same ids as the tables' figures.

    Parameters
    ----------
    case : Case
        The territories.
    inputs : EnergyInputs
        What was read.

    Returns
    -------
    list of Row
        Uses, local output, installed power, prices, then what no table of ours has.
    """
    bought = [(name, label, _BOUGHT) for name, (label, _) in USES.items()]
    made = [(name, label, _MADE) for name, (label, _) in KINDS.items()]
    installed = [(f"capacity/{kind}", label, _MADE) for kind, label in CAPACITIES.items()]
    rows = []
    for name, label, category in (*bought, *made, *installed):
        reading = _identified(inputs.rows[name], label, case.territory.code)
        found = row(reading, case.codes, case.declared, category)
        rows.append(_beside(found, inputs.imported.get(name)))
    prices = dict.fromkeys(price for _, price in (*USES.values(), *KINDS.values()))
    return [*rows, *(_price(inputs.cited[name]) for name in prices), *_absent(case)]


def _beside(found: Row, imported: Figure | None) -> Row:
    """Put the facilitator's own figure beside ours, and before it."""
    if imported is None:
        return found
    official, *said = found.versions
    same = msgspec.structs.replace(imported, id=official.id)
    versions = (official, same, *said)
    kept = overlay.retained(reversed(versions))
    return msgspec.structs.replace(found, figure=kept, versions=versions)


def _price(cited: Figure) -> Row:
    label = f"{cited.label[:1].upper()}{cited.label[1:]}"
    return Row(figure=msgspec.structs.replace(cited, label=label), category=_PRICES)


def _absent(case: Case) -> list[Row]:
    """Name what no table of ours has; an answer of the room is shown, and not in the bill."""
    rows = []
    for name, (label, why) in words.ABSENT.items():
        unknown = pd.DataFrame({"value": np.nan}, index=case.codes)
        reading = Reading(
            theme=words.KEY, variable=name, label=label, unit="MWh", year=None,
            source=words.NOWHERE, level="perimeter",
            frame=_frame(unknown, "missing", "", f"{why} Question à la salle."),
        )  # fmt: skip
        rows.append(row(reading, case.codes, case.declared, _ABSENT))
    return rows


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
        frame=frame[[*BOUNDS, "status", "note"]].fillna({"note": ""}),
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
