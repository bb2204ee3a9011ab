"""The territories that look alike: nearest in size, density, income, age and job structure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.geography.perimeter import Selection, commune_sum, part_mean
from territorial_lib.geography.territories import Gazetteer, Territory

JOB_SECTORS = ("agriculture", "industry", "construction", "services", "administration")
FEATURE_LABELS = {
    "size": "taille",
    "density": "densité",
    "income": "revenu médian",
    "age": "part des 75 ans et plus",
    "jobs": "répartition des emplois",
}
_COMMUNE_LABELS = {"jobs": "répartition des établissements"}
_DENSITY_STEPS = (25.0, 50.0, 100.0, 200.0, 500.0, 1500.0)


@dataclass(frozen=True)
class Likeness:
    """The territories that look like one, and why.

    Parameters
    ----------
    territories : tuple of Territory
        Nearest first.
    distances : tuple of float
        Distance to each, in standard deviations; NaN where it cannot be measured.
    reason : str
        In French: how they were chosen, and what the room changed.
    adjusted : bool
        True where the room added or removed some.
    """

    territories: tuple[Territory, ...]
    distances: tuple[float, ...]
    reason: str
    adjusted: bool = False


def similar(
    territory: Territory,
    gazetteer: Gazetteer,
    k: int = 15,
    include: Collection[str] = (),
    exclude: Collection[str] = (),
) -> Likeness:
    """Find the k territories most like one, among those of the same kind and density class.

    d(a, b) = sqrt(sum over features f of (z_af − z_bf)^2), z standardised over the candidates;
    the five job shares count together as one feature.

    Parameters
    ----------
    territory : Territory
        The territory; an ad hoc perimeter is compared with EPCI.
    gazetteer : Gazetteer
        Every territory of France.
    k : int
        How many are chosen before the room's changes, fewer where the kind has fewer (régions).
    include : collection of str
        Codes of territories that the room adds, of any kind; UnknownTerritory where one is not.
    exclude : collection of str
        Codes of territories that the room removes; none takes their place.

    Returns
    -------
    Likeness
        The nearest ones; only features known for this territory are used, and named.
    """
    kind = "epci" if territory.kind == "perimeter" else territory.kind
    include, exclude = named(include, gazetteer), named(exclude, gazetteer)
    features = gazetteer.catalogue.once(
        ("profile", kind), lambda: profile(Selection.every(kind, gazetteer), gazetteer, kind)
    )
    own = profile(Selection.of([territory], gazetteer), gazetteer, kind).loc[territory.code]
    candidates = _candidates(territory, own, features, gazetteer, kind, k)
    used = [name for name in features if name != "density_class" and pd.notna(own[name])]
    standard = candidates[used].dropna()
    nearest = _distances(own, standard, standard).sort_values(kind="stable").head(k)
    found = tuple(gazetteer.territory(str(code)) for code in nearest.index)
    reason = _reason(used, candidates, own, kind, found)
    kept = nearest.drop(index=[code for code in exclude if code in nearest])
    added = [code for code in include if code not in nearest and code != territory.code]
    other = _distances(own, features.reindex(added)[used], standard)
    final = pd.concat([kept, other]).sort_values(kind="stable")
    retained = tuple(gazetteer.territory(str(code)) for code in final.index)
    changes = _changes(found, retained)
    return Likeness(retained, tuple(map(float, final)), f"{reason}{changes}", bool(changes))


def named(codes: Iterable[str], gazetteer: Gazetteer) -> list[str]:
    """Write codes as the gazetteer does: "DEP:2a" and "dep:2A" name the same territory.

    Parameters
    ----------
    codes : iterable of str
        Codes as people give them.
    gazetteer : Gazetteer
        Every territory of France.

    Returns
    -------
    list of str
        Each territory once, in the order given; UnknownTerritory where a code names none.
    """
    return list(dict.fromkeys(gazetteer.territory(code).code for code in codes))


def retained(territory: Territory, gazetteer: Gazetteer, codes: Collection[str]) -> Likeness:
    """Compare a territory with those that the room kept.

    Parameters
    ----------
    territory : Territory
        The territory.
    gazetteer : Gazetteer
        Every territory of France.
    codes : collection of str
        Codes of all the territories kept; none at all leaves nothing to compare with.

    Returns
    -------
    Likeness
        These very territories, and the sentence that says how they differ from the nearest.
    """
    nearest = [each.code for each in similar(territory, gazetteer).territories]
    kept = named(codes, gazetteer)
    gone = [code for code in nearest if code not in kept]
    return similar(territory, gazetteer, include=kept, exclude=gone)


def profile(selection: Selection, gazetteer: Gazetteer, kind: str) -> pd.DataFrame:
    """Measure what makes territories alike.

    Parameters
    ----------
    selection : Selection
        The territories.
    gazetteer : Gazetteer
        Every territory of France.
    kind : str
        Kind that decides which tables are read: communes have their own.

    Returns
    -------
    pandas.DataFrame
        Indexed by territory: ``size`` (log inhabitants), ``density`` (log inhabitants per km2),
        ``income`` (€ a year), ``age`` (%), ``jobs_*`` (%), ``density_class``; NaN where unknown.
    """
    communes = gazetteer.communes
    population = commune_sum(selection, communes["population"])["value"]
    area = commune_sum(selection, communes["area_km2"])["value"]
    density = population / area.where(area > 0)
    frame = pd.DataFrame(
        {"size": np.log(population.clip(lower=1)), "density": np.log(density.clip(lower=0.1))}
    )
    frame["density_class"] = np.digitize(density.fillna(-1), _DENSITY_STEPS)
    reader = _commune_features if kind == "commune" else _area_features
    return frame.join(reader(selection, gazetteer))


def _area_features(selection: Selection, gazetteer: Gazetteer) -> pd.DataFrame:
    people = gazetteer.catalogue.indexed("epci_profile_2022")
    jobs = gazetteer.catalogue.indexed("epci_jobs_a5_2022")
    parts = selection.parts("epci")
    inhabitants = gazetteer.units("epci")["population"]
    columns = {"income": people["median_income"], "age": people["share_75_plus"]}
    columns |= {f"jobs_{sector}": jobs[f"share_{sector}"] for sector in JOB_SECTORS}
    return pd.DataFrame(
        {name: part_mean(parts, rates, inhabitants)["value"] for name, rates in columns.items()}
    )


def _commune_features(selection: Selection, gazetteer: Gazetteer) -> pd.DataFrame:
    income = gazetteer.catalogue.load("income_2019").frame
    income = income[income["level"] == "commune"].set_index("code")["median_income"]
    firms = gazetteer.catalogue.indexed("establishments_2018")
    total = firms["total"].where(firms["total"] > 0)
    shares = pd.DataFrame(
        {
            "jobs_agriculture": firms["agriculture"],
            "jobs_industry": firms["industry"],
            "jobs_construction": firms["construction"],
            "jobs_services": firms["trade_services"],
            "jobs_administration": firms["administration"],
        }
    ).div(total, axis=0)
    frame = shares.assign(income=income.reindex(shares.index)) * 1.0
    return frame.reindex(selection.territories)


def _candidates(
    territory: Territory,
    own: pd.Series,
    features: pd.DataFrame,
    gazetteer: Gazetteer,
    kind: str,
    k: int,
) -> pd.DataFrame:
    known = [name for name in features if pd.notna(own[name])]
    others = features.drop(index=[territory.code], errors="ignore").dropna(subset=known)
    if territory.kind == "perimeter":
        inside = set(gazetteer.communes.loc[list(territory.communes), "epci"].dropna())
        others = others.drop(index=[code for code in inside if code in others.index])
    if kind in ("region", "departement", "zone_emploi"):
        return others
    if _overseas(territory):
        beyond = others[others.index.isin(_overseas_units(gazetteer, kind))]
        others = beyond if len(beyond) >= k else others
    alike = others[others["density_class"] == own["density_class"]]
    return alike if len(alike) >= k else others


def _overseas(territory: Territory) -> bool:
    return all(commune.startswith("97") for commune in territory.communes)


def _overseas_units(gazetteer: Gazetteer, kind: str) -> set[str]:
    communes = gazetteer.communes
    column = "code" if kind == "commune" else kind
    return set(communes.loc[communes["departement"].str.startswith("97"), column].dropna())


def _distances(own: pd.Series, candidates: pd.DataFrame, standard: pd.DataFrame) -> pd.Series:
    """Measure how far some territories are, in the standard deviations of all the candidates."""
    spread = standard.std(ddof=0).replace(0, 1.0)
    gaps = (candidates - own[candidates.columns]) / spread
    jobs = [name for name in candidates if name.startswith("jobs_")]
    squares = gaps**2
    if jobs:
        squares = squares.drop(columns=jobs).assign(jobs=squares[jobs].mean(axis=1))
    return np.sqrt(squares.sum(axis=1, skipna=False))


def _changes(found: tuple[Territory, ...], retained: tuple[Territory, ...]) -> str:
    """Say what the room added and removed; nothing where it changed nothing."""
    before, after = ({each.code: each.name for each in group} for group in (found, retained))
    added = [name for code, name in after.items() if code not in before]
    removed = [name for code, name in before.items() if code not in after]
    said = [
        f"{verb} {_few(names)}"
        for verb, names in (("a ajouté", added), ("a retiré", removed))
        if names
    ]
    if not retained:
        return " La salle n’en garde aucun : il n’y a plus de comparaison."
    return f" La salle {' et '.join(said)}." if said else ""


def _few(names: list[str]) -> str:
    shown = names[:4]
    more = [f"{len(names) - 4} autres"] if len(names) > 4 else []
    *first, last = shown + more
    return f"{', '.join(first)} et {last}" if first else last


def _reason(
    used: list[str],
    candidates: pd.DataFrame,
    own: pd.Series,
    kind: str,
    found: tuple[Territory, ...],
) -> str:
    plural = {
        "commune": "communes",
        "epci": "intercommunalités",
        "departement": "départements",
        "region": "régions",
        "zone_emploi": "zones d’emploi",
    }[kind]
    names = dict.fromkeys("jobs" if each.startswith("jobs_") else each for each in used)
    labels = FEATURE_LABELS | (_COMMUNE_LABELS if kind == "commune" else {})
    said = [labels[name] for name in names]
    listed = ", ".join(said[:-1]) + " et " + said[-1]
    same = (candidates["density_class"] == own["density_class"]).all()
    density = " de même classe de densité" if same else ""
    where = " d’outre-mer" if all(_overseas(each) for each in found) else ""
    return f"Les {len(found)} {plural}{where}{density} les plus proches par leur {listed}."
