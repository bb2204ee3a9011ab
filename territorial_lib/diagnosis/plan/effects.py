"""What the plan would change in all, nothing counted twice; what nobody knows is said missing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import what_if_block as leaks_what_if_block
from territorial_lib.diagnosis.leaks.said import share_id
from territorial_lib.diagnosis.leaks.what_if import move_key
from territorial_lib.diagnosis.plan.gaps import today
from territorial_lib.diagnosis.plan.planned import Expected, PlannedAction
from territorial_lib.schemas.figures import Figure, figure_id
from territorial_lib.typography import quantity

_SHARE = "leaks/local_share/"
_ROOM = "La salle"
_FROM_LEAKS = {
    "kept": ("what_if_kept", "Argent gardé ici"),
    "jobs": ("what_if_jobs_1", "Emplois, fournisseurs compris"),
}
_SAID = {
    "kept": ("Argent gardé ici, dit par la salle", "€/an"),
    "jobs": ("Emplois attendus, dits par la salle", "emplois"),
    "co2": ("Gaz à effet de serre évités", "tCO2e/an"),
}


def effects(case: Case, actions: tuple[PlannedAction, ...]) -> tuple[Figure, ...]:
    """Add up what actions would change.

    Money kept and jobs: the points of local purchases aimed at, product by product (the furthest
    target of each product counts once), solved together by the what-if of the leaks, so that no
    euro is kept twice and nothing beyond what leaks or can be made here. What the room estimated
    itself adds up for the actions that are not in that sum. Targets on any other figure of the
    diagnosis: one line a figure, the furthest target counting once.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    actions : tuple of PlannedAction
        The actions counted: dropped ones left out by the caller.

    Returns
    -------
    tuple of Figure
        Always € kept, jobs and tCO2e, missing where nothing tells them; then the targets.
    """
    live = tuple(each for each in actions if each.status != "dropped")
    return (*_money(case, live), *_said(case, live), *_targets(case, live))


def moves(case: Case, actions: tuple[PlannedAction, ...]) -> dict[str, float]:
    """Give the points of purchases that the actions would bring home, by product.

    Parameters
    ----------
    case : Case
        The territory.
    actions : tuple of PlannedAction
        The actions counted.

    Returns
    -------
    dict of str to float
        Points by sector A38: target minus baseline, the largest of the actions on that product.
    """
    found: dict[str, float] = {}
    for each in actions:
        sector = _sector(case, each)
        if sector and each.target is not None and each.baseline is not None:
            found[sector] = max(found.get(sector, 0.0), each.target - each.baseline)
    return {sector: points for sector, points in found.items() if points > 0}


def _sector(case: Case, action: PlannedAction) -> str:
    """Give the product whose local share is the action's indicator; empty for another one."""
    if not action.figure.startswith(_SHARE):
        return ""
    sector = action.figure.rpartition("/")[2]
    return sector if action.figure == share_id(case.territory.code, sector) else ""


def _money(case: Case, actions: tuple[PlannedAction, ...]) -> Iterator[Figure]:
    points = moves(case, actions)
    rows = _solved(case, points) if points else {}
    for measure, (variable, label) in _FROM_LEAKS.items():
        found = rows.get(variable)
        if found is not None and found.value is not None:
            yield _renamed(case, measure, label, found, len(points))


def _solved(case: Case, points: dict[str, float]) -> dict[str, Figure]:
    """Solve the moves of the plan alone, with the room's other hypotheses on the leaks."""
    part = leaks_what_if_block.PART
    values = {each.key: 0.0 for each in part.levers(case.catalogue)}
    values |= leaks_block.PART.values(case)
    values |= {move_key(sector): each for sector, each in points.items()}
    block = case.latest(
        "plan/effects",
        (values, part.besides(case)),
        lambda: part.block(case, case.once(part.notion.key, part.read), values),
    )
    return {row.figure.id.split("/")[1]: row.figure for row in block.rows if _whole(row.figure)}


def _whole(figure: Figure) -> bool:
    return figure.id.endswith("/-")


