"""Examples on what a territory lives on: food, energy, homes, land, services, people."""

from __future__ import annotations

from territorial_lib.diagnosis import food
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.energy import block as energy_block
from territorial_lib.diagnosis.firms import block as firms_block
from territorial_lib.diagnosis.gaps.step import LAND
from territorial_lib.diagnosis.housing import block as housing_block
from territorial_lib.diagnosis.lessons.example import Example, Figures, NotHereError, known, named
from territorial_lib.diagnosis.people import block as people_block
from territorial_lib.diagnosis.services import block as services_block
from territorial_lib.diagnosis.shock import block as shock_block
from territorial_lib.diagnosis.ways import block as ways_block
from territorial_lib.schemas.rounding import sure
from territorial_lib.typography import number, quantity

_VULNERABLE = "menages-en-vulnerabilite-energetique-pour-le-logement"
_THRESHOLD = "seuil-de-vulnerabilite-energetique-depense-conventionnelle-revenu-disponible"


def feeding(case: Case) -> Example:
    """Work out what share of a product's need is covered here.

    coverage = min(1, production / need).

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(food.PART, case)
    made, needed = figures.under("production"), figures.under("need")
    both = [each for each in made if each in needed and (needed[each].value or 0) > 0]
    if not both:
        raise NotHereError("Ni production ni besoin connus pour un même produit.")
    product = max(both, key=lambda each: _interest(made[each].value, needed[each].value))
    production, need = known(made[product]), known(needed[product])
    ratio = production / need
    capped = ", donc 100\u00a0%\u00a0: le surplus d’un produit n’en remplace pas un autre"
    return Example(
        lines=(
            f"{named(made[product])}. Production d’ici\u00a0: {quantity(production, 't/an', 0)}.",
            f"Besoin des habitants\u00a0: {quantity(need, 't/an', 0)}.",
            f"Couverture = {number(production, 0)} / {number(need, 0)} = "
            f"{quantity(100 * ratio, '%')}{capped if ratio > 1 else ''}.",
        ),
        figures=(made[product], needed[product]),
    )


def billing(case: Case) -> Example:
    """Work out the territory's energy bill.

    net = purchases − sales.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(energy_block.PART, case)
    gross, sold, people = figures["gross"], figures["sold"], known(case.figure("population"))
    net = gross - sold
    return Example(
        lines=(
            f"Énergie achetée\u00a0: {quantity(gross, 'M€/an', 1)}\u202f; énergie renouvelable "
            f"vendue\u00a0: {quantity(sold, 'M€/an', 1)}.",
            f"Facture nette = {number(gross, 1)} − {number(sold, 1)} = "
            f"{quantity(net, 'M€/an', 1)}.",
            f"Par habitant\u00a0: {quantity(net, 'M€/an', 1)} / {number(people, 0)} hab. = "
            f"{quantity(1e6 * net / people, '€/an', 0)}.",
        ),
        figures=(figures.figure("gross"), figures.figure("sold"), case.figure("population")),
    )


def hardship(case: Case) -> Example:
    """Say what is known here of those who struggle to pay for their energy.

    Parameters
    ----------
    case : Case
        The territory.
    """
    threshold = coefficient(case.catalogue, _THRESHOLD)
    vulnerable = coefficient(case.catalogue, _VULNERABLE)
    shock, homes = Figures.of(shock_block.PART, case), Figures.of(housing_block.PART, case)
    price = shock_block.PART.values(case)
    poor, rich = shock["budget/1"], shock["budget/5"]
    leaky = homes.figure("leaky_share")
    return Example(
        lines=(
            f"Seuil\u00a0: {quantity(threshold.value, threshold.unit)} ({threshold.year})\u202f; "
            f"{quantity(vulnerable.value, vulnerable.unit)} le dépassent en France. Le taux d’ici "
            "n’est pas publié.",
            f"Ce que l’on sait ici\u00a0: {quantity(sure(leaky, leaky.value), '%')} des résidences "
            "principales sont classées F ou G.",
            f"Avec une énergie à {number(next(iter(price.values())))} fois son prix, l’énergie "
            f"(carburants compris) prendrait {quantity(poor, '%', 0)} du budget du cinquième le "
            f"plus modeste, {quantity(rich, '%', 0)} de celui du plus aisé.",
        ),
        figures=(threshold, vulnerable, leaky, shock.figure("budget/1"), shock.figure("budget/5")),
    )


