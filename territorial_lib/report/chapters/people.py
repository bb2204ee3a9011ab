"""Who can act: actors named by the room, what they share, with whom to answer each gap."""

from __future__ import annotations

from collections.abc import Iterator

from territorial_lib.diagnosis.actors.record import Team
from territorial_lib.report.chapters.words import listed
from territorial_lib.report.material import Material
from territorial_lib.report.outline import Bullets, Chapter, Grid, Section, Words
from territorial_lib.typography import number

_KNOWN = 25
"""Known actors written; the page and the spreadsheet have them all."""


def acting(material: Material) -> Chapter:
    """Say who can act.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Chapter
        Named actors, stakes, teams, then actors that the sources name.
    """
    found = material.found.actors
    return Chapter(
        "acteurs",
        "Qui peut agir\u202f?",
        (Words(found.says, "says"),) if found.says else (),
        tuple(_sections(material)),
    )


def _sections(material: Material) -> Iterator[Section]:
    found = material.found.actors
    names = {each.id: each.name for each in found.actors}
    if found.actors:
        yield Section("Les acteurs nommés par la salle", (_named(material),))
    shared = [each for each in found.network.stakes if len(each.actors) > 1]
    if shared:
        lines = tuple(f"{s.label}\u00a0: {listed(names[a] for a in s.actors)}" for s in shared)
        yield Section("Ce qui compte pour plusieurs d’entre eux", (Bullets(lines),))
    if _real(material):
        yield Section("Avec qui répondre", (_teams(material),))
    if found.known:
        yield Section("Les acteurs que les sources connaissent", (_known(material),))


def _named(material: Material) -> Grid:
    rows = tuple(
        (
            each.name,
            each.sort,
            listed(each.capacities),
            listed(each.stakes),
            "" if each.power is None else number(each.power, 1),
            "" if each.interest is None else number(each.interest, 1),
        )
        for each in material.found.actors.actors
    )
    header = ("Acteur", "Type", "Ce qu’il sait faire", "Ce qui compte", "Pouvoir", "Intérêt")
    return Grid("Acteurs nommés", header, rows, widths=(0.24, 0.16, 0.24, 0.16, 0.1, 0.1))


def _teams(material: Material) -> Grid:
    found = material.found.actors
    names = {each.id: each.name for each in found.actors}
    rows = tuple(
        (
            team.need.label,
            listed(team.need.capacities),
            listed(names[each] for each in team.members) or "personne encore",
            listed(each.capacity for each in team.missing),
        )
        for team in _real(material)
    )
    header = ("Pour répondre à", "Il faut savoir", "Équipe", "Personne ne sait")
    return Grid("La plus petite équipe qui sait tout faire", header, rows)


def _real(material: Material) -> list[Team]:
    """Leave out the examples shown while the room has retained nothing."""
    return [each for each in material.found.actors.teams if each.need.kind != "theme"]


def _known(material: Material) -> Grid:
    rows = tuple(
        (
            each.name,
            each.what or each.sort,
            each.place,
            ", ".join(filter(None, (each.source, str(each.year or "")))),
        )
        for each in material.found.actors.known
    )
    header = ("Acteur", "Ce que dit la source", "Lieu", "Source")
    return Grid("Acteurs connus", header, rows[:_KNOWN], rows[_KNOWN:], (0.32, 0.28, 0.16, 0.24))
