"""The columns of the tables that the page of sources shows."""

from __future__ import annotations

from html import escape

import pandas as pd

from territorial_lib.diagnosis import food
from territorial_lib.steps.sources.rows import Here, Source
from territorial_lib.tables import Column
from territorial_lib.tables.wording import LEVEL_LABELS
from territorial_lib.typography import number, quantity

_NO_HOLE = "sans objet"


def _level(source: Source) -> str:
    words = [LEVEL_LABELS.get(word, word) for word in source.card.level.split(", ")]
    return ", ".join(words)


def _hole(rank: int, label: str) -> Column[Source]:
    return Column(
        label,
        lambda source: None if source.holes is None else source.holes[rank],
        text=lambda source: _NO_HOLE if source.holes is None else number(source.holes[rank]),
        numeric=True,
    )


def _with_limits(source: Source) -> str:
    title = escape(_title(source))
    if not source.caveat:
        return title
    return f"{title}<details><summary>Ses limites</summary>{escape(source.caveat)}</details>"


def _link(source: Source) -> str:
    address = source.card.url
    if not address.startswith(("https://", "http://")):
        return escape(address)
    named = f"Page du producteur, {source.card.title}"
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener" '
        f'aria-label="{escape(named)}">page du producteur</a>'
    )


def _title(source: Source) -> str:
    mark = " (importée par l’animation)" if source.imported else ""
    return f"{source.card.title}{mark}"


_TITLE: Column[Source] = Column("Table", _title)
_NAME: Column[Source] = Column("Nom", lambda s: s.name, shown=False)
_YEAR: Column[Source] = Column("Année", lambda s: str(s.card.vintage))
_WHERE: Column[Source] = Column("Où", lambda s: s.card.url, html=_link)
COUNTED: tuple[Column[Source], ...] = (_TITLE, _YEAR, *map(_hole, range(4), (
    "Observées", "Estimées, au moins en partie", "Manquantes", "dont une partie manque",
)), _NAME)  # fmt: skip
CARDS: tuple[Column[Source], ...] = (
    Column("Table", _title, html=_with_limits),
    _YEAR,
    Column("Niveau", _level),
    Column("Producteur", lambda s: s.card.publisher),
    Column("Licence", lambda s: s.card.licence),
    Column("Limites", lambda s: s.caveat, shown=False),
    _WHERE,
    Column("Source à citer", lambda s: s.card.source, shown=False),
    Column("Géographie", lambda s: str(s.card.geography_year), shown=False),
    Column("Fichiers d’origine", lambda s: ", ".join(r.file for r in s.card.raw), shown=False),
    Column("Empreinte SHA-256", lambda s: s.card.sha256, shown=False),
    _NAME,
)
BETTER: tuple[Column[Source], ...] = (
    _TITLE, _YEAR, Column("Ce qui l’améliorerait", lambda s: s.better), _WHERE, _NAME,
)  # fmt: skip
HERE: tuple[Column[Here], ...] = (
    Column("Table", lambda h: h.title),
    Column("Année", lambda h: h.years),
    Column("Chiffres observés", lambda h: h.observed, numeric=True),
    Column("Estimés", lambda h: h.estimated, numeric=True),
    Column("Manquants", lambda h: h.missing, numeric=True),
    Column("Ce qu’il faut savoir", lambda h: h.note),
)
LACKING: tuple[Column[pd.Series], ...] = (
    Column("Grandeur", lambda row: str(row["quantity"])),
    Column("Unité", lambda row: str(row["unit"])),
    Column("À quoi elle servirait", lambda row: str(row["needed_for"])),
    Column("Trouvé à la place", lambda row: str(row["found_instead"])),
    Column("Où la chercher", lambda row: str(row["where_to_look"])),
)


def _known(name: str, unit: str = "") -> Column[pd.Series]:
    """Read a number of the national table; a ratio that nothing gives is said so."""

    def text(row: pd.Series) -> str:
        digits = _DIGITS.get(name, 2)
        return quantity(row[name], unit, digits) if pd.notna(row[name]) else _NOTHING

    shown = name in {"ratio", "fao", "gap"}
    return Column(_FOOD[name], lambda row: row[name], text=text, numeric=True, shown=shown)


_NOTHING = "pas de source"
_DIGITS = {"production": 0, "need": 0, "gap": 1}
_FOOD = {**food.COLUMNS, "ratio": "Calculé ici", "fao": "FAO, 2013", "gap": "Écart"}
FOOD: tuple[Column[pd.Series], ...] = (
    Column("Produit", lambda row: str(row["label"])),
    _known("ratio"),
    _known("fao"),
    _known("gap", "%"),
    Column("D’où vient l’écart", lambda row: str(row["why"])),
    *map(_known, ("production", "need", "production_factor", "need_factor")),
)
