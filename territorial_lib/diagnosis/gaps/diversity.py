"""Is the economy varied? Diversity of the jobs, beside France and similar territories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.job_structure import (
    ESTIMATE,
    KEPT,
    ZONES,
    JobStructure,
    job_structure,
)
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.stated import NOTICEABLE, Shortfall, shortfall, stated
from territorial_lib.indicators import diversity as formula
from territorial_lib.indicators.location_quotient import location_quotient
from territorial_lib.schemas.blocks import Block, Gap, Notion
from territorial_lib.schemas.figures import Row, Status
from territorial_lib.typography import number, quantity

NOTION = Notion(
    key="diversity",
    title="L’économie est-elle variée\u202f?",
    meaning=(
        "Une économie variée tient mieux quand un secteur va mal, et offre des métiers à plus de "
        "monde. On regarde comment les emplois salariés se répartissent entre 36 secteurs, et en "
        "quoi cette répartition s’écarte de celle de la France et des territoires semblables."
    ),
    formula=(
        "s_i\u00a0: part du secteur i dans les emplois d’ici\u202f; n_i\u00a0: sa part en France. "
        "Shannon\u00a0: H = −Σ s_i ln s_i (logarithme népérien). Nombre équivalent de secteurs "
        "égaux\u00a0: e^H. Concentration (HHI)\u00a0: Σ s_i². Écart de Krugman\u00a0: "
        "Σ |s_i − n_i|, de 0 (même répartition) à 2 (rien de commun). Hachman\u00a0: "
        "1 / Σ (s_i² / n_i), de 0 à 1 (même répartition). Les zones d’emploi sont réunies avant "
        "le calcul\u00a0: chacune compte pour la part de ses habitants qui vivent ici."
    ),
    limits=(
        "Salariés seulement\u00a0: ni indépendants, ni services aux particuliers employeurs. Le "
        "calcul principal porte sur la zone d’emploi, observée, plus large que le territoire\u202f;"
        " celui sur le territoire est une estimation où, dans un grand secteur, le mélange est "
        "celui de la zone. Varié ne veut pas dire prospère."
    ),
    reference=(
        "Shannon (1948)\u202f; Hill (1973)\u202f; Herfindahl (1950)\u202f; Krugman (1991)\u202f; "
        "Hachman (1995)"
    ),
)

RARE = 0.25
"""Location quotient under which a sector is said to be nearly absent: a quarter of its weight in
France."""
_POOLED = "Sur la zone d’emploi (observé)"
_BELOW = "Sur le territoire même (estimé)"
_NO_ZONE = "Absent de la source\u00a0: elle ne couvre pas Mayotte."
_NO_ESTIMATE = "Aucune estimation des emplois par secteur pour ce territoire."
_NOT_ONE = "Aucun autre territoire avec lequel comparer."
_NAMED = 4
_SOMETHING = 0.005
"""Share of France's salaried jobs under which sectors that are absent are no lack."""


@dataclass(frozen=True)
class Results:
    """Diversity of several territories.

    Parameters
    ----------
    zones, here : pandas.DataFrame
        Indexed by territory, on the zones pooled and on the estimate: ``shannon`` (nats),
        ``effective`` (sectors), ``hhi`` (0 to 1), ``krugman``, ``hachman`` (against France),
        ``krugman_similar``, ``hachman_similar`` (against the other territories added up),
        ``absent`` (sectors without any job), ``rare`` (sectors nearly absent).
    """

    zones: pd.DataFrame
    here: pd.DataFrame


def assess(inputs: JobStructure) -> Results:
    """Measure the diversity of every territory.

    Parameters
    ----------
    inputs : JobStructure
        Jobs by sector.

    Returns
    -------
    Results
        NaN where a structure is missing.
    """
    return Results(
        _measured(inputs.pooled, inputs.nation), _measured(inputs.estimated, inputs.nation)
    )


def _measured(jobs: pd.DataFrame, nation: pd.Series) -> pd.DataFrame:
    known = jobs.notna().all(axis=1) & (jobs.sum(axis=1) > 0)
    quotients = location_quotient(jobs.where(known, axis=0), nation)
    return pd.DataFrame(
        {
            "shannon": formula.shannon(jobs),
            "effective": formula.effective_number(jobs),
            "hhi": formula.herfindahl(jobs),
            "krugman": formula.krugman(jobs, nation),
            "hachman": formula.hachman(jobs, nation),
            **_against_the_others(jobs[known]),
            "absent": (jobs == 0).sum(axis=1).where(known),
            "rare": ((quotients > 0) & (quotients < RARE)).sum(axis=1).where(known),
        },
        index=jobs.index,
    )


