"""What somebody proposes or seeks, and who buys from whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.form import Form
from territorial_lib.forms.inputs import PlaceInput
from territorial_lib.forms.numbers import parse

CATEGORIES = (
    "Matières et restes",
    "Chaleur et énergie",
    "Locaux et terrains",
    "Machines et outils",
    "Savoir-faire et temps",
    "Transport",
    "Alimentation",
)
"""Suggested: an offer and a request meet under the same words."""
_SIDES = (("Je propose", "offer"), ("Je cherche", "request"))


@dataclass(frozen=True)
class ExchangeInput:
    """Something proposed or sought.

    Parameters
    ----------
    side : str
        offer or request.
    label, category, actor : str
        What, under which heading, for whom; the label and the actor never empty.
    quantity : float or None
        How much a year; None where unsaid.
    unit : str
        Its unit.
    place : PlaceInput or None
        Where; None where unsaid.
    note : str
        Anything else.
    """

    side: str
    label: str
    category: str
    actor: str
    quantity: float | None = None
    unit: str = ""
    place: PlaceInput | None = None
    note: str = ""


class ExchangeForm(Form):
    """An offer or a need.

    Parameters
    ----------
    communes : sequence of (code, name)
        Communes of the territory.
    on_submit : callable
        Takes an `ExchangeInput`; may give the sentence to show.
    """

    def __init__(
        self,
        communes: Sequence[tuple[str, str]],
        on_submit: Callable[[ExchangeInput], str | None],
    ) -> None:
        self._names = dict(communes)
        places = [("Non précisé", ""), *((name, code) for code, name in communes)]
        self.side = Field(ipywidgets.Dropdown(description="Vous", options=list(_SIDES)))
        self.label = Field(
            ipywidgets.Text(description="Quoi\u202f? (obligatoire)"),
            needed("Dites quoi, par exemple «\u00a0sciure de bois\u00a0»."),
        )
        self.category = Field(
            ipywidgets.Combobox(description="Catégorie", options=list(CATEGORIES))
        )
        self.actor = Field(
            ipywidgets.Text(description="Qui\u202f? (obligatoire)"),
            needed("Dites qui propose ou cherche\u00a0: une rencontre se fait à deux."),
        )
        self.place = Field(ipywidgets.Dropdown(description="Où\u202f?", options=places))
        self.quantity = Field(ipywidgets.Text(description="Quantité par an"), _positive_fault)
        self.unit = Field(ipywidgets.Text(description="Unité (t, m³, heures…)"))
        self.note = Field(ipywidgets.Textarea(description="Remarque", rows=2))
        super().__init__(
            fields=[_row(self.side, self.label), _row(self.actor, self.category), self.place],
            more=[self.quantity, self.unit, self.note],
            submit="Ajouter",
            send=lambda: on_submit(self.read()),
            done="C’est noté.",
        )

    def read(self) -> ExchangeInput:
        """Give what the form holds.

        Returns
        -------
        ExchangeInput
            The values, once every field will do.
        """
        code = self.place.value
        return ExchangeInput(
            side=self.side.value,
            label=self.label.value,
            category=self.category.value,
            actor=self.actor.value,
            quantity=parse(self.quantity.value),
            unit=self.unit.value,
            place=PlaceInput(code, name=self._names[code]) if code else None,
            note=self.note.value,
        )

    def _all_valid(self) -> bool:
        faults = [field for field in (self.label, self.actor) if not field.valid()]
        return super()._all_valid() and not faults

    def suggest(self, categories: Sequence[str]) -> None:
        """Suggest also the headings that the room used.

        Parameters
        ----------
        categories : sequence of str
            Headings, as typed. May be called from any thread.
        """
        own = sorted({each for each in categories if each} - set(CATEGORIES))
        options = [*CATEGORIES, *own]
        if options != list(self.category.control.options):
            self.category.control.options = options

    def reset(self) -> None:
        """Empty what is said; who says it and where stay for the next one."""
        for field in (self.label, self.category, self.quantity, self.unit, self.note):
            field.control.value = ""


@dataclass(frozen=True)
class PurchaseInput:
    """Who buys what from whom.

    Parameters
    ----------
    buyer, seller : str
        Never empty.
    amount : float
        € a year, above 0.
    label : str
        What is bought; may be empty.
    """

    buyer: str
    seller: str
    amount: float
    label: str = ""


class PurchaseForm(Form):
    """A purchase that somebody knows of.

    Parameters
    ----------
    on_submit : callable
        Takes a `PurchaseInput`; may give the sentence to show.
    """

    def __init__(self, on_submit: Callable[[PurchaseInput], str | None]) -> None:
        self.buyer = Field(
            ipywidgets.Combobox(description="Qui achète\u202f? (obligatoire)"),
            needed("Dites qui paie."),
        )
        self.seller = Field(
            ipywidgets.Combobox(description="À qui\u202f? (obligatoire)"),
            needed("Dites qui est payé."),
        )
        self.amount = Field(
            ipywidgets.Text(description="€ par an (obligatoire)"),
            lambda text: (
                _positive_fault(text) or ("" if text else "Combien, même à peu près\u202f?")
            ),
        )
        self.label = Field(ipywidgets.Text(description="Quoi"))
        super().__init__(
            fields=[_row(self.buyer, self.seller), self.amount],
            more=[self.label],
            submit="Ajouter l’achat",
            send=lambda: on_submit(self.read()),
            done="C’est noté\u00a0: les boucles sont recalculées.",
        )

    def read(self) -> PurchaseInput:
        """Give what the form holds.

        Returns
        -------
        PurchaseInput
            The values, once every field will do.
        """
        amount = parse(self.amount.value)
        return PurchaseInput(self.buyer.value, self.seller.value, amount or 0.0, self.label.value)

    def _all_valid(self) -> bool:
        faults = [field for field in (self.buyer, self.seller) if not field.valid()]
        return super()._all_valid() and not faults

    def suggest(self, actors: Sequence[str]) -> None:
        """Suggest the actors already named.

        Parameters
        ----------
        actors : sequence of str
            Their names. May be called from any thread.
        """
        for field in (self.buyer, self.seller):
            if list(field.control.options) != list(actors):
                field.control.options = list(actors)

    def reset(self) -> None:
        """Empty everything for the next purchase."""
        for field in (self.buyer, self.seller, self.amount, self.label):
            field.control.value = ""


def _row(*fields: Field) -> ipywidgets.HBox:
    row = ipywidgets.HBox(fields)
    row.add_class("tw-row")
    return row


def _positive_fault(text: str) -> str:
    try:
        value = parse(text)
    except ValueError as error:
        return str(error)
    return "Un nombre positif est attendu." if value is not None and value < 0 else ""
