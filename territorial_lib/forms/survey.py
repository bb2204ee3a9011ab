"""Where an organisation's money goes: two minutes, a line an expense."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets

from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.form import Form
from territorial_lib.forms.numbers import parse
from territorial_lib.schemas.surveying import LINES, WAGES, SpendingLine, Survey

_FIRST = 5
_EXAMPLES = ("Salaires", "Marchandises", "Loyer", "Énergie", "Entretien, comptable, assurance")


class SurveyForm(Form):
    """What an organisation receives, what it spends, and where.

    Parameters
    ----------
    products : sequence of (label, code)
        What may be bought: sectors.
    on_submit : callable
        Takes a `Survey`; may give the sentence to show.
    """

    def __init__(
        self,
        products: Sequence[tuple[str, str]],
        on_submit: Callable[[Survey], str | None],
    ) -> None:
        self._products = [("Non précisé", ""), ("Salaires", WAGES), *products]
        self.organisation = Field(
            ipywidgets.Text(description="Quelle organisation\u202f? (obligatoire)"),
            needed(
                "Donnez son nom\u00a0: une entreprise, un commerce, la mairie, une association."
            ),
        )
        self.income = Field(
            ipywidgets.Text(description="Recettes, en € par an (obligatoire)"), _income_fault
        )
        self.lines = [_Line(self._products, rank) for rank in range(_FIRST)]
        self._box = ipywidgets.VBox([each.row for each in self.lines])
        self._box.add_class("tw-lines")
        self.more_lines = ipywidgets.Button(description="Ajouter une dépense")
        self.more_lines.add_class("tw-button").add_class("tw-button--quiet")
        self.more_lines.on_click(lambda _: self.add_line())
        self.note = Field(ipywidgets.Textarea(description="Remarque", rows=2))
        heads = ipywidgets.HBox([self.organisation, self.income])
        heads.add_class("tw-row")
        super().__init__(
            fields=[heads, self._box, self.more_lines],
            more=[*(each.respent for each in self.lines), self.note],
            submit="Suivre l’argent",
            send=lambda: on_submit(self.read()),
            done="C’est noté\u00a0: l’argent est suivi ci-contre.",
        )

    def add_line(self) -> None:
        """Add an empty line of spending."""
        if len(self.lines) < LINES:
            self.lines.append(_Line(self._products, len(self.lines)))
            self._box.children = tuple(each.row for each in self.lines)

    def read(self) -> Survey:
        """Give what the form holds.

        Returns
        -------
        Survey
            The values, once every field will do; lines left empty are left out.
        """
        return Survey(
            organisation=self.organisation.value,
            income=parse(self.income.value) or 0.0,
            spending=[line for each in self.lines if (line := each.read()) is not None],
            note=self.note.value,
        )

    def reset(self) -> None:
        """Empty everything for the next organisation."""
        for field in (self.organisation, self.income, self.note):
            field.control.value = ""
        for each in self.lines:
            each.reset()

    def _all_valid(self) -> bool:
        fields = [self.organisation, self.income, *(f for each in self.lines for f in each.fields)]
        faults = [field for field in fields if not field.valid()]
        return super()._all_valid() and not faults


class _Line:
    """An expense: what, how much, what part of it here, what kind of product."""

    def __init__(self, products: Sequence[tuple[str, str]], rank: int) -> None:
        number = rank + 1
        example = _EXAMPLES[rank] if rank < len(_EXAMPLES) else ""
        self._product = WAGES if rank == 0 else ""
        self._label = example if rank == 0 else ""
        self.label = Field(
            ipywidgets.Text(
                description=f"Dépense {number}, quoi", value=self._label, placeholder=example
            )
        )
        self.amount = Field(
            ipywidgets.Text(description=f"Dépense {number}, € par an"), self._amount_fault
        )
        self.local = Field(
            ipywidgets.Text(description=f"Dépense {number}, dont ici (%)"), _percent_fault
        )
        self.respent = Field(
            ipywidgets.Text(
                description=f"De la dépense {number}, part redépensée ici par qui la reçoit (%)"
            ),
            _percent_fault,
        )
        self.product = Field(
            ipywidgets.Dropdown(
                description=f"Dépense {number}, produit",
                options=list(products),
                value=self._product,
            )
        )
        self.fields = (self.label, self.amount, self.local, self.respent, self.product)
        self.row = ipywidgets.HBox([self.label, self.amount, self.local, self.product])
        self.row.add_class("tw-row").add_class("tw-line")

    def read(self) -> SpendingLine | None:
        amount = parse(self.amount.value)
        if amount is None:
            return None
        return SpendingLine(
            label=self.label.value,
            amount=amount,
            product=self.product.value,
            local=_share(self.local.value),
            respent=_share(self.respent.value),
        )

    def reset(self) -> None:
        for field in (self.amount, self.local, self.respent):
            field.control.value = ""
        self.label.control.value, self.product.control.value = self._label, self._product

    def _amount_fault(self, text: str) -> str:
        fault = _number_fault(text, 0.0, None)
        if fault:
            return fault
        if not text and self.label.value != self._label:
            return "Combien, par an\u202f?"
        if not text and (self.local.value or self.respent.value):
            return "Combien, par an\u202f?"
        if text and not self.label.value:
            return "Dites à gauche ce qui est payé."
        return ""


def _share(text: str) -> float | None:
    percent = parse(text)
    return None if percent is None else percent / 100


def _income_fault(text: str) -> str:
    fault = _number_fault(text, 0.0, None)
    if fault:
        return fault
    return "" if parse(text) else "Donnez les recettes d’une année, même à peu près."


def _percent_fault(text: str) -> str:
    return _number_fault(text, 0.0, 100.0)


def _number_fault(text: str, low: float, high: float | None) -> str:
    try:
        value = parse(text)
    except ValueError as error:
        return str(error)
    if value is None or (value >= low and (high is None or value <= high)):
        return ""
    return "Une part va de 0 à 100." if high else "Un montant ne peut pas être négatif."