def insulating(case: Case) -> Example:
    """Work out the chain from leaky dwellings to tonnes of insulation.

    tonnes = dwellings x rate x m2 x kg/m2.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(housing_block.PART, case)
    leaky, renovated = figures["leaky_dwellings"], figures["renovated"]
    area, tonnes = figures["area"], figures["tonnes"]
    if not (leaky > 0 and renovated > 0 and area > 0):
        raise NotHereError("Aucun logement classé F ou G n’est rénové ici dans le calcul.")
    return Example(
        lines=(
            f"{quantity(leaky, 'logements', 0)} classés F ou G × "
            f"{quantity(100 * renovated / leaky, '%', 2)} rénovés par an = "
            f"{quantity(renovated, 'logements/an', 1)}.",
            f"× {quantity(area / renovated, 'm²', 0)} isolés par logement = "
            f"{quantity(area, 'm²/an', 0)}.",
            f"× {quantity(1000 * tonnes / area, 'kg/m²', 1)} d’isolant biosourcé = "
            f"{quantity(tonnes, 't/an', 0)}.",
        ),
        figures=tuple(figures.figure(n) for n in ("leaky_dwellings", "renovated", "tonnes")),
    )


def sharing_land(case: Case) -> Example:
    """Set the land asked for against the land that is there.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(LAND, case)
    asked, there = figures.figure("asked"), figures.figure("farmland")
    lacking, free = figures.figure("lacking"), figures.figure("free")
    return Example(
        lines=(
            f"Tous les usages demandent {quantity(asked.value, 'ha', 0)}\u202f; il y a ici "
            f"{quantity(there.value, 'ha', 0)} de terres agricoles.",
            f"Terre par terre (cultures, prairies)\u00a0: il en manque "
            f"{quantity(lacking.value, 'ha', 0)}, il en reste {quantity(free.value, 'ha', 0)}.",
        ),
        figures=(asked, there, lacking, free),
    )


def serving(case: Case) -> Example:
    """Work out a rate of equipment and what lacks to reach that of similar territories.

    Parameters
    ----------
    case : Case
        The territory.
    """
    block = services_block.PART.of(case)
    figures, people = Figures(block), known(case.figure("population"))
    medians = {row.figure.id: row.comparison for row in block.rows}
    for key, lacking in figures.under("lacking").items():
        rate = figures.under("rate").get(key)
        beside = None if rate is None else medians[rate.id]
        if rate is None or beside is None or beside.median.value is None:
            continue
        units = (rate.value or 0) * people / 1e4
        return Example(
            lines=(
                f"{rate.label}\u00a0: {number(rate.value, 2)} pour 10\u202f000 habitants, soit "
                f"environ {number(units, 1)} pour {number(people, 0)} habitants.",
                f"Médiane des territoires semblables\u00a0: {number(beside.median.value, 2)}, soit "
                f"{number(beside.median.value * people / 1e4, 1)} à notre taille.",
                f"Il en manque {number(lacking.value, 0)}, en unités entières.",
            ),
            figures=(rate, beside.median, lacking),
        )
    raise NotHereError("Aucune famille de services ne manque ici d’une unité entière.")


def struggling(case: Case) -> Example:
    """Say how many inhabitants live where difficulties add up.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(people_block.PART, case)
    several, people = figures.figure("several"), known(case.figure("population"))
    share = known(several)
    return Example(
        lines=(
            f"{quantity(share, '%', 1)} des habitants vivent dans une commune qui cumule au moins "
            "3 difficultés.",
            f"{quantity(share, '%', 1)} × {number(people, 0)} habitants = environ "
            f"{quantity(share * people / 100, 'habitants', 0)}.",
        ),
        figures=(several, case.figure("population")),
    )


def small_firms(case: Case) -> Example:
    """Work out the share of employers that have one to nine employees.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(firms_block.PART, case)
    small, every = figures["size_1_9"], figures["employers"]
    if not every > 0:
        raise NotHereError("Aucun établissement employeur n’est connu ici.")
    return Example(
        lines=(
            f"{number(small, 0)} établissements de 1 à 9 salariés sur {number(every, 0)} "
            f"employeurs\u00a0: {quantity(100 * small / every, '%', 0)}.",
        ),
        figures=(figures.figure("size_1_9"), figures.figure("employers")),
    )


