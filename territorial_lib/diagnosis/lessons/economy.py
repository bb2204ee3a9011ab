"""Examples on work and money: specialities, variety, leaks, what a euro sets in motion."""

from __future__ import annotations

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.gaps import diversity
from territorial_lib.diagnosis.glocal import develop_block, specialities_block
from territorial_lib.diagnosis.glocal.specialities import Specialities
from territorial_lib.diagnosis.glocal.specialities_block import leading
from territorial_lib.diagnosis.job_structure import KEPT, JobStructure, job_structure
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import what_if_block
from territorial_lib.diagnosis.leaks.what_if import move_key
from territorial_lib.diagnosis.lessons.example import Example, Figures, NotHereError, known
from territorial_lib.indicators.relatedness import specialised
from territorial_lib.schemas.figures import Figure
from territorial_lib.typography import number, quantity

_NO_JOBS = "Nos données ne disent pas comment les emplois se répartissent entre secteurs ici."
POINTS = 1.0
"""Points of purchases moved in the example: the smallest step of the lever."""
_LEAST = 0.001
"""Millions of euros below which an example would show nothing but rounding."""


def variety(case: Case) -> Example:
    """Work out Shannon's index, the number of equal sectors and Krugman's difference.

    H = −Σ s_i ln s_i, with s_i the share of sector i.

    Parameters
    ----------
    case : Case
        The territory.
    """
    structure = _structure(case)
    jobs, nation = structure.pooled.loc[case.territory.code], structure.nation
    share, there = jobs / jobs.sum(), nation / nation.sum()
    first = str(share.idxmax())
    figures = Figures.of(diversity.PART, case)
    entropy, name = figures["diversity-shannon"], structure.labels[first]
    top = float(share[first])
    return Example(
        lines=(
            f"«\u00a0{name}\u00a0» pèse {_percent(top)} des emplois du bassin\u00a0: "
            f"s = {number(top, 3)}, et −s × ln s = {number(-top * float(np.log(top)), 3)}.",
            f"La même chose pour les {len(share)} secteurs, tout additionné\u00a0: H = "
            f"{number(entropy, 2)}.",
            f"Nombre équivalent de secteurs égaux\u00a0: e^{number(entropy, 2)} = "
            f"{number(float(np.exp(entropy)), 1)} sur {len(share)}.",
            f"Écart de Krugman\u00a0: {number(abs(top - float(there[first])), 3)} pour "
            f"«\u00a0{name}\u00a0» ({_percent(float(there[first]))} en France), "
            f"{number(figures['diversity-krugman'], 2)} pour tous les secteurs, sur 2.",
        ),
        figures=(figures.figure("diversity-shannon"), figures.figure("diversity-krugman")),
    )


def specialisation(case: Case) -> Example:
    """Work out a location quotient, and how close two specialities are.

    LQ = (x_i / x) / (n_i / n); phi, the proximity.

    Parameters
    ----------
    case : Case
        The territory.
    """
    found = _specialities(case)
    structure, own = found.structure, case.territory.code
    jobs, nation = structure.pooled.loc[own], structure.nation
    ranked = found.quotient.loc[own].sort_values(ascending=False)
    first, second = [*leading(found, own), *map(str, ranked.index)][:2]
    names = structure.labels
    here, there = jobs[first] / jobs.sum(), nation[first] / nation.sum()
    return Example(
        lines=(
            f"«\u00a0{names[first]}\u00a0», dans notre part du bassin d’emploi\u00a0: "
            f"{number(jobs[first], 0)} emplois sur {number(jobs.sum(), 0)}, soit {_percent(here)}.",
            f"En France\u00a0: {number(nation[first], 0)} sur {number(nation.sum(), 0)}, soit "
            f"{_percent(there)}.",
            f"LQ = {_percent(here)} / {_percent(there)} = {number(float(ranked[first]), 2)}\u00a0: "
            + (
                "au-dessus de 1, c’est une spécialité."
                if ranked[first] >= 1
                else "sous 1, ce n’en est pas une."
            ),
            f"Proximité avec «\u00a0{names[second]}\u00a0» (LQ {number(float(ranked[second]), 2)})"
            f"\u00a0: φ = {number(float(found.proximity.loc[first, second]), 2)}. De 0 (jamais "
            "dans les mêmes bassins) à 1 (toujours ensemble).",
        ),
        figures=_located(case, first, second),
    )


