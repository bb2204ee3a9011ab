"""New ways of living and working, in words: the block of the second step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.diagnosis.stated import NOTICEABLE, shortfall, stated
from territorial_lib.diagnosis.ways.living import (
    LIVING,
    MEASURES,
    PLACES,
    WORKING,
    Inputs,
    assess,
    levers,
    read,
)
from territorial_lib.schemas.blocks import Block, Gap, Notion
from territorial_lib.schemas.figures import Row, Status
from territorial_lib.typography import number, quantity

NOTION = Notion(
    key="ways",
    title="Peut-on vivre et travailler ici autrement\u202f?",
    meaning=(
        "Beaucoup habitent ici et travaillent ailleurs\u202f; d’autres arrivent, ou ne viennent "
        "qu’une partie de l’année. On regarde qui part, qui vient, quels lieux permettent de "
        "travailler sur place et combien d’emplois pourraient se faire à distance."
    ),
    formula=(
        "Emplois pour 100 actifs occupés\u00a0: 100 J / N. Au moins N − J personnes travaillent "
        "ailleurs. Télétravail possible\u00a0: t = (r_e E + r_w W + r_o O) / A, avec E les cadres, "
        "W les ouvriers, O les autres parmi les A actifs et r la part de leurs emplois "
        "compatible\u202f; r_o redonne le taux de la France. Bas et haut\u00a0: les autres métiers "
        "au plus faible puis au plus fort de leurs taux. Télétravailleurs\u00a0: N × t × part "
        "réellement télétravaillée\u202f; présents un jour moyen\u00a0: × jours / 5."
    ),
    limits=(
        "Aucun fichier ouvert embarqué ne dit où chacun travaille\u00a0: N − J est un minimum, des "
        "gens d’ailleurs venant aussi travailler ici. Les taux de télétravail par métier viennent "
        "d’Auvergne-Rhône-Alpes et les actifs de 15 ans et plus sont estimés d’après l’âge. Les "
        "tiers-lieux sont ceux que l’État soutient. Compatible ne veut pas dire souhaité. Par "
        "région, le calcul s’écarte de 1 à 5 points de ce que l’Insee publie."
    ),
    reference=(
        "Insee Analyses Auvergne-Rhône-Alpes n° 182 (2024)\u202f; Insee, enquête Emploi 2022\u202f;"
        " Insee Analyses n° 105 (2025)"
    ),
)
_FEW = 0.01
"""Share of the employed people under which jobs are not said to be lacking."""
_NO_CENSUS = "Absent du recensement de 2018 (Mayotte, ou commune rétablie depuis)."
_NO_STRUCTURE = "Métiers des habitants absents de la source (elle ne couvre pas l’outre-mer)."
_NO_PEOPLE = "Population inconnue."
_TELEWORK = (
    "Estimé d’après les cadres, les ouvriers et l’âge des habitants\u202f; voir les limites."
)


def block(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Block:
    """Say how one lives and works here.

    The severity of the missing jobs is the share of the employed people who cannot have one here;
    that of the places is what the territory lacks to do as the best quarter of similar ones;
    that of the second homes is the share of the dwellings beyond what that quarter has.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    Block
        The answer.
    """
    results = assess(inputs, values)
    computed = readings(case, inputs, results)
    return Block(
        notion=NOTION,
        says=_says(case, results),
        rows=tuple(_rows(case, inputs, computed)),
        levers=levers(case.catalogue),
        gaps=tuple(_gaps(case, inputs, computed, results)),
    )


def readings(case: Case, inputs: Inputs, results: pd.DataFrame) -> dict[str, Reading]:
    """Give what is computed, with its identity.

    Parameters
    ----------
    case : Case
        The territories.
    inputs : Inputs
        What was read.
    results : pandas.DataFrame
        What `assess` gave.

    Returns
    -------
    dict of str to Reading
        By column of the results.
    """
    jobs, homes = inputs.measured["jobs"], inputs.measured["france_services"]
    census = _Origin(jobs.year, jobs.source, _status(inputs), _NO_CENSUS)
    counted = f"{homes.source}\u202f; {inputs.measured['third_places'].source}"
    places = _Origin(homes.year, counted, "observed", _NO_PEOPLE)
    rate = inputs.rates.whole
    cited = f"{inputs.measured['executives'].source}\u202f; {rate.source}"
    work = _Origin(rate.year, cited, "estimated", _NO_STRUCTURE, "epci", _TELEWORK)
    origins = dict.fromkeys(("ratio", "leaving"), census) | {"places": places}
    return {name: _reading(results, name, origins.get(name, work)) for name in _LABELS}


_LABELS = {
    "ratio": ("Emplois pour 100 actifs occupés (2018)", "emplois"),
    "leaving": ("Actifs qui travaillent ailleurs, au moins", "actifs"),
    "places": ("Tiers-lieux soutenus et France services", "pour 10 000 hab."),
    "telework": ("Emplois compatibles avec le télétravail", "% des emplois"),
    "teleworkers": ("Actifs qui télétravaillent au moins un jour par semaine", "actifs"),
    "present": ("Télétravailleurs présents un jour de semaine", "actifs"),
}


@dataclass(frozen=True)
class _Origin:
    """Where computed values come from."""

    year: int | None
    source: str
    status: Status | pd.Series
    missing: str
    level: str = "commune"
    note: str = ""


def _status(inputs: Inputs) -> pd.Series:
    """Say how jobs and employed people are known: as the least known of them, the room's first."""
    statuses = [inputs.measured[name].frame["status"] for name in ("jobs", "active", "unemployed")]
    found = pd.Series("observed", index=statuses[0].index, dtype=object)
    for word in ("imported", "estimated", "declared"):
        for each in statuses:
            found = found.mask(each == word, word)
    return found


