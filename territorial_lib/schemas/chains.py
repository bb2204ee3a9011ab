"""Who makes bio-based materials, issues local currencies, starts things: lists of the press.

None of them is exhaustive: an absent row never means that nothing exists there.
"""

from __future__ import annotations

from territorial_lib.schemas.geography import COMMUNE, DEPARTEMENT
from territorial_lib.schemas.tables import Column, Table

ROW = Column("row", "whole", "Ligne", minimum=1)
LOCATED = Column("code", "code", "Commune", pattern=COMMUNE, missing=True)
PLACE = Column("place", "text", "Lieu tel qu’il est écrit", missing=True)
DEPARTEMENTS = Column(
    "departements",
    "code",
    "Départements",
    pattern=rf"({DEPARTEMENT})(;({DEPARTEMENT}))*",
    missing=True,
)
SOURCE = Column("source", "text", "Source")


def year(name: str, label: str) -> Column:
    """Describe the year of a fact, missing where the source gives none.

    Parameters
    ----------
    name, label : str
        As in `Column`.

    Returns
    -------
    Column
        A whole number that may be missing.
    """
    return Column(name, "whole", label, minimum=1900, maximum=2030, missing=True)


def text(name: str, label: str) -> Column:
    """Describe a text that may be missing.

    Parameters
    ----------
    name, label : str
        As in `Column`.

    Returns
    -------
    Column
        A text that may be missing.
    """
    return Column(name, "text", label, missing=True)


def bounds(name: str, label: str) -> tuple[Column, ...]:
    """Describe a number as the source writes it: a value, or a low and a high.

    Parameters
    ----------
    name, label : str
        As in `Column`.

    Returns
    -------
    tuple of Column
        The value, missing where a range is given, then the range.
    """
    return (
        Column(name, "number", label, minimum=0, missing=True),
        Column(f"{name}_low", "number", f"{label}, bas", minimum=0, missing=True),
        Column(f"{name}_high", "number", f"{label}, haut", minimum=0, missing=True),
    )


BIOBASED_PLANTS = Table(
    name="biobased_plants",
    level="other",
    key=("row",),
    columns=(
        ROW,
        Column(
            "chain",
            "text",
            "Filière",
            allowed=("chanvre", "lin", "ouate de cellulose", "fibre de bois", "paille"),
        ),
        Column(
            "kind",
            "text",
            "Nature de la ligne",
            allowed=("usine", "semences", "ensemble", "réseau", "prix"),
        ),
        Column("name", "text", "Unité"),
        LOCATED,
        PLACE,
        DEPARTEMENTS,
        text("status", "État"),
        Column("in_service", "flag", "Dite en service par la source"),
        # One row a site: the capacities of the rows that are not counted never add to it.
        Column("counted", "flag", "Ligne retenue pour le site"),
        *bounds("volume", "Volume"),
        text("volume_unit", "Unité du volume"),
        text("volume_meaning", "Ce que le volume compte"),
        *bounds("hectares", "Hectares"),
        Column("radius", "number", "Rayon de collecte", "km", minimum=0, missing=True),
        year("year", "Année du fait"),
        text("year_written", "Année telle qu’elle est écrite"),
        SOURCE,
        Column("confidence", "text", "Confiance"),
    ),
)

LOCAL_CURRENCIES = Table(
    name="local_currencies",
    level="other",
    key=("row",),
    columns=(
        ROW,
        Column("name", "text", "Monnaie"),
        Column("national", "flag", "Ligne qui porte sur la France entière"),
        text("territory", "Territoire"),
        DEPARTEMENTS,
        LOCATED,
        text("place", "Ville citée par la page, qui n’est pas toujours le siège"),
        year("start_year", "Année de début"),
        text("status", "État à l’année dite"),
        year("status_year", "Année de l’état"),
        Column("status_year_uncertain", "flag", "Année de l’état incertaine"),
        text("figure", "Ce que le chiffre compte"),
        Column("value", "number", "Chiffre", minimum=0, missing=True),
        text("unit", "Unité du chiffre"),
        text("figure_year", "Année du chiffre"),
        text("holder", "Porteur"),
        SOURCE,
        text("remark", "Remarque"),
    ),
)

LOCAL_STRUCTURES = Table(
    name="local_structures",
    level="other",
    key=("row",),
    columns=(
        ROW,
        Column("kind", "text", "Type"),
        Column("name", "text", "Nom"),
        LOCATED,
        PLACE,
        DEPARTEMENTS,
        Column("status", "text", "État"),
        text("figure", "Chiffre cité"),
        year("year", "Année du fait"),
        text("year_written", "Année telle qu’elle est écrite"),
        SOURCE,
    ),
)

ACTION_FACTS = Table(
    name="action_facts",
    level="other",
    key=("row",),
    columns=(
        ROW,
        Column("kind", "text", "Genre d’action"),
        Column("example", "text", "Exemple"),
        LOCATED,
        PLACE,
        DEPARTEMENTS,
        Column("quantity", "text", "Ce que le chiffre compte"),
        *bounds("value", "Valeur"),
        Column("unit", "text", "Unité"),
        year("year", "Année du fait"),
        text("year_written", "Année telle qu’elle est écrite"),
        text("lead", "Qui porte"),
        text("prerequisite", "Ce qu’il a fallu"),
        SOURCE,
    ),
)
