"""The land, once: what food, energy and materials ask of the same hectares, said in French."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.land.balance import (
    CEILINGS,
    FAMILIES,
    Available,
    Fit,
    assess,
)
from territorial_lib.diagnosis.land.inputs import KINDS, Inputs
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.rows import row
from territorial_lib.schemas.blocks import Block, Gap, Hectares, Lever, Notion, Picture
from territorial_lib.schemas.figures import Figure, Row, figure_id
from territorial_lib.sources import Catalogue
from territorial_lib.typography import quantity

NOTION = Notion(
    key="land",
    title="Tout tient-il sur les mêmes hectares\u00a0?",
    meaning=(
        "Un hectare ne sert qu’une fois\u00a0: nourrir, chauffer ou bâtir. On met côte à côte ce "
        "que l’alimentation, l’énergie et les matériaux demandent aux terres agricoles d’ici, et "
        "l’on voit ce qui tient et ce qui ne tient pas."
    ),
    formula=(
        "Les cultures demandées ne dépassent pas les terres cultivées\u202f; cultures, prairies et "
        "autres demandes ensemble ne dépassent pas la surface agricole utile. Chaque famille "
        "d’usages est d’abord tenue sous son plafond\u202f; si le reste ne tient pas, chaque usage "
        "reçoit la même part de ce qu’il demande\u00a0: hectares demandés × hectares qui existent "
        "÷ somme des demandes."
    ),
    limits=(
        "Cela ne dit ni la qualité des sols, ni l’eau, ni à qui sont les terres, ni ce qui y "
        "pousse aujourd’hui. Le partage entre cultures et prairies est une estimation. Les doubles "
        "usages (paille d’une céréale, arbres dans un champ, panneaux sur un pré) ne demandent "
        "pas d’hectare en plus et ne sont pas comptés. La forêt est comptée à part."
    ),
)

MAIN = "L’essentiel"
ASKED = "Ce que chaque usage demande"
GRANTED = "Ce que les terres d’ici peuvent donner"
EXISTS = "Les terres qui existent"
_SOURCES = ("sau_2020", "landcover_2018")
_PAGE = "Calcul de cette page\u00a0: blocs alimentation, énergie et habitat écologique"
_SPLIT = (
    "Surface agricole partagée selon les cultures et les prairies vues par satellite\u202f; "
    "fourchette\u00a0: terres mêlées comptées d’un côté ou de l’autre."
)
_NO_LAND = "Surface agricole ou occupation des sols manquante pour ce territoire."
_EXACT = 1000.0
_CHOICE = "Point de départ\u00a0: aucun plafond, choix à discuter"


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the ceilings that the room may set.

    Parameters
    ----------
    catalogue : Catalogue
        Not read: no ceiling is cited anywhere, they are the room's.

    Returns
    -------
    tuple of Lever
        Most that energy and materials may take, in % of the agricultural area.
    """
    return tuple(
        Lever(
            key=key,
            label=f"{FAMILIES[name]}\u00a0: au plus, part des terres agricoles d’ici",
            unit="%",
            default=100.0,
            low=0.0,
            high=100.0,
            step=1.0,
            source=_CHOICE,
            note="Ce qui dépasse le plafond n’est pas donné\u202f; les autres usages le gardent.",
        )
        for name, key in CEILINGS.items()
    )


def block(
    case: Case, inputs: Inputs, demands: Sequence[Hectares], values: Mapping[str, float]
) -> Block:
    """Compute the block of land for the first territory of a case.

    The severity of its gap is the share of the hectares asked for that these lands cannot give
    together (1 − granted / asked), between the reading where least is asked of most land and that
    where most is asked of least.

    Parameters
    ----------
    case : Case
        The territory, then those it is compared with.
    inputs : Inputs
        The land that exists.
    demands : sequence of Hectares
        What the other blocks ask for.
    values : Mapping of str to float
        Ceilings in force, in %.

    Returns
    -------
    Block
        Figures and gap.
    """
    here = available(inputs, case.territory.code)
    fit = assess(demands, here, values)
    ends = [
        assess([_at(each, least) for each in demands], _all_at(here, most), values)
        for least, most in (("low", "high"), ("high", "low"))
    ]
    rows = (*_main(case, fit, ends), *_uses(case, fit), *_existing(case, inputs))
    return Block(
        notion=NOTION,
        says=_says(fit, _forest(demands, here["forest"])),
        rows=rows,
        levers=levers(case.catalogue),
        gaps=tuple(_gaps(case, fit, ends)),
        picture=_picture(rows),
    )


def _picture(rows: tuple[Row, ...]) -> Picture | None:
    """Draw what exists, then what each use asks for."""
    asked = [each.figure.id for each in rows if each.category == ASKED]
    if not asked or rows[0].figure.value is None:
        return None
    title = "Les terres agricoles d’ici, et ce que chaque usage en demande"
    return Picture(title=title, figures=(rows[0].figure.id, *asked))


def available(inputs: Inputs, code: str) -> dict[str, Available]:
    """Give the land of one territory, by kind.

    Parameters
    ----------
    inputs : Inputs
        The land of several.
    code : str
        The territory.

    Returns
    -------
    dict of str to Available
        Keys of `KINDS`.
    """
    return {
        kind: Available(
            *(float(table.at[code, kind]) for table in (inputs.value, inputs.low, inputs.high))
        )
        for kind in KINDS
    }


def _at(each: Hectares, end: str) -> Hectares:
    """Take a demand at one end of its band."""
    bound = getattr(each, end)
    value = each.value if bound is None else bound
    return Hectares(use=each.use, label=each.label, value=value, kind=each.kind)