def _against_the_others(jobs: pd.DataFrame) -> dict[str, pd.Series]:
    """Compare each structure with that of all the others added up.

    Hachman's index tends to 0 where a sector present here is absent from all the others.
    """
    share = jobs.div(jobs.sum(axis=1), axis=0)
    rest = jobs.sum() - jobs
    there = rest.div(rest.sum(axis=1).where(rest.sum(axis=1) > 0), axis=0)
    squares = (share**2 / there).mask(share == 0, 0.0)
    return {
        "krugman_similar": (share - there).abs().sum(axis=1, skipna=False),
        "hachman_similar": 1 / squares.sum(axis=1, skipna=False),
    }


@dataclass(frozen=True)
class _Shown:
    """An indicator as it is shown."""

    name: str
    label: str
    unit: str
    key: bool = False


_SHOWN = (
    _Shown("effective", "Nombre équivalent de secteurs égaux", "secteurs", key=True),
    _Shown("krugman", "Écart à la structure de la France (Krugman)", "sur 2", key=True),
    _Shown("krugman_similar", "Écart aux territoires semblables réunis (Krugman)", "sur 2"),
    _Shown("hachman", "Ressemblance à la structure de la France (Hachman)", "sur 1"),
    _Shown("hachman_similar", "Ressemblance aux territoires semblables réunis (Hachman)", "sur 1"),
    _Shown("hhi", "Concentration sur peu de secteurs (HHI)", "sur 1", key=True),
    _Shown("shannon", "Indice de Shannon (logarithme népérien)", "nats"),
    _Shown("absent", "Secteurs sans aucun emploi salarié", "secteurs", key=True),
    _Shown("rare", "Secteurs presque absents (moins du quart de leur poids en France)", "secteurs"),
)


def readings(case: Case, inputs: JobStructure) -> dict[str, Reading]:
    """Give every indicator with its identity.

    Parameters
    ----------
    case : Case
        The territories.
    inputs : JobStructure
        Their jobs by sector.

    Returns
    -------
    dict of str to Reading
        By "zones/effective", "here/effective" and the like.
    """
    results, found = assess(inputs), {}
    observed = case.scope.observed(ZONES)
    status = inputs.whole.map({True: observed, False: "estimated"})
    said = "Structure de la zone d’emploi\u00a0: " + inputs.zones + "."
    for shown in _SHOWN:
        absent = _NOT_ONE if shown.name.endswith("similar") and len(case.codes) < 2 else _NO_ZONE
        frame = stated(results.zones[shown.name], status, said, absent)
        found[f"zones/{shown.name}"] = _reading(case, shown, ZONES, "zone_emploi", frame)
        below = _below(case, inputs, results.here[shown.name])
        found[f"here/{shown.name}"] = _reading(case, shown, ESTIMATE, "epci", below)
    return found


def _below(case: Case, inputs: JobStructure, values: pd.Series) -> pd.DataFrame:
    status: Status = "imported" if case.scope.observed(ESTIMATE) == "imported" else "estimated"
    note = "Emplois par secteur estimés sous la zone d’emploi (" + inputs.zones + ")."
    return stated(values, status, note, _NO_ESTIMATE)


def _reading(case: Case, shown: _Shown, table: str, level: str, frame: pd.DataFrame) -> Reading:
    card = case.catalogue.cards[table]
    return Reading(
        theme=table,
        variable=f"diversity-{shown.name}",
        label=shown.label if table == ZONES else f"{shown.label}, territoire seul",
        unit=shown.unit,
        year=card.vintage,
        source=card.source,
        level=level,
        frame=frame,
    )


def block(case: Case, inputs: JobStructure, values: Mapping[str, float]) -> Block:
    """Say how varied the economy of the territory is.

    The severity of the lack of variety is what the territory lacks to have as many equivalent
    sectors as the best quarter of similar territories; that of the sectors absent or nearly is
    their share of France's salaried jobs.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : JobStructure
        Jobs by sector.
    values : Mapping of str to float
        No lever here.

    Returns
    -------
    Block
        The answer.
    """
    found = readings(case, inputs)
    return Block(
        notion=NOTION,
        says=_says(case, inputs, found["zones/effective"]),
        rows=tuple(_rows(case, found)),
        gaps=tuple(_gaps(case, inputs, found)),
    )


def _rows(case: Case, found: Mapping[str, Reading]) -> list[Row]:
    zones = [
        row(found[f"zones/{each.name}"], case.codes, case.declared, _POOLED, each.key)
        for each in _SHOWN
    ]
    here = [row(found[f"here/{each.name}"], case.codes, case.declared, _BELOW) for each in _SHOWN]
    return zones + here


