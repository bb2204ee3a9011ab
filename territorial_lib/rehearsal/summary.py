"""What happened during a rehearsal, in French, for whoever led it."""

from __future__ import annotations

from pathlib import Path

from territorial_lib.rehearsal.players import Outcome
from territorial_lib.rehearsal.scenario import Scenario
from territorial_lib.schemas.entries import GROUP_LABELS
from territorial_lib.typography import number

_EXAMPLES, _LONGEST = 3, 110


def summary(written: Scenario, outcome: Outcome, path: Path, shown: bool) -> str:
    """Say what happened.

    Parameters
    ----------
    written : Scenario
        The evening.
    outcome : Outcome
        What became of it.
    path : Path
        Its file.
    shown : bool
        Whether it is the workshop being led.

    Returns
    -------
    str
        A few lines.
    """
    groups = {each.group: None for each in written.people}
    named = ", ".join(GROUP_LABELS[group] for group in groups)
    lines = [
        f"Répétition terminée — {written.facts.name}. Rien de ce qu’elle contient n’a été dit.",
        f"  {number(outcome.joined)} personnes ({named}), "
        f"{number(outcome.led)} gestes d’animation.",
        f"  {number(outcome.sent)} envois\u00a0: {number(outcome.received)} reçus, "
        f"{number(outcome.again)} en double (comptés une fois), "
        f"{number(outcome.refused)} refusés avec une phrase, tels que\u00a0:",
        *(f"    – {_short(each)}" for each, _ in outcome.refusals.most_common(_EXAMPLES)),
        f"  Fichier\u00a0: {path}",
    ]
    if outcome.surprises:
        lines.insert(-1, f"  {len(outcome.surprises)} réponses inattendues de la salle.")
    remedy = (
        "  Les pages ouvertes la montrent\u202f; «\u00a0territorial serve\u00a0» la rouvre."
        if shown
        else f'  Pour la montrer\u00a0: territorial open "{path}", puis territorial serve.'
    )
    return "\n".join([*lines, remedy])


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
