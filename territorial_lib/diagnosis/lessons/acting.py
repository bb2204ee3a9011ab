"""Examples on what the room says and decides: they start from its own words."""

from __future__ import annotations

from territorial_lib.diagnosis.actors import step as actors
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.gaps import wellbeing as wellbeing_block
from territorial_lib.diagnosis.glocal import block as glocal_block
from territorial_lib.diagnosis.glocal import develop_block
from territorial_lib.diagnosis.leaks.room_blocks import CIRCULAR_PART, CURRENCY_PART, SURVEY_PART
from territorial_lib.diagnosis.lessons.example import Example, Figures, NotHereError, known, named
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.schemas.acting import GRADES
from territorial_lib.typography import number, quantity

_FUNCTIONAL = ("fonctionn", "functional")


def trail(case: Case) -> Example:
    """Show the LM3 of the organisation that told its spending.

    LM3 = (R1 + R2 + R3) / R1.

    Parameters
    ----------
    case : Case
        The territory and its surveys.
    """
    found = Figures.of(SURVEY_PART, case).under("lm3")
    if not found:
        raise NotHereError(
            "Aucune organisation n’a encore décrit ses dépenses (page «\u00a0Fuites\u00a0»)."
        )
    figure = next(iter(found.values()))
    value = known(figure)
    return Example(
        lines=(
            f"«\u00a0{figure.label}\u00a0»\u00a0: pour 1 € reçu (R1), les deux tours suivants en "
            f"font {number(value - 1, 2)} (R2 + R3).",
            f"LM3 = (1 + {number(value - 1, 2)}) / 1 = {number(value, 2)}, sur 3 au plus.",
        ),
        figures=(figure,),
    )


def meeting(case: Case) -> Example:
    """Count the meetings between offers and requests.

    Parameters
    ----------
    case : Case
        The territory, what its room offers and seeks.
    """
    offers, requests = len(case.declared.offers), len(case.declared.requests)
    if not offers and not requests:
        raise NotHereError("Personne n’a encore proposé ni cherché (page «\u00a0Fuites\u00a0»).")
    figures = Figures.of(CIRCULAR_PART, case)
    return Example(
        lines=(
            f"Proposé\u00a0: {number(offers)}\u202f; cherché\u00a0: {number(requests)}\u202f; "
            f"rencontres possibles\u00a0: {number(figures['pairs'])}.",
        ),
        figures=(figures.figure("pairs"),),
    )


def circulating(case: Case) -> Example:
    """Say what share of the purchases declared closes on itself.

    Parameters
    ----------
    case : Case
        The territory and the purchases declared.
    """
    figures = Figures.of(CURRENCY_PART, case)
    bought, settled = figures["purchases"], figures["settled"]
    if not bought > 0:
        raise NotHereError("Personne n’a encore dit à qui il achète (page «\u00a0Fuites\u00a0»).")
    return Example(
        lines=(
            f"Achats déclarés\u00a0: {quantity(bought, '€/an', 0)}\u202f; ceux qui se referment en "
            f"boucle\u00a0: {quantity(settled, '€/an', 0)}.",
            f"Part réglable sans euro\u00a0: {number(settled, 0)} / {number(bought, 0)} = "
            f"{quantity(100 * settled / bought, '%', 0)}.",
        ),
        figures=(figures.figure("purchases"), figures.figure("settled")),
    )


