"""What sorts of actors there are, and to which group of the room each belongs."""

from __future__ import annotations

from typing import Literal

from territorial_lib.typography import folded

Family = Literal["administration", "firm", "association", "citizen", "other"]
FAMILY_LABELS: dict[str, str] = {
    "administration": "Administrations",
    "firm": "Entreprises",
    "association": "Associations",
    "citizen": "Habitants",
    "other": "Sans type",
}
SORTS: dict[str, Family] = {
    "Commune": "administration",
    "Intercommunalité": "administration",
    "Département, région, État": "administration",
    "Chambre consulaire, agence publique": "administration",
    "École, hôpital, service public": "administration",
    "Entreprise": "firm",
    "Ferme, coopérative agricole": "firm",
    "Artisan, commerce": "firm",
    "Filière, groupement d’entreprises": "firm",
    "Banque, financeur": "firm",
    "Association": "association",
    "Association d’aide aux entrepreneurs": "association",
    "Tiers-lieu, atelier partagé": "association",
    "Collectif citoyen": "citizen",
    "Habitant·es": "citizen",
}
"""Sorts offered to the room, with the group they belong to."""
_STEMS: tuple[tuple[Family, tuple[str, ...]], ...] = (
    ("association", ("associati", "tiers lieu", "syndicat mixte d insertion", "fondation", "ong ")),
    ("citizen", ("collectif", "habitant", "citoyen", "voisin", "particulier")),
    (
        "firm",
        (
            *("entreprise", "ferme", "coop", "artisan", "commer", "sarl", "sas ", "scic", "scop"),
            *("filiere", "banque", "agricult", "exploit", "industri", "usine", "maraich"),
            *("eleveu", "societe"),
        ),
    ),
    (
        "administration",
        (
            *("commune", "mairie", "ville ", "intercommunal", "communaute", "metropole", "epci"),
            *("departement", "region", "etat ", "prefecture", "chambre", "cci ", "cma ", "agence"),
            *("ecole", "college", "lycee", "hopital", "service public", "administration"),
            *("collectivite", "syndicat", "parc naturel", "france services", "universite", "petr "),
        ),
    ),
)


def family(sort: str, name: str = "") -> Family:
    """Say to which group an actor belongs.

    Parameters
    ----------
    sort : str
        What sort of actor, as offered or as typed.
    name : str
        Its name, read where the sort says nothing.

    Returns
    -------
    Family
        administration, firm, association, citizen; "other" where neither tells.
    """
    offered = {folded(label): each for label, each in SORTS.items()}
    found = offered.get(folded(sort))
    return found or _read(sort) or _read(name) or "other"


def _read(text: str) -> Family | None:
    padded = f" {folded(text)} "
    for each, stems in _STEMS:
        if any(f" {stem}" in padded for stem in stems):
            return each
    return None