def _all_at(here: Mapping[str, Available], end: str) -> dict[str, Available]:
    """Take the land at one end of its band."""
    ends = {kind: getattr(each, end) for kind, each in here.items()}
    return {kind: Available(value, value, value) for kind, value in ends.items()}


def _main(case: Case, fit: Fit, ends: Sequence[Fit]) -> Iterator[Row]:
    yield row(case.measured("farmland"), case.codes, case.declared, MAIN, True)
    known = fit.verdict != "unknown"
    for variable, label in (
        ("asked", "Terres agricoles demandées, tous usages"),
        ("lacking", "Terres demandées qui manquent"),
        ("free", "Terres que personne ne demande"),
    ):
        values = [getattr(each, variable) for each in (fit, *ends)]
        said = known or (variable == "asked" and not fit.uses.empty)
        band = (values[0], min(values), max(values)) if said else None
        yield _row(case, (variable, ""), label, band, MAIN)


def _uses(case: Case, fit: Fit) -> Iterator[Row]:
    for place, each in enumerate(fit.uses.itertuples()):
        name = f"{each.use}-{place}"
        band = (each.asked, each.low, each.high)
        yield _row(case, ("asked", name), str(each.label), band, ASKED)
        given = None if pd.isna(each.granted) else (each.granted, None, None)
        yield _row(case, ("granted", name), str(each.label), given, GRANTED)


def _row(
    case: Case,
    name: tuple[str, str],
    label: str,
    band: tuple[float, float | None, float | None] | None,
    category: str,
) -> Row:
    value, low, high = band or (None, None, None)
    if low == high:
        low = high = None
    return Row(
        figure=Figure(
            id=figure_id(NOTION.key, name[0], case.territory.code, None, name[1]),
            label=label,
            value=value,
            unit="ha",
            year=None,
            source=_PAGE,
            level="perimeter",
            status="missing" if value is None else "estimated",
            low=low,
            high=high,
            note=_NO_LAND if value is None else "Somme de ce que demandent les blocs de la page.",
        ),
        category=category,
        key=category == MAIN,
    )


def _existing(case: Case, inputs: Inputs) -> Iterator[Row]:
    cards = case.catalogue.cards
    for kind in ("arable", "grass"):
        value = inputs.value[kind]
        known = value.notna()
        frame = pd.DataFrame(
            {
                "value": value,
                "low": inputs.low[kind],
                "high": inputs.high[kind],
                "status": known.map({True: "estimated", False: "missing"}),
                "note": known.map({True: _SPLIT, False: _NO_LAND}),
            }
        )
        reading = Reading(
            theme=NOTION.key,
            variable=kind,
            label=KINDS[kind],
            unit="ha",
            year=cards["sau_2020"].vintage,
            source="Calcul d’après " + "\u202f; ".join(cards[name].source for name in _SOURCES),
            level="departement",
            frame=frame,
        )
        yield row(reading, case.codes, case.declared, EXISTS)
    yield row(case.measured("forest"), case.codes, case.declared, EXISTS)


_LIST = "\u202f; "


def _says(fit: Fit, forest: str) -> str:
    said = _fits(fit)
    if fit.unknown:
        said += f" Non chiffré\u00a0: {_LIST.join(dict.fromkeys(fit.unknown))}."
    return f"{said} {forest}".strip()


def _fits(fit: Fit) -> str:
    if fit.uses.empty:
        return "Aucun usage chiffré ne demande de terre agricole ici."
    whole = f"Les usages chiffrés demandent environ {_ha(fit.asked)} de terres agricoles"
    if fit.verdict == "unknown":
        return f"{whole}, mais la surface agricole d’ici n’est pas connue."
    whole += f", sur {_ha(fit.farmland.value)} ici"
    doubt = " aux valeurs centrales, sans certitude" if fit.verdict == "uncertain" else ""
    held = float(fit.uses["asked"].sum() - fit.uses["capped"].sum())
    ceiling = f", dont {_ha(held)} refusés par les plafonds de la salle" if held >= 1 else ""
    if fit.lacking >= 1:
        return (
            f"{whole}\u00a0: tout ne tient pas{doubt}, {_ha(fit.lacking)} manquent{ceiling}. "
            "Il faut choisir, ou compter sur d’autres terres."
        )
    return f"{whole}\u00a0: tout tient{doubt}, et {_ha(fit.free)} restent."


def _ha(value: float) -> str:
    """Write hectares with three significant figures."""
    return quantity(value if value < _EXACT else float(f"{value:.3g}"), "ha", 0)


def _forest(demands: Sequence[Hectares], forest: Available) -> str:
    """Say what is asked of the forest, counted apart."""
    asked = [each.value for each in demands if each.kind == "forest" and each.value]
    if sum(asked) < 1:
        return ""
    here = "" if pd.isna(forest.value) else f", sur {_ha(forest.value)} ici"
    flag = "\u00a0: cela dépasse" if sum(asked) > forest.value else ""
    return f"La forêt est demandée pour {_ha(sum(asked))}{here}{flag}."


def _gaps(case: Case, fit: Fit, ends: Sequence[Fit]) -> Iterator[Gap]:
    severities = [_severity(each) for each in (fit, *ends)]
    if severities[0] is None:
        return
    known = [each for each in severities if each is not None]
    if max(known) == 0:
        return
    yield Gap(
        key="gaps/land/fit",
        label="Terres agricoles pour tous les usages",
        theme=NOTION.key,
        severity=severities[0],
        figure=figure_id(NOTION.key, "lacking", case.territory.code, None),
        sentence=f"{_ha(fit.lacking)} manquent, sur {_ha(fit.asked)} demandés.",
        low=min(known),
        high=max(known),
    )


def _severity(fit: Fit) -> float | None:
    if fit.verdict == "unknown" or fit.asked == 0:
        return None
    return fit.lacking / fit.asked
