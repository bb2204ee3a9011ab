"""Naming someone who can act, or completing what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.form import Form
from territorial_lib.forms.inputs import PlaceInput

_ANYWHERE, _UNSAID, _NEW = "Tout le territoire", "Non précisé", "un nouvel acteur"
_LINES, _LONGEST = 50, 200


@dataclass(frozen=True)
class ActorInput:
    """Someone who can act.

    Parameters
    ----------
    name : str
        Its name; never empty.
    sort : str
        What sort of actor; may be empty.
    capacities, stakes : tuple of str
        What it can do, what it cares about.
    place : PlaceInput or None
        Where; None for the whole territory.
    note : str
        Anything else; may be empty.
    completes : str
        Id of the actor completed; empty for a new one.
    """

    name: str
    sort: str = ""
    capacities: tuple[str, ...] = ()
    stakes: tuple[str, ...] = ()
    place: PlaceInput | None = None
    note: str = ""
    completes: str = ""


class ActorForm(Form):
    """Who can act: a name, a sort, what it can do, what it cares about, where.

    Parameters
    ----------
    sorts, capacities : sequence of str
        Sorts and capacities offered.
    communes : sequence of (code, name)
        Communes of the territory.
    on_submit : callable
        Takes an `ActorInput`; may give the sentence to show.
    """

    def __init__(
        self,
        sorts: Sequence[str],
        capacities: Sequence[str],
        communes: Sequence[tuple[str, str]],
        on_submit: Callable[[ActorInput], str | None],
    ) -> None:
        self._names, self._sorts = dict(communes), list(sorts)
        self._known: dict[str, ActorInput] = {}
        self._spot: PlaceInput | None = None
        self._make_fields(capacities)
        super().__init__(
            fields=[self.which, self.name, self.sort, self.offered, self.capacities, self.stakes],
            more=[self.place, self.note],
            submit="Enregistrer",
            send=lambda: on_submit(self.read()),
            done="C’est noté.",
        )
        self.name.control.on_submit(lambda _: self.submit())
        self.which.control.observe(self._fill, "value")
        self.offered.control.observe(self._take, "value")
        self.place.control.observe(self._place_changed, "value")

    def update(self, actors: Sequence[ActorInput]) -> None:
        """Offer these actors to be completed; may be called from any thread.

        Parameters
        ----------
        actors : sequence of ActorInput
            Those already named, their id in ``completes``.
        """
        self._known = {each.completes: each for each in actors}
        options = [(_NEW, ""), *((each.name, each.completes) for each in actors)]
        if list(self.which.control.options) != options:
            chosen = self.which.control.value
            self.which.control.options = options
            self.which.control.value = chosen if chosen in self._known else ""

    def set_place(self, lon: float, lat: float, commune: str | None) -> None:
        """Take the place pointed at on the map.

        Parameters
        ----------
        lon, lat : float
            Degrees, WGS 84.
        commune : str or None
            Code of its commune, None outside the territory.
        """
        self._spot = None  # the list's own change must not erase the new place
        self.place.control.value = commune if commune in self._names else ""
        self._spot = PlaceInput(commune, lon, lat, self._names.get(commune or "", ""))
        self._unfold(True)

    def read(self) -> ActorInput:
        """Give what the form holds.

        Returns
        -------
        ActorInput
            The values, once every field will do.
        """
        code = self.place.value
        place = PlaceInput(code, name=self._names[code]) if code else None
        return ActorInput(
            name=self.name.value,
            sort=self.sort.value,
            capacities=lines(self.capacities.value),
            stakes=lines(self.stakes.value),
            place=self._spot or place,
            note=self.note.value,
            completes=self.which.value,
        )

    def reset(self) -> None:
        """Empty everything, ready for another actor."""
        self.which.control.value = ""
        self._show(ActorInput(""))

    def _make_fields(self, capacities: Sequence[str]) -> None:
        self.which = Field(ipywidgets.Dropdown(description="Nommer", options=[(_NEW, "")]))
        self.name = Field(
            ipywidgets.Text(description="Son nom (obligatoire)"),
            _name_fault,
            "Une organisation, un groupe\u202f; jamais une personne sans son accord.",
        )
        sorts = [(_UNSAID, ""), *((each, each) for each in self._sorts)]
        self.sort = Field(ipywidgets.Dropdown(description="Quel type d’acteur", options=sorts))
        offered = [("Choisir dans la liste…", ""), *((each, each) for each in capacities)]
        self.offered = Field(
            ipywidgets.Dropdown(description="Ce qu’il sait faire", options=offered)
        )
        self.capacities = Field(
            ipywidgets.Textarea(description="… ou avec vos mots, un par ligne", rows=3),
            _lines_fault,
        )
        self.stakes = Field(
            ipywidgets.Textarea(description="Ce qui compte pour lui, un par ligne", rows=3),
            _lines_fault,
        )
        places = [(_ANYWHERE, ""), *((name, code) for code, name in self._names.items())]
        self.place = Field(
            ipywidgets.Dropdown(description="Où\u202f?", options=places),
            hint="ou cliquez sur la carte",
        )
        self.note = Field(ipywidgets.Textarea(description="Remarque", rows=2))

    def _fill(self, change: Any) -> None:
        self._show(self._known.get(change["new"], ActorInput("")))

    def _show(self, actor: ActorInput) -> None:
        if actor.sort and actor.sort not in self._sorts:  # typed on a phone
            self._sorts.append(actor.sort)
            self.sort.control.options = [(_UNSAID, ""), *((each, each) for each in self._sorts)]
        self.name.control.value, self.sort.control.value = actor.name, actor.sort
        self.capacities.control.value = "\n".join(actor.capacities)
        self.stakes.control.value = "\n".join(actor.stakes)
        self.note.control.value = actor.note
        commune = actor.place.commune if actor.place else ""
        self.place.control.value = commune if commune in self._names else ""
        self._spot = actor.place if actor.place and actor.place.lon is not None else None

    def _take(self, change: Any) -> None:
        if change["new"]:
            written = lines(self.capacities.value)
            if change["new"] not in written:
                self.capacities.control.value = "\n".join([*written, change["new"]])
            self.offered.control.value = ""

    def _place_changed(self, change: Any) -> None:
        self._spot = None


def lines(text: str) -> tuple[str, ...]:
    """Split what was typed into lines.

    Parameters
    ----------
    text : str
        Anything.

    Returns
    -------
    tuple of str
        Tidied lines, blank ones left out.
    """
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _lines_fault(text: str) -> str:
    given = lines(text)
    if len(given) > _LINES:
        return f"Il y a {len(given)} lignes\u00a0: {_LINES} au plus."
    if any(len(line) > _LONGEST for line in given):
        return f"Une ligne est trop longue\u00a0: {_LONGEST} caractères au plus."
    return ""


def _name_fault(text: str) -> str:
    if len(text) > _LONGEST:
        return f"Le nom est trop long\u00a0: {_LONGEST} caractères au plus."
    return needed("Dites qui, par exemple «\u00a0Coopérative de la plaine\u00a0».")(text)
