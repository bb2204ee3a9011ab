"""Who can act? Actors known and named, what they share, with whom to answer each gap."""

from __future__ import annotations

from dataclasses import replace

from territorial_lib.diagnosis.actors.known import known
from territorial_lib.diagnosis.actors.needs import need_of, needs
from territorial_lib.diagnosis.actors.network import network
from territorial_lib.diagnosis.actors.record import Actors, Known, Standing, Team
from territorial_lib.diagnosis.actors.teams import missing, team
from territorial_lib.diagnosis.actors.votes import standings
from territorial_lib.diagnosis.actors.words import says
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.typography import folded


def diagnose(case: Case) -> Actors:
    """Tell who can act in the territory diagnosed, and with whom.

    Parameters
    ----------
    case : Case
        The territory and what the room said.

    Returns
    -------
    Actors
        Computed again only when what the room said of actors, gaps or actions has changed.
    """
    said = case.declared
    nearby = known(case)
    key = (said.actors, said.ballots, said.retained, said.answers, said.plan.actions, nearby)
    found: Actors = case.latest("actors", key, lambda: _found(case, nearby))
    return found


def team_of(case: Case, action: PlannedAction) -> tuple[Team, tuple[Standing, ...]]:
    """Find the smallest coalition that covers what one action needs, and it alone.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    action : PlannedAction
        The action.

    Returns
    -------
    tuple of (Team, tuple of Standing)
        Its coalition, and the room's actors whose ids it bears.
    """
    said, nearby = case.declared, known(case)
    actors = case.latest(
        "actors/standings", (said.actors, said.ballots), lambda: standings(case.declared)
    )
    need = need_of(action, actors)
    found = case.latest(
        "actors/team",
        (need, actors, nearby),
        lambda: team(need, actors, _adopted(nearby, actors)),
    )
    return found, actors


def _found(case: Case, nearby: tuple[Known, ...]) -> Actors:
    actors = standings(case.declared)
    seen = _adopted(nearby, actors)
    shared = network(actors)
    teams = tuple(team(each, actors, seen) for each in needs(case.declared, actors))
    real = [each for each in teams if each.need.kind != "theme"]
    lacking = missing(real, seen)
    words = says(actors, seen, shared, lacking)
    return Actors(case.territory.code, actors, seen, shared, teams, lacking, words)


def _adopted(nearby: tuple[Known, ...], actors: tuple[Standing, ...]) -> tuple[Known, ...]:
    """Mark the known actors that the room has named: same name, and no other commune."""
    named: dict[str, list[Standing]] = {}
    for each in actors:
        named.setdefault(folded(each.name), []).append(each)
    return tuple(
        replace(each, adopted=_match(each, named.get(folded(each.name), []))) for each in nearby
    )


def _match(one: Known, same: list[Standing]) -> str:
    here = (
        each for each in same if not (each.commune and one.commune) or each.commune == one.commune
    )
    return next((each.id for each in here), "")
