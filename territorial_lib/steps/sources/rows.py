"""What the page of sources is about: each table, its holes, and how it is known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from territorial_lib.geography.bring import bring_to, themes
from territorial_lib.geography.coverage import COUNTS
from territorial_lib.geography.ground import Ground
from territorial_lib.schemas.registry import TABLES
from territorial_lib.sources import Card, Catalogue
from territorial_lib.typography import number

BETTER = "Pour mieux faire"
_HOLES = "theme_coverage"


@dataclass(frozen=True)
class Source:
    """A table as its users see it.

    Parameters
    ----------
    name : str
        Name of the table.
    card : Card
        Its identity card.
    caveat, better : str
        Holes and estimates; what would improve it, empty where the card says nothing.
    holes : tuple of int or None
        EPCI observed, estimated, missing, partly missing; None where there is nothing to count.
    imported : bool
        True where the facilitator's own file takes its place.
    """

    name: str
    card: Card
    caveat: str
    better: str
    holes: tuple[int, ...] | None
    imported: bool = False


@dataclass(frozen=True)
class Here:
    """How a theme is known in the workshop's territory.

    Parameters
    ----------
    title : str
        What the table is.
    observed, estimated, missing : int
        How many of its figures are so here.
    note : str
        What is said most often of those that are not observed.
    years : str
        Year of its figures here, or the first and the last; empty where none is known.
    """

    title: str
    observed: int
    estimated: int
    missing: int
    note: str
    years: str = ""


def sources(catalogue: Catalogue) -> list[Source]:
    """List the tables with their holes.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.

    Returns
    -------
    list of Source
        One a card, in the order of the schemas.
    """
    holes = _holes(catalogue)
    order = {name: rank for rank, name in enumerate(TABLES)}
    names = sorted(catalogue.cards, key=lambda name: order.get(name, len(order)))
    return [_source(name, catalogue, holes) for name in names]


def _holes(catalogue: Catalogue) -> dict[str, tuple[int, ...]]:
    frame = catalogue.load(_HOLES).frame.set_index("theme")
    found = {str(name): tuple(int(row[each]) for each in COUNTS) for name, row in frame.iterrows()}
    return {name: counts for name, counts in found.items() if any(counts)}


def _source(name: str, catalogue: Catalogue, holes: dict[str, tuple[int, ...]]) -> Source:
    card = catalogue.cards[name]
    caveat, _, better = card.caveat.partition(BETTER)
    better = better.strip(" :\u00a0")
    better = better[:1].upper() + better[1:]
    return Source(name, card, caveat.strip(), better, holes.get(name), name in catalogue.imported)


def sentence(listed: Sequence[Source]) -> str:
    """Sum up the tables in French.

    Parameters
    ----------
    listed : sequence of Source
        The tables.

    Returns
    -------
    str
        How many there are, of which years, and how many are observed, estimated or missing.
    """
    counted = [each.holes for each in listed if each.holes]
    observed, estimated, missing, _ = (sum(column) for column in zip(*counted, strict=True))
    whole = observed + estimated + missing
    shares = [number(100 * part / whole, 0) for part in (observed, estimated, missing)]
    years = sorted(each.card.vintage for each in listed)
    return (
        f"{len(listed)} tables, dont {len(counted)} se lisent par intercommunalité. "
        f"Années : de {years[0]} à {years[-1]}. Sur l’ensemble des intercommunalités et de ces "
        f"tables, {shares[0]} % sont observées, {shares[1]} % estimées au moins en partie, "
        f"{shares[2]} % manquent."
    )


def known_here(ground: Ground) -> list[Here]:
    """Count, theme by theme, what is observed, estimated or missing in a territory.

    Parameters
    ----------
    ground : Ground
        The territory.

    Returns
    -------
    list of Here
        One row a theme that is not national.
    """
    cards = ground.catalogue.cards
    rows = [(name, bring_to(ground, name)) for name in themes()]
    return [_here(cards[name], brought) for name, brought in rows if _local(brought)]


def _local(brought: pd.DataFrame) -> bool:
    return bool((brought["level"] != "nation").any())


def _here(card: Card, brought: pd.DataFrame) -> Here:
    counts = brought["status"].replace("imported", "observed").value_counts()
    notes = brought.loc[brought["note"] != "", "note"]
    note = "" if notes.empty else str(notes.mode().iloc[0])
    observed, estimated, missing = (
        int(counts.get(status, 0)) for status in ("observed", "estimated", "missing")
    )
    return Here(card.title, observed, estimated, missing, note, _years(brought))


def _years(brought: pd.DataFrame) -> str:
    known = brought.loc[brought["status"] != "missing", "year"].dropna()
    if known.empty:
        return ""
    first, last = int(known.min()), int(known.max())
    return str(last) if first == last else f"{first}–{last}"
