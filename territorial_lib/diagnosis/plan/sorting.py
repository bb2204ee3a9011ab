"""Finding one's way among hundreds of actions: by lead, status, theme, year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.diagnosis.plan.schedule import Bar

NO_THEME = "none"
THEMES = {
    "food": "Se nourrir",
    "energy": "Énergie",
    "housing": "Logement",
    "land": "Terres",
    "services": "Services et commerces",
    "people": "Personnes en difficulté",
    "diversity": "Économie variée",
    "firms": "Petites entreprises",
    "ways": "Vivre et travailler autrement",
    "wellbeing": "Bien-être",
    "shock": "Chocs",
    "leaks": "Fuites d’argent",
    "glocal": "Produire ici ou s’allier",
    NO_THEME: "Aucun manque nommé",
}
"""Themes in the order of the steps; one word or two each, for a list."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty for everything.

    Parameters
    ----------
    lead, status, theme : str
        A lead's name as bars bear it, a status, a key of `THEMES`.
    year : int
        A year during which the action runs; 0 for any.
    """

    lead: str = ""
    status: str = ""
    theme: str = ""
    year: int = 0


def theme(answers: str) -> str:
    """Give the theme of what an action answers.

    Parameters
    ----------
    answers : str
        Key of a gap or leak, or words.

    Returns
    -------
    str
        A key of `THEMES`; "none" for words that are no key.
    """
    step, _, rest = answers.partition("/")
    found = rest.partition("/")[0] if step == "gaps" else step
    return found if found in THEMES else NO_THEME


def chosen(
    bars: Iterable[Bar], actions: Iterable[PlannedAction], wanted: Wanted
) -> tuple[Bar, ...]:
    """Keep the bars looked for.

    Parameters
    ----------
    bars : iterable of Bar
        The timetable.
    actions : iterable of PlannedAction
        The actions, whose theme counts.
    wanted : Wanted
        What is looked for.

    Returns
    -------
    tuple of Bar
        In the same order.
    """
    themes = {each.id: theme(each.answers) for each in actions}
    return tuple(
        each
        for each in bars
        if wanted.lead in ("", each.lead)
        and wanted.status in ("", each.status)
        and wanted.theme in ("", themes[each.action])
        and (not wanted.year or each.start.year <= wanted.year <= each.end.year)
    )


def counted(
    bars: Sequence[Bar], actions: Iterable[PlannedAction]
) -> dict[str, list[tuple[str, int]]]:
    """Count the bars of each lead, status, theme and year.

    Parameters
    ----------
    bars : sequence of Bar
        The timetable.
    actions : iterable of PlannedAction
        The actions, whose theme counts.

    Returns
    -------
    dict of str to list of (str, int)
        By "lead" (the most loaded first), "status", "theme" (in the order of the steps) and
        "year" (in order; a bar counts in each of its years): values and how many.
    """
    themes = {each.id: theme(each.answers) for each in actions}
    last = max((each.start.year for each in bars), default=0)
    return {
        "lead": sorted(Counter(each.lead for each in bars).items(), key=lambda one: (-one[1], one)),
        "status": sorted(Counter(each.status for each in bars).items()),
        "theme": _themes(Counter(themes[each.action] for each in bars)),
        "year": [(str(year), count) for year, count in sorted(_years(bars, last).items())],
    }


def _themes(found: Counter[str]) -> list[tuple[str, int]]:
    return [(each, found[each]) for each in THEMES if found[each]]


def _years(bars: Sequence[Bar], last: int) -> Counter[int]:
    """Count by year; far ends are offered up to the last start, so that lists stay short."""
    found: Counter[int] = Counter()
    for each in bars:
        found.update(range(each.start.year, min(each.end.year, last + 1) + 1))
    return found
