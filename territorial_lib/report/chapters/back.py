"""The last pages: how a figure is known, how it is computed, where it comes from."""

from __future__ import annotations

from territorial_lib.report.material import Material
from territorial_lib.report.outline import Chapter, Grid, Section, Words
from territorial_lib.report.read_me import CAUTIONS, statuses
from territorial_lib.report.source_tables import Cited, notions


def sources(material: Material, cited: tuple[Cited, ...], first: int) -> Chapter:
    """Say how figures are known, computed, and where they come from.

    Parameters
    ----------
    material : Material
        What is exported.
    cited : tuple of Cited
        Sources, in the order of their references.
    first : int
        How many of them the figures that every reader sees cite: the others are unfolded.

    Returns
    -------
    Chapter
        The last one.
    """
    known = Grid(
        "Les mots qui disent comment un chiffre est connu",
        ("Statut", "Ce qu’il veut dire"),
        tuple((term, words) for term, words, _ in statuses()),
        widths=(0.25, 0.75),
    )
    cautions = Grid(
        "Avant de citer un chiffre",
        ("Sujet", "Ce qu’il faut savoir"),
        tuple((term, words) for term, words, _ in CAUTIONS[:4]),
        widths=(0.25, 0.75),
    )
    return Chapter(
        "sources",
        "Sources, méthodes et limites",
        (Words("Chaque chiffre renvoie à sa source par son numéro entre crochets."),),
        (
            Section("Comment lire les chiffres", (known, cautions)),
            Section("Sources", (_sources(cited, first), _limits(cited, first))),
            Section("Méthodes et limites", (_methods(material),)),
        ),
    )


def _sources(cited: tuple[Cited, ...], first: int) -> Grid:
    rows = tuple(
        (
            f"[{rank}]",
            each.source,
            ", ".join(map(str, each.years)),
            "" if each.card is None else each.card.licence,
        )
        for rank, each in enumerate(cited, 1)
    )
    header = ("N°", "Source", "Années", "Licence")
    title = "Les sources citées"
    return Grid(title, header, rows[:first], rows[first:], (0.08, 0.58, 0.14, 0.2))


def _limits(cited: tuple[Cited, ...], first: int) -> Grid:
    """Say what each table of data does not hold, once."""
    rows = [
        [(f"[{rank}] {each.source}", each.card.caveat)]
        if each.card is not None and each.card.caveat
        else []
        for rank, each in enumerate(cited, 1)
    ]
    shown, more = (
        tuple(row for some in part for row in some) for part in (rows[:first], rows[first:])
    )
    header = ("Source", "Ce qu’elle ne dit pas")
    return Grid("Les limites de ces sources", header, shown, more, (0.25, 0.75))


def _methods(material: Material) -> Grid:
    rows = tuple(
        (each.title, each.formula, " ".join(filter(None, (each.limits, each.reference))))
        for each in notions(material)
    )
    header = ("Question", "Formule", "Limites et référence")
    return Grid("Comment c’est calculé", header, rows, widths=(0.2, 0.4, 0.4))
