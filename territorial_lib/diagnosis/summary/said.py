"""Numbers that the room said, as figures: nobody's number travels without saying whose it is."""

from __future__ import annotations

from territorial_lib.schemas.figures import Figure, figure_id

ROOM = "La salle"


def room_id(territory: str, variable: str, about: str = "") -> str:
    """Give the id of a number that the room said.

    Parameters
    ----------
    territory : str
        Code of the territory.
    variable : str
        Name of the variable, in the theme "room".
    about : str
        An action, a gap, a group; empty for the whole plan.

    Returns
    -------
    str
        The five parts of an id.
    """
    return figure_id("room", variable, territory, None, about.replace("/", "-"))


def said(
    identity: str,
    label: str,
    value: float | None,
    unit: str,
    note: str = "",
    missing: str = "Personne ne l’a dit.",
) -> Figure:
    """Give an identity to a number of the room's.

    Parameters
    ----------
    identity : str
        What `room_id` gave.
    label : str
        What it is, in French.
    value : float or None
        The number; None where nobody said it.
    unit : str
        Its unit, in French.
    note : str
        Who said it, or what it covers.
    missing : str
        What is said in place of the note where there is no value.

    Returns
    -------
    Figure
        Declared, or missing.
    """
    return Figure(
        id=identity,
        label=label,
        value=None if value is None else float(value),
        unit=unit,
        year=None,
        source=ROOM,
        level="perimeter",
        status="missing" if value is None else "declared",
        note=note if value is not None else missing,
    )
