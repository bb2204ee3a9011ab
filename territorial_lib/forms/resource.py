"""Adding a resource, or saying that it is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.form import Form
from territorial_lib.forms.inputs import PlaceInput, ResourceInput
from territorial_lib.forms.numbers import parse
from territorial_lib.schemas.figures import Family

_USES = (("utilisée", "used"), ("sous-utilisée", "underused"), ("manquante", "missing"))
_FAMILIES = (("humaine", "human"), ("naturelle", "natural"), ("économique", "economic"))
_ANYWHERE = "Tout le territoire"


class ResourceForm(Form):
    """What the room has, does not use, or lacks.

    Parameters
    ----------
    communes : sequence of (code, name)
        Communes of the territory.
    categories : mapping of str to sequence of str
        Sub-headings by family.
    on_submit : callable
        Takes a `ResourceInput`; may give the sentence to show.
    family : Family
        Family chosen at first.
    """

    def __init__(
        self,
        communes: Sequence[tuple[str, str]],
        categories: Mapping[str, Sequence[str]],
        on_submit: Callable[[ResourceInput], str | None],
        family: Family = "human",
    ) -> None:
        self._categories, self._names = categories, dict(communes)
        self._spot: PlaceInput | None = None
        self._make_fields(family)
        super().__init__(
            fields=[self.label, _side_by_side(self.use, self.family)],
            more=[self.category, self.quantity, self.unit, self.place, self.note],
            submit="Ajouter",
            send=lambda: on_submit(self.read()),
            done="C’est noté\u00a0: la ressource est ajoutée.",
        )
        self.label.control.on_submit(lambda _: self.submit())
        self.family.control.observe(self._family_changed, "value")
        self.place.control.observe(self._place_changed, "value")

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
        known = commune if commune in self._names else ""
        self.place.control.value = known
        self._spot = PlaceInput(commune, lon, lat, self._names.get(commune or "", ""))
        self._unfold(True)

    def read(self) -> ResourceInput:
        """Give what the form holds.

        Returns
        -------
        ResourceInput
            The values, once every field will do.
        """
        return ResourceInput(
            label=self.label.value,
            family=self.family.value,
            use=self.use.value,
            category=self.category.value or "",
            quantity=parse(self.quantity.value),
            unit=self.unit.value,
            place=self._place(),
            note=self.note.value,
        )

    def reset(self) -> None:
        """Empty the resource, its state and its place; its family stays for the next one."""
        for field in (self.label, self.quantity, self.unit, self.note):
            field.control.value = ""
        self.use.control.value = _USES[0][1]
        self.place.control.value, self._spot = "", None

    def _make_fields(self, family: str) -> None:
        self.label = Field(
            ipywidgets.Text(description="Quelle ressource\u202f? (obligatoire)"),
            needed("Dites de quelle ressource il s’agit, par exemple «\u00a0four à pain\u00a0»."),
        )
        self.use = Field(_choice("Elle est", _USES))
        self.family = Field(_choice("Famille", _FAMILIES, family))
        self.category = Field(_choice("Rubrique", self._headings(family)))
        self.quantity = Field(ipywidgets.Text(description="Quantité"), _number_fault)
        self.unit = Field(ipywidgets.Text(description="Unité (m², heures par mois, personnes…)"))
        places = [(_ANYWHERE, ""), *((name, code) for code, name in self._names.items())]
        self.place = Field(_choice("Où\u202f?", places), hint="ou cliquez sur la carte")
        self.note = Field(ipywidgets.Textarea(description="Remarque", rows=2))

    def _headings(self, family: str) -> list[tuple[str, str]]:
        return [("Non précisée", ""), *((name, name) for name in self._categories.get(family, ()))]

    def _family_changed(self, change: Any) -> None:
        self.category.control.options = self._headings(change["new"])

    def _place_changed(self, change: Any) -> None:
        self._spot = None

    def _place(self) -> PlaceInput | None:
        if self._spot is not None:
            return self._spot
        code = self.place.value
        return PlaceInput(code, name=self._names[code]) if code else None


def _choice(
    label: str, options: Sequence[tuple[str, str]], value: str | None = None
) -> ipywidgets.Dropdown:
    first = options[0][1] if value is None else value
    return ipywidgets.Dropdown(description=label, options=list(options), value=first)


def _number_fault(text: str) -> str:
    try:
        parse(text)
    except ValueError as error:
        return str(error)
    return ""


def _side_by_side(*fields: Field) -> ipywidgets.HBox:
    row = ipywidgets.HBox(fields)
    row.add_class("tw-row")
    return row
