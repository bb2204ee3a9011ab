"""What only the room knows: money trails, loops of purchases, offers and requests, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Survey
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import readings
from territorial_lib.diagnosis.leaks.balance import Leaks, assess
from territorial_lib.diagnosis.leaks.circular import REACH, meetings
from territorial_lib.diagnosis.leaks.currency import circulation
from territorial_lib.diagnosis.leaks.inputs import LeakInputs, shared
from territorial_lib.diagnosis.leaks.survey import (
    MoneyTrail,
    followable,
    money_trail,
    share_trace,
)
from territorial_lib.diagnosis.leaks.words import (
    CIRCULAR,
    CURRENCY,
    NO_JOBS,
    NOT_ESTIMATED,
    SURVEY,
)
from territorial_lib.diagnosis.part import Part, nothing
from territorial_lib.schemas.blocks import Block, Lever
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number, quantity

_ROOM = "Déclaré par la salle"
_TRAILS, _TAUGHT = "Les organisations de la salle", "Ce que l’enquête change aux parts achetées ici"
_LOOPS, _LINKS = "Ce qui tourne en rond", "Les liens qui manquent"
_MET, _ALONE = "Rencontres à organiser", "Sans réponse"
_ONE = "Une rencontre est possible\u00a0: "


@dataclass(frozen=True)
class _Named:
    variable: str
    label: str
    cut: str = ""
    note: str = ""


def survey_block(case: Case, inputs: LeakInputs, values: Mapping[str, float]) -> Block:
    """Say how many times a euro serves here, organisation by organisation.

    Parameters
    ----------
    case : Case
        The territory and what its room surveyed.
    inputs : LeakInputs
        What was read.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    Block
        LM3 of each organisation and of all, what the survey changes to the local shares.
    """
    code, surveys = case.territory.code, case.declared.surveys
    heard = inputs.hearing(case.declared)
    found = assess(heard, values)
    known = bool(inputs.jobs.loc[code].notna().all())
    trails = [money_trail(s, found, code) for s in surveys if followable(s, found, code)]
    rows = [*_trails(code, trails), *_unusable(code, surveys)]
    rows += _taught(heard, values, found, code) if trails and known else ()
    return Block(
        notion=SURVEY,
        says=_says_trails(trails) if known or trails else f"{NO_JOBS} {NOT_ESTIMATED}",
        rows=tuple(rows),
        levers=leaks_block.levers(case.catalogue),
    )


def currency_block(case: Case, _inputs: None, _values: Mapping[str, float]) -> Block:
    """Say what already circulates among those who declared their purchases.

    Parameters
    ----------
    case : Case
        The territory and the purchases declared.
    _inputs : None
        Nothing is read.
    _values : Mapping of str to float
        No lever.

    Returns
    -------
    Block
        What could be settled without a euro leaving, and the links that would add most.
    """
    found, code = circulation(case.declared.purchases), case.territory.code
    declared = float(found.purchases["amount"].sum())
    rows = [
        _told(code, _Named("settled", "Achats qui se referment en boucle"), found.settled, _LOOPS),
        _told(code, _Named("purchases", "Achats déclarés"), declared, _LOOPS),
    ]
    for link in found.missing.itertuples():
        label = f"{link.buyer} achèterait à {link.seller}"
        note = f"Pour {quantity(link.amount, '€ par an', 0)} achetés."
        named = _Named("link", label, f"{link.buyer}+{link.seller}", note)
        rows.append(_told(code, named, link.gain, _LINKS))
    return Block(notion=CURRENCY, says=_says_loops(found.settled, declared), rows=tuple(rows))


def circular_block(case: Case, _inputs: None, values: Mapping[str, float]) -> Block:
    """Say who should talk to whom.

    Parameters
    ----------
    case : Case
        The territory, the offers and requests declared.
    _inputs : None
        Nothing is read.
    values : Mapping of str to float
        The lever of the reach, km.

    Returns
    -------
    Block
        How many pairs, how many left alone; the pairs themselves are `leaks_circular.meetings`.
    """
    found, code = meetings(case.declared, values[REACH]), case.territory.code
    counts = (
        ("pairs", "Rencontres possibles", len(found.pairs), _MET),
        ("offers_left", "Propositions sans preneur", len(found.offers_left), _ALONE),
        ("requests_left", "Besoins sans réponse", len(found.requests_left), _ALONE),
    )
    rows = [
        Row(
            figure=_figure(code, _Named(name, label), float(count), ""), category=category, key=True
        )
        for name, label, count, category in counts
    ]
    says = "Personne n’a encore proposé ni cherché\u00a0: ouvrez la question à la salle."
    if found.pairs:
        first = found.pairs[0]
        count = len(found.pairs)
        many = f"{number(count, 0)} rencontres sont possibles. À commencer par "
        says = (
            f"{many if count > 1 else _ONE}«\u00a0{first.offer.actor}\u00a0» et "
            f"«\u00a0{first.request.actor}\u00a0»\u00a0: {first.request.label}."
        )
    elif case.declared.offers or case.declared.requests:
        says = "Rien de ce qui est proposé ne répond encore à ce qui est cherché dans ce rayon."
    return Block(notion=CIRCULAR, says=says, rows=tuple(rows), levers=_reach(case.catalogue))


def _reach(_catalogue: Catalogue) -> tuple[Lever, ...]:
    return (
        Lever(
            key=REACH,
            label="Distance la plus grande",
            unit="km",
            default=50.0,
            low=1.0,
            high=300.0,
            step=1.0,
            source="Choix de la salle",
            note="À vol d’oiseau.",
        ),
    )


SURVEY_PART = Part(
    notion=SURVEY,
    levers=leaks_block.levers,
    read=shared,
    block=survey_block,
    besides=leaks_block.heard,
)
CURRENCY_PART = Part(
    notion=CURRENCY,
    levers=lambda _catalogue: (),
    read=nothing,
    block=currency_block,
    besides=lambda case: case.declared.purchases,
)
CIRCULAR_PART = Part(
    notion=CIRCULAR,
    levers=_reach,
    read=nothing,
    block=circular_block,
    besides=lambda case: (case.declared.offers, case.declared.requests),
)


def _trails(code: str, trails: list[MoneyTrail]) -> Iterator[Row]:
    if len(trails) > 1:
        rounds = pd.concat([each.rounds for each in trails]).groupby(level=0).sum()
        band = tuple(float(value) for value in rounds.sum() / rounds.loc["income"])
        figure = _multiplier(code, "all", "Toutes ensemble", band)
        yield Row(figure=figure, category=_TRAILS, key=True)
    for rank, each in enumerate(trails):
        figure = _multiplier(code, str(rank), each.organisation, each.multiplier)
        yield Row(figure=figure, category=_TRAILS, key=len(trails) == 1)


def _unusable(code: str, surveys: tuple[Survey, ...]) -> Iterator[Row]:
    """Show what cannot be followed, and why."""
    for rank, each in enumerate(each for each in surveys if each.fault):
        yield Row(
            figure=Figure(
                id=figure_id("leaks", "lm3", code, None, f"fault+{rank}"),
                label=each.organisation,
                value=None,
                unit="",
                year=None,
                source=_ROOM,
                level="perimeter",
                status="missing",
                note=each.fault,
            ),
            category=_TRAILS,
        )


def _multiplier(code: str, cut: str, label: str, band: tuple[float, ...]) -> Figure:
    low, central, high = band
    note = "" if low == high else "Fourchette\u00a0: ce que personne n’a dit est estimé."
    return Figure(
        id=figure_id("leaks", "lm3", code, None, cut),
        label=label,
        value=central,
        unit="",
        year=None,
        source=_ROOM,
        level="perimeter",
        status="declared",
        low=low,
        high=high,
        note=note,
    )


def _taught(
    inputs: LeakInputs, values: Mapping[str, float], found: Leaks, code: str
) -> Iterator[Row]:
    for sector, each in share_trace(inputs, values, found, code).iterrows():
        if pd.isna(each["surveyed"]):
            continue
        note = (
            f"Enquête\u00a0: {number(100 * each['surveyed'], 0)}\u00a0% de "
            f"{quantity(each['euros'], '€', 0)} chez "
            f"{quantity(each['organisations'], 'organisations', 0)}. "
            f"Estimation d’avant\u00a0: {number(100 * each['estimated'], 1)}\u00a0%."
        )
        label = f"Part achetée ici\u00a0: {readings.name_of(found, str(sector))}"
        share = 100 * float(each["retained"])
        named = _Named("surveyed_share", label, str(sector), note)
        figure = _figure(code, named, share, "%")
        yield Row(figure=figure, category=_TAUGHT)


def _told(code: str, named: _Named, euros: float, category: str) -> Row:
    return Row(figure=_figure(code, named, euros, "€/an"), category=category, key=not named.cut)


def _figure(code: str, named: _Named, value: float, unit: str) -> Figure:
    return Figure(
        id=figure_id("leaks", named.variable, code, None, named.cut.replace("/", " ")),
        label=named.label,
        value=value,
        unit=unit,
        year=None,
        source=_ROOM,
        level="perimeter",
        status="declared",
        note=named.note,
    )


def _says_trails(trails: list[MoneyTrail]) -> str:
    if not trails:
        return "Aucune organisation n’a encore décrit ses dépenses\u00a0: deux minutes suffisent."
    best = max(trails, key=lambda each: each.multiplier[1])
    low, central, high = best.multiplier
    band = "" if low == high else f" (entre {number(low, 2)} et {number(high, 2)})"
    return (
        f"Chaque euro reçu par «\u00a0{best.organisation}\u00a0» fait "
        f"{quantity(central, '€', 2)} de recettes ici en trois tours{band}."
    )


def _says_loops(settled: float, declared: float) -> str:
    if not declared > 0:
        return "Personne n’a encore dit à qui il achète\u00a0: ouvrez la question à la salle."
    if not settled > 0:
        return "Aucun achat déclaré ne revient encore à son point de départ\u00a0: voyez les liens."
    return (
        f"Sur {quantity(declared, '€', 0)} d’achats déclarés par an, {quantity(settled, '€', 0)} "
        "pourraient se régler entre acteurs d’ici sans qu’un euro ne sorte."
    )
