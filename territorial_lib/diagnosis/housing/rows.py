"""The figures of the renovation chain, each beside that of similar territories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.housing.chain import Inputs, Results
from territorial_lib.diagnosis.housing.coefficients import BOUNDS, MATERIALS, RADIUS
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.typography import quantity

THEME = "housing"
YEAR = 2022
_SOURCE = "Calcul d’après R. Girard et Y. Abdelouadoud, 2022, et coefficients cités"
_LISTED = "Presse et sites d’entreprises, relevé des auteurs (liste incomplète)"
_NO_DWELLING = "Logements F ou G non estimés pour ce territoire."
_NO_FIGURE = "Une donnée manque à ce maillon pour ce territoire."
_BAND = (
    "Bas\u00a0: compte du SDES, isolant le plus léger, maisons seules tant que la surface d’un "
    "appartement n’est pas réglée\u202f; haut\u00a0: isolant le plus lourd."
)
_BORROWED = "Part des maisons prise dans la moyenne nationale, faute de celle du département."
_HOMES = "Logements"
_INSULATION = "Isolants"
_LAND = "Récoltes et terres"
_PLANTS = "Usines à portée"
_JOBS = "Emplois"
_CITED = "Coefficients utilisés"
_PERCENT = 100.0

Lines = Iterator[Row]


def all_rows(
    case: Case, inputs: Inputs, results: Results, values: Mapping[str, float]
) -> tuple[Row, ...]:
    """Give every figure of the chain, in its order.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : Inputs
        What was read.
    results : Results
        What was computed.
    values : Mapping of str to float
        The levers in force.

    Returns
    -------
    tuple of Row
        Six of them marked as key; what no source gives is there, missing and said.
    """
    return (
        *_homes(case, inputs, results),
        *_insulation(case, inputs, results),
        *_land(case, inputs, results),
        *_plants(case, inputs, results, values[RADIUS]),
        *_jobs(case, results),
        *(Row(figure=each, category=_CITED) for each in inputs.cited),
    )


@dataclass(frozen=True)
class _Line:
    """What is said of a figure, before it is computed."""

    variable: str
    label: str
    unit: str
    category: str
    note: str
    missing: str = _NO_DWELLING
    dimension: str = ""
    key: bool = False
    year: int = YEAR
    source: str = _SOURCE


def _homes(case: Case, inputs: Inputs, results: Results) -> Lines:
    yield _inventoried(case, "leaky_dwellings")
    share = inputs.leaky.div(inputs.residences, axis=0) * _PERCENT
    note = "Modèle\u202f; bas\u00a0: le compte du SDES, par une autre méthode."
    label = "Part des résidences principales classées F ou G"
    yield _row(case, _Line("leaky_share", label, "%", _HOMES, note), share)
    label, note = "Logements F et G rénovés", "Au rythme du curseur."
    line = _Line("renovated", label, "logements/an", _HOMES, note, key=True)
    yield _row(case, line, results.dwellings)


def _insulation(case: Case, inputs: Inputs, results: Results) -> Lines:
    note = f"{_BAND} {_BORROWED}" if inputs.borrowed[case.territory.code] else _BAND
    yield _row(case, _Line("area", "Surface isolée", "m²/an", _INSULATION, note), results.area)
    total = pd.DataFrame({each: results.tonnes[each].sum(axis=1, skipna=False) for each in BOUNDS})
    label = "Isolants biosourcés à fournir"
    yield _row(case, _Line("tonnes", label, "t/an", _INSULATION, note, key=True), total)
    for material, name in MATERIALS.items():
        line = _Line("tonnes", f"dont {name}", "t/an", _INSULATION, note, dimension=material)
        yield _row(case, line, _of(results.tonnes, material))


def _land(case: Case, inputs: Inputs, results: Results) -> Lines:
    yield _arable(case, inputs, results)
    for material, note in _FIELDS.items():
        line = _Line(
            "hectares", f"Terres pour {_FOR[material]}", "ha/an", _LAND, note, _NO_FIGURE, material
        )
        yield _row(case, line, _of(results.hectares, material))
    note = "Chutes de scierie comptées en bois rond."
    line = _Line("wood", "Bois frais pour la fibre de bois", "m³/an", _LAND, note)
    yield _row(case, line, _of(results.raw, "wood"))
    for material, (label, unit, note, missing) in _SUPPLIES.items():
        line = _Line("supply", label, unit, _LAND, note, missing, material)
        yield _row(case, line, inputs.supply[material])
    paper = _unknown(case, "paper", "Papier à recycler en ouate", "t/an", _NO_PAPER)
    yield Row(figure=paper, category=_LAND)


def _arable(case: Case, inputs: Inputs, results: Results) -> Row:
    fibres = ["hemp", "flax"]
    asked = {each: results.hectares[each][fibres].sum(axis=1, skipna=False) for each in BOUNDS}
    arable = inputs.land["hemp"]
    share = pd.DataFrame(asked).div(arable.where(arable > 0), axis=0) * _PERCENT
    none = arable[case.territory.code] == 0
    line = _Line(
        "arable_share",
        "Terres arables demandées par le chanvre et le lin",
        "%",
        _LAND,
        "Rapporté aux terres arables vues par satellite (CORINE Land Cover 2018).",
        _NO_FIELD if none else _NO_FIGURE,
        key=True,
    )
    return _row(case, line, share)


_NO_FIELD = "Aucune terre arable ici\u00a0: ces fibres viendraient d’ailleurs."
_FOR = {
    "hemp": "le chanvre",
    "flax": "le lin",
    "straw": "la paille (céréales déjà cultivées)",
    "wood": "le bois (croissance des forêts)",
}
_FIELDS = {
    "hemp": "Paille de chanvre à l’hectare × part de fibre\u202f: voir les coefficients.",
    "flax": "Étoupes à l’hectare\u202f; les mêmes hectares donnent la fibre longue.",
    "straw": "Paille à l’hectare moins le retour au sol\u202f: aucune terre de plus.",
    "wood": "Croissance d’un hectare de la région (IGN, inventaire forestier 2016-2020).",
}
_NO_CROP = "Surface publiée pour la Normandie seulement\u00a0: une question à poser à la salle."
_SUPPLIES = {
    "hemp": ("Chanvre cultivé ici", "ha", "RPG 2020, réparti.", _NO_CROP),
    "flax": ("Lin fibre cultivé ici", "ha", "RPG 2020, réparti.", _NO_CROP),
    "straw": (
        "Paille disponible après retour au sol", "t/an",
        "Avant litière et fourrage (Agreste 2010)\u202f; voir l’inventaire.", _NO_FIGURE,
    ),
    "wood": (
        "Bois qui pousse et n’est pas récolté", "m³/an",
        "IGN 2016-2020, réparti selon les forêts\u202f; voir l’inventaire.", _NO_FIGURE,
    ),
}  # fmt: skip
_NO_PAPER = "Aucune statistique locale du papier collecté\u00a0: à demander au syndicat de déchets."


def _plants(case: Case, inputs: Inputs, results: Results, radius: float) -> Lines:
    far, own = quantity(radius, "km", 0), case.territory.code
    for material in ("hemp", "flax", "wood", "cellulose"):
        found, name = results.reach[material], MATERIALS[material]
        capacity = found["capacity"].where(found["capacity"] > 0)
        yield _count(
            case,
            _listed("plants", f"Usines connues à moins de {far}\u00a0: {name}", "", material),
            found["count"],
            _crossing(case, inputs, material),
        )
        yield _count(
            case,
            _listed("capacity", f"Capacité annoncée à portée\u00a0: {name}", "t/an", material),
            capacity,
            _partial(found.at[own, "unknown"]),
        )
        yield _count(
            case,
            _listed("nearest", f"Usine la plus proche\u00a0: {name}", "km", material),
            found["nearest"],
            _named(case, inputs, material),
        )


def _listed(variable: str, label: str, unit: str, material: str) -> _Line:
    return _Line(
        variable,
        label,
        unit,
        _PLANTS,
        "",
        "Aucune usine à portée dont la capacité soit connue.",
        material,
        year=2025,
        source=_LISTED,
    )


def _partial(unknown: float) -> str:
    said = "Capacités annoncées à des années différentes, déjà promises à d’autres."
    if unknown:
        return f"{said} Sans capacité connue\u00a0: {int(unknown)}."
    return said


def _in_service(inputs: Inputs, material: str) -> pd.Index:
    rows = inputs.plants
    return rows.index[(rows["material"] == material) & rows["in_service"]]


def _named(case: Case, inputs: Inputs, material: str) -> str:
    away = inputs.km.loc[case.territory.code, _in_service(inputs, material)]
    if away.isna().all():
        return "Distance inconnue."
    nearest = inputs.plants.loc[away.idxmin()]
    about = " (placée au centre de son département)" if nearest["approximate"] else ""
    sea = inputs.across.at[case.territory.code, away.idxmin()]
    beyond = " Par-delà la mer." if sea else ""
    return f"{nearest['name']}, {nearest['place']}{about}. À vol d’oiseau.{beyond}"


def _crossing(case: Case, inputs: Inputs, material: str) -> str:
    across = inputs.across.loc[case.territory.code, _in_service(inputs, material)]
    said = "Liste faite à la main\u00a0: l’absence d’usine ne prouve rien."
    return f"{said} La mer est entre elles et nous." if across.all() else said


def _jobs(case: Case, results: Results) -> Lines:
    for name, (label, note) in _CHAINS.items():
        line = _Line("jobs", label, "emplois", _JOBS, note, dimension=name, key=name == "sites")
        yield _row(case, line, results.jobs[name])
    for material, why in _NO_JOBS.items():
        label = f"Emplois de la filière {MATERIALS[material]}"
        figure = _unknown(case, "jobs", label, "emplois", why, material)
        yield Row(figure=figure, category=_JOBS)


_CHAINS = {
    "sites": (
        "Emplois des chantiers de rénovation",
        "Coût moyen d’une rénovation d’ampleur × emplois directs par M€ de travaux.",
    ),
    "hemp": (
        "Emplois de la filière chanvre",
        "Salariés de la filière rapportés aux hectares\u202f; agriculteurs non comptés.",
    ),
    "wood": ("Emplois d’une usine de fibre de bois", "Calculé sur une seule usine (Mably)."),
}
_NO_JOBS = {
    "straw": "Emplois par tonne inconnus (on connaît le prix payé à l’agriculteur\u00a0: 80 à "
    "120\u00a0€/t).",
    "flax": "Emplois par tonne d’étoupes inconnus.",
    "cellulose": "Emplois par tonne d’ouate inconnus.",
}


def _inventoried(case: Case, variable: str) -> Row:
    """Give the row of the inventory, the room's corrections and versions included."""
    found = case.resource(variable)
    if found is None:
        return row(case.measured(variable), case.codes, case.declared, _HOMES, key=True)
    return Row(
        figure=found.figure,
        category=_HOMES,
        key=True,
        comparison=found.comparison,
        versions=found.versions,
    )


