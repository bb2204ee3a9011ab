"""What the room chose and said: gaps, ways, corrections, levers, money, exchanges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from territorial_lib.report.figure_tables import TERRITORY, territory
from territorial_lib.report.figures import lines
from territorial_lib.report.levers import moved
from territorial_lib.report.material import Material
from territorial_lib.report.table import Field, Table, plain
from territorial_lib.schemas.acting import WAY_LABELS


def room_tables(material: Material) -> Iterator[Table]:
    """Give what the room chose and said.

    Parameters
    ----------
    material : Material
        What is exported.

    Yields
    ------
    Table
        Its rows may be none.
    """
    yield _priorities(material)
    yield _ways(material)
    yield _corrections(material)
    yield _levers(material)
    yield _surveys(material)
    yield _purchases(material)
    yield _proposals(material)


def made(
    material: Material,
    names: tuple[str, str, str],
    fields: Sequence[Field],
    rows: Iterable[Sequence[object]],
) -> Table:
    """Make a table whose rows begin with the territory.

    Parameters
    ----------
    material : Material
        What is exported.
    names : tuple of str
        Its key, the name of its sheet, its title.
    fields : sequence of Field
        Its own columns.
    rows : iterable of sequence
        Its own cells.

    Returns
    -------
    Table
        The table.
    """
    own = territory(material)
    written = tuple(plain((*own, *row)) for row in rows)
    return Table(*names, (*TERRITORY, *fields), written)


def _priorities(material: Material) -> Table:
    fields = (
        Field("Ordre", "number"),
        Field("Manque", "long"),
        Field("Gravité (0 à 1)", "number"),
        Field("Gravité, bas", "number"),
        Field("Gravité, haut", "number"),
        Field("Importance (0 à 10)", "number"),
        Field("Désaccord entre groupes", "number"),
        Field("Retenu par la salle"),
        Field("Ce que dit le chiffre", "long"),
        Field("Avis par groupe", "long"),
        Field("Identifiant du chiffre", "long"),
        Field("Clé"),
    )
    rows = (
        (
            rank,
            each.gap.label,
            each.severity,
            each.gap.low,
            each.gap.high,
            each.importance,
            each.disagreement,
            each.chosen,
            each.gap.sentence,
            [f"{one.label}\u00a0: {one.median:g} ({one.count})" for one in each.by_group],
            each.gap.figure,
            each.gap.key,
        )
        for rank, each in enumerate(material.found.gaps.priorities, 1)
    )
    return made(
        material, ("priorites", "Priorités", "Par quels manques commencer\u202f?"), fields, rows
    )


def _ways(material: Material) -> Table:
    fields = (
        Field("Manque", "long"),
        Field("Réponse en vigueur"),
        Field("Proposée par le classeur"),
        Field("Choisie par la salle"),
        Field("Pourquoi", "long"),
        Field("Qui"),
        Field("Quand"),
        Field("Ce qui plaide pour chaque voie", "long"),
        Field("Votes", "long"),
        Field("Clé"),
    )
    rows = []
    for each in material.found.glocal.ways:
        chosen = each.chosen
        evidence = [f"{WAY_LABELS[one.way]}\u00a0: {one.sentence}" for one in each.evidence]
        votes = [
            f"{group}\u00a0: " + ", ".join(f"{WAY_LABELS[way]} {n}" for way, n in given.items())
            for group, given in each.votes.items()
        ]
        said = (WAY_LABELS[chosen.way], chosen.reason, chosen.who, chosen.when) if chosen else None
        rows.append(
            (
                each.gap.label,
                WAY_LABELS[each.way],
                WAY_LABELS[each.proposed],
                *(said or ("", "", "", "")),
                evidence,
                votes,
                each.gap.key,
            )
        )
    return made(
        material, ("voies", "Voies", "Utiliser, développer, s’allier, faire venir"), fields, rows
    )


def _corrections(material: Material) -> Table:
    fields = (
        Field("Chiffre corrigé", "long"),
        Field("Valeur", "number"),
        Field("Année", "year"),
        Field("Source", "long"),
        Field("Pourquoi", "long"),
        Field("Qui"),
        Field("Quand"),
        Field("Identifiant", "long"),
    )
    labels = {each.row.figure.id: each.row.figure.label for each in lines(material.found)}
    rows = (
        (
            labels.get(each.figure, each.figure),
            each.value,
            each.year,
            each.source,
            each.reason,
            each.who,
            each.when,
            each.figure,
        )
        for each in material.case.declared.corrections
    )
    return made(material, ("corrections", "Corrections", "Ce que la salle a corrigé"), fields, rows)


def _levers(material: Material) -> Table:
    fields = (
        Field("Hypothèse", "long"),
        Field("Valeur retenue", "number"),
        Field("Valeur de départ", "number"),
        Field("Unité"),
        Field("Source du départ", "long"),
        Field("Clé"),
    )
    rows = (
        (each.label, value, each.default, each.unit, each.source, each.key)
        for each, value in moved(material)
    )
    return made(
        material, ("hypotheses", "Hypothèses", "Les leviers que la salle a bougés"), fields, rows
    )


def _surveys(material: Material) -> Table:
    fields = (
        Field("Organisation"),
        Field("Recettes (€/an)", "number"),
        Field("Dépense", "long"),
        Field("Montant (€/an)", "number"),
        Field("Part dépensée ici (0 à 1)", "number"),
        Field("Part redépensée ici (0 à 1)", "number"),
        Field("Qui"),
        Field("Quand"),
    )
    rows = (
        (
            each.organisation,
            each.income,
            line.label,
            line.amount,
            line.local,
            line.respent,
            each.who,
            each.when,
        )
        for each in material.case.declared.surveys
        for line in each.spending
    )
    return made(
        material, ("depenses", "Dépenses", "Ce que des organisations dépensent"), fields, rows
    )


def _purchases(material: Material) -> Table:
    fields = (
        Field("Qui achète"),
        Field("À qui"),
        Field("Quoi", "long"),
        Field("Montant (€/an)", "number"),
        Field("Qui"),
        Field("Quand"),
    )
    rows = (
        (each.buyer, each.seller, each.label, each.amount, each.who, each.when)
        for each in material.case.declared.purchases
    )
    return made(material, ("achats", "Achats", "Qui achète à qui"), fields, rows)


def _proposals(material: Material) -> Table:
    fields = (
        Field("Sens"),
        Field("Acteur"),
        Field("Quoi", "long"),
        Field("Rubrique"),
        Field("Quantité par an", "number"),
        Field("Unité"),
        Field("Lieu"),
        Field("Qui"),
        Field("Quand"),
    )
    said = material.case.declared
    both = [("offre", each) for each in said.offers]
    both += [("recherche", each) for each in said.requests]
    rows = (
        (
            way,
            each.actor,
            each.label,
            each.category,
            each.quantity,
            each.unit,
            each.place,
            each.who,
            each.when,
        )
        for way, each in both
    )
    return made(material, ("offres", "Offres et recherches", "Offres et recherches"), fields, rows)
