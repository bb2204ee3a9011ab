"""A coalition in words: what is needed, who has it, the smallest set, its equals, who to invite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from territorial_lib.diagnosis.actors.recognition import key_of
from territorial_lib.diagnosis.actors.record import Standing, Team, Wanted
from territorial_lib.typography import number


def wanted(each: Wanted, labels: Mapping[str, str] | None = None) -> str:
    """Write a capacity that nobody has: who asks for it, who may have it.

    Parameters
    ----------
    each : Wanted
        What is missing.
    labels : Mapping of str to str, optional
        Gaps and actions in words, by key; without it nobody is named as asking.

    Returns
    -------
    str
        A line of a list in HTML, escaped.
    """
    asked = ", ".join((labels or {}).get(key, key) for key in each.needs)
    near = ", ".join(known.name for known in each.known)
    told = [f"demandé par\u00a0: {asked}"] if labels else []
    if near:
        told.append(f"connus ici\u00a0: {near}")
    if each.holders:
        told.append(f"souvent tenu par\u00a0: {each.holders}")
    more = "\u202f; ".join(told) or "à chercher"
    return (
        f"<li><strong>{escape(each.capacity)}</strong><br>"
        f'<span class="tw-hint">{escape(more)}</span></li>'
    )


def team_words(team: Team, actors: Sequence[Standing]) -> str:
    """Say what is needed and who has it, the coalition, its equals, what is missing.

    Parameters
    ----------
    team : Team
        The coalition of a gap or of an action.
    actors : sequence of Standing
        The room's actors.

    Returns
    -------
    str
        HTML, escaped.
    """
    parts = [_asked(team, actors)]
    if team.need.capacities:
        parts.append(_members(team, actors))
    missing = "".join(wanted(each) for each in team.missing)
    if missing:
        parts.append(
            f"<p><strong>Personne ne l’a encore\u00a0: à inviter</strong></p><ul>{missing}</ul>"
        )
    return "".join(parts)


def _asked(team: Team, actors: Sequence[Standing]) -> str:
    need = team.need
    if not need.capacities:
        return (
            '<p class="tw-says" role="status">Personne n’a encore dit ce qu’il faut savoir '
            "faire\u00a0: écrivez-le, ou demandez-le à la salle.</p>"
        )
    lines_ = "".join(
        f"<tr><th scope='row'>{escape(each)}</th><td>{escape(_holders(each, actors))}</td></tr>"
        for each in need.capacities
    )
    return (
        f'<div class="tw-table-scroll" tabindex="0" role="region" aria-label="Capacités demandées">'
        f"<table class='tw-table'><caption>Ce qu’il faut savoir faire. {escape(need.origin)}."
        f"</caption><thead><tr><th scope='col'>Capacité</th><th scope='col'>Qui l’a dans la liste"
        f"</th></tr></thead><tbody>{lines_}</tbody></table></div>"
    )


def _holders(capacity: str, actors: Sequence[Standing]) -> str:
    able = [a.name for a in actors if key_of(capacity) in map(key_of, a.capacities)]
    more = f" et {len(able) - 6} autres" if len(able) > 6 else ""
    return ", ".join(able[:6]) + more if able else "personne"


def _members(team: Team, actors: Sequence[Standing]) -> str:
    if not team.members:
        told = "Personne, dans la liste, ne sait en faire une part."
        return f'<p class="tw-says" role="status">{told}</p>'
    named = team_names(team.members, actors)
    count = len(team.members)
    whole = "tout ce qu’il faut" if not team.missing else "tout ce que sait faire la liste"
    told = (
        f'<p class="tw-says" role="status">{number(count)} acteur{"s" * (count > 1)} '
        f"suffi{'sent' if count > 1 else 't'} pour {whole}\u00a0: "
        f"<strong>{escape(named)}</strong>.</p>"
    )
    if team.need.already:
        told += f"<p>Déjà dans l’action\u00a0: {escape(team_names(team.need.already, actors))}.</p>"
    return told + _others(team, actors)


def _others(team: Team, actors: Sequence[Standing]) -> str:
    if not team.alternatives:
        return "<p>Aucune autre coalition aussi petite.</p>"
    items = "".join(f"<li>{escape(team_names(each, actors))}</li>" for each in team.alternatives)
    more = "" if team.complete else " (il y en a d’autres)"
    return f"<p>Aussi petites{more}\u00a0:</p><ul>{items}</ul>"


def team_names(ids: Sequence[str], actors: Sequence[Standing]) -> str:
    """Name the actors of a coalition.

    Parameters
    ----------
    ids : sequence of str
        Their ids.
    actors : sequence of Standing
        The room's actors.

    Returns
    -------
    str
        Names separated by commas, plain text.
    """
    names = {each.id: each.name for each in actors}
    return ", ".join(names[each] for each in ids)
