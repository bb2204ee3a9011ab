"""The kinds of things the room writes, one struct each, and the bounds of their fields.

The kinds that everything stands on; `exchanges`, `acting` and `leading` hold the others, `bodies`
lists them all. Bounds may widen later, never tighten: old logs must stay readable.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import Meta

from territorial_lib.schemas.checking import Checked
from territorial_lib.schemas.figures import Family
from territorial_lib.schemas.questions import check_form

Group = Literal["citizen", "firm", "administration", "elected", "association", "facilitator"]
GROUP_LABELS: dict[str, str] = {
    "citizen": "Habitant·e",
    "firm": "Entreprise",
    "administration": "Administration",
    "elected": "Élu·e",
    "association": "Association",
    "facilitator": "Animation",
}
_LINE = r"\A[^\n\t]*\Z"
_FILLED = r"\A[^\n\t]*[^\s][^\n\t]*\Z"
_ONE = r"(?:(?:dep|reg|ze|com|epci):)?[0-9A-Z]{2,9}"

Id = Annotated[
    str,
    Meta(
        pattern=r"\A[0-9a-f]{32}\Z",
        title="identifiant",
        extra={"expects": "32 caractères parmi 0-9 et a-f"},
    ),
]
TerritoryCode = Annotated[
    str,
    Meta(
        pattern=rf"\A{_ONE}(?:\+{_ONE})*\Z",
        max_length=16000,
        title="territoire",
        extra={"expects": "un code comme 242600252, dep:26 ou 242600252+26108"},
    ),
]
Name = Annotated[str, Meta(min_length=1, max_length=120, pattern=_FILLED, title="nom")]
Title = Annotated[str, Meta(min_length=1, max_length=200, pattern=_FILLED, title="intitulé")]
Line = Annotated[str, Meta(max_length=200, pattern=_LINE, title="précision")]
Unit = Annotated[str, Meta(max_length=40, pattern=_LINE, title="unité")]
Note = Annotated[str, Meta(max_length=2000, title="remarque")]
Reason = Annotated[str, Meta(max_length=2000, title="raison")]
Number = Annotated[float, Meta(title="valeur")]
Year = Annotated[int, Meta(ge=1800, le=2100, title="année")]
Key = Annotated[
    str,
    Meta(
        pattern=r"\A[a-z][a-z0-9_/-]{0,79}\Z",
        title="clé",
        extra={"expects": "des lettres minuscules sans accent, chiffres et tirets"},
    ),
]


class Author(Checked, frozen=True):
    """Who wrote: what they chose to say of themselves.

    Parameters
    ----------
    pseudonym : str
        A first name or anything, up to 40 characters; empty for someone who gave none.
    group : Group
        The group they declared.
    participant : str or None
        Random id of the phone's session, what rights over an entry rest on; None for the
        facilitator and for entries older than the room.
    """

    pseudonym: Annotated[str, Meta(max_length=40, pattern=_LINE, title="prénom ou pseudonyme")]
    group: Annotated[Group, Meta(title="groupe")]
    participant: Annotated[Id, Meta(title="participant")] | None = None


class Kind(Checked, frozen=True, tag_field="kind", tag="_"):
    """A kind of entry; its tag is the entry's kind."""


class WorkshopSettings(Kind, frozen=True, tag="workshop"):
    """The workshop's name, date and territory; the last one written counts.

    Parameters
    ----------
    name : str
        Name shown on every page.
    date : datetime.date
        Day of the workshop.
    territory : str
        Code as the command line takes it, such as ``242600252+26108``.
    facilitator : str
        Who leads; may be empty.
    similar : list of str or None
        Codes of the territories to compare with; None lets the program choose them.
    territory_name : str
        Name the room gave to an ad hoc perimeter; empty for the territory's own.
    """

    name: Annotated[Name, Meta(title="nom de l’atelier")]
    date: Annotated[datetime.date, Meta(title="date de l’atelier")]
    territory: TerritoryCode
    facilitator: Annotated[Line, Meta(title="animation")] = ""
    similar: (
        Annotated[list[TerritoryCode], Meta(max_length=50, title="territoires semblables")] | None
    ) = None
    territory_name: Annotated[Line, Meta(title="nom du territoire")] = ""


class Resource(Kind, frozen=True, tag="resource"):
    """Something the territory has, does not use enough, or lacks, as the room says it.

    Parameters
    ----------
    family : Family
        natural, human or economic.
    label : str
        What it is.
    use : str
        used, underused or missing.
    category : str
        Sub-heading; empty where unsaid.
    quantity : float or None
        How much, in `unit`; None where unsaid, never 0 for unsaid.
    unit : str
        Unit of the quantity.
    note : str
        Anything else.
    """

    family: Annotated[Family, Meta(title="famille de ressources")]
    label: Title
    use: Annotated[Literal["used", "underused", "missing"], Meta(title="usage")]
    category: Annotated[Line, Meta(title="catégorie")] = ""
    quantity: Annotated[float, Meta(title="quantité")] | None = None
    unit: Unit = ""
    note: Note = ""