def _of(bounds: Mapping[str, pd.DataFrame], material: str) -> pd.DataFrame:
    return pd.DataFrame({each: bounds[each][material] for each in BOUNDS})


def _row(case: Case, line: _Line, frame: pd.DataFrame) -> Row:
    read = Reading(
        THEME,
        line.variable,
        line.label,
        line.unit,
        line.year,
        line.source,
        "perimeter",
        _judged(frame, line.note, line.missing),
        dimension=line.dimension,
    )
    return row(read, case.codes, case.declared, line.category, line.key)


def _count(case: Case, line: _Line, values: pd.Series, note: str) -> Row:
    frame = pd.DataFrame(dict.fromkeys(BOUNDS, values))
    return _row(case, replace(line, note=note), frame)


def _judged(frame: pd.DataFrame, note: str, missing: str) -> pd.DataFrame:
    low, value, high = (frame[each].to_numpy(dtype=float) for each in BOUNDS)
    known = ~np.isnan(value)
    band = known & (low != high)
    columns = {
        "value": value,
        "low": np.where(band, low, np.nan),
        "high": np.where(band, high, np.nan),
        "status": np.where(known, "estimated", "missing").astype(object),
        "note": np.where(known, note, missing).astype(object),
    }
    return pd.DataFrame(columns, index=frame.index)


def _unknown(
    case: Case, variable: str, label: str, unit: str, why: str, dimension: str = ""
) -> Figure:
    return Figure(
        id=figure_id(THEME, variable, case.territory.code, None, dimension),
        label=label,
        value=None,
        unit=unit,
        year=None,
        source="Aucune source nationale embarquée",
        level="perimeter",
        status="missing",
        note=why,
    )
