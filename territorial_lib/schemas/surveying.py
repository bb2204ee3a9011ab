"""An organisation that tells what it spends and where: what its LM3 is computed from."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from msgspec import Meta, field

from territorial_lib.schemas.checking import Checked, refuse
from territorial_lib.schemas.exchanges import Euros, Party
from territorial_lib.schemas.kinds import Kind, Note, Title

WAGES = "wages"
"""The product of pay, which no sector makes."""
LINES = 20
Income = Annotated[float, Meta(gt=0, le=1e12, title="recettes en euros par an")]
Share = Annotated[float, Meta(ge=0, le=1, title="part entre 0 et 1")]
Product = Annotated[
    str,
    Meta(
        pattern=rf"\A(?:[A-Z]{{2}}|{WAGES})?\Z",
        title="produit acheté",
        extra={"expects": f"un secteur en deux lettres, ou {WAGES}"},
    ),
]
_FLAT = re.compile(r"(wages|line[1-9])_(label|amount|product|local|respent)")
_PERCENT = ("local", "respent")


class SpendingLine(Checked, frozen=True):
    """What an organisation spends on one thing in a year.

    Parameters
    ----------
    label : str
        What it is, in its own words.
    amount : float
        Euros a year.
    product : str
        Sector (A38) that makes it; "wages" for pay; empty where unsaid.
    local : float or None
        Share spent here (for pay: paid to people who live here), in [0, 1]; None where unsaid.
    respent : float or None
        Share of that which its receivers spend here in turn, in [0, 1]; None where not asked.
    """

    label: Annotated[Title, Meta(title="dépense")]
    amount: Euros
    product: Product = ""
    local: Annotated[Share, Meta(title="part dépensée ici")] | None = None
    respent: Annotated[Share, Meta(title="part redépensée ici")] | None = None


class Survey(Kind, frozen=True, tag="survey"):
    """What an organisation receives, what it spends and where.

    Parameters
    ----------
    organisation : str
        Its name.
    income : float
        What it receives in a year, euros, above 0.
    spending : list of SpendingLine
        What it spends, no more than it receives.
    note : str
        Anything else.
    """

    organisation: Annotated[Party, Meta(title="nom de l’organisation")]
    income: Income
    spending: Annotated[list[SpendingLine], Meta(max_length=LINES, title="dépenses")] = field(
        default_factory=list
    )
    note: Note = ""

    def faults(self) -> Iterator[str]:
        """Yield what the fields break together.

        Yields
        ------
        str
            A French sentence.
        """
        if math.fsum(line.amount for line in self.spending) > self.income * (1 + 1e-9):
            yield (
                "Les dépenses dépassent les recettes : vérifiez les montants, ou comptez aussi "
                "les réserves et les emprunts dans les recettes."
            )


def is_flat(name: str) -> bool:
    """Tell whether a form's field is one of a spending line.

    Parameters
    ----------
    name : str
        Name of a field.

    Returns
    -------
    bool
        True for ``wages_amount``, ``line1_label``... `gathered` puts them in lines.
    """
    return _FLAT.fullmatch(name) is not None


def gathered(values: Mapping[str, object]) -> dict[str, object]:
    """Put the flat fields of a phone's form into lines of spending.

    A form has no repeated lines: ``line1_label``, ``line1_amount``, ``line1_product``,
    ``line1_local`` and ``line1_respent`` (in %) make the first one; ``wages_amount`` and
    ``wages_local`` the one of pay.

    Parameters
    ----------
    values : Mapping
        Values by field, as sent.

    Returns
    -------
    dict
        Fields of `Survey`; InvalidEntry names the lines that have no amount.
    """
    lines: dict[str, dict[str, Any]] = {}
    found: dict[str, object] = {}
    for name, value in values.items():
        parts = _FLAT.fullmatch(name)
        if parts is None:
            found[name] = value
            continue
        line, part = parts.groups()
        lines.setdefault(line, {})[part] = _shared(value) if part in _PERCENT else value
    named = [_named(key, lines[key]) for key in sorted(lines, key=_rank)]
    faults = [
        f"« {line['label']} » : il manque le montant." for line in named if "amount" not in line
    ]
    if faults:
        refuse(faults)
    return {**found, "spending": named}


def _shared(value: object) -> object:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return value / 100 if known else value  # type: ignore[operator]


def _rank(key: str) -> tuple[bool, str]:
    return key != WAGES, key


def _named(key: str, line: dict[str, Any]) -> dict[str, Any]:
    """Name a line that has no words; pay is pay."""
    if key == WAGES:
        return {"label": "Salaires", "product": WAGES, **line}
    return {"label": f"Dépense {key.removeprefix('line')}", **line}
