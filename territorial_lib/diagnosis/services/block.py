"""Which services are lacking here, in French: whole units, dated, beside similar territories.

Severity of a gap: the share of the units expected at the level aimed at that is not here (0 none,
1 all of them), for services of which at least one whole unit is lacking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from msgspec.structs import replace

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.services.equipment import RANK, Inputs, assess, read
from territorial_lib.diagnosis.services.kinds import BASKET, BY_KEY, OLD, SERVICES, Service
from territorial_lib.schemas.blocks import Block, Gap, Lever, Notion
from territorial_lib.schemas.figures import Row, figure_id
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number, quantity

THEME = "services"
NOTION = Notion(
    key="services",
    title="Quels services et quels commerces nous manquent\u202f?",
    meaning=(
        "On compte les équipements d’ici et on les compare à ceux de territoires semblables, à "
        "population égale. La différence est dite en unités entières\u00a0: deux boulangeries, un "
        "médecin, et non une note."
    ),
    formula=(
        "Taux r = 10 000 × équipements / habitants, la même année ou presque. Attendu e = taux "
        "médian des territoires semblables × habitants / 10 000. Manque = partie entière de "
        "(e − équipements)\u202f; fourchette\u00a0: même calcul au premier et au troisième quart."
    ),
    limits=(
        "Un équipement compte pour un, grand ou petit, ouvert tous les jours ou non\u202f; celui "
        "de la commune d’à côté ne compte pas. Plus de la moitié des familles datent de 2013, "
        "santé surtout\u00a0: à vérifier dans la salle. Être comme la médiane n’est pas un but en "
        "soi, et les territoires semblables peuvent manquer de la même chose. Sous quelques "
        "centaines d’habitants, une unité de plus ou de moins ne veut rien dire."
    ),
    reference="Insee, base permanente des équipements et ses gammes\u202f; simple comparaison",
)
_BASKET = "Panier de tous les jours"
_LACKING = "Ce qui manque"
_MEDIAN = 50.0
_SHOWN = 4
_FEW = 3
_FALLBACK = ("doctor", "grocery", "bakery")
_OLD = "Compte de 2013\u00a0: la situation a pu changer."
_NO_COUNT = "La base de cette année-là ne couvre pas ce territoire pour ce service."


def levers(_: Catalogue) -> tuple[Lever, ...]:
    """Give the lever of the level aimed at.

    Parameters
    ----------
    _ : Catalogue
        Not read: the level is a choice, not a coefficient.

    Returns
    -------
    tuple of Lever
        One: the share of the similar territories to catch up with.
    """
    return (
        Lever(
            key=RANK,
            label="Niveau visé\u00a0: faire au moins aussi bien que",
            unit="% des territoires semblables",
            default=_MEDIAN,
            low=10.0,
            high=90.0,
            step=5.0,
            source="Convention\u00a0: la médiane",
            note="Plus le niveau visé est haut, plus il manque d’équipements.",
        ),
    )


def block(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Block:
    """Say what is lacking in the territory diagnosed.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : Inputs
        What `services.read` gave.
    values : Mapping of str to float
        The lever in force.

    Returns
    -------
    Block
        Figures and gaps; nothing asks for land.
    """
    found = assess(inputs, values)
    lacking = _ranked(found)
    aim = _aim(values[RANK])
    return Block(
        notion=NOTION,
        says=_says(case, inputs, found, lacking),
        rows=tuple(_rows(case, inputs, lacking, aim)),
        levers=levers(case.catalogue),
        gaps=tuple(_gap(case, key, record, aim) for key, record in lacking.items()),
    )


def _ranked(found: pd.DataFrame) -> dict[str, Any]:
    """Keep what lacks a whole unit: sure lacks first (even at the low level), then severity."""
    lacking = found[found["lacking"] >= 1]
    sure = lacking["low_lacking"] >= 1
    order = lacking.assign(sure=sure).sort_values(["sure", "severity"], ascending=False)
    return {str(record.Index): record for record in order.itertuples()}


def _aim(rank: float) -> str:
    if rank == _MEDIAN:
        return "Au niveau médian des territoires semblables"
    return f"Au niveau que {quantity(100 - rank, '%', 0)} des territoires semblables dépassent"


def _says(case: Case, inputs: Inputs, found: pd.DataFrame, lacking: dict[str, Any]) -> str:
    if found["expected"].isna().all():
        unknown = (
            "Les équipements d’ici, ou ceux d’assez de territoires semblables, ne sont pas "
            "connus\u00a0: rien ne peut être comparé."
        )
        return f"{unknown} {_everyday(inputs)}".strip()
    return f"{_first(case, found, lacking)} {_everyday(inputs)}".strip()


def _first(case: Case, found: pd.DataFrame, lacking: dict[str, Any]) -> str:
    countable = int((found["expected"] >= 1).sum())
    if lacking:
        shown = list(lacking)[:_FEW]
        named = [f"{BY_KEY[key].label.lower()} ({_counted(lacking[key])})" for key in shown]
        others = len(lacking) - len(shown)
        more = f", et {others} autres familles" if others > 1 else ""
        more = ", et une autre famille" if others == 1 else more
        said = f"Il manque surtout\u00a0: {', '.join(named)}{more}."
        return (
            f"{said} Les nombres sont petits\u00a0: à lire avec prudence."
            if countable < 10
            else said
        )
    if countable == 0:
        people = quantity(case.figure("population").value, "habitants", 0)
        return (
            f"Avec {people}, aucun service n’atteindrait une unité au niveau des "
            "semblables\u00a0: il ne manque ici rien de mesurable, c’est l’accès aux services des "
            "communes voisines qui compte."
        )
    return "Aucune famille de services ne manque ici d’une unité entière."


def _counted(record: Any) -> str:
    value, low, high = (
        _rounded(float(each)) for each in (record.lacking, record.low_lacking, record.high_lacking)
    )
    return value if low == high else f"{value}, de {low} à {high}"


def _rounded(units: float) -> str:
    """Write units with two significant figures: beyond, the comparison says nothing."""
    return number(float(f"{units:.2g}"), 0)


def _everyday(inputs: Inputs) -> str:
    own, others = inputs.basket.iloc[0], inputs.basket.iloc[1:].median()
    if pd.isna(own):
        return ""
    beside = "" if pd.isna(others) else f" (médiane des semblables\u00a0: {number(others, 1)})"
    return (
        f"En moyenne, un habitant trouve dans sa commune {number(own, 1)} des {len(BASKET)} "
        f"services de tous les jours{beside}."
    )


def _gap(case: Case, key: str, record: Any, aim: str) -> Gap:
    service = BY_KEY[key]
    year = case.catalogue.cards[service.table].vintage
    here = number(float(record.units), 0)
    return Gap(
        key=f"gaps/services/{key}",
        label=f"{service.label}\u00a0: il en manque {_counted(record)}",
        theme=NOTION.key,
        severity=float(record.severity),
        low=0.0 if pd.isna(record.low_severity) else float(record.low_severity),
        high=float(record.high_severity),
        figure=figure_id(THEME, "lacking", case.territory.code, year, key),
        sentence=(
            f"{aim}, il y en aurait {number(float(record.expected), 1)}\u202f; il y en avait "
            f"{here} en {year}."
        ),
    )


def _rows(case: Case, inputs: Inputs, lacking: dict[str, Any], aim: str) -> Iterator[Row]:
    yield _basket(case, inputs)
    keys = list(lacking)
    for key, record in lacking.items():
        yield _lack(case, key, record, aim, key in keys[:_SHOWN])
    instead = _FALLBACK if len(keys) < len(_FALLBACK) else ()
    for service, rate in zip(SERVICES, _rates(case, inputs), strict=True):
        yield replace(rate, key=service.key in instead)


def _rates(case: Case, inputs: Inputs) -> tuple[Row, ...]:
    """Give the rate of every service: no lever moves it, so it is laid out once."""
    made: tuple[Inputs, tuple[Row, ...]] = case.latest(
        "services/rates",
        id(inputs),  # kept beside the rows: its number is not given again
        lambda: (inputs, tuple(_rate(case, inputs, each) for each in SERVICES)),
    )
    return made[1]


def _basket(case: Case, inputs: Inputs) -> Row:
    listed = ", ".join(label for label, *_ in BASKET.values())
    known = inputs.basket.notna()
    frame = pd.DataFrame(
        {
            "value": inputs.basket,
            "status": known.map({True: "observed", False: "missing"}),
            "note": known.map({True: f"Panier\u00a0: {listed}.", False: _NO_COUNT}),
        }
    )
    read_ = Reading(
        THEME,
        "basket",
        "Services de tous les jours présents dans la commune, en moyenne par habitant",
        f"sur {len(BASKET)}",
        2020,
        "Insee, base permanente des équipements 2020 (commerces, écoles) et 2013 (le reste)",
        "commune",
        frame,
    )
    return row(read_, case.codes, case.declared, _BASKET, key=True)


def _rate(case: Case, inputs: Inputs, service: Service) -> Row:
    card = case.catalogue.cards[service.table]
    value = inputs.rates[service.key]
    known, status = value.notna(), inputs.status[service.key]
    status = status.where(known, "missing")
    note = pd.Series("", index=value.index).where(known, _NO_COUNT)
    own = case.territory.code
    if known[own]:
        note[own] = _here(inputs.units.at[own, service.key], status[own], service)
    frame = pd.DataFrame({"value": value, "status": status, "note": note})
    read_ = Reading(
        THEME, "rate", service.label, "pour 10 000 hab.", card.vintage, card.source, "commune",
        frame, dimension=service.key,
    )  # fmt: skip
    return row(read_, case.codes, case.declared, service.category)


def _here(units: float, status: str, service: Service) -> str:
    said = [f"{number(units, 0)} ici."]
    if status == "estimated":
        said.append("Une partie du territoire n’est pas dans la base.")
    if status == "declared":
        said.append("Nombre corrigé par la salle.")
    if service.table == OLD:
        said.append(_OLD)
    return " ".join(said)


def _lack(case: Case, key: str, record: Any, aim: str, shown: bool) -> Row:
    service = BY_KEY[key]
    card = case.catalogue.cards[service.table]
    own = case.territory.code
    dated = f" {_OLD}" if service.table == OLD else ""
    expected = number(float(record.expected), 1)
    frame = pd.DataFrame(index=pd.Index(case.codes), columns=["value", "low", "high"], dtype=float)
    frame = frame.assign(status="missing", note="")
    frame.loc[own, ["value", "low", "high"]] = (
        float(record.lacking),
        float(record.low_lacking),
        float(record.high_lacking),
    )
    frame.loc[own, "status"] = "estimated"
    frame.loc[own, "note"] = f"{aim}, il y en aurait {expected}.{dated}"
    read_ = Reading(
        THEME, "lacking", f"{service.label}\u00a0: unités manquantes", "", card.vintage,
        card.source, "commune", frame, dimension=key,
    )  # fmt: skip
    return row(read_, case.codes, case.declared, _LACKING, shown)


PART = Part(notion=NOTION, levers=levers, read=read, block=block)
