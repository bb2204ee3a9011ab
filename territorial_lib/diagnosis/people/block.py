"""People first, in words: the block of the second step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.inventory.methods import Measure, Quotient, UnitRate
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.people import communes as people
from territorial_lib.diagnosis.people.difficulties import INDICATORS, SMALL, flags, thresholds
from territorial_lib.diagnosis.people.isolation import SERVICES
from territorial_lib.diagnosis.readings import Reading, Scope
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.stated import NOTICEABLE, shortfall, stated
from territorial_lib.schemas.blocks import Block, Gap, Notion
from territorial_lib.schemas.figures import Row, Status
from territorial_lib.typography import quantity

SEVERAL = 3
"""Difficulties from which a commune is said to have several at once."""
NOTION = Notion(
    key="people",
    title="Qui a le plus de difficultés, et où\u202f?",
    meaning=(
        "Un manque ne pèse pas sur tout le monde de la même façon\u00a0: on regarde d’abord les "
        "personnes pauvres, sans emploi, âgées ou loin de tout. Commune par commune, on compte "
        "les difficultés sans jamais les fondre en une note."
    ),
    formula=(
        "Une difficulté\u00a0: l’indicateur de la commune est dans le quart le plus défavorable "
        f"des communes de France d’au moins {SMALL} habitants. Nombre de difficultés\u00a0: "
        f"combien des {len(INDICATORS)} indicateurs, chacun montré. Habitants sans le "
        "service\u00a0: ceux des communes qui ne l’ont pas / habitants. Distances à vol d’oiseau, "
        "de centre à centre."
    ),
    limits=(
        "La pauvreté n’est publiée que pour les plus grandes communes, et se compare à elles. "
        "L’âge n’est connu que par intercommunalité\u00a0: les naissances pour 100 décès le disent "
        f"à peu près. Sous {SMALL} habitants, un taux tient à quelques personnes. Les recensements "
        "sont de 2018, les médecins de 2013. Un chiffre moyen cache des personnes."
    ),
    reference="",
)
_NO_PROFILE = "Absent de la source pour ce territoire (elle ne couvre pas l’outre-mer)."
_NO_SERVICE = "Équipements non recensés ici par la source."
_TOO_FEW = "Trop peu d’indicateurs publiés ici pour compter les difficultés."
_SINGLE = Measure(
    "share_single_parents",
    "Familles monoparentales",
    "% des ménages",
    "human",
    "Personnes",
    UnitRate(
        "epci_profile_2022",
        "share_single_parents",
        missing=_NO_PROFILE,
        source="Insee, recensement de la population 2022",
    ),
)
_WHERE, _WHO = "Accès aux services", "Personnes"
_NOTICEABLE = 0.01
"""Share of the inhabitants under which isolation is no lack of the territory."""
_ENOUGH = len(INDICATORS) / 2
"""Indicators under which a count of difficulties would be misleading."""
_OLDER = {"poverty_rate": "poverty_rate_2019", "unemployment_rate": "unemployment_rate_2018"}
"""Measures that communes, and overseas, have of their own where the newer one is not theirs."""
_SHOWN = ("poverty_rate", "unemployment_rate", "vacancy_rate", "share_75_plus")


@dataclass(frozen=True)
class Inputs:
    """What the block of the people is computed from.

    Parameters
    ----------
    measured : Mapping of str to Reading
        Poverty, unemployment, vacancy, age, single parents, by the name of the usual measure.
    nation : Mapping of str to float
        The same rates for France, by the name of the usual measure; NaN where unknown.
    without : Mapping of str to Reading
        By service: % of inhabitants whose commune does not have it.
    several : Reading
        % of inhabitants whose commune has several difficulties.
    """

    measured: Mapping[str, Reading]
    nation: Mapping[str, float]
    without: Mapping[str, Reading]
    several: Reading


def read(case: Case) -> Inputs:
    """Read all that the block needs.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    Inputs
        For every territory of the case.
    """
    measured = {name: _measured(case, name) for name in _SHOWN}
    measured["single_parents"] = _SINGLE.read(case.scope)
    table = people.communes(case)
    population = case.catalogue.indexed("communes")["population"]
    worst = flags(table, thresholds(table, population))
    several = (worst.fillna(False).sum(axis=1) >= SEVERAL).astype(float)
    known = worst.notna().sum(axis=1) > _ENOUGH
    nation = {variable: _nation(case, measured[variable].variable) for _, variable, _ in _GAPS}
    return Inputs(measured, nation, _without(case, table), _several(case, several.where(known)))


def _measured(case: Case, name: str) -> Reading:
    """Read a measure: the older one for a commune, and where the newer one is missing here."""
    usual = case.measured(name)
    if name not in _OLDER:
        return usual
    older, own = case.measured(_OLDER[name]), case.territory.code
    if case.territory.kind == "commune":
        return older
    values = usual.frame["value"], older.frame["value"]
    return older if pd.isna(values[0][own]) and pd.notna(values[1][own]) else usual


def _nation(case: Case, variable: str) -> float:
    """Give the rate of France, computed once."""
    (measure,) = [each for each in MEASURES if each.variable == variable]
    return case.catalogue.once(("people/nation", variable), lambda: _whole(case, measure))


def _whole(case: Case, measure: Measure) -> float:
    """Divide the sums of all communes, or weigh the départements by their inhabitants."""
    method = measure.method
    if isinstance(method, Quotient):
        sums = [part.values(case.scope).sum() for part in (method.numerator, method.denominator)]
        return float(method.factor * sums[0] / sums[1])
    gazetteer = case.scope.gazetteer
    units = gazetteer.units("departement")
    codes = [f"dep:{code}" for code in units.index]
    scope = Scope(case.catalogue, gazetteer, tuple(map(gazetteer.territory, codes)))
    rate = measure.read(scope).frame["value"].reindex(codes).to_numpy(dtype=float)
    weight = units["population"].to_numpy(dtype=float)
    known = ~np.isnan(rate)
    return float(np.average(rate[known], weights=weight[known])) if known.any() else float("nan")


def _several(case: Case, concerned: pd.Series) -> Reading:
    year = max(each.year for each in INDICATORS)
    source = "Calcul d’après Insee et ANCT"
    return _inhabitants(
        case,
        concerned,
        ("several", f"Habitants d’une commune qui cumule au moins {SEVERAL} difficultés"),
        (year, source),
        "estimated",
        _TOO_FEW,
    )


def _without(case: Case, table: pd.DataFrame) -> dict[str, Reading]:
    found = {}
    for each in SERVICES:
        card = case.catalogue.cards[each.table]
        lacks = (table[each.name] > 0).astype(float).where(table[each.name].notna())
        found[each.name] = _inhabitants(
            case,
            lacks,
            (f"without-{each.name}", f"Habitants d’une commune sans {each.label.split(' ', 1)[1]}"),
            (card.vintage, card.source),
            case.scope.observed(each.table),
        )
    return found


def _inhabitants(
    case: Case,
    concerned: pd.Series,
    words: tuple[str, str],
    origin: tuple[int | None, str],
    status: Status,
    missing: str = _NO_SERVICE,
) -> Reading:
    """Give the % of inhabitants whose commune is concerned (1), among those where it is known."""
    rows = case.scope.selection.weighed
    value = concerned.reindex(pd.Index(rows["commune"])).to_numpy(dtype=float)
    weight = rows["weight"].where(~pd.isna(value))
    parts = pd.DataFrame({"known": weight, "here": weight * value}, index=rows.index)
    sums = parts.groupby(rows["territory"]).sum(min_count=1).reindex(case.codes)
    share = 100 * sums["here"] / sums["known"].where(sums["known"] > 0)
    (variable, label), (year, source) = words, origin
    return Reading(
        theme="people",
        variable=variable,
        label=label,
        unit="% des habitants",
        year=year,
        source=source,
        level="commune",
        frame=stated(share, status, "Calculé sur les communes.", missing),
    )


def block(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Block:
    """Say who has it hardest.

    The severity of a rate is the part of it that would be gone if the territory did as the best
    quarter of similar ones, or as France where France does better; that of isolation is the share
    of the inhabitants concerned. What is not published here stays a gap without severity: the
    room knows.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        No lever here.

    Returns
    -------
    Block
        The answer.
    """
    return Block(
        notion=NOTION,
        says=_says(case),
        rows=tuple(_rows(case, inputs)),
        gaps=tuple(_gaps(case, inputs)),
    )


def _rows(case: Case, inputs: Inputs) -> list[Row]:
    keys = ("poverty_rate", "unemployment_rate", "share_75_plus")
    who = [
        row(reading, case.codes, case.declared, _WHO, name in keys)
        for name, reading in inputs.measured.items()
    ]
    far = [
        row(reading, case.codes, case.declared, _WHERE, name == "grocery")
        for name, reading in inputs.without.items()
    ]
    return [*who, *far, row(inputs.several, case.codes, case.declared, _WHERE, True)]


def _says(case: Case) -> str:
    table = people.by_commune(case)
    if table["known"].max() <= _ENOUGH:
        return (
            f"Trop peu d’indicateurs sont publiés ici ({table['known'].max()} sur "
            f"{len(INDICATORS)}) pour dire qui cumule les difficultés\u00a0: à la salle de le dire."
        )
    if len(table) == 1:
        return _alone(table.iloc[0])
    several = table[table["worst"] >= SEVERAL]
    if several.empty:
        return f"Aucune commune ne cumule {SEVERAL} difficultés parmi celles qu’on mesure."
    share = 100 * several["population"].sum() / table["population"].sum()
    verb = "communes sur {} cumulent" if len(several) > 1 else "commune sur {} cumule"
    names = ", ".join(several["name"].head(3))
    return (
        f"{len(several)} {verb.format(len(table))} au moins {SEVERAL} difficultés "
        f"({quantity(share, '%', 0)} des habitants). D’abord\u00a0: {names}."
    )


def _alone(commune: pd.Series) -> str:
    labels = people.difficulties(commune)
    if not labels:
        return f"Aucune difficulté parmi les {commune['known']} indicateurs connus ici."
    said = ", ".join(label[0].lower() + label[1:] for label in labels)
    plural = "s" if len(labels) > 1 else ""
    return (
        f"{len(labels)} difficulté{plural} parmi les {commune['known']} indicateurs connus "
        f"ici\u00a0: {said}."
    )


_GAPS = (
    ("poverty", "poverty_rate", "Des habitants pauvres"),
    ("unemployment", "unemployment_rate", "Des personnes sans emploi"),
    ("vacancy", "vacancy_rate", "Des logements vides"),
)


def _gaps(case: Case, inputs: Inputs) -> list[Gap]:
    found = [_rate(case, inputs, variable, (name, label)) for name, variable, label in _GAPS]
    return [each for each in (*found, _isolation(case, inputs)) if each is not None]


def _rate(case: Case, inputs: Inputs, variable: str, words: tuple[str, str]) -> Gap | None:
    reading, (name, label) = inputs.measured[variable], words
    figure = reading.figure(case.territory.code)
    target, who = _target(reading, case, inputs.nation[variable])
    if figure.value is None or target is None:
        severity, said = None, f"{figure.label}\u00a0: {figure.note}{_in_communes(case, name)}"
    else:
        severity = max(0.0, 1 - target / figure.value) if figure.value > 0 else 0.0
        said = (
            f"{figure.label}\u00a0: {quantity(figure.value, figure.unit)}. {who} est à "
            f"{quantity(target, figure.unit, 1)}."
        )
    if severity is not None and severity < NOTICEABLE:
        return None
    return Gap(
        key=f"gaps/people/{name}",
        label=label,
        theme=NOTION.key,
        severity=severity,
        figure=figure.id,
        sentence=said,
    )


def _target(reading: Reading, case: Case, nation: float) -> tuple[float | None, str]:
    """Give the rate to reach: that of the best quarter of similar territories, or of France.

    France's is taken where it is lower: among territories in trouble, the best quarter may be too.
    """
    short = shortfall(reading, case.codes, "low")
    if short is not None and not short.benchmark > nation:
        return short.benchmark, "Le quart des territoires semblables le mieux placé"
    return (None, "") if pd.isna(nation) else (nation, "La France")


def _in_communes(case: Case, name: str) -> str:
    """Say between what and what an indicator goes in the communes that have it."""
    known = people.by_commune(case)[name].dropna()
    if len(known) < 2:
        return ""
    ends = f"de {quantity(known.min(), '%', 0)} à {quantity(known.max(), '%', 0)}"
    return f" Dans les {len(known)} communes où on le connaît\u00a0: {ends}."


def _isolation(case: Case, inputs: Inputs) -> Gap | None:
    figure = inputs.without["grocery"].figure(case.territory.code)
    if figure.value is None or figure.value < 100 * _NOTICEABLE:
        return None
    return Gap(
        key="gaps/people/isolation",
        label="Des habitants loin des commerces",
        theme=NOTION.key,
        severity=figure.value / 100,
        figure=figure.id,
        sentence=f"{figure.label}\u00a0: {quantity(figure.value, '%')}.",
    )


PART = Part(notion=NOTION, levers=lambda _: (), read=read, block=block)