def supplied(case: Case) -> Example:
    """Work out what a good would travel, and its carbon.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(glocal_block.PART, case)
    lacking, carbon = figures.under("deficit"), figures.under("co2e")
    for good, distance in figures.under("km").items():
        tonnes, km, co2e = lacking.get(good), known(distance), carbon.get(good)
        if tonnes is None or co2e is None or not (tonnes.value or 0) * km > 0:
            continue
        grams = 1e6 * known(co2e) / (known(tonnes) * km)
        return Example(
            lines=(
                f"{named(tonnes)}. Il en manque {quantity(tonnes.value, tonnes.unit, 0)}, qui "
                f"feraient {quantity(km, 'km', 0)} de route en moyenne, tous les territoires "
                "servis.",
                f"CO₂e = {number(tonnes.value, 0)} t × {number(km, 0)} km × "
                f"{number(grams, 0)} g par tonne et km = {quantity(co2e.value, 't/an', 1)}.",
            ),
            figures=(tonnes, distance, co2e),
        )
    raise NotHereError("Rien de ce qui manque ici ne peut être fourni dans la distance choisie.")


def glocal(case: Case) -> Example:
    """Show one answer of each kind, nearest first.

    Parameters
    ----------
    case : Case
        The territory.
    """
    lines, shown = [], []
    vacant = case.figure("vacant_dwellings")
    if vacant.value:
        lines.append(
            f"Utiliser\u00a0: {quantity(vacant.value, 'logements', 0)} vacants dorment ici."
        )
        shown.append(vacant)
    candidates = Figures.of(develop_block.PART, case).under("density")
    if candidates:
        first = next(iter(candidates.values()))
        lines.append(f"Développer\u00a0: {named(first)}, densité {number(first.value, 2)} sur 1.")
        shown.append(first)
    sourced = Figures.of(glocal_block.PART, case)
    near = sorted(sourced.under("km").values(), key=known)
    if near:
        lines.append(
            f"S’allier\u00a0: {named(near[0])}, à {quantity(near[0].value, 'km', 0)} en moyenne."
        )
        shown.append(near[0])
    beyond = [each for each in sourced.under("uncovered").values() if known(each) >= 1]
    if beyond:
        lines.append(
            f"Faire venir\u00a0: {named(beyond[0])}, "
            f"{quantity(beyond[0].value, beyond[0].unit, 0)} que personne n’a à portée."
        )
        shown.append(beyond[0])
    if not lines:
        raise NotHereError("Ni ressource qui dort, ni secteur proche, ni surplus voisin connus.")
    return Example(lines=tuple(lines), figures=tuple(shown))


def using(case: Case) -> Example:
    """Say what share of the dwellings is not used, and what the plan holds of the kind.

    Parameters
    ----------
    case : Case
        The territory.
    """
    vacant, homes = case.figure("vacant_dwellings"), case.figure("dwellings")
    empty, every = known(vacant), known(homes)
    if not every > 0:
        raise NotHereError("Aucun logement n’est compté ici.")
    models = [each.model.casefold() for each in case.declared.plan.actions]
    planned = sum(any(word in model for word in _FUNCTIONAL) for model in models)
    said = (
        f"Dans le plan\u00a0: {quantity(planned, 'actions', 0)} de ce modèle."
        if planned
        else "Dans le plan, aucune action de ce modèle pour l’instant."
    )
    return Example(
        lines=(
            f"Logements qui dorment\u00a0: {number(empty, 0)} vacants / {number(every, 0)} = "
            f"{quantity(100 * empty / every, '%', 1)}. Les machines et les locaux, seule la salle "
            "les connaît.",
            said,
        ),
        figures=(vacant, homes),
    )


def rated(case: Case) -> Example:
    """Show a median of the room's ratings of well-being.

    Parameters
    ----------
    case : Case
        The territory and its answers.
    """
    found = Figures.of(wellbeing_block.PART, case)
    rows = [r.figure for r in found.block.rows if r.figure.status == "declared"]
    if not rows:
        raise NotHereError("Moins de trois personnes ont noté (page «\u00a0Manques\u00a0»).")
    figure = rows[0]
    return Example(
        lines=(
            f"{figure.label}\u00a0: médiane {quantity(figure.value, figure.unit)}. La moitié de la "
            "salle note moins, la moitié plus.",
        ),
        figures=(figure,),
    )


def first_gaps(case: Case) -> Example:
    """Show the first gap and what puts it there.

    Parameters
    ----------
    case : Case
        The territory.
    """
    found = gaps.diagnose(case).priorities
    if not found:
        raise NotHereError("Aucun manque n’est mesuré ni dit.")
    first = found[0]
    severity = (
        "gravité non mesurée"
        if first.severity is None
        else f"gravité {number(first.severity, 2)} sur 1"
    )
    votes = (
        "la salle n’a pas encore voté"
        if first.importance is None
        else f"importance {number(first.importance)} sur 10"
    )
    split = (
        f" Désaccord entre groupes\u00a0: {number(first.disagreement)} points."
        if first.disagreement
        else ""
    )
    return Example(
        lines=(
            f"En tête, sur {len(found)}\u00a0: «\u00a0{first.gap.label}\u00a0», {severity}, "
            f"{votes}.{split}",
            first.gap.sentence,
        )
    )


def placed(case: Case) -> Example:
    """Show where the votes place an actor.

    Parameters
    ----------
    case : Case
        The territory and its actors.
    """
    found = [each for each in actors.diagnose(case).actors if each.placed]
    if not found:
        raise NotHereError(
            "Aucun acteur n’a encore été placé par la salle (page «\u00a0Acteurs\u00a0»)."
        )
    first = found[0]
    return Example(
        lines=(
            f"«\u00a0{first.name}\u00a0»\u00a0: pouvoir {number(first.power)}, intérêt "
            f"{number(first.interest)}, médianes des notes de 0 à 10.",
        )
    )


def tied(case: Case) -> Example:
    """Show the stake that most actors share.

    Parameters
    ----------
    case : Case
        The territory and its actors.
    """
    found = actors.diagnose(case)
    shared = [each for each in found.network.stakes if len(each.actors) > 1]
    if not shared:
        raise NotHereError("Aucun enjeu n’est encore partagé par deux acteurs de la salle.")
    names = ", ".join(found.actor(each).name for each in shared[0].actors)
    return Example(lines=(f"«\u00a0{shared[0].label}\u00a0» réunit\u00a0: {names}.",))


def allied(case: Case) -> Example:
    """Show the smallest coalition for what is asked first.

    Parameters
    ----------
    case : Case
        The territory, its actors and what it retained.
    """
    found = actors.diagnose(case)
    teams = [each for each in found.teams if each.members]
    if not teams:
        raise NotHereError("Aucun acteur de la salle n’a encore dit ce qu’il sait faire.")
    team = teams[0]
    names = ", ".join(found.actor(each).name for each in team.members)
    lacking = ", ".join(each.capacity for each in team.missing)
    return Example(
        lines=(
            f"«\u00a0{team.need.label}\u00a0» demande {len(team.need.capacities)} capacités\u00a0: "
            f"{', '.join(team.need.capacities)}.",
            f"Plus petite coalition\u00a0: {names} ({len(team.members)}).",
            f"Personne ne sait encore\u00a0: {lacking}." if lacking else "Rien ne manque.",
        )
    )


def judged(case: Case) -> Example:
    """Work out the majority grade of an action.

    Parameters
    ----------
    case : Case
        The territory and its votes.
    """
    found = [each for each in plan.votes(case) if sum(each.counts)]
    if not found:
        raise NotHereError(
            "Personne n’a encore voté sur une action (page «\u00a0Plan d’action\u00a0»)."
        )
    first = found[0]
    counted = ", ".join(
        f"{number(count)} × {GRADES[rank]}" for rank, count in enumerate(first.counts) if count
    )
    voters = sum(first.counts) + first.unexpressed
    middle = (voters + 1) // 2
    blank = (
        f" {first.unexpressed} sans note, comptées «\u00a0{GRADES[0]}\u00a0»."
        if first.unexpressed
        else ""
    )
    return Example(
        lines=(
            f"«\u00a0{first.title}\u00a0»\u00a0: {counted}.{blank}",
            f"{voters} notes rangées de la plus basse à la plus haute\u00a0: la {middle}e est "
            f"«\u00a0{GRADES[first.grade]}\u00a0», sa mention majoritaire.",
        )
    )
