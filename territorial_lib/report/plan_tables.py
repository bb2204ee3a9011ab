"""Who can act and what is decided, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from territorial_lib.report.material import Material
from territorial_lib.report.room_tables import made
from territorial_lib.report.table import Field, Table
from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.wording import VALUE_LABELS


def plan_tables(material: Material) -> Iterator[Table]:
    """Give the actors, the teams, the actions, the votes, the decisions and what follows.

    Parameters
    ----------
    material : Material
        What is exported.

    Yields
    ------
    Table
        Its rows may be none.
    """
    yield _known(material)
    yield _named(material)
    yield _teams(material)
    yield _actions(material)
    yield _votes(material)
    yield _decisions(material)
    yield _follow_up(material)


def _known(material: Material) -> Table:
    fields = (
        Field("Acteur"),
        Field("Type"),
        Field("Ce que dit la source", "long"),
        Field("Capacités supposées", "long"),
        Field("Lieu"),
        Field("Code de la commune"),
        Field("Nommé par la salle"),
        Field("Année", "year"),
        Field("Source", "long"),
        Field("Note", "long"),
    )
    rows = (
        (
            each.name,
            each.sort,
            each.what,
            each.capacities,
            each.place,
            each.commune,
            bool(each.adopted),
            each.year,
            each.source,
            each.note,
        )
        for each in material.found.actors.known
    )
    return made(
        material,
        ("acteurs-connus", "Acteurs connus", "Acteurs que les sources nomment"),
        fields,
        rows,
    )


def _named(material: Material) -> Table:
    fields = (
        Field("Acteur"),
        Field("Type"),
        Field("Capacités", "long"),
        Field("Ce qui compte pour lui", "long"),
        Field("Pouvoir (0 à 10)", "number"),
        Field("Intérêt (0 à 10)", "number"),
        Field("Lieu"),
        Field("Code de la commune"),
        Field("Note", "long"),
        Field("Qui"),
        Field("Quand"),
    )
    rows = (
        (
            each.name,
            each.sort,
            each.capacities,
            each.stakes,
            each.power,
            each.interest,
            each.place,
            each.commune,
            each.note,
            each.who,
            each.when,
        )
        for each in material.found.actors.actors
    )
    return made(
        material, ("acteurs", "Acteurs nommés", "Acteurs nommés par la salle"), fields, rows
    )


def _teams(material: Material) -> Table:
    fields = (
        Field("Pour répondre à", "long"),
        Field("Capacités nécessaires", "long"),
        Field("Équipe", "long"),
        Field("Capacités que personne n’a", "long"),
        Field("D’où viennent ces capacités", "long"),
    )
    found = material.found.actors
    names = {each.id: each.name for each in found.actors}
    rows = (
        (
            team.need.label,
            team.need.capacities,
            [names[each] for each in team.members],
            [each.capacity for each in team.missing],
            team.need.origin,
        )
        for team in found.teams
    )
    return made(material, ("equipes", "Équipes", "Avec qui répondre"), fields, rows)


def _actions(material: Material) -> Table:
    fields = (
        Field("Action", "long"),
        Field("État"),
        Field("Répond à", "long"),
        Field("Qui mène"),
        Field("Avec qui", "long"),
        Field("Capacités nécessaires", "long"),
        Field("Début", "date"),
        Field("Fin", "date"),
        Field("Coût (€)", "number"),
        Field("Financement acquis (€)", "number"),
        Field("Personnes (ETP)", "number"),
        Field("Indicateur", "long"),
        Field("Au départ", "number"),
        Field("Visé", "number"),
        Field("Unité"),
        Field("À qui cela profite", "long"),
        Field("Profite à ceux qui manquent le plus"),
        Field("Rang du classement", "number"),
        Field("Retenue dans le budget"),
        Field("Note", "long"),
        Field("Proposée par"),
        Field("Quand"),
        Field("Identifiant"),
    )
    plan = material.found.plan
    ranks = {each.action: each.rank for each in plan.ranking}
    labels = {each.gap.key: each.gap.label for each in material.found.gaps.priorities}
    labels |= {gap.key: gap.label for block in material.found.blocks for gap in block.gaps}
    chosen = None if plan.selection is None else set(plan.selection.chosen)
    rows = (
        (
            each.title,
            VALUE_LABELS[each.status],
            labels.get(each.answers, each.answers),
            each.lead,
            each.partners,
            each.needs,
            each.start,
            each.end,
            each.cost,
            each.funding,
            each.people,
            each.indicator,
            each.baseline,
            each.target,
            each.unit,
            each.beneficiaries,
            each.weakest,
            ranks.get(each.id),
            None if chosen is None else each.id in chosen,
            each.note,
            each.who,
            each.when,
            each.id,
        )
        for each in plan.actions
    )
    return made(material, ("actions", "Actions", "Les actions proposées"), fields, rows)


def _votes(material: Material) -> Table:
    fields = (
        Field("Action", "long"),
        Field("Rang", "number"),
        Field("Mention majoritaire"),
        *(Field(each, "number") for each in GRADES),
        Field("Sans avis", "number"),
        Field("Mention par groupe", "long"),
        Field("Ce qui divise", "long"),
        Field("Points", "number"),
    )
    plan = material.found.plan
    dots = {each.action: each.dots for each in plan.dots.lines}
    rows = (
        (
            each.title,
            each.rank,
            GRADES[each.grade],
            *each.counts,
            each.unexpressed,
            [f"{one.label}\u00a0: {GRADES[one.grade]} ({one.votes})" for one in each.groups],
            each.split if each.divides else "",
            dots.get(each.action),
        )
        for each in plan.verdicts
    )
    return made(material, ("votes", "Votes", "Ce que la salle a voté"), fields, rows)


def _decisions(material: Material) -> Table:
    fields = (
        Field("Décision", "long"),
        Field("Mode"),
        Field("Qui décide"),
        Field("Action", "long"),
        Field("Pourquoi", "long"),
        Field("À revoir le", "date"),
        Field("Écrite par"),
        Field("Quand"),
    )
    titles = {each.id: each.title for each in material.found.plan.actions}
    rows = (
        (
            each.title,
            VALUE_LABELS[each.basis],
            each.mandate,
            titles.get(each.entry, ""),
            each.reason,
            each.review,
            each.who,
            each.when,
        )
        for each in material.found.plan.decisions
    )
    return made(material, ("decisions", "Décisions", "Ce qui est décidé"), fields, rows)


def _follow_up(material: Material) -> Table:
    fields = (
        Field("Action", "long"),
        Field("Qui mène"),
        Field("État"),
        Field("Avancement (%)", "number"),
        Field("Dit le", "date"),
        Field("Indicateur", "long"),
        Field("Au départ", "number"),
        Field("Visé", "number"),
        Field("Mesuré", "number"),
        Field("Mesuré le", "date"),
        Field("Unité"),
        Field("Part du chemin (0 à 1)", "number"),
        Field("Jours de retard pris", "number"),
        Field("Ce qui s’est passé", "long"),
    )
    rows = (
        (
            each.title,
            each.lead,
            VALUE_LABELS[each.status],
            each.share,
            each.told,
            each.indicator,
            each.baseline,
            each.target,
            each.measured,
            each.measured_on,
            each.unit,
            each.way,
            each.slipped,
            each.note,
        )
        for each in material.found.plan.follow_up
    )
    return made(material, ("suivi", "Suivi", "Où en sont les actions"), fields, rows)
