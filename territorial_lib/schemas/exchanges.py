"""What the room exchanges: offers, requests, who buys what from whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from territorial_lib.schemas.kinds import Kind, Line, Note, Title, Unit, Year

Quantity = Annotated[float, Meta(ge=0, le=1e12, title="quantité par an")]
Euros = Annotated[float, Meta(ge=0, le=1e12, title="montant en euros par an")]
Party = Annotated[Title, Meta(title="nom de l’acteur")]


class Offer(Kind, frozen=True, tag="offer"):
    """What somebody can give, lend or sell: a product, waste, a machine, premises, a skill.

    Parameters
    ----------
    label : str
        What is offered.
    category : str
        Sub-heading that an offer and a request share; empty where unsaid.
    quantity : float or None
        How much a year, in `unit`; None where unsaid.
    unit : str
        Unit of the quantity.
    actor : str
        Whose it is; empty for whoever wrote.
    note : str
        Anything else.
    """

    label: Annotated[Title, Meta(title="ce qui est proposé")]
    category: Annotated[Line, Meta(title="catégorie")] = ""
    quantity: Quantity | None = None
    unit: Unit = ""
    actor: Annotated[Line, Meta(title="qui propose")] = ""
    note: Note = ""


class Request(Kind, frozen=True, tag="request"):
    """What somebody looks for.

    Parameters
    ----------
    label : str
        What is needed.
    category : str
        Sub-heading that an offer and a request share; empty where unsaid.
    quantity : float or None
        How much a year, in `unit`; None where unsaid.
    unit : str
        Unit of the quantity.
    actor : str
        Who needs it; empty for whoever wrote.
    note : str
        Anything else.
    """

    label: Annotated[Title, Meta(title="ce qui est recherché")]
    category: Annotated[Line, Meta(title="catégorie")] = ""
    quantity: Quantity | None = None
    unit: Unit = ""
    actor: Annotated[Line, Meta(title="qui cherche")] = ""
    note: Note = ""


class Purchase(Kind, frozen=True, tag="purchase"):
    """Who buys what from whom, in euros a year.

    Parameters
    ----------
    buyer : str
        Who pays.
    seller : str
        Who is paid; not the buyer.
    label : str
        What is bought; empty where unsaid.
    amount : float or None
        Euros a year; None where unsaid.
    year : int or None
        Year of the amount; None where unsaid.
    note : str
        Anything else.
    """

    buyer: Annotated[Party, Meta(title="qui achète")]
    seller: Annotated[Party, Meta(title="à qui")]
    label: Annotated[Line, Meta(title="ce qui est acheté")] = ""
    amount: Euros | None = None
    year: Year | None = None
    note: Note = ""

    def faults(self) -> Iterator[str]:
        """Yield what the fields break together.

        Yields
        ------
        str
            A French sentence.
        """
        if self.buyer.strip().casefold() == self.seller.strip().casefold():
            yield "Un achat se fait entre deux acteurs différents : indiquez à qui l’on achète."
