"""What the territory has: its map, its key figures, what sleeps there, what the room added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from territorial_lib.geography.contours import outline
from territorial_lib.maps import MapPoint
from territorial_lib.maps.drawing import Drawing
from territorial_lib.report.commune_drawing import Mapped, drawing
from territorial_lib.report.communes import CommuneMeasure, commune_measures
from territorial_lib.report.material import Material, Placed
from territorial_lib.report.outline import Bullets, Chapter, Drawn, Figures, Part, Section, Words
from territorial_lib.schemas.figures import FAMILY_LABELS
from territorial_lib.tables.wording import published

MAPPED = ("vacancy_rate", "median_income_2019", "density", "population")
"""Variables mapped, the first that is known for two communes at least."""
_SIDE = 640.0
"""Side of the map: its letters are read on a sheet A4."""


def inventory(material: Material) -> Chapter:
    """Say what the territory has.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Chapter
        The second one.
    """
    taken = material.found.inventory
    parts: list[Part] = [Words(taken.likeness.reason, "hint")]
    drawn = commune_map(material)
    if drawn is not None:
        parts.append(drawn)
        parts += _numbered(_placed(material))
    return Chapter("avons-nous", "Qu’avons-nous\u202f?", tuple(parts), tuple(_sections(material)))


def _sections(material: Material) -> Iterator[Section]:
    resources = material.found.inventory.resources
    said = [each for each in resources if each in material.case.declared.resources]
    asked = [each for each in resources if each.use == "unknown"]
    ours = [each for each in resources if each not in said and each not in asked]
    for family, title in FAMILY_LABELS.items():
        rows = [each for each in ours if each.family == family]
        first = tuple(each for each in rows if each.key)
        rest = tuple(each for each in rows if not each.key)
        yield Section(title, (Figures(title, first or rest, rest if first else ()),))
    idle = tuple(r for r in ours if r.use == "underused" and r.figure.value is not None)
    if idle:
        yield Section("Ce qui dort ici", (Figures("Ressources peu utilisées", idle),))
    changed = tuple(each for each in ours if published(each) != each.figure)
    if changed:
        words = Words("La valeur publiée reste dans le tableur, à côté.", "hint")
        yield Section("Ce que la salle a corrigé", (Figures("Chiffres corrigés", changed), words))
    if asked:
        lines = tuple(f"{r.figure.label}\u00a0: {r.figure.note}" for r in asked)
        yield Section("Ce que seule la salle peut dire", (Bullets(lines),))
    if said:
        yield Section("Ce que la salle a ajouté", (Figures("Dit par la salle", tuple(said)),))


def commune_map(material: Material) -> Drawn | None:
    """Map one variable by commune, with what the room put on the map.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Drawn or None
        None where there is no contour, or a single commune and nothing on it.
    """
    placed = _placed(material)
    if not len(material.communes) or (len(material.communes) == 1 and not placed):
        return None
    found = {each.variable: each for each in commune_measures(material)}
    chosen = next((found[name] for name in MAPPED if _enough(found.get(name))), None)
    measure = chosen or found["population"]
    values = measure.values["value"].reindex(material.communes.index).astype(float)
    areas = material.communes.assign(value=values.to_numpy())
    unit, people = measure.figure.unit, material.case.scope.gazetteer.communes["population"]
    year = "" if measure.figure.year is None else f", {measure.figure.year}"
    mapped = Mapped(f"{measure.label} par commune ({unit}{year})", measure.label, unit)
    chart = drawing(areas, people, mapped, placed, _SIDE)
    return Drawn(chart, lambda: _live(material, measure, areas, tuple(_points(placed))))


def _numbered(placed: Sequence[Placed]) -> list[Part]:
    """Name the points of the printed map; the live one tells them under the pointer."""
    named = [f"{rank}\u00a0{each.label}" for rank, each in enumerate(placed, 1)]
    return [Words(f"Sur la carte\u00a0: {', '.join(named)}.")] if named else []


def _live(
    material: Material, measure: CommuneMeasure, areas: pd.DataFrame, points: tuple[MapPoint, ...]
) -> str:
    return Drawing(
        areas=areas,
        column="value",
        label=measure.label,
        unit=measure.figure.unit,
        title=f"{measure.label} par commune, {material.territory.name}",
        source_line=measure.figure.source,
        year=measure.figure.year,
        surroundings=material.surroundings,
        outline=outline(material.communes),
        points=points,
    ).page()


def _enough(measure: CommuneMeasure | None) -> bool:
    return measure is not None and bool(measure.values["value"].notna().sum() > 1)


def _placed(material: Material) -> tuple[Placed, ...]:
    """Give the resources that the room put at a place of its own."""
    return tuple(each for each in material.placed if each.kind == "ressource" and each.exact)


def _points(placed: Sequence[Placed]) -> Iterator[MapPoint]:
    for each in placed:
        mark = each.use if each.use in ("used", "underused", "missing") else "unknown"
        yield MapPoint(each.lon, each.lat, each.label, each.detail, mark)  # type: ignore[arg-type]
