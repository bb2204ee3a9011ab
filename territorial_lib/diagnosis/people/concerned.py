"""Whom each gap weighs on most, and in which communes."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import View
from territorial_lib.diagnosis.people.communes import by_commune
from territorial_lib.diagnosis.people.difficulties import INDICATORS, NAMES

_NAMED = 6
"""Communes named; the others are counted."""
_LABELS = {each.name: each.label[0].lower() + each.label[1:] for each in INDICATORS}


@dataclass(frozen=True)
class Concern:
    """Whom a gap weighs on most.

    Parameters
    ----------
    indicators : tuple of str
        Difficulties that make it weigh, names of `difficulties.INDICATORS`.
    groups : str
        The people, in French.
    """

    indicators: tuple[str, ...]
    groups: str


CONCERNS: dict[str, Concern] = {
    "food": Concern(
        ("poverty", "income", "grocery"),
        "les ménages pauvres, et qui vit loin d’un commerce alimentaire sans voiture",
    ),
    "energy": Concern(
        ("poverty", "income", "vacancy"),
        "les ménages modestes qui se chauffent mal ou dépendent de la voiture",
    ),
    "housing": Concern(
        ("poverty", "income", "vacancy"), "les ménages modestes des logements mal isolés"
    ),
    "services": Concern(
        ("births", "grocery", "school", "doctor", "france_services"),
        "les personnes âgées, et qui n’a pas de voiture",
    ),
    "firms": Concern(("unemployment", "income"), "les indépendants et les demandeurs d’emploi"),
    "diversity": Concern(("unemployment", "poverty"), "les demandeurs d’emploi et les jeunes"),
    "ways": Concern(
        ("unemployment", "grocery", "france_services"), "qui travaille loin, et qui ne le peut pas"
    ),
}
"""By key of a block's notion; any other gap is read with all the indicators."""
_EVERYONE = Concern(NAMES, "les personnes qui cumulent les difficultés")


class Hit(msgspec.Struct, frozen=True):
    """A commune where difficulties that make a gap weigh add up.

    Parameters
    ----------
    name : str
        Its name.
    count : int
        Indicators in the worst quarter of the communes of France.
    """

    name: str
    count: int


class Concerned(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a gap weighs on most, here.

    Parameters
    ----------
    groups : str
        The people, in French.
    indicators : tuple of str
        Difficulties that make it weigh and are known here, in French.
    communes : tuple of Hit
        Those with the most of them, first; six at most.
    others : int
        Communes with at least one, not named.
    """

    groups: str
    indicators: tuple[str, ...]
    communes: tuple[Hit, ...]
    others: int = 0


def concerned(table: pd.DataFrame, theme: str) -> Concerned:
    """Read a gap for those who suffer most from it.

    Parameters
    ----------
    table : pandas.DataFrame
        What `communes.by_commune` gave.
    theme : str
        Theme of the gap: key of its block's notion.

    Returns
    -------
    Concerned
        Groups and communes.
    """
    concern = CONCERNS.get(theme, _EVERYONE)
    worst = table[[f"{name}_worst" for name in concern.indicators]]
    known = [_LABELS[name] for name in concern.indicators if worst[f"{name}_worst"].notna().any()]
    count = worst.fillna(False).sum(axis=1).astype(int)
    order = table.assign(count=count).loc[count > 0]
    order = order.sort_values(["count", "population"], ascending=False, kind="stable")
    hits = [Hit(str(n), int(c)) for n, c in zip(order["name"], order["count"], strict=True)]
    return Concerned(
        groups=concern.groups,
        indicators=tuple(known),
        communes=tuple(hits[:_NAMED]),
        others=len(hits[_NAMED:]),
    )


def says(found: Concerned) -> str:
    """Say whom a gap weighs on most.

    Parameters
    ----------
    found : Concerned
        As `concerned` gives it.

    Returns
    -------
    str
        Two sentences in French, plain text.
    """
    first = f"Surtout {found.groups}."
    if not found.indicators:
        return f"{first} Rien ne le mesure ici commune par commune\u00a0: à la salle de le dire."
    listed = ", ".join(found.indicators)
    among = f"au quart des communes de France le plus en difficulté ({listed})"
    if not found.communes:
        return f"{first} Aucune commune d’ici n’appartient {among}."
    out_of = len(found.indicators)
    named = ", ".join(f"{each.name} ({each.count} sur {out_of})" for each in found.communes)
    plural = "s" if found.others > 1 else ""
    more = f", et {found.others} autre{plural}" if found.others else ""
    return f"{first} Communes qui appartiennent {among}\u00a0: {named}{more}."


def of_gap(found: dict[str, Concerned], gap: str) -> Concerned:
    """Find whom a gap weighs on.

    Parameters
    ----------
    found : dict of str to Concerned
        By theme, as `CONCERNED` gives it.
    gap : str
        Key of the gap: "gaps/<theme>/<name>".

    Returns
    -------
    Concerned
        Its theme's; anyone's difficulties where the theme has none of its own.
    """
    theme = gap.split("/")[1] if "/" in gap else gap
    return found.get(theme, found[""])


def _themes(case: Case) -> dict[str, Concerned]:
    table = by_commune(case)
    return {theme: concerned(table, theme) for theme in (*CONCERNS, "")}


CONCERNED: View[dict[str, Concerned]] = View("view/concerned", dict[str, Concerned], _themes)
"""By theme of gaps, "" for any other; shared by every page."""
