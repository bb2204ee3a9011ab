"""The block of what could be developed here: capacity, need, jobs, and who in the room could."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.glocal.develop import Candidates, candidates
from territorial_lib.diagnosis.job_structure import ESTIMATE, YEAR, ZONES
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.part import Part, nothing
from territorial_lib.diagnosis.readings import present
from territorial_lib.schemas.blocks import Block, Notion
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.typography import number, quantity

NOTION = Notion(
    key="develop",
    title="Que pourrions-nous développer ici\u202f?",
    meaning=(
        "Un secteur encore petit ici, qui ressemble à ce que l’on sait faire et dont on achète "
        "beaucoup ailleurs, est un bon candidat. On croise la capacité (la densité), le besoin "
        "(l’argent qui part) et ce que la salle a déclaré savoir faire."
    ),
    formula=(
        "Candidats\u00a0: secteurs dont LQ < 1. Capacité\u00a0: densité, de 0 à 1. Besoin\u00a0: "
        "achats d’ici au secteur qui partent ailleurs, lectures basse, centrale et haute. "
        "Emplois\u00a0: n_i × J − x_i, ce qui manque pour que le secteur pèse ici comme en France "
        "(n_i sa part en France, J les emplois salariés d’ici, x_i ceux du secteur)."
    ),
    limits=(
        "Les emplois sont un ordre de grandeur, pas une promesse\u00a0: ils viennent en partie "
        "d’ailleurs, et il faut des clients, des locaux, des gens formés. Euros de 2010. Les "
        "emplois par secteur du territoire sont estimés."
    ),
    reference="Hidalgo et al. (2007)\u202f; Flegg et Webber (1997) pour le besoin",
)
_SHOWN = 4
_MILLION = 1e6
_CAPACITY, _NEED, _JOBS = "Capacité", "Besoin", "Emplois"


def block(case: Case, found: None, values: Mapping[str, float]) -> Block:
    """Say what the territory could develop.

    Parameters
    ----------
    case : Case
        The territory.
    found : None
        Nothing is kept: the leaks' levers move the need.
    values : Mapping of str to float
        No lever of its own.

    Returns
    -------
    Block
        Capacity, need and jobs of each candidate; the few with both capacity and need first.
    """
    known = candidates(case)
    first = promising(known.table)[:_SHOWN]
    return Block(notion=NOTION, says=_says(known, first), rows=tuple(_rows(case, known, first)))


def promising(table: pd.DataFrame) -> list[str]:
    """Rank the candidates by capacity and need together.

    Parameters
    ----------
    table : pandas.DataFrame
        What `candidates` gave.

    Returns
    -------
    list of str
        Sectors with jobs to gain, by the worse of their two ranks, then the denser first.
    """
    kept = table[(table["jobs"] >= 1) & table["leak"].notna()]
    if kept.empty:
        return []
    ranks = kept[["density", "leak"]].rank(ascending=False).max(axis=1)
    order = pd.DataFrame({"rank": ranks, "near": -kept["density"]}).sort_values(["rank", "near"])
    return [str(each) for each in order.index]


PART = Part(
    notion=NOTION,
    levers=lambda _: (),
    read=nothing,
    block=block,
    besides=lambda case: (leaks_block.PART.values(case), leaks_block.heard(case)),
)


def _rows(case: Case, known: Candidates, first: list[str]) -> Iterator[Row]:
    order = [*first, *(sector for sector in known.table.index if sector not in first)]
    for sector in order:
        line = known.table.loc[sector]
        said = known.said.get(sector, ())
        note = f"La salle a déclaré\u00a0: {' ; '.join(said)}." if said else ""
        for figure, category in _figures(case.territory.code, sector, line, known.year, note):
            yield Row(
                figure=figure,
                category=category,
                key=sector in first and category == _JOBS,
                versions=(figure,),
            )


def _figures(
    own: str, sector: str, line: pd.Series, year: int | None, note: str
) -> Iterator[tuple[Figure, str]]:
    label = line["label"]
    yield (
        Figure(
            id=figure_id(ZONES, "density", own, YEAR, sector),
            label=f"{label}\u00a0: proximité avec nos spécialités",
            value=present(line["density"]),
            unit="sur 1",
            year=YEAR,
            source="Insee, Flores 2023",
            level="zone_emploi",
            status="estimated",
            note=note,
        ),
        _CAPACITY,
    )
    yield (
        Figure(
            id=figure_id("io_flows_2010", "leak", own, year, sector),
            label=f"{label}\u00a0: achats qui partent",
            value=present(line["leak"] / _MILLION),
            low=present(line["leak_low"] / _MILLION),
            high=present(line["leak_high"] / _MILLION),
            unit="M€/an",
            year=year,
            source="Calcul d’après Eurostat (entrées-sorties 2010) et Insee (Flores 2023)",
            level="perimeter",
            status="estimated",
            note="Trois lectures de ce qui est produit ici.",
        ),
        _NEED,
    )
    yield (
        Figure(
            id=figure_id(ESTIMATE, "jobs_to_gain", own, YEAR, sector),
            label=f"{label}\u00a0: emplois si le secteur pesait comme en France",
            value=present(round(line["jobs"], 0)),
            unit="emplois",
            year=YEAR,
            source="Calcul d’après Insee (Flores 2023) et Urssaf",
            level="perimeter",
            status="estimated",
            note=_jobs_note(line, note),
        ),
        _JOBS,
    )


def _jobs_note(line: pd.Series, note: str) -> str:
    known = (
        f"Aujourd’hui environ {number(line['here'], 0)} emplois salariés ici\u202f; proximité "
        f"{number(line['density'], 2)} sur 1\u202f; "
        f"{quantity(line['leak'] / _MILLION, 'M€/an', 0)} d’achats partent."
    )
    return f"{known} {note}".strip()


def _says(known: Candidates, first: list[str]) -> str:
    if known.table.empty:
        return "Nos sources ne disent pas les emplois par secteur de ce territoire."
    if not first:
        return (
            "Aucun secteur n’est plus petit ici qu’en France\u00a0: la salle voit peut-être mieux."
        )
    named = "\u202f; ".join(_said(known.table.loc[sector]) for sector in first[:3])
    return (
        f"À la fois proches de ce que l’on sait faire et beaucoup achetés ailleurs\u00a0: {named}. "
        "Qui, dans la salle, saurait s’y mettre\u202f?"
    )


def _said(line: pd.Series) -> str:
    label = str(line["label"])
    jobs = quantity(line["jobs"], "emplois", 0)
    return f"{label[:1].lower()}{label[1:]} (jusqu’à {jobs})"