def working(case: Case) -> Example:
    """Say how many jobs there are for a hundred working people.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(ways_block.PART, case)
    ratio, leaving = figures.figure("ratio"), figures.figure("leaving")
    return Example(
        lines=(
            f"{quantity(ratio.value, 'emplois', 1)} pour 100 actifs occupés ({ratio.year}).",
            f"Au moins {quantity(leaving.value, 'actifs', 0)} d’ici travaillent ailleurs."
            if known(leaving) >= 2
            else "Il y a ici autant d’emplois que d’actifs occupés, ou plus.",
        ),
        figures=(ratio, leaving),
    )


def shaken(case: Case) -> Example:
    """Work out the rise of a household's bill if energy costs more.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figures = Figures.of(shock_block.PART, case)
    times = next(iter(shock_block.PART.values(case).values()))
    home, road = figures["bill/home"], figures["bill/road"]
    rise = times - 1
    if not rise > 0:
        raise NotHereError("Le levier laisse l’énergie à son prix\u00a0: rien ne bouge.")
    return Example(
        lines=(
            f"Énergie à {number(times)} fois son prix\u00a0: hausse de "
            f"{quantity(100 * rise, '%', 0)}, à consommation égale.",
            f"Logement\u00a0: {quantity(home / rise, '€/an', 0)} × {number(rise)} = "
            f"{quantity(home, '€/an', 0)}.",
            f"Carburants\u00a0: {quantity(road / rise, '€/an', 0)} × {number(rise)} = "
            f"{quantity(road, '€/an', 0)}.",
            f"En tout, {quantity(home + road, '€', 0)} de plus par an et par ménage.",
        ),
        figures=(figures.figure("bill/home"), figures.figure("bill/road")),
    )


def uncertain(case: Case) -> Example:
    """Show the band of a figure, and what may be written of it.

    Parameters
    ----------
    case : Case
        The territory.
    """
    figure = Figures.of(food.PART, case).figure("fed")
    low, high, value = figure.low, figure.high, known(figure)
    if low is None or high is None or not value > 0:
        raise NotHereError("Ce chiffre est connu sans fourchette ici.")
    wide = 100 * (high - low) / value
    return Example(
        lines=(
            f"{figure.label}\u00a0: entre {number(sure(figure, low), 0)} et "
            f"{quantity(sure(figure, high), figure.unit, 0)}, au centre "
            f"{number(sure(figure, value), 0)}.",
            f"Largeur\u00a0: ({number(high, 0)} − {number(low, 0)}) / {number(value, 0)} = "
            f"{quantity(wide, '%', 0)}.",
        ),
        figures=(figure,),
    )


def alike(case: Case) -> Example:
    """Show whom the territory is compared with, and a median.

    Parameters
    ----------
    case : Case
        The territory.
    """
    if case.inventory is None:
        raise NotHereError("Plusieurs territoires sont calculés à la fois.")
    likeness = case.inventory.likeness
    names = ", ".join(each.name for each in likeness.territories[:4])
    resource = case.inventory.resource("density")
    if resource.comparison is None:
        raise NotHereError(likeness.reason)
    median = resource.comparison.median
    return Example(
        lines=(
            likeness.reason,
            f"Les plus proches\u00a0: {names}.",
            f"{median.label}\u00a0: {quantity(resource.figure.value, median.unit)} ici, "
            f"{quantity(median.value, median.unit)} pour la médiane.",
        ),
        figures=(resource.figure, median),
    )


def _interest(production: float | None, need: float | None) -> tuple[bool, float]:
    """Prefer a product partly covered: it shows both the formula and the gap."""
    ratio = (production or 0) / (need or 1)
    return 0 < ratio < 1, need or 0
