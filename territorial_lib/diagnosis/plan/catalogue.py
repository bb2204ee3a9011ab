"""Kinds of actions to draw from: what they answer, what they need, what they took elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec
import pandas as pd

from territorial_lib.errors import DataError
from territorial_lib.schemas.entries import Action
from territorial_lib.schemas.figures import Figure, figure_id
from territorial_lib.sources import Catalogue

FILE = "catalogue_actions.toml"
MODELS = {
    "collaborative": "Collaborative\u00a0: tenue par ceux qui s’en servent",
    "circular": "Circulaire\u00a0: le reste de l’un sert à l’autre",
    "functional": "De la fonctionnalité\u00a0: payer l’usage, pas l’objet",
    "local": "De proximité\u00a0: produire et vendre ici",
    "social": "Sociale et solidaire\u00a0: l’emploi d’abord pour qui en manque",
    "training": "Des savoir-faire\u00a0: former ceux d’ici",
    "public": "Publique\u00a0: portée par la collectivité",
}
"""Economic models, as read on a card."""
_LEAKS = "leaks/"


class ActionKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"who": "for"}):
    """A kind of action.

    Parameters
    ----------
    key : str
        Stable name, kept in the log.
    title, sentence : str
        What is done, and what it is.
    answers : tuple of str
        Keys of the gaps that it answers, or their beginnings.
    model : str
        One of `MODELS`.
    needs : tuple of str
        Capacities that somebody must have.
    measure, unit : str
        An indicator of its own, where the diagnosis has none that fits.
    leaks : tuple of str
        Products (sectors A38) that it lets people buy here.
    facts : tuple of str
        Kinds of the table ``action_facts``; empty where we read none.
    who : str
        Who benefits.
    weakest : bool
        Whether those who lack most should; the room may say otherwise.
    """

    key: str
    title: str
    sentence: str
    answers: tuple[str, ...]
    model: str
    needs: tuple[str, ...]
    measure: str
    unit: str
    who: str
    leaks: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    weakest: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kind: tuple[ActionKind, ...]


def kinds(catalogue: Catalogue) -> tuple[ActionKind, ...]:
    """Read the kinds of actions, in the order of the file.

    Parameters
    ----------
    catalogue : Catalogue
        Where data is read.

    Returns
    -------
    tuple of ActionKind
        All of them; DataError where the file is absent or says something unknown.
    """
    return catalogue.once("plan/kinds", lambda: _read(catalogue))


def kind(catalogue: Catalogue, key: str) -> ActionKind | None:
    """Find a kind by its key.

    Parameters
    ----------
    catalogue : Catalogue
        Where data is read.
    key : str
        Its key.

    Returns
    -------
    ActionKind or None
        None where the catalogue has no such kind (any more).
    """
    return next((each for each in kinds(catalogue) if each.key == key), None)


def suited(found: Iterable[ActionKind], gap: str) -> tuple[ActionKind, ...]:
    """Keep the kinds that answer a gap or a leak, the most precise first.

    Parameters
    ----------
    found : iterable of ActionKind
        Kinds of the catalogue.
    gap : str
        Key of a gap ("gaps/food/meat") or of a leak ("leaks/ca").

    Returns
    -------
    tuple of ActionKind
        Those whose pattern is the key or its beginning, in the order of the catalogue among equals.
    """
    fitting = [(_precision(each, gap), rank, each) for rank, each in enumerate(found)]
    kept = [each for each in fitting if each[0]]
    return tuple(each for _, _, each in sorted(kept, key=lambda each: (-each[0], each[1])))


def facts(catalogue: Catalogue, chosen: ActionKind) -> tuple[Figure, ...]:
    """Give what such actions cost, made or asked for elsewhere.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.
    chosen : ActionKind
        The kind.

    Returns
    -------
    tuple of Figure
        One a fact, each a single project's, with its own place and source; empty where we read
        none.
    """
    table = catalogue.load("action_facts").frame.reset_index()
    rows = table[table["kind"].isin(chosen.facts)].to_dict("records")
    return tuple(_fact({str(name): value for name, value in row.items()}) for row in rows)


def proposed(chosen: ActionKind, gap: str, measured: Figure | None) -> Action:
    """Make an action of a kind, ready to be written and then completed by the room.

    Parameters
    ----------
    chosen : ActionKind
        The kind.
    gap : str
        Key of the gap or leak answered; empty for none.
    measured : Figure or None
        The diagnosis' figure to move: indicator and baseline; None takes the kind's own words.

    Returns
    -------
    Action
        Neither cost, nor dates, nor target: nobody said them.
    """
    return Action(
        title=chosen.title,
        answers=gap,
        model=MODELS[chosen.model],
        needs=list(chosen.needs),
        indicator=chosen.measure if measured is None else measured.label[:200],
        figure="" if measured is None else measured.id,
        baseline=None if measured is None else _rounded(measured.value),
        unit=(chosen.unit if measured is None else measured.unit)[:40],
        beneficiaries=chosen.who,
        weakest=chosen.weakest,
        origin=chosen.key,
        note=chosen.sentence,
    )


def _read(catalogue: Catalogue) -> tuple[ActionKind, ...]:
    try:
        found = msgspec.convert(catalogue.listed(FILE), _File).kind
    except msgspec.ValidationError as error:
        raise DataError(
            f"Le catalogue des actions {FILE} est abîmé ({error}).",
            "Rétablissez ce fichier, ou corrigez la ligne indiquée.",
        ) from error
    unknown = {each.model for each in found} - set(MODELS)
    if unknown:
        raise DataError(
            f"Le catalogue des actions a un modèle inconnu\u00a0: {', '.join(sorted(unknown))}.",
            f"Choisissez parmi {', '.join(MODELS)}.",
        )
    return found


def _precision(each: ActionKind, gap: str) -> int:
    """Give the length of the pattern that fits, 0 for none."""
    if gap.startswith(_LEAKS):
        sector = gap.removeprefix(_LEAKS).upper()
        return len(each.leaks) - each.leaks.index(sector) if sector in each.leaks else 0
    fits = [len(p) for p in each.answers if gap == p or gap.startswith(f"{p}/")]
    return max(fits, default=0)


def _fact(row: dict[str, object]) -> Figure:
    value, low, high, year = (_known(row[n]) for n in ("value", "value_low", "value_high", "year"))
    said = [str(row[name]) for name in ("lead", "prerequisite") if not pd.isna(row[name])]
    return Figure(
        id=figure_id("action_facts", "fact", "-", int(year) if year else None, str(row["row"])),
        label=f"{row['example']}, {row['place']}\u00a0: {row['quantity']}",
        value=value,
        unit=str(row["unit"]),
        year=int(year) if year else None,
        source=str(row["source"]),
        level="project",
        status="observed" if value is not None or low is not None else "missing",
        low=low,
        high=high,
        note=". ".join(each[:1].upper() + each[1:] for each in said),
    )


def _known(value: object) -> float | None:
    return None if pd.isna(value) else float(str(value))


def _rounded(value: float | None) -> float | None:
    """Keep three digits, as people read them: a baseline is a start, not a measure."""
    if value is None or value == 0:
        return value
    return round(value, max(0, 2 - math.floor(math.log10(abs(value)))))
