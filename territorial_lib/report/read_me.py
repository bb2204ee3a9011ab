"""What to know before reading the tables: whose they are, what words mean, what they do not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from territorial_lib.geography.territories import KIND_LABELS
from territorial_lib.report.material import Material
from territorial_lib.report.table import Table
from territorial_lib.schemas.figures import STATUS_LABELS
from territorial_lib.typography import long_date, quantity

STATUS_MEANINGS: dict[str, str] = {
    "observed": "chiffre du producteur pour ce territoire même",
    "estimated": (
        "ramené d’une zone plus large, ou calculé\u00a0; la note dit comment, «\u00a0Bas\u00a0» et "
        "«\u00a0Haut\u00a0» disent entre quoi et quoi"
    ),
    "imported": "fichier apporté par l’animation",
    "declared": "dit par la salle pendant l’atelier\u00a0; le chiffre publié reste à côté",
    "assumed": "hypothèse que chacun peut changer",
    "missing": "aucune source ne le donne\u00a0: ce n’est pas zéro",
}
Term = tuple[str, str, str]
"""A term, what it means, the sheet where it leads (empty for none)."""


@dataclass(frozen=True)
class ReadMe:
    """The first sheet.

    Parameters
    ----------
    title : str
        Its title.
    sections : tuple of (str, tuple of Term)
        A heading, then terms.
    """

    title: str
    sections: tuple[tuple[str, tuple[Term, ...]], ...]


def read_me(material: Material, tables: Sequence[Table]) -> ReadMe:
    """Say what to know before reading.

    Parameters
    ----------
    material : Material
        What is exported.
    tables : sequence of Table
        The tables that follow.

    Returns
    -------
    ReadMe
        Title and sections, plain text.
    """
    return ReadMe(
        title=f"Diagnostic de {material.territory.name}",
        sections=(
            ("De quoi s’agit-il\u202f?", about(material)),
            ("Que disent les feuilles\u202f?", tuple(_sheet(each) for each in tables)),
            ("Comment un chiffre est-il connu\u202f?", statuses()),
            ("Que faut-il savoir avant de citer\u202f?", CAUTIONS),
        ),
    )


def about(material: Material) -> tuple[Term, ...]:
    """Say whose diagnosis it is.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    tuple of Term
        Territory, workshop, day, comparison.
    """
    territory = material.territory
    count = len(territory.communes)
    what = KIND_LABELS[territory.kind]
    own = f"{territory.name} ({territory.code}), {what}, {quantity(count, 'communes')}"
    terms = [("Territoire", own, "")]
    if material.day is not None:
        terms.append(("Atelier", f"{material.name}, {long_date(material.day)}", ""))
    terms.append(("Comparaison", material.found.inventory.likeness.reason, ""))
    return tuple(terms)


def statuses() -> tuple[Term, ...]:
    """Say what each status means.

    Returns
    -------
    tuple of Term
        One a status.
    """
    return tuple((STATUS_LABELS[key], words, "") for key, words in STATUS_MEANINGS.items())


CAUTIONS: tuple[Term, ...] = (
    (
        "Sources",
        "La source, l’année et le niveau sont sur chaque ligne. Statistiques publiques sous "
        "Licence Ouverte\u00a0: citez le producteur.",
        "",
    ),
    (
        "Fourchettes",
        "Un chiffre incertain a un bas et un haut\u00a0: ne citez pas le centre seul.",
        "",
    ),
    (
        "Parole de la salle",
        "Ce qui est déclaré l’a été sous pseudonyme, pendant l’atelier\u00a0; c’est un dire, non "
        "une mesure.",
        "",
    ),
    ("Cellules vides", "Une cellule vide est un chiffre manquant, jamais un zéro.", ""),
    (
        "Codes",
        "Les codes des communes et des territoires sont du texte\u00a0: 01001 garde son zéro.",
        "",
    ),
)


def _sheet(table: Table) -> Term:
    many = len(table.rows) > 1
    return table.name, f"{table.title} ({len(table.rows)} ligne{'s' * many})", table.name
