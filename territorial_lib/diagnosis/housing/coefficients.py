"""The cited parameters of the renovation chain, and the levers that the room may move.

What no source gives is a lever whose note says so: square metres of a flat, shares of the
materials, mass of a square metre of flax.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from territorial_lib.diagnosis.coefficients import coefficient, lever
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue

MATERIALS = {
    "hemp": "chanvre",
    "cellulose": "ouate de cellulose",
    "wood": "fibre de bois",
    "flax": "lin",
    "straw": "paille",
}
"""Materials, under the name of their chain in the table of plants."""
BOUNDS = ("low", "value", "high")

RATE = "gaps/housing/rate"
HOUSE_AREA = "gaps/housing/house-area"
FLAT_AREA = "gaps/housing/flat-area"
ROOF = "gaps/housing/roof"
RADIUS = "gaps/housing/radius"
FLAX_DENSITY = "gaps/housing/flax-density"
FRESH_WOOD = "gaps/housing/fresh-wood"
SHARES = {each: f"gaps/housing/mix/{each}" for each in MATERIALS}

_RATE = "taux-annuel-de-renovations-d-ampleur-aidees"
_PER_HOUSE = "isolant-par-maison-2-mm2-pour-110-maisons-par-semaine"
_HOUSE = "surface-moyenne-d-une-maison"
_FLAT = "surface-moyenne-d-un-appartement"
_RADIUS = "capacite-de-captage-d-une-chanvriere-rayon-2021"
_HEMP_DENSITY = "densite-laine-de-chanvre"
_HEMP_ROOF = "laine-de-chanvre-combles-r-7-0-039-7-27-3-cm-x-30-kg-m3"
_WALL_DEPTH = "epaisseur-laine-de-bois-murs-r-3-8"
_ROOF_DEPTH = "epaisseur-laine-de-bois-rampants-r-6-6"
_WOOD_DENSITY = "densite-laine-de-bois-souple"
_LOFT = "ouate-soufflee-r-7-tassement-23-pct"
_BLOWN = "densite-ouate-soufflage"
_FILLED = "densite-ouate-insufflation"
_STRAW_WALL = "mur-paille-36-cm-masse-0-36-x-100"
_BALE = "densite-botte-de-paille-construction-base-seche"
_HEMP_YIELD = "rendement-chanvre-paille"
_HEMP_FIBRE = "part-massique-du-plant-de-chanvre-fibre"
_TOW = "etoupes-de-lin"
_FLAX_YIELD = "rendement-lin-fibre-paille-rouie"
_STRAW_YIELD = "rendement-moyen-paille"
_TO_SOIL = "part-de-paille-restituee-directement-au-sol"
_FRESH_WOOD = "masse-d-un-metre-cube-de-bois-rond-bois-de-chauffage-toutes-essences"
_OFFCUTS = "coproduits-de-scierie-valorises-par-tonne-de-fibre-de-bois-supplementaire"
_HEMP_JOBS = (
    "emplois-de-la-filiere-chanvre-pour-1-000-hectares-cultives-bas",
    "emplois-de-la-filiere-chanvre-pour-1-000-hectares-cultives-haut",
)
_WOOD_JOBS = "emplois-directs-crees-par-1-000-t-an-de-fibre-de-bois-35-emplois-pour-23-000-t-an"
_COST = "cout-moyen-d-une-renovation-d-ampleur-coproprietes-comprises"
_SITE_JOBS = (
    "emplois-directs-par-m-de-marche-de-renovation-energetique-bas",
    "emplois-directs-par-m-de-marche-de-renovation-energetique-haut",
    "emplois-par-m-an-d-investissement-de-renovation",
)
CITED = (
    _RATE, _PER_HOUSE, _HOUSE, _FLAT, _HEMP_DENSITY, _HEMP_ROOF, _WALL_DEPTH, _ROOF_DEPTH,
    _WOOD_DENSITY, _LOFT, _BLOWN, _FILLED, _STRAW_WALL, _BALE, _HEMP_YIELD, _HEMP_FIBRE, _TOW,
    _FLAX_YIELD, _STRAW_YIELD, _TO_SOIL, _FRESH_WOOD, _OFFCUTS, *_HEMP_JOBS, _WOOD_JOBS, _COST,
    *_SITE_JOBS,
)  # fmt: skip
"""Coefficients that the chain uses, shown behind the block."""

_NO_SOURCE = "Aucune source\u00a0: convention de cet outil"
_PERCENT = 100.0


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers of the chain.

    Parameters
    ----------
    catalogue : Catalogue
        Where the cited defaults are read.

    Returns
    -------
    tuple of Lever
        Rate, materials, radius, then what the room alone can tell.
    """
    return catalogue.once("housing/levers", lambda: _levers(catalogue))


