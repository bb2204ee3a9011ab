"""The ten figures of a territory: declared here, found in the blocks, a missing one said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from territorial_lib.diagnosis.summary.records import KeyFigure
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.schemas.figures import Figure, Row, figure_id


@dataclass(frozen=True)
class Subject:
    """What one of the ten figures is about.

    Parameters
    ----------
    key, label : str
        Stable name; a few French words.
    wanted : str
        Variable wanted, as in the figure's id: ``theme/variable``.
    unit : str
        Its unit, for the case where no block knows it.
    substitutes : tuple of str
        What stands in for it where it is missing, in order.
    own : bool
        True where a substitute counted in the commune itself is worth more than the figure of its
        intercommunalité.
    """

    key: str
    label: str
    wanted: str
    unit: str
    substitutes: tuple[str, ...] = ()
    own: bool = False


_PROFILE = "epci_profile_2022"
TEN = (
    Subject("population", "Habitants", "communes/population", "hab."),
    Subject("income", "Niveau de vie médian", f"{_PROFILE}/median_income", "€/an"),
    Subject(
        "unemployment",
        "Taux de chômage",
        f"{_PROFILE}/unemployment_rate",
        "%",
        ("census_2018/unemployment_rate_2018",),
        own=True,
    ),
    Subject(
        "jobs",
        "Emplois pour 100 actifs",
        f"{_PROFILE}/jobs_per_100_active",
        "emplois",
        ("ways/ratio",),
        own=True,
    ),
    Subject("services", "Services de tous les jours", "services/basket", "sur 10"),
    Subject(
        "homes",
        "Logements classés F ou G",
        "leaky_dwellings/leaky_dwellings",
        "logements",
        ("census_2018/vacancy_rate",),
    ),
    Subject("food", "Besoins alimentaires couverts ici", "food/coverage", "%"),
    Subject("power", "Électricité renouvelable d’ici", "energy/ratio", "%"),
    Subject(
        "energy", "Facture d’énergie nette", "energy/per_inhabitant", "€/hab./an", ("energy/gross",)
    ),
    Subject("leaks", "Achats qui partent ailleurs", "leaks/leak_share", "%"),
)
"""The ten, in the order of the page: who lives here, what is here, what it costs, what leaks."""


def key_figures(found: Diagnosis) -> tuple[KeyFigure, ...]:
    """Give the ten figures.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    tuple of KeyFigure
        Ten, in the order of `TEN`, whatever is missing.
    """
    rows = whole_rows(found)
    return tuple(_found(each, rows, found) for each in TEN)


def whole_rows(found: Diagnosis) -> dict[str, Row]:
    """Index the figures about the whole territory by ``theme/variable``.

    Parameters
    ----------
    found : Diagnosis
        Every step, computed.

    Returns
    -------
    dict of str to Row
        The first row of each: the inventory's, then the blocks' in order.
    """
    rows: Iterable[Row] = (*found.inventory.resources, *(r for b in found.blocks for r in b.rows))
    index: dict[str, Row] = {}
    for row in rows:
        theme, variable, _, _, dimension = row.figure.id.split("/", 4)
        if dimension == "-":
            index.setdefault(f"{theme}/{variable}", row)
    return index


def _found(subject: Subject, rows: dict[str, Row], found: Diagnosis) -> KeyFigure:
    wanted = rows.get(subject.wanted) or _missing(subject, found)
    others = [rows[each] for each in subject.substitutes if each in rows]
    known = [each for each in others if each.figure.value is not None]
    kind = found.inventory.territory.kind
    if known and (wanted.figure.value is None or (subject.own and _lent(wanted.figure, kind))):
        return KeyFigure(
            key=subject.key,
            subject=subject.label,
            row=_alone(known[0]),
            instead=_instead(wanted.figure),
        )
    return KeyFigure(key=subject.key, subject=subject.label, row=_alone(wanted))


def _alone(row: Row) -> Row:
    """Leave out what the inventory adds to a row: what is shared is read back as it was."""
    return Row(**{name: getattr(row, name) for name in Row.__struct_fields__})


def _lent(figure: Figure, kind: str) -> bool:
    """Tell whether a commune's figure is in fact that of a larger zone."""
    return kind == "commune" and figure.status == "estimated" and figure.level != kind


def _instead(wanted: Figure) -> str:
    name = f"«\u00a0{wanted.label}\u00a0»"
    if wanted.value is None:
        return f"À la place de {name}, qui manque ici."
    return f"À la place de {name}, connu pour une zone plus large seulement."


def _missing(subject: Subject, found: Diagnosis) -> Row:
    """Say that no block of this diagnosis knows a figure."""
    theme, _, variable = subject.wanted.partition("/")
    figure = Figure(
        id=figure_id(theme, variable, found.inventory.territory.code, None),
        label=subject.label,
        value=None,
        unit=subject.unit,
        year=None,
        source="Aucune de nos sources",
        level="perimeter",
        status="missing",
        note="Aucune de nos sources ne le dit pour ce territoire.",
    )
    return Row(figure=figure, versions=(figure,))
