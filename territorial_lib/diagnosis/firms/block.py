"""The smallest firms, in words: the block of the second step."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.firms.sizes import (
    JOBS,
    MEASURES,
    MICRO,
    SIZES,
    Inputs,
    assess,
    levers,
    read,
)
from territorial_lib.diagnosis.job_structure import ESTIMATE
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.stated import NOTICEABLE, shortfall, stated
from territorial_lib.schemas.blocks import Block, Gap, Notion
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.typography import quantity

NOTION = Notion(
    key="firms",
    title="Nos plus petites entreprises ont-elles leur place\u202f?",
    meaning=(
        "Les très petites entreprises font vivre la plupart des communes, mais elles pèsent peu "
        "face aux gros employeurs et obtiennent peu de la commande publique. On regarde combien "
        "elles sont, dans quels secteurs, de qui les emplois dépendent et ce que les acheteurs "
        "publics d’ici pourraient leur confier."
    ),
    formula=(
        "Part des petits\u00a0: établissements de 1 à 9 salariés / employeurs. Sans salarié\u00a0: "
        "1 − employeurs (2018) / établissements (2022). Dépendance\u00a0: part du premier secteur "
        "(sur 36) et des établissements de 100 salariés et plus dans les emplois salariés. "
        "Achats publics\u00a0: B = habitants × b (€ par habitant et par an), dont B × m aux "
        "microentreprises et B × d aux entreprises du département."
    ),
    limits=(
        "Un établissement n’est pas une entreprise\u00a0: un grand groupe peut en avoir de petits. "
        "Aucun fichier ouvert embarqué ne nomme les employeurs, ne dit lesquels sont fragiles, ni "
        "ne donne les achats de chaque collectivité\u00a0: ceux-ci sont la moyenne de France par "
        "habitant, et la part locale date de 2009. À la salle de dire le reste."
    ),
    reference=(
        "Observatoire économique de la commande publique\u202f; baromètre de la commande publique "
        "(Banque des Territoires, Intercommunalités de France)"
    ),
)
_KEYS = ("share-size_1_9", "share_small_establishments", "share_large_establishments")
_BOUGHT = "Commande publique"
_NO_PART = "Un des deux comptes manque, ou ils se contredisent."
_NO_JOBS = "Aucune estimation des emplois par secteur pour ce territoire."
_NO_PEOPLE = "Population inconnue."
_ASK = (
    "Aucun fichier ouvert embarqué ne nomme les employeurs\u00a0: c’est une question à poser à la "
    "salle."
)
_EUROS = (
    "Moyenne de France par habitant, appliquée ici. Bas et haut\u00a0: un autre recensement, "
    "sans puis avec les satellites des collectivités."
)
_TWO_YEARS = (
    "Établissements de 2022 (Side) moins employeurs de 2018 (Flores)\u00a0: un ordre de grandeur."
)


def block(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Block:
    """Say what place the smallest firms have.

    The severity of a dependence is the part that would be gone if the territory did as the best
    quarter of similar ones; that of the public purchases is what the smallest firms lack to get
    the share that their employees are of all employees here.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    Block
        The answer.
    """
    results = assess(inputs, values)
    computed = readings(case, inputs, results, values)
    return Block(
        notion=NOTION,
        says=_says(case, inputs, results),
        rows=(*_rows(case, inputs, computed, values), _one_employer(case)),
        levers=levers(case.catalogue),
        gaps=tuple(_gaps(case, inputs, computed, values)),
    )


def readings(
    case: Case, inputs: Inputs, results: pd.DataFrame, values: Mapping[str, float]
) -> dict[str, Reading]:
    """Give what is computed, with its identity.

    Parameters
    ----------
    case : Case
        The territories.
    inputs : Inputs
        What was read.
    results : pandas.DataFrame
        What `assess` gave.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    dict of str to Reading
        By column of the results.
    """
    found = {"alone": _alone(inputs, results)}
    for name, label in (
        ("first", "Premier secteur, en part des emplois salariés"),
        ("three", "Trois premiers secteurs, en part des emplois salariés"),
    ):
        found[name] = _dependence(case, name, label, results)
    for name, label in (
        ("purchases", "Achats des collectivités, à la moyenne de France"),
        ("micro", "Achats des collectivités aux microentreprises"),
        ("nearby", "Achats des collectivités aux entreprises du département"),
        ("more", "Ce que les microentreprises recevraient de plus qu’aujourd’hui"),
    ):
        found[name] = _euros(name, label, inputs.spending, results)
    return found


def _alone(inputs: Inputs, results: pd.DataFrame) -> Reading:
    source = inputs.measured["establishments"]
    frame = stated(results["alone"], "estimated", _TWO_YEARS, _NO_PART)
    return Reading(
        theme="firms",
        variable="alone",
        label="Établissements sans salarié",
        unit="% des établissements",
        year=source.year,
        source=f"{source.source}\u202f; {inputs.measured['employers'].source}",
        level="commune",
        frame=frame,
    )


def _dependence(case: Case, name: str, label: str, results: pd.DataFrame) -> Reading:
    card = case.catalogue.cards[ESTIMATE]
    note = "Estimé sous la zone d’emploi\u00a0; salariés seulement, 36 secteurs."
    return Reading(
        theme="firms",
        variable=f"{name}-sector",
        label=label,
        unit="%",
        year=card.vintage,
        source=card.source,
        level="epci",
        frame=stated(results[name], "estimated", note, _NO_JOBS),
    )


def _euros(name: str, label: str, spending: Figure, results: pd.DataFrame) -> Reading:
    bounds = results[[f"{name}_low", f"{name}_high"]]
    low, high = bounds.min(axis=1, skipna=False), bounds.max(axis=1, skipna=False)
    return Reading(
        theme="firms",
        variable=name,
        label=label,
        unit="€/an",
        year=spending.year,
        source=spending.source,
        level="nation",
        frame=stated(results[name], "estimated", _EUROS, _NO_PEOPLE, low, high),
    )


def _rows(
    case: Case, inputs: Inputs, computed: Mapping[str, Reading], values: Mapping[str, float]
) -> list[Row]:
    codes, declared = case.codes, case.declared
    categories = {each.variable: each.category for each in MEASURES}
    categories |= {"establishments": SIZES, "employers": SIZES}
    measured = {name: inputs.measured[name] for name in categories}
    counts = ("establishments", "employers")
    rows = [row(measured.pop(name), codes, declared, SIZES) for name in counts]
    rows += [row(computed["alone"], codes, declared, SIZES)]
    rows += [
        row(reading, codes, declared, categories[name], name in _KEYS)
        for name, reading in measured.items()
    ]
    rows += [row(computed[name], codes, declared, JOBS) for name in ("first", "three")]
    shown = ["purchases", "micro", "nearby"]
    if values[MICRO] != inputs.usual.value:
        shown.append("more")
    keys = ("micro", "more")
    return rows + [row(computed[name], codes, declared, _BOUGHT, name in keys) for name in shown]


def _one_employer(case: Case) -> Row:
    """Ask the room what no open file says."""
    figure = Figure(
        id=figure_id("firms", "first-employer", case.territory.code, None),
        label="Part du premier employeur dans les emplois",
        value=None,
        unit="%",
        year=None,
        source="Aucune source nationale embarquée",
        level="perimeter",
        status="missing",
        note=_ASK,
    )
    return Row(figure=figure, category=JOBS, versions=(figure,))


def _says(case: Case, inputs: Inputs, results: pd.DataFrame) -> str:
    code = case.territory.code
    small = inputs.measured["share-size_1_9"].figure(code)
    jobs = inputs.measured["share_large_establishments"].figure(code)
    micro = results.loc[code]
    parts = ["La taille des établissements n’est pas connue ici"]
    if small.value is not None:
        parts = [f"{quantity(small.value, '%', 0)} des employeurs ont de 1 à 9 salariés"]
    if jobs.value is not None:
        where = "dans son intercommunalité, " if case.territory.kind == "commune" else ""
        parts.append(
            f"{where}{quantity(jobs.value, '%', 0)} des salariés travaillent dans un établissement "
            "de 100 salariés ou plus"
        )
    said = ["\u202f; ".join(parts) + "."]
    if pd.notna(micro["micro"]):
        said.append(
            "Les collectivités d’ici achèteraient aux microentreprises entre "
            f"{_millions(micro['micro_low'])} et {_millions(micro['micro_high'])} par an."
        )
    return " ".join(said)


def _millions(euros: float) -> str:
    """Say an amount at the precision of a national mean."""
    for size, word in ((1e9, "milliard"), (1e6, "million")):
        if euros >= size:
            plural = "s" if euros >= 2 * size else ""
            return quantity(euros / size, f"{word}{plural} d’euros", 1 if euros < 100 * size else 0)
    return quantity(float(round(euros, -3 if euros >= 1e4 else -2)), "euros", 0)


def _gaps(
    case: Case, inputs: Inputs, computed: Mapping[str, Reading], values: Mapping[str, float]
) -> list[Gap]:
    large = inputs.measured["share_large_establishments"]
    found = [
        _dependent(case, large, "gaps/firms/large", "Des emplois qui dépendent de gros employeurs"),
        _dependent(
            case, computed["first"], "gaps/firms/sector", "Des emplois qui dépendent d’un secteur"
        ),
        _procurement(case, inputs, values),
    ]
    return [each for each in found if each is not None]


def _where(case: Case) -> str:
    """Name the EPCI where a commune's figures are those of its EPCI."""
    return "Intercommunalité entière. " if case.territory.kind == "commune" else ""