def _levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    return (_rate(catalogue), *_shares(), _radius(catalogue), *_asked(catalogue))


def _rate(catalogue: Catalogue) -> Lever:
    default = coefficient(catalogue, _RATE)
    return Lever(
        key=RATE,
        label="Logements F et G rénovés en profondeur chaque année",
        unit="% des F et G",
        default=_value(default),
        low=0.0,
        high=10.0,
        step=0.1,
        source=default.source,
        year=default.year,
        note=(
            "Rythme national des rénovations d’ampleur aidées, rapporté à tout le parc\u202f; si "
            "toutes allaient aux F et G, il serait plus de quatre fois plus élevé."
        ),
    )


def _shares() -> list[Lever]:
    return [
        Lever(
            key=SHARES[each],
            label=f"Part de la surface isolée en {label}",
            unit="parts du mélange",
            default=20.0,
            low=0.0,
            high=100.0,
            step=5.0,
            source=_NO_SOURCE,
            note="Parts égales au départ\u202f; elles sont ramenées à un total de 100\u00a0%.",
        )
        for each, label in MATERIALS.items()
    ]


def _radius(catalogue: Catalogue) -> Lever:
    return lever(
        RADIUS, "Rayon d’approvisionnement", coefficient(catalogue, _RADIUS), (10.0, 500.0, 10.0)
    )


def _asked(catalogue: Catalogue) -> list[Lever]:
    """Levers that stand for what no source gives."""
    house, flat = (coefficient(catalogue, each) for each in (_HOUSE, _FLAT))
    per_house, wood = (coefficient(catalogue, each) for each in (_PER_HOUSE, _FRESH_WOOD))
    per_flat = round(_value(per_house) * _value(flat) / _value(house), -1)
    return [
        Lever(
            key=HOUSE_AREA, label="Isolant posé par maison", unit="m²", default=_value(per_house),
            low=20.0, high=600.0, step=10.0, source=per_house.source, year=per_house.year,
            note="Toutes parois, selon un fabricant\u202f; rien ne distingue murs, toit et sol.",
        ),
        Lever(
            key=FLAT_AREA, label="Isolant posé par appartement", unit="m²", default=per_flat,
            low=0.0, high=400.0, step=10.0, source=f"{_NO_SOURCE}, à partir de {house.source}",
            year=house.year,
            note=(
                "Rien n’a été trouvé\u00a0: la surface d’une maison au prorata des m² habitables, "
                "sans doute trop (ni toit ni sol pour la plupart). Bas de la fourchette\u00a0: "
                "maisons seules, tant que la salle n’a pas réglé ce curseur."
            ),
        ),
        Lever(
            key=ROOF, label="Part de l’isolant posée en toiture", unit="%", default=50.0,
            low=0.0, high=100.0, step=5.0, source=_NO_SOURCE,
            note="Le reste va aux murs\u202f; rien n’a été trouvé qui distingue les parois.",
        ),
        Lever(
            key=FLAX_DENSITY, label="Densité de la laine de lin", unit="kg/m³",
            default=_value(coefficient(catalogue, _HEMP_DENSITY)), low=20.0, high=50.0, step=1.0,
            source=f"{_NO_SOURCE}\u00a0: celle de la laine de chanvre",
            note="Absente de nos sources\u202f; des fabricants écrivent de 20 à 35\u00a0kg/m³.",
        ),
        Lever(
            key=FRESH_WOOD, label="Masse d’un mètre cube de bois frais", unit="kg/m³",
            default=_value(wood), low=400.0, high=1100.0, step=25.0, source=wood.source,
            year=wood.year,
            note="Dépend de l’essence et de l’humidité\u202f; sert à compter les m³ de bois.",
        ),
    ]  # fmt: skip


def masses(catalogue: Catalogue) -> pd.DataFrame:
    """Give the kilograms of material that a square metre takes.

    Thickness x density, the band being that of the density.

    Parameters
    ----------
    catalogue : Catalogue
        Where the cited parameters are read.

    Returns
    -------
    pandas.DataFrame
        Materials in rows (flax: a density of 1 kg/m3, that the lever multiplies); columns
        ``(use, bound)``: "roof" or "wall", then low, value, high.
    """
    read = {name: coefficient(catalogue, name) for name in CITED}
    depth = {use: _value(read[name]) / 100 for use, name in _DEPTHS.items()}
    hemp, wood, bale = (_band(read[each]) for each in (_HEMP_DENSITY, _WOOD_DENSITY, _BALE))
    blown, filled = _band(read[_BLOWN]), _band(read[_FILLED])
    hemp_roof, loft, straw = (_value(read[each]) for each in (_HEMP_ROOF, _LOFT, _STRAW_WALL))
    one = pd.Series(1.0, index=list(BOUNDS))
    roof = {
        "hemp": hemp_roof * hemp / hemp["value"],
        "cellulose": loft * blown / blown["value"],
        "wood": depth["roof"] * wood,
        "flax": hemp_roof / hemp["value"] * one,
        "straw": straw * bale / bale["value"],
    }
    wall = {
        "hemp": depth["wall"] * hemp,
        "cellulose": depth["wall"] * filled,
        "wood": depth["wall"] * wood,
        "flax": depth["wall"] * one,
        "straw": straw * bale / bale["value"],
    }
    tables = {"roof": pd.DataFrame(roof).T, "wall": pd.DataFrame(wall).T}
    return pd.concat(tables, axis=1).loc[list(MATERIALS)]


