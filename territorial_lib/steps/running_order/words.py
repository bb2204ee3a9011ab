"""The running order in French: a line for the moment, one for the clock, notes to unfold."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape

from territorial_lib.steps.running_order.pace import Pace, told_late
from territorial_lib.steps.running_order.script import PAGES, Moment, Script


def link(page: str, words: str, here: str) -> str:
    """Lead to another page.

    Parameters
    ----------
    page : str
        One of `PAGES`.
    words : str
        What to say, plain text.
    here : str
        The page that one is on.

    Returns
    -------
    str
        HTML; the words alone for the page that one is on.
    """
    if page == here:
        return escape(words)
    back = "../" * PAGES[here][0].count("/")
    return f'<a href="{back}{PAGES[page][0]}.ipynb">{escape(words)}</a>'


def headline(script: Script, rank: int, here: str) -> str:
    """Say which moment this is, and when it is planned.

    Parameters
    ----------
    script : Script
        The running order.
    rank : int
        Rank of the moment shown.
    here : str
        The page that one is on.

    Returns
    -------
    str
        HTML.
    """
    moment = script.moments[rank]
    where = "" if moment.page == here else f", sur {link(moment.page, PAGES[moment.page][1], here)}"
    return (
        f'<p id="tw-order"><span class="tw-order-name">Déroulé</span> '
        f"<strong>{escape(moment.title)}</strong>{where} · {script.span(rank)} · "
        f"{moment.minutes} min · <span>{escape(script.name)}, "
        f"étape {rank + 1} sur {len(script.moments)}</span></p>"
    )


def clocks(pace: Pace, rank: int, here: str, now: datetime) -> str:
    """Say what runs, what is left of it, and how late the room is; the page's script keeps time.

    Parameters
    ----------
    pace : Pace
        Where the room is.
    rank : int
        Rank of the moment shown.
    here : str
        The page that one is on.
    now : datetime
        Now.

    Returns
    -------
    str
        HTML; empty before the session, while no timer runs.
    """
    told = []
    if pace.last is not None and pace.due is not None:
        moment = pace.script.moments[pace.last.rank]
        named = "" if pace.last.rank == rank else link(moment.page, moment.title, here)
        state = "Finie" if pace.over else "En cours"
        ends = "" if pace.over else str(_milliseconds(pace.last.ends))
        told.append(f"{state} : {named}" if named else state)
        if not pace.over:
            told.append(_left(pace.last.ends, now))
        told.append(
            f'<span data-tw-due="{_milliseconds(pace.due)}" data-tw-ends="{ends}">'
            f"{told_late(pace.late(now))}</span>"
        )
    if pace.shown is not None and pace.shown_ends is not None and not _is_shown(pace):
        words = escape(pace.shown.label or "minuteur")
        told.append(f"sur le mur : {words}, {_left(pace.shown_ends, now)}")
    return f'<p class="tw-order-clock">{" · ".join(told)}</p>' if told else ""


def notes(script: Script, rank: int, here: str) -> str:
    """Write what the room does not see: the moment's notes, and the whole order.

    Parameters
    ----------
    script : Script
        The running order.
    rank : int
        Rank of the moment shown.
    here : str
        The page that one is on.

    Returns
    -------
    str
        HTML, folded.
    """
    moment = script.moments[rank]
    whole = "".join(_line(script, at, each, rank, here) for at, each in enumerate(script.moments))
    return (
        '<details class="tw-origin tw-order-notes"><summary>Notes de ce moment</summary>'
        f"<dl>{''.join(_note(*each) for each in _noted(moment))}</dl>"
        f"<p><strong>{escape(script.name)}</strong></p><ol>{whole}</ol></details>"
    )


def _noted(moment: Moment) -> tuple[tuple[str, str], ...]:
    return ("Au mur", moment.wall), ("Dire, demander", moment.say), ("Attention", moment.watch)


def _note(name: str, words: str) -> str:
    return f"<dt>{name}</dt><dd>{escape(words)}</dd>" if words else ""


def _line(script: Script, rank: int, moment: Moment, shown: int, here: str) -> str:
    current = ' aria-current="step"' if rank == shown else ""
    return f"<li{current}>{script.span(rank)} {link(moment.page, moment.title, here)}</li>"


def _left(ends: datetime, now: datetime) -> str:
    seconds = round((ends - now) / timedelta(seconds=1))
    left = f"{seconds // 60}:{seconds % 60:02d}" if seconds > 0 else "temps écoulé"
    return f'<span role="timer" data-tw-left="{_milliseconds(ends)}">{left}</span>'


def _is_shown(pace: Pace) -> bool:
    """Tell whether the wall counts the moment's own time."""
    return pace.last is not None and not pace.over and pace.shown_ends == pace.last.ends


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
