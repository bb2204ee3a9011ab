"""The block of specialities: what one knows how to do here, and what resembles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.glocal.specialities import BEFORE, Specialities, specialities
from territorial_lib.diagnosis.job_structure import YEAR, ZONES
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.stated import stated
from territorial_lib.schemas.blocks import Block, Notion, Picture
from territorial_lib.schemas.figures import Row
from territorial_lib.typography import number

NOTION = Notion(
    key="specialities",
    title="Que savons-nous faire mieux qu’ailleurs\u202f?",
    meaning=(
        "Un territoire sait faire ce pour quoi il emploie, en proportion, plus de monde que la "
        "France\u00a0: c’est sa spécialité. Deux métiers qui se trouvent souvent dans les mêmes "
        "bassins demandent des savoirs proches\u00a0: savoir l’un aide à apprendre l’autre."
    ),
    formula=(
        "Quotient de localisation\u00a0: LQ = (x_i / x) / (n_i / n), part du secteur i dans les "
        "emplois d’ici, rapportée à sa part en France\u202f; spécialité\u00a0: LQ ≥ 1. "
        "Proximité de deux secteurs\u00a0: φ, nombre de bassins spécialisés dans les deux, divisé "
        "par celui des bassins spécialisés dans le plus répandu. Densité d’un secteur\u00a0: somme "
        "des proximités avec nos spécialités, divisée par la somme de toutes ses proximités\u202f; "
        "de 0 (rien n’y ressemble ici) à 1."
    ),
    limits=(
        "Calculé sur les zones d’emploi, plus larges que le territoire, et sur les salariés seuls. "
        "La densité dit ce qui ressemble à ce que l’on sait faire\u00a0: ni qu’un marché existe, "
        "ni qui s’y mettra. La statistique dit que c’est possible\u202f; la salle dit qui."
    ),
    reference="Balassa (1965)\u202f; Hidalgo, Klinger, Barabási et Hausmann (2007)",
)
_SHOWN = 4
_LEAST_JOBS = 20
"""Salaried jobs under which a sector is no speciality worth a card."""
_NO_ZONE = "Absent de la source\u00a0: elle ne couvre pas Mayotte."
_SOURCE = "Insee, Flores 2023"
_SKILL, _NEAR, _MOVE = "Spécialité", "Proximité avec nos spécialités", "Évolution en un an"


def read(case: Case) -> Specialities:
    """Compute the specialities of every territory of a case.

    Parameters
    ----------
    case : Case
        The territory and what the room said of it.
    """
    return specialities(case)


def block(case: Case, found: Specialities, values: Mapping[str, float]) -> Block:
    """Say what the territory knows how to do.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    found : Specialities
        What `read` gave.
    values : Mapping of str to float
        No lever moves it.

    Returns
    -------
    Block
        Specialities, their change in a year and densities of the 36 sectors; no gap.
    """
    own = case.territory.code
    first = leading(found, own)
    rows = list(_rows(case, found, first))
    ids = {
        each.figure.id.split("/")[-1]: each.figure.id for each in rows if each.category == _SKILL
    }
    drawn = found.quotient.loc[own].dropna().sort_values(ascending=False).index[:12]
    picture = Picture(
        title="Emplois d’ici, rapportés au poids du secteur en France (1\u00a0: comme la France)",
        figures=tuple(ids[sector] for sector in drawn),
    )
    return Block(
        notion=NOTION,
        says=_says(found, own, first),
        rows=tuple(rows),
        picture=picture if len(drawn) else None,
    )


def leading(found: Specialities, code: str) -> list[str]:
    """Name the first specialities of a territory.

    Parameters
    ----------
    found : Specialities
        The specialities.
    code : str
        Code of the territory.

    Returns
    -------
    list of str
        Sectors, the highest LQ first; those with few salaried jobs here are left out.
    """
    quotient = found.quotient.loc[code]
    jobs = found.structure.estimated.loc[code]
    kept = quotient[(quotient >= 1) & ~(jobs < _LEAST_JOBS)]
    return [str(each) for each in kept.sort_values(ascending=False).index]


def nearest(found: Specialities, code: str) -> list[str]:
    """Name what resembles most what a territory knows how to do, without being done much.

    Parameters
    ----------
    found : Specialities
        The specialities.
    code : str
        Code of the territory.

    Returns
    -------
    list of str
        Sectors whose LQ is below 1, the densest first.
    """
    quotient, near = found.quotient.loc[code], found.density.loc[code]
    return [str(each) for each in near[quotient < 1].sort_values(ascending=False).index]


PART = Part(notion=NOTION, levers=lambda _: (), read=read, block=block)


def _rows(case: Case, found: Specialities, first: list[str]) -> Iterator[Row]:
    shown = set(first[:_SHOWN])
    ranked = found.quotient.loc[case.territory.code].sort_values(ascending=False).index
    moved = found.quotient - found.before
    tables = (
        (_SKILL, "location_quotient", found.quotient, "fois la France"),
        (_NEAR, "density", found.density, "sur 1"),
        (_MOVE, "location_quotient_change", moved, "fois la France"),
    )
    for category, variable, table, unit in tables:
        for sector in ranked:
            reading = _reading(found, variable, table[sector], (category, unit))
            key = category == _SKILL and sector in shown
            yield row(reading, case.codes, case.declared, category, key)


def _reading(
    found: Specialities, variable: str, values: pd.Series, words: tuple[str, str]
) -> Reading:
    category, unit = words
    sector = str(values.name)
    label = found.structure.labels[sector]
    span = f", {BEFORE}-{YEAR}" if category == _MOVE else ""
    status = found.structure.whole.map({True: "observed", False: "estimated"})
    note = "Bassin d’emploi\u00a0: " + found.structure.zones + "."
    return Reading(
        theme=ZONES,
        variable=variable,
        label=f"{label}\u00a0: {category.lower()}{span}",
        unit=unit,
        year=YEAR,
        source=_SOURCE,
        level="zone_emploi",
        frame=stated(values, status, note, _NO_ZONE),
        dimension=sector,
    )


def _says(found: Specialities, code: str, first: list[str]) -> str:
    labels, quotient = found.structure.labels, found.quotient.loc[code]
    if quotient.isna().all():
        return "Nos sources ne disent pas les emplois par secteur de ce territoire."
    if not first:
        return (
            "Aucun secteur ne pèse ici plus qu’en France, dans le bassin d’emploi\u00a0: "
            "demandez à la salle ce que les statistiques ne voient pas."
        )
    skills = "\u202f; ".join(
        f"{_low(labels[s])} ({number(quotient[s], 1)} fois)" for s in first[:3]
    )
    close = "\u202f; ".join(_low(labels[s]) for s in nearest(found, code)[:3])
    likely = (
        f" Vous savez déjà faire ce qui ressemble à\u00a0: {close}, encore peu présents ici."
        if close
        else ""
    )
    return (
        f"Dans le bassin d’emploi, ce qui pèse plus qu’en France\u00a0: {skills}.{likely} "
        "La statistique dit que c’est possible\u202f; la salle dit qui."
    )


def _low(label: str) -> str:
    return label[:1].lower() + label[1:]