_DEPTHS = {"roof": _ROOF_DEPTH, "wall": _WALL_DEPTH}


def yields(catalogue: Catalogue) -> pd.Series:
    """Give the tonnes of material that a hectare gives in a year.

    Hemp: straw a hectare x share of fibre; flax: tow a hectare; straw: straw a hectare x what is
    not left to the soil.

    Parameters
    ----------
    catalogue : Catalogue
        Where the cited parameters are read.

    Returns
    -------
    pandas.Series
        By material; missing for wood (the forest here gives its own) and for cellulose, which is
        waste paper and takes no land.
    """
    read = {name: _value(coefficient(catalogue, name)) for name in CITED}
    given = {
        "hemp": read[_HEMP_YIELD] * read[_HEMP_FIBRE] / _PERCENT,
        "flax": read[_TOW],
        "straw": read[_STRAW_YIELD] * (1 - read[_TO_SOIL] / _PERCENT),
    }
    return pd.Series(given).reindex(list(MATERIALS))


def wood_volume(catalogue: Catalogue, density: float) -> float:
    """Give the tonnes of fibre that a cubic metre of fresh wood makes.

    Parameters
    ----------
    catalogue : Catalogue
        Where the tonnes of sawmill offcuts a tonne of fibre takes are read.
    density : float
        Kilograms of a cubic metre of fresh wood.

    Returns
    -------
    float
        Tonnes of fibre a cubic metre.
    """
    return density / 1000 / _value(coefficient(catalogue, _OFFCUTS))


def capacity_factors(catalogue: Catalogue) -> Mapping[tuple[str, str], float]:
    """Give the tonnes of insulation that one unit of a plant's volume makes.

    Parameters
    ----------
    catalogue : Catalogue
        Where the cited parameters are read.

    Returns
    -------
    mapping
        By material and unit; a unit that is not there (cubic metres of panels, made of fibre
        already counted) counts no capacity.
    """
    read = {name: _value(coefficient(catalogue, name)) for name in CITED}
    fibre = read[_HEMP_FIBRE] / _PERCENT
    tow = read[_TOW] / read[_FLAX_YIELD]
    hemp = {("hemp", f"t{kind}/an"): fibre for kind in ("", " paille", " chanvre")}
    return {
        **hemp,
        ("hemp", "ha/an"): read[_HEMP_YIELD] * fibre,
        ("flax", "ha/an"): read[_TOW],
        ("flax", "t paille/an"): tow,
        ("wood", "t/an"): 1.0,
        ("cellulose", "t/an"): 1.0,
    }


def jobs(catalogue: Catalogue) -> pd.DataFrame:
    """Give the jobs that each link of the chain makes.

    Parameters
    ----------
    catalogue : Catalogue
        Where the cited parameters are read.

    Returns
    -------
    pandas.DataFrame
        Rows: "hemp" (a hectare), "wood" (a tonne), "sites" (a dwelling renovated); columns low,
        value, high. What the other materials make is unknown.
    """
    hemp = pd.Series([_value(coefficient(catalogue, each)) for each in _HEMP_JOBS]) / 1000
    sites = pd.Series([_value(coefficient(catalogue, each)) for each in _SITE_JOBS])
    sites *= _value(coefficient(catalogue, _COST)) / 1e6
    wood = _value(coefficient(catalogue, _WOOD_JOBS)) / 1000
    rows = {
        "hemp": (hemp.min(), hemp.mean(), hemp.max()),
        "wood": (float("nan"), wood, float("nan")),
        "sites": (sites.min(), sites.median(), sites.max()),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(BOUNDS))


def _band(figure: Figure) -> pd.Series:
    value = _value(figure)
    low = value if figure.low is None else figure.low
    high = value if figure.high is None else figure.high
    return pd.Series([low, value, high], index=list(BOUNDS))


def _value(figure: Figure) -> float:
    assert figure.value is not None
    return figure.value