def _renamed(case: Case, measure: str, label: str, found: Figure, count: int) -> Figure:
    products = quantity(count, "produits" if count > 1 else "produit")
    return Figure(
        id=figure_id("plan", measure, case.territory.code, found.year, "purchases"),
        label=label,
        value=found.value,
        unit=found.unit,
        year=found.year,
        source=found.source,
        level=found.level,
        status=found.status,
        low=found.low if found.low != found.high else None,
        high=found.high if found.low != found.high else None,
        note=f"Achats ramenés ici sur {products}, résolus ensemble. {found.note}".strip(),
    )


def _said(case: Case, actions: tuple[PlannedAction, ...]) -> Iterator[Figure]:
    live = {each.id: each for each in actions}
    inside = {i for i, each in live.items() if _moving(case, each)}
    for measure, (label, unit) in _SAID.items():
        said = [e for e in case.declared.plan.effects if e.measure == measure and e.entry in live]
        kept = [e for e in said if measure == "co2" or e.entry not in inside]
        identity = figure_id("plan", measure, case.territory.code, None, "room")
        if kept:
            yield _summed(identity, label, unit, kept, len(live))
        elif measure == "co2" or not inside:
            yield Figure(
                id=identity, label=label.partition(",")[0], value=None, unit=unit, year=None,
                source=_ROOM, level="perimeter", status="missing",
                note=_missing(measure),
            )  # fmt: skip


def _moving(case: Case, action: PlannedAction) -> bool:
    return bool(moves(case, (action,)))


def _missing(measure: str) -> str:
    if measure == "co2":
        return "Aucune action n’a d’estimation\u00a0: dites-la sur sa fiche, avec sa source."
    return (
        "Aucune action ne vise une part d’achats faits ici, et la salle n’a rien estimé\u00a0: "
        "donnez une cible ou une estimation."
    )


def _summed(identity: str, label: str, unit: str, said: list[Expected], among: int) -> Figure:
    """Add estimates up; a band where one at least has one, the others standing at their value."""
    banded = any(each.low is not None or each.high is not None for each in said)
    low = math.fsum(each.value if each.low is None else each.low for each in said)
    high = math.fsum(each.value if each.high is None else each.high for each in said)
    counted = quantity(len(said), "actions")
    return Figure(
        id=identity,
        label=label,
        value=math.fsum(each.value for each in said),
        unit=unit,
        year=None,
        source=f"{_ROOM}\u00a0: estimation de {counted} sur {among}",
        level="perimeter",
        status="declared",
        low=low if banded else None,
        high=high if banded else None,
        note="Les actions sans estimation n’y sont pas\u00a0: ce total est un minimum connu.",
    )


def _targets(case: Case, actions: tuple[PlannedAction, ...]) -> Iterator[Figure]:
    """Show, for each other figure aimed at, how far the furthest target goes."""
    by_figure: dict[str, list[PlannedAction]] = {}
    for each in actions:
        measured = each.target is not None and each.baseline is not None
        if each.figure and measured and not _sector(case, each):
            by_figure.setdefault(each.figure, []).append(each)
    for identity, aiming in by_figure.items():
        furthest = max(aiming, key=lambda each: abs((each.target or 0) - (each.baseline or 0)))
        now = today(case, furthest.answers, identity)
        parts = (*identity.split("/"), "-")[:5]
        many = f" Visé par {len(aiming)} actions, compté une fois." if len(aiming) > 1 else ""
        yield Figure(
            id=figure_id(
                "plan", "target", case.territory.code, None, "+".join(parts[:2] + parts[4:])
            ),
            label=f"Visé\u00a0: {furthest.indicator or (now.label if now else identity)}",
            value=(furthest.target or 0.0) - (furthest.baseline or 0.0),
            unit=_points(furthest.unit),
            year=None,
            source=f"{_ROOM}, depuis le chiffre du diagnostic",
            level="perimeter",
            status="assumed",
            note=(
                f"De {quantity(furthest.baseline, furthest.unit)} à "
                f"{quantity(furthest.target, furthest.unit)}.{many}"
            ),
        )


def _points(unit: str) -> str:
    return "points" if unit.startswith("%") else unit