def _dependent(case: Case, reading: Reading, key: str, label: str) -> Gap | None:
    short = shortfall(reading, case.codes, "low")
    if short is None or short.severity < NOTICEABLE:
        return None
    figure = reading.figure(case.territory.code)
    return Gap(
        key=key,
        label=label,
        theme=NOTION.key,
        severity=short.severity,
        figure=figure.id,
        sentence=(
            f"{_where(case)}{figure.label}\u00a0: {quantity(figure.value, '%')}\u202f; le quart "
            "des territoires semblables qui en dépend le moins est à "
            f"{quantity(short.benchmark, '%')} au plus."
        ),
    )


def _procurement(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Gap | None:
    small = inputs.measured["share_small_establishments"].figure(case.territory.code)
    if not small.value or values[MICRO] >= small.value:
        return None
    usual = " (moyenne de France)" if values[MICRO] == inputs.usual.value else ""
    return Gap(
        key="gaps/firms/procurement",
        label="La commande publique va peu aux plus petits",
        theme=NOTION.key,
        severity=1 - values[MICRO] / small.value,
        figure=small.id,
        sentence=(
            f"{_where(case)}Les établissements de moins de 10 salariés emploient "
            f"{quantity(small.value, '%')} des salariés\u202f; les microentreprises recevraient "
            f"{quantity(values[MICRO], '%')} des achats publics{usual}."
        ),
    )


PART = Part(notion=NOTION, levers=levers, read=read, block=block)
