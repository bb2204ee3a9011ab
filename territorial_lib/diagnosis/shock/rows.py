"""The rows of the shock block: households, sectors, cuts."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.shock import words
from territorial_lib.diagnosis.shock.cuts import LOCAL_FOOD
from territorial_lib.diagnosis.shock.prices import Shock, ShockInputs
from territorial_lib.diagnosis.shock.sectors import ENERGY
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.typography import quantity


class Told(NamedTuple):
    """What a computed figure is: the same for every territory.

    Parameters
    ----------
    variable, label, unit : str
        Stable name; French words.
    year : int or None
        Year of the newest of what it is computed from, or of the table it follows.
    source : str
        Producers, in French.
    """

    variable: str
    label: str
    unit: str
    year: int | None
    source: str


_HOMES, _FIRMS = "Ménages", "Secteurs"
_FOOD, _POWER, _ROAD = "Nourriture", "Électricité et gaz", "Route"
_ASK = "Questions à la salle"
_BILL = "Calcul d’après les consommations ODRÉ et SDES, prix SDES, ménages Insee"
_PROFILE = "Calcul d’après le profil par décile de l’Insee, Budget de famille 2011 vieilli à 2016"
_LEONTIEF = "Calcul d’après Eurostat, tableau entrées-sorties, France 2010"
_WITH_JOBS = f"{_LEONTIEF}\u202f; emplois Insee, FLORES 2023"
_FROZEN = "À usages inchangés, sans aide."
_NO_BILL = "Aucune consommation d’énergie publiée pour ce territoire."
_NO_JOBS = "Aucun emploi par secteur connu ici."
_SHOWN = 5
VULNERABLE = "menages-en-vulnerabilite-energetique-pour-le-logement"
COMMUTE = "kilometres-domicile-travail-par-actif-rural-et-par-jour"
_SIMULATED = (
    "Profil national par dixième de niveau de vie (simulation, 2016), mis au niveau des factures "
    "d’ici\u202f; du plus modeste (1er) au plus aisé (10e)."
)
_NO_FIGURE = "Aucune donnée publiée pour ce territoire dans la source."
_BILLS = {
    "all": "énergie du logement et carburants",
    "home": "énergie du logement",
    "road": "carburants",
}
_QUINTILES = {1: "le cinquième le plus modeste", 5: "le cinquième le plus aisé"}
_EQUIPMENT = "Insee, base permanente des équipements 2020"


class Cut(NamedTuple):
    """A figure that a cut would meet.

    Parameters
    ----------
    told : Told
        What it is.
    status, category, note : str
        How it is known; where it is shown; what to say beside it.
    key : bool
        True where it is among the first shown.
    """

    told: Told
    status: str
    category: str
    note: str
    key: bool = False


_CUTS = (
    Cut(
        Told("without_food_shop", "Habitants d’une commune sans commerce alimentaire", "%", 2020,
             _EQUIPMENT),
        "estimated", _FOOD,
        "Ni hypermarché, ni supermarché, ni supérette, ni épicerie\u202f; boulangeries, marchés et "
        "ventes à la ferme non comptés.", key=True,
    ),
    Cut(
        Told("electricity", "Électricité consommée par jour, en moyenne", "MWh/jour", 2021,
             "Calcul d’après ODRÉ 2021, SDES 2024"),
        "estimated", _POWER, "Ce qu’une coupure retirerait.",
    ),
    Cut(
        Told("electric_heating", "Résidences principales chauffées à l’électricité", "%", 2013,
             "Enedis et Insee, profil des logements"),
        "estimated", _POWER, "Taux du département, prêté au territoire.",
    ),
    Cut(
        Told("gas_homes", "Logements raccordés au gaz de réseau", "logements", 2021,
             "ODRÉ, consommations annuelles par secteur"),
        "estimated", _POWER, "Points de livraison du département, répartis selon les habitants.",
    ),
    Cut(
        Told("fuel", "Carburant routier brûlé par jour", "m³/jour", 2023,
             "CPDP, moyenne nationale par habitant"),
        "assumed", _ROAD,
        "Moyenne nationale, tous usages, par habitant\u00a0: aucune vente locale dans nos tables.",
    ),
    Cut(Told("stations", "Stations-service", "stations", 2020, _EQUIPMENT), "observed", _ROAD, ""),
)  # fmt: skip


def home_rows(case: Case, found: Shock) -> list[Row]:
    """Lay out what households would pay.

    Parameters
    ----------
    case : Case
        The territories.
    found : Shock
        The shock.

    Returns
    -------
    list of Row
        The mean bill, the ten deciles, two quintiles' budgets, the nation's vulnerable homes.
    """
    rows = []
    for kind, label in _BILLS.items():
        told = Told("bill", f"Facture d’un ménage\u00a0: hausse, {label}", "€/an", 2023, _BILL)
        frame = framed(found.bills[kind], "assumed", _FROZEN, _NO_BILL)
        rows.append(_row(case, told, frame, _HOMES, kind, key=kind == "all"))
    for decile, values in found.deciles.items():
        rank = "1er" if decile == 1 else f"{decile}e"
        told = Told(
            "decile", f"Facture d’un ménage\u00a0: hausse, {rank} dixième", "€/an", 2016, _PROFILE
        )
        frame = framed(values.to_frame("value"), "assumed", _SIMULATED, _NO_BILL)
        rows.append(_row(case, told, frame, _HOMES, str(decile)))
    rows += [_budget(case, found, quintile) for quintile in _QUINTILES]
    return [*rows, _cited(case, VULNERABLE, _HOMES)]


def _budget(case: Case, found: Shock, quintile: int) -> Row:
    label = f"Part de l’énergie dans le budget après le choc, {_QUINTILES[quintile]}"
    before = 100 * found.budgets_before.loc[case.territory.code, quintile]
    note = f"Aujourd’hui {quantity(before, '%', 1)}. {_SIMULATED} Budgets nationaux de 2017."
    values = (100 * found.budgets[quintile]).to_frame("value")
    told = Told("budget", label, "% du budget", 2017, _PROFILE)
    frame = framed(values, "assumed", note, _NO_BILL)
    return _row(case, told, frame, _HOMES, str(quintile), key=quintile == 1)


def sector_rows(case: Case, inputs: ShockInputs, found: Shock) -> list[Row]:
    """Lay out what firms would meet.

    Parameters
    ----------
    case : Case
        The territories.
    inputs : ShockInputs
        Jobs by sector.
    found : Shock
        The shock.

    Returns
    -------
    list of Row
        The mean rise of costs, the jobs most exposed, the sectors that weigh most here.
    """
    mean = quantity(100 * found.nation_push, "%", 1)
    nation = f"Moyenne de la France\u00a0: {mean}. Plafond\u00a0: tout est répercuté."
    names = f"Dans l’ordre\u00a0: {', '.join(inputs.labels[inputs.exposed])}."
    exposed = "dans les secteurs les plus exposés"
    push = Told("push", "Hausse des coûts des secteurs d’ici", "%", 2010, _WITH_JOBS)
    share = Told("exposed_share", f"Emplois {exposed}", "% des emplois salariés", 2023, _WITH_JOBS)
    jobs = Told("exposed_jobs", f"Emplois salariés {exposed}", "emplois", 2023, _WITH_JOBS)
    told = (
        (push, 100 * found.mean_push, nation, True),
        (share, found.exposed_share.to_frame("value"), names, True),
        (jobs, found.exposed_jobs.to_frame("value"), names, False),
    )
    rows = [
        _row(case, what, framed(values, "estimated", note, _NO_JOBS), _FIRMS, key=key)
        for what, values, note, key in told
    ]
    return [*rows, *_first_hit(case, inputs, found), _living(found)]


def _first_hit(case: Case, inputs: ShockInputs, found: Shock) -> list[Row]:
    """Name the sectors that weigh most here: jobs times rise of cost, whatever the rise."""
    jobs = inputs.jobs.loc[case.territory.code].drop(ENERGY).dropna()
    heaviest = (jobs * inputs.weights[jobs.index]).nlargest(_SHOWN).index
    rows = []
    for sector in heaviest[jobs[heaviest] > 0]:
        note = f"{quantity(jobs[sector], 'emplois salariés', 0)} ici (estimation). Plafond."
        label = f"Hausse des coûts\u00a0: {inputs.labels[sector]}"
        told = Told("sector", label, "%", 2010, _LEONTIEF)
        own = case.territory.code
        rows.append(_national(told, 100 * found.push.loc[sector], note, own, str(sector)))
    return rows


def _living(found: Shock) -> Row:
    label = "Hausse de tout le reste du panier des ménages, en France"
    told = Told("living", label, "% du panier", 2010, _LEONTIEF)
    values = pd.Series({"value": 100 * found.living})
    note = "Ce que l’énergie ajoute au prix des autres produits. Plafond."
    return _national(told, values, note, "FR", "")


def _national(told: Told, values: pd.Series, note: str, territory: str, cut: str) -> Row:
    bounds = {name: float(values[name]) if name in values else None for name in ("low", "high")}
    figure = Figure(
        id=figure_id(words.KEY, told.variable, territory, told.year, cut),
        label=told.label, value=float(values["value"]), unit=told.unit, year=told.year,
        source=told.source, level="nation", status="estimated", note=note, **bounds,
    )  # fmt: skip
    return Row(figure=figure, category=_FIRMS)


def cut_rows(case: Case, inputs: ShockInputs) -> list[Row]:
    """Lay out what a cut would meet, and what only the room can say.

    Parameters
    ----------
    case : Case
        The territories.
    inputs : ShockInputs
        What was read.

    Returns
    -------
    list of Row
        Figures of food, power and road, then missing ones: an answer of the room takes their place.
    """
    rows = []
    for cut in _CUTS:
        values = inputs.cuts[cut.told.variable].to_frame("value")
        frame = framed(values, cut.status, cut.note, _NO_FIGURE)
        rows.append(_row(case, cut.told, frame, cut.category, key=cut.key))
    rows += [_cited(case, LOCAL_FOOD, _FOOD), _cited(case, COMMUTE, _ROAD)]
    for each in words.QUESTIONS:
        unknown = pd.DataFrame({"value": np.nan}, index=case.codes)
        told = Told(each.name, each.label, each.unit, None, words.NOWHERE)
        rows.append(_row(case, told, framed(unknown, "missing", "", each.note), _ASK))
    return rows


def framed(values: pd.DataFrame, status: str, note: str, missing: str) -> pd.DataFrame:
    """Give computed values their status and note.

    Parameters
    ----------
    values : pandas.DataFrame
        By territory: ``value``, and ``low``, ``high`` where there is a band.
    status, note : str
        Those of a known value.
    missing : str
        Why there may be none.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``status`` and ``note``.
    """
    known = values["value"].notna().to_numpy()
    statuses, notes = np.where(known, status, "missing"), np.where(known, note, missing)
    return values.assign(status=statuses, note=notes)


def _row(
    case: Case, told: Told, frame: pd.DataFrame, category: str, cut: str = "", key: bool = False
) -> Row:
    reading = Reading(
        theme=words.KEY, variable=told.variable, label=told.label, unit=told.unit, year=told.year,
        source=told.source, level="perimeter", frame=frame, dimension=cut,
    )  # fmt: skip
    return row(reading, case.codes, case.declared, category, key)


def _cited(case: Case, name: str, category: str) -> Row:
    """Show a coefficient of the nation, its name beginning with a capital."""
    figure = coefficient(case.catalogue, name)
    label = f"{figure.label[:1].upper()}{figure.label[1:]} (France)"
    return Row(figure=msgspec.structs.replace(figure, label=label), category=category)