def absent_sectors(inputs: JobStructure, territory: str) -> list[str]:
    """List the sectors without any salaried job in the zones of a territory.

    Parameters
    ----------
    inputs : JobStructure
        Jobs by sector.
    territory : str
        Its code.

    Returns
    -------
    list of str
        Sector codes, the one that weighs most in France first; empty where nothing is known.
    """
    jobs = inputs.pooled.loc[territory]
    nation: pd.Series = inputs.nation[jobs == 0]
    return list(nation.sort_values(ascending=False).index)


def lacking_sectors(inputs: JobStructure, territory: str) -> list[str]:
    """List the sectors absent, or nearly, from the zones of a territory.

    Parameters
    ----------
    inputs : JobStructure
        Jobs by sector.
    territory : str
        Its code.

    Returns
    -------
    list of str
        Sector codes whose location quotient is under `RARE`, the one that weighs most in France
        first; empty where nothing is known.
    """
    quotients = location_quotient(inputs.pooled.loc[territory], inputs.nation)
    nation: pd.Series = inputs.nation[quotients < RARE]
    return list(nation.sort_values(ascending=False).index)


def _listed(inputs: JobStructure, sectors: list[str]) -> str:
    names = [str(inputs.labels[code]).lower() for code in sectors[:_NAMED]]
    more = len(sectors) - len(names)
    others = {0: "", 1: "\u202f; et un autre"}.get(more, f"\u202f; et {more} autres")
    return "\u202f; ".join(names) + others


def _says(case: Case, inputs: JobStructure, effective: Reading) -> str:
    figure = effective.figure(case.territory.code)
    if figure.value is None:
        return (
            "Nos données ne disent pas comment les emplois se répartissent entre secteurs ici. "
            f"{figure.note}"
        )
    jobs = inputs.pooled.loc[case.territory.code]
    first = jobs.sort_values(ascending=False)
    head = (
        f"Bassin d’emploi\u00a0: {inputs.zones[case.territory.code]}. Ses emplois salariés se "
        f"répartissent comme entre {number(figure.value, 0)} secteurs égaux sur {len(jobs)}"
        f"\u202f; le premier, «\u00a0{inputs.labels[first.index[0]]}\u00a0», en pèse "
        f"{quantity(100 * first.iloc[0] / jobs.sum(), '%', 0)}."
    )
    sectors = absent_sectors(inputs, case.territory.code)
    if not sectors:
        return head + " Aucun secteur n’en est tout à fait absent."
    return head + f" Sans aucun emploi salarié\u00a0: {_listed(inputs, sectors)}."


def _gaps(case: Case, inputs: JobStructure, found: Mapping[str, Reading]) -> list[Gap]:
    gaps = []
    variety = found["zones/effective"]
    short = shortfall(variety, case.codes, "high")
    if short is not None and short.severity >= NOTICEABLE:
        gaps.append(_variety(case, variety, short))
    lacking = _lacking(case, inputs, found["zones/absent"])
    return [*gaps, lacking] if lacking else gaps


def _lacking(case: Case, inputs: JobStructure, absent: Reading) -> Gap | None:
    """Say which sectors are absent or nearly, where together they weigh something in France."""
    sectors = lacking_sectors(inputs, case.territory.code)
    weight = float(inputs.nation[sectors].sum() / inputs.nation.sum())
    if weight < _SOMETHING:
        return None
    return Gap(
        key="gaps/diversity/sectors",
        label="Des secteurs absents, ou presque",
        theme=NOTION.key,
        severity=weight,
        figure=absent.figure(case.territory.code).id,
        sentence=(
            f"Absents, ou sous le quart de leur poids en France\u00a0: "
            f"{_listed(inputs, sectors)}. Ensemble, {quantity(100 * weight, '%', 1)} des emplois "
            "salariés de France."
        ),
    )


def _variety(case: Case, variety: Reading, short: Shortfall) -> Gap:
    figure = variety.figure(case.territory.code)
    return Gap(
        key="gaps/diversity/variety",
        label="Une économie peu variée",
        theme=NOTION.key,
        severity=short.severity,
        figure=figure.id,
        sentence=(
            f"L’équivalent de {number(figure.value, 1)} secteurs égaux\u202f; le quart le plus "
            f"varié des territoires semblables en a au moins {number(short.benchmark, 1)}."
        ),
    )


def read(case: Case) -> JobStructure:
    """Read the jobs by sector, once a case.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    JobStructure
        Zones pooled, and the estimate.
    """
    found: JobStructure = case.once(KEPT, job_structure)
    return found


PART = Part(notion=NOTION, levers=lambda _: (), read=read, block=block)