def development(case: Case) -> Example:
    """Work out the density of the first candidate, and the jobs that it lacks.

    omega = Σ M φ / Σ φ; jobs = n_i J − x_i.

    Parameters
    ----------
    case : Case
        The territory.
    """
    found, own = _specialities(case), case.territory.code
    figures = Figures.of(develop_block.PART, case)
    candidates = figures.under("density")
    if not candidates:
        raise NotHereError("Aucun secteur n’est candidat ici.")
    sector = next(iter(candidates))
    name = found.structure.labels[sector]
    phi = found.proximity[sector]
    ours = phi[specialised(found.quotient.loc[[own]]).loc[own] > 0]
    near, every = float(ours.sum()), float(phi.sum())
    lines = [
        f"«\u00a0{name}\u00a0»\u00a0: ses proximités avec nos {len(ours)} spécialités font "
        f"{number(near, 2)}\u202f; avec tous les secteurs, {number(every, 2)}.",
        f"Densité = {number(near, 2)} / {number(every, 2)} = {number(near / every, 2)} sur 1.",
    ]
    gained = figures.under("jobs_to_gain").get(sector)
    jobs, nation = found.structure.estimated.loc[own], found.structure.nation
    if gained is not None and jobs.notna().all():
        share = nation[sector] / nation.sum()
        lines.append(
            f"Emplois\u00a0: {_percent(share)} (part en France) × {number(jobs.sum(), 0)} emplois "
            f"salariés d’ici − {number(jobs[sector], 0)} déjà là = {number(gained.value, 0)}."
        )
    shown = (candidates[sector], *([gained] if gained is not None else []))
    return Example(lines=tuple(lines), figures=shown)


def leaking(case: Case) -> Example:
    """Work out the money that leaves: purchases times the share not bought here.

    leak = d (1 − s).

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(leaks_block.PART, case)
    demand, share = figures["demand"], figures["leak_share"]
    band = figures.figure("leak_share")
    low, high = (demand * (each or 0.0) / 100 for each in (band.low, band.high))
    return Example(
        lines=(
            f"Tous les achats d’ici\u00a0: {quantity(demand, 'M€/an')} (euros de "
            f"{band.year}, ménages, entreprises et services publics).",
            f"Part achetée ici\u00a0: {quantity(100 - share, '%')}\u202f; part qui part\u00a0: "
            f"100 − {number(100 - share)} = {quantity(share, '%')}.",
            f"Fuite = {number(demand)} × {quantity(share, '%')} = "
            f"{quantity(demand * share / 100, 'M€/an', 0)}.",
            f"Selon la lecture, la part qui part va de {number(band.low, 0)} à "
            f"{quantity(band.high, '%', 0)}\u00a0: de {number(low, 0)} à "
            f"{quantity(high, 'M€/an', 0)}.",
        ),
        figures=(figures.figure("demand"), band, figures.figure("leak")),
    )


def multiplier(case: Case) -> Example:
    """Work out what one point of purchases brought back here sets in motion.

    multiplier = output gained / purchases brought back.

    Parameters
    ----------
    case : Case
        The territory.
    """
    leaks = Figures.of(leaks_block.PART, case)
    part = what_if_block.PART
    inputs, values = case.once(part.notion.key, part.read), part.values(case)
    still = {key: 0.0 for key in values if key.startswith("leaks/move/")}
    moved = [
        (leak, Figures(part.block(case, inputs, {**values, **still, move_key(sector): POINTS})))
        for sector, leak in leaks.under("reach").items()
    ]
    tried = [(found.figure("what_if_kept").value or 0.0, leak, found) for leak, found in moved]
    euros, leak, found = max(tried, key=lambda each: each[0], default=(0.0, None, None))
    if not euros > _LEAST or leak is None or found is None:
        raise NotHereError(
            "Aucun achat qui part ne pourrait être ramené ici, d’après les chiffres."
        )
    return _multiplied(leak, found.figure("what_if_kept"), found)


def _multiplied(leak: Figure, kept: Figure, found: Figures) -> Example:
    first, second = found.figure("what_if_type_1"), found.figure("what_if_type_2")
    euros, once, twice = (known(each) for each in (kept, first, second))
    return Example(
        lines=(
            f"Acheter ici {number(POINTS)} point de plus de «\u00a0{leak.label}\u00a0», c’est "
            f"ramener {_euros(euros)} par an (euros de {kept.year}).",
            f"Avec les fournisseurs d’ici (type I)\u00a0: {_euros(once)}, soit {_euros(once)} / "
            f"{_euros(euros)} = {number(once / euros, 2)} fois la mise.",
            f"Avec les salaires dépensés ici (type II, au plus)\u00a0: {_euros(twice)}, soit "
            f"{number(twice / euros, 2)} fois la mise.",
        ),
        figures=(kept, first, second),
    )


def _euros(millions: float) -> str:
    """Write millions of euros in the unit that keeps few digits."""
    return quantity(millions, "M€") if millions >= 1 else quantity(1e3 * millions, "k€", 0)


def _structure(case: Case) -> JobStructure:
    structure: JobStructure = case.once(KEPT, job_structure)
    if structure.pooled.loc[case.territory.code].isna().any():
        raise NotHereError(_NO_JOBS)
    return structure


def _specialities(case: Case) -> Specialities:
    part = specialities_block.PART
    found: Specialities = case.once(part.notion.key, part.read)
    if pd.isna(found.quotient.loc[case.territory.code]).all():
        raise NotHereError(_NO_JOBS)
    return found


def _located(case: Case, *sectors: str) -> tuple[Figure, ...]:
    figures = Figures.of(specialities_block.PART, case).under("location_quotient")
    return tuple(figures[each] for each in sectors if each in figures)


def _percent(share: float) -> str:
    return quantity(100 * float(share), "%", 2)
