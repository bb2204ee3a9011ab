"""One page of everything: what is said here is said the same on screen, in reports, in JSON."""

from __future__ import annotations

from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.diagnosis.summary.choices import choices
from territorial_lib.diagnosis.summary.follow import follow_up
from territorial_lib.diagnosis.summary.gaps import three_gaps
from territorial_lib.diagnosis.summary.key_figures import key_figures
from territorial_lib.diagnosis.summary.leaks import leaks
from territorial_lib.diagnosis.summary.plan import actions, decisions, totals
from territorial_lib.diagnosis.summary.records import Summary
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.geography.territories import KIND_LABELS
from territorial_lib.typography import quantity


def summarise(found: Diagnosis) -> Summary:
    """Say a whole diagnosis on one page.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    Summary
        Plain records; nothing is computed again, nothing is kept of the screen or the clock.
    """
    territory, likeness = found.inventory.territory, found.inventory.likeness
    return Summary(
        code=territory.code,
        name=territory.name,
        kind=KIND_LABELS[territory.kind],
        says=says(found.inventory),
        compared=likeness.reason,
        likes=tuple(each.name for each in likeness.territories if each.code != territory.code),
        figures=key_figures(found),
        leaks=leaks(found.leaks),
        gaps=three_gaps(found),
        choices=choices(found.glocal.ways),
        decisions=decisions(found),
        actions=actions(found),
        divided=found.plan.divided,
        totals=totals(found),
        follow_up=follow_up(found),
    )


def says(inventory: Inventory) -> str:
    """Say a territory in one sentence.

    Parameters
    ----------
    inventory : Inventory
        What it has.

    Returns
    -------
    str
        Such as "CC du Val de Drôme en Biovallée, intercommunalité de 29 communes, compte
        31 268 hab. en 2023."
    """
    territory, people = inventory.territory, inventory.resource("population").figure
    count = len(territory.communes)
    parts = f" de {quantity(count, 'communes')}" if count > 1 else ""
    named = f"{territory.name}, {KIND_LABELS[territory.kind]}{parts}"
    if people.value is None:
        return f"{named}, dont nos sources ne disent pas la population."
    year = "" if people.year is None else f" en {people.year}"
    return f"{named}, compte {quantity(people.value, 'habitants', 0)}{year}."