def _reading(results: pd.DataFrame, name: str, origin: _Origin) -> Reading:
    low, high = results.get(f"{name}_low"), results.get(f"{name}_high")
    label, unit = _LABELS[name]
    return Reading(
        theme="ways",
        variable=name,
        label=label,
        unit=unit,
        year=origin.year,
        source=origin.source,
        level=origin.level,
        frame=stated(results[name], origin.status, origin.note, origin.missing, low, high),
    )


def _rows(case: Case, inputs: Inputs, computed: Mapping[str, Reading]) -> list[Row]:
    own = case.territory.kind == "commune" or pd.isna(
        inputs.value("jobs_per_100_active")[case.territory.code]
    )
    shown = [
        (inputs.measured["jobs_per_100_active"], WORKING, not own),
        (computed["ratio"], WORKING, own),
        (computed["leaving"], WORKING, True),
        (computed["telework"], PLACES, True),
        (computed["teleworkers"], PLACES, False),
        (computed["present"], PLACES, True),
        (computed["places"], PLACES, False),
        (inputs.measured["third_places"], PLACES, False),
        (inputs.measured["france_services"], PLACES, False),
        (inputs.measured["second_homes"], LIVING, True),
        *((inputs.measured[each.variable], LIVING, False) for each in MEASURES),
    ]
    return [row(reading, case.codes, case.declared, where, key) for reading, where, key in shown]


def _says(case: Case, results: pd.DataFrame) -> str:
    own = results.loc[case.territory.code]
    said = []
    if pd.isna(own["ratio"]):
        said.append("Nos données ne disent pas combien d’emplois ce territoire offre.")
    elif own["leaving"] > 0:
        said.append(
            f"{quantity(own['ratio'], 'emplois', 0)} pour 100 actifs occupés\u00a0: au moins "
            f"{quantity(_round(own['leaving']), 'personnes', 0)} travaillent ailleurs."
        )
    else:
        said.append(
            f"{quantity(own['ratio'], 'emplois', 0)} pour 100 actifs occupés\u00a0: le territoire "
            "fait venir des gens pour travailler."
        )
    if pd.notna(own["telework"]):
        said.append(
            f"Entre {number(own['telework_low'], 0)} et {quantity(own['telework_high'], '%', 0)} "
            "des emplois de ses habitants pourraient se faire en partie à distance."
        )
    return " ".join(said)


def _round(people: float) -> float:
    """Round a count of 2018 to what it is worth today: two digits."""
    size = 10 ** max(0, len(str(int(people))) - 2)
    return float(round(people / size) * size)


def _gaps(
    case: Case, inputs: Inputs, computed: Mapping[str, Reading], results: pd.DataFrame
) -> list[Gap]:
    found = [_jobs(case, computed["ratio"], results), _places(case, computed["places"])]
    return [each for each in (*found, _second_homes(case, inputs)) if each is not None]


def _jobs(case: Case, ratio: Reading, results: pd.DataFrame) -> Gap | None:
    figure = ratio.figure(case.territory.code)
    if figure.value is None or figure.value >= 100 * (1 - _FEW):
        return None
    leaving = results["leaving"][case.territory.code]
    return Gap(
        key="gaps/ways/jobs",
        label="Trop peu d’emplois pour ceux qui vivent ici",
        theme=NOTION.key,
        severity=1 - figure.value / 100,
        figure=figure.id,
        sentence=(
            f"{quantity(figure.value, 'emplois', 0)} pour 100 actifs occupés\u202f; au moins "
            f"{quantity(_round(leaving), 'personnes', 0)} travaillent ailleurs."
        ),
    )


def _places(case: Case, places: Reading) -> Gap | None:
    short = shortfall(places, case.codes, "high")
    if short is None or short.severity < NOTICEABLE:
        return None
    figure = places.figure(case.territory.code)
    return Gap(
        key="gaps/ways/places",
        label="Peu de lieux où travailler et faire ses démarches",
        theme=NOTION.key,
        severity=short.severity,
        figure=figure.id,
        sentence=(
            f"{quantity(figure.value, 'lieux', 2)} pour 10 000 habitants\u202f; le quart le mieux "
            f"doté des territoires semblables en a au moins {number(short.benchmark, 2)}."
        ),
    )


def _second_homes(case: Case, inputs: Inputs) -> Gap | None:
    reading = inputs.measured["second_homes"]
    short = shortfall(reading, case.codes, "low")
    figure = reading.figure(case.territory.code)
    if short is None or short.severity < NOTICEABLE or not figure.value:
        return None
    return Gap(
        key="gaps/ways/second-homes",
        label="Des logements occupés une partie de l’année seulement",
        theme=NOTION.key,
        severity=short.severity * figure.value / 100,
        figure=figure.id,
        sentence=(
            f"{quantity(figure.value, '%')} de résidences secondaires\u202f; le quart des "
            "territoires semblables qui en compte le moins est à "
            f"{quantity(short.benchmark, '%')} au plus."
        ),
    )


PART = Part(notion=NOTION, levers=levers, read=read, block=block)