class Correction(Kind, frozen=True, tag="correction"):
    """What the room says of a figure; the official value stays beside it.

    Parameters
    ----------
    figure_id : str
        Id of the figure: ``theme/variable/territory/vintage/dimension``.
    value : float or None
        The value declared; None says the figure is wrong without knowing the right one.
    unit : str
        Unit of the value, the figure's own.
    year : int or None
        Year of the value; None where unsaid.
    reason : str
        Why.
    source : str
        Where the value comes from.
    """

    figure_id: Annotated[
        str,
        Meta(
            pattern=r"\A[^/\s]+(?:/[^/\n\t]+){4}\Z",
            max_length=16400,
            title="chiffre corrigé",
            extra={"expects": "un chiffre : thème/variable/territoire/année/détail"},
        ),
    ]
    value: Number | None = None
    unit: Unit = ""
    year: Year | None = None
    reason: Reason = ""
    source: Annotated[Line, Meta(title="source")] = ""


class Question(Kind, frozen=True, tag="question"):
    """A question opened to the room, as data.

    Parameters
    ----------
    key : str
        Name that the step knows the question by; the last one opened under a key counts.
    form : dict
        Declarative form, see `territorial_lib.schemas.questions`.
    makes : str
        Kind of the entries that an answer makes, whose fields the form then names; "answer" for
        an answer kept as it is. See `territorial_lib.schemas.contributions`.
    scale : str
        For makes "vote": the scale of its grades; empty otherwise.
    once : bool
        True where the last answer of a participant replaces their former ones in the counts.
    """

    key: Key
    form: Annotated[dict[str, Any], Meta(title="formulaire")]
    makes: Annotated[Key, Meta(title="genre des réponses")] = "answer"
    scale: Annotated[Line, Meta(title="échelle de vote")] = ""
    once: Annotated[bool, Meta(title="une seule réponse par personne")] = False

    def faults(self) -> Iterator[str]:
        """Yield the faults of the form.

        Yields
        ------
        str
            A French sentence.
        """
        yield from check_form(self.form)


class Answer(Kind, frozen=True, tag="answer"):
    """An answer to a question; whoever receives it checks it with `check_answer`.

    Parameters
    ----------
    question : str
        Id of the entry that opened the question.
    values : dict
        Values by property of the form.
    """

    question: Annotated[Id, Meta(title="question")]
    values: Annotated[dict[str, Any], Meta(title="réponses")]


class Withdrawal(Kind, frozen=True, tag="withdrawal"):
    """Takes an entry back; withdrawing the withdrawal restores it.

    Parameters
    ----------
    entry : str
        Id of the entry taken back.
    reason : str
        Why; may be empty.
    """

    entry: Annotated[Id, Meta(title="contribution retirée")]
    reason: Reason = ""


class Moderation(Kind, frozen=True, tag="moderation"):
    """The facilitator hides, shows again, merges or edits an entry, with trace.

    Parameters
    ----------
    entry : str
        Id of the entry moderated.
    action : str
        hide, show, merge (into `target`) or edit (replace `fields`).
    target : str or None
        For merge: id of the entry that stays.
    fields : dict or None
        For edit: new values by field of the body.
    reason : str
        Why; may be empty.
    """

    entry: Annotated[Id, Meta(title="contribution modérée")]
    action: Annotated[Literal["hide", "show", "merge", "edit"], Meta(title="geste")]
    target: Annotated[Id, Meta(title="contribution gardée")] | None = None
    fields: Annotated[dict[str, Any], Meta(title="champs corrigés")] | None = None
    reason: Reason = ""

    def faults(self) -> Iterator[str]:
        """Yield what the action lacks or does not take.

        Yields
        ------
        str
            A French sentence.
        """
        if (self.target is not None) != (self.action == "merge"):
            yield "Une fusion, et elle seule, désigne la contribution gardée."
        if self.target == self.entry:
            yield "Une contribution ne peut pas être fusionnée avec elle-même."
        if bool(self.fields) != (self.action == "edit"):
            yield "Une retouche, et elle seule, donne les champs corrigés."
        if self.fields and "kind" in self.fields:
            yield "Une retouche ne change pas le genre de la contribution."


class Comment(Kind, frozen=True, tag="comment"):
    """What somebody says about an entry.

    Parameters
    ----------
    entry : str
        Id of the entry commented.
    text : str
        The comment.
    """

    entry: Annotated[Id, Meta(title="contribution commentée")]
    text: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S", title="commentaire")]
