"""What a pasted column may hold, the words it is called by, and the fields of an entry it fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from territorial_lib.schemas.kinds import GROUP_LABELS
from territorial_lib.typography import folded

Shape = Literal["text", "number", "whole", "date", "list", "choice", "place"]


@dataclass(frozen=True)
class Column:
    """A meaning that a column may have.

    Parameters
    ----------
    key : str
        Its name here.
    label : str
        Its name in French.
    shape : Shape
        How its cells are read.
    also : tuple of str
        Other words that name it, in French.
    words : Mapping of str to str
        For a choice: the value by word.
    """

    key: str
    label: str
    shape: Shape = "text"
    also: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> set[str]:
        """Give every word that names it, folded."""
        return {folded(each) for each in (self.label, *self.also)}


@dataclass(frozen=True)
class PaperKind:
    """What a row of paper may be.

    Parameters
    ----------
    label : str
        Its name in French.
    tag : str
        Kind of the entry that it makes.
    fields : Mapping of str to str
        Field of the entry by column.
    usual : tuple of str
        Columns in the order expected where no header names them.
    fixed : Mapping of str to str
        Fields whose value the kind itself gives.
    also : tuple of str
        Other words that name it in a column of kinds.
    """

    label: str
    tag: str
    fields: Mapping[str, str]
    usual: tuple[str, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()


GROUP_WORDS: dict[str, str] = {
    **{label: group for group, label in GROUP_LABELS.items()},
    "habitant": "citizen",
    "habitante": "citizen",
    "citoyen": "citizen",
    "citoyenne": "citizen",
    "collectivité": "administration",
    "mairie": "administration",
    "élu": "elected",
    "élue": "elected",
    "asso": "association",
    "animateur": "facilitator",
    "animatrice": "facilitator",
}
_USES = {
    "nous l’avons": "used",
    "l’avons": "used",
    "utilisée": "used",
    "utilisé": "used",
    "nous l’utilisons peu": "underused",
    "l’utilisons peu": "underused",
    "sous-utilisée": "underused",
    "sous-utilisé": "underused",
    "peu utilisée": "underused",
    "en manquons": "missing",
    "nous en manquons": "missing",
    "il nous manque": "missing",
    "manquante": "missing",
    "manque": "missing",
}
_FAMILIES = {"humaine": "human", "naturelle": "natural", "économique": "economic"}
_NOTE = {"note": "note"}
_EXCHANGED = {
    "what": "label",
    "category": "category",
    "quantity": "quantity",
    "unit": "unit",
    "actor": "actor",
    **_NOTE,
}
_RESOURCE = {
    "what": "label",
    "family": "family",
    "category": "category",
    "quantity": "quantity",
    "unit": "unit",
    **_NOTE,
}
KINDS: dict[str, PaperKind] = {
    "resource": PaperKind(
        "Ressource",
        "resource",
        {**_RESOURCE, "use": "use"},
        ("what", "use", "family", "place", "note", "group", "pseudonym"),
    ),
    "lack": PaperKind(
        "Manque",
        "resource",
        _RESOURCE,
        ("what", "family", "place", "note", "group", "pseudonym"),
        {"use": "missing"},
    ),
    "offer": PaperKind(
        "Offre",
        "offer",
        _EXCHANGED,
        ("what", "category", "place", "quantity", "unit", "actor", "note", "group", "pseudonym"),
        also=("proposition",),
    ),
    "request": PaperKind(
        "Besoin",
        "request",
        _EXCHANGED,
        ("what", "category", "place", "quantity", "unit", "actor", "note", "group", "pseudonym"),
        also=("recherche", "demande"),
    ),
    "purchase": PaperKind(
        "Achat",
        "purchase",
        {"buyer": "buyer", "seller": "seller", "what": "label", "amount": "amount", "year": "year"}
        | _NOTE,
        ("buyer", "seller", "what", "amount", "note", "group", "pseudonym"),
    ),
    "actor": PaperKind(
        "Acteur",
        "actor",
        {"what": "name", "sort": "sort", "capacities": "capacities", "stakes": "stakes", **_NOTE},
        ("what", "sort", "capacities", "stakes", "place", "note", "group", "pseudonym"),
    ),
    "action": PaperKind(
        "Action",
        "action",
        {
            "what": "title",
            "answers": "answers",
            "lead": "lead",
            "partners": "partners",
            "capacities": "needs",
            "start": "start",
            "end": "end",
            "cost": "cost",
            "beneficiaries": "beneficiaries",
            **_NOTE,
        },
        ("what", "answers", "place", "lead", "partners", "cost", "note", "group", "pseudonym"),
    ),
}
"""In the order offered."""
KIND_WORDS: dict[str, str] = {
    word: key for key, each in KINDS.items() for word in (each.label, *each.also)
}
COLUMNS: tuple[Column, ...] = (
    Column("kind", "Genre", "choice", ("type de carte", "carte"), KIND_WORDS),
    Column(
        "what",
        "Quoi",
        also=(
            *("libellé", "intitulé", "ce que je propose", "ce que je cherche", "son nom", "nom"),
            *("l’action", "action", "titre", "ressource", "manque", "ce qui est acheté", "objet"),
        ),
    ),
    Column("use", "Usage", "choice", ("nous", "état"), _USES),
    Column(
        "family", "Famille", "choice", ("c’est une ressource", "famille de ressources"), _FAMILIES
    ),
    Column("buyer", "Qui achète", also=("acheteur", "acheteuse")),
    Column("seller", "À qui", also=("vendeur", "vendeuse", "fournisseur")),
    Column("amount", "Euros par an", "number", ("montant", "euros", "montant en euros")),
    Column("year", "Année", "whole"),
    Column("category", "Catégorie", also=("rubrique", "thème")),
    Column("quantity", "Quantité", "number", ("quantité par an", "combien")),
    Column("unit", "Unité", also=("unité t m3 heures",)),
    Column("actor", "Au nom de", also=("pour le compte de", "organisation", "structure")),
    Column("sort", "Type d’acteur", also=("quel type d’acteur", "type")),
    Column(
        "capacities", "Savoir-faire", "list", ("ce qu’il sait faire", "ce qu’il faut savoir faire")
    ),
    Column("stakes", "Ce qui compte", "list", ("ce qui compte pour lui", "enjeux")),
    Column("answers", "Répond à", also=("à quel manque ou à quelle fuite répond-elle",)),
    Column("lead", "Qui la mène", also=("porteur", "qui mène", "pilote")),
    Column("partners", "Avec qui", "list", ("partenaires",)),
    Column("start", "Début", "date"),
    Column("end", "Fin", "date"),
    Column("cost", "Coût en euros", "number", ("coût", "cout")),
    Column("beneficiaries", "À qui cela profite", also=("bénéficiaires",)),
    Column("place", "Où", "place", ("commune", "lieu")),
    Column("note", "Remarque", also=("précisions", "note", "commentaire")),
    Column("group", "Groupe", "choice", ("vous êtes", "collège"), GROUP_WORDS),
    Column("pseudonym", "Prénom", also=("prénom ou pseudonyme", "pseudonyme", "qui")),
)
