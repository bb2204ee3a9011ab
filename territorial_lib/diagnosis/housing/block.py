"""What ecological housing asks of this territory, in French: the chain and its weakest link.

Severity of a gap: the share of the area to insulate that waits for a material whose chain does not
let it through (its share of the mix x what is stopped); for leaky dwellings, their share of the
main residences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.housing.chain import LINKS, Inputs, Results, assess, held, read
from territorial_lib.diagnosis.housing.coefficients import (
    BOUNDS,
    MATERIALS,
    RADIUS,
    RATE,
    levers,
)
from territorial_lib.diagnosis.housing.rows import all_rows
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.blocks import Block, Gap, Hectares, Notion
from territorial_lib.schemas.figures import figure_id
from territorial_lib.typography import number, quantity

NOTION = Notion(
    key="housing",
    title="De quoi isoler nos logements avec ce qui pousse ici\u202f?",
    meaning=(
        "Rénover un logement mal isolé demande des isolants\u202f: la chaîne part des logements "
        "classés F ou G et remonte jusqu’aux champs, aux forêts et aux usines qui les fournissent. "
        "Elle casse à son premier maillon trop faible, et c’est lui qu’il faut renforcer."
    ),
    formula=(
        "Logements rénovés R = D × τ (D\u00a0: logements F et G, τ\u00a0: part rénovée chaque "
        "année). Surface isolée A = Σ R × s (maisons et appartements). Tonnes de chaque "
        "matériau T = A × w × μ (w\u00a0: sa part, μ\u00a0: kg par m²). Récolte H = T / y "
        "(y\u00a0: rendement\u00a0; pour le chanvre, t/ha × part de fibre). Puis les usines à "
        "portée, leur capacité, les emplois. La chaîne casse au premier maillon où l’existant est "
        "inférieur au besoin."
    ),
    limits=(
        "Tout est un ordre de grandeur. Les logements F et G viennent d’un modèle, qui en compte "
        "plus que le SDES. La surface isolée par appartement, le partage entre murs et toit et "
        "celui des matériaux sont à régler par la salle\u00a0: aucune source ne les donne. La "
        "liste des usines est incomplète, leurs capacités sont annoncées et servent déjà d’autres "
        "clients. Le béton de chanvre, la charpente et le bardage ne sont pas comptés. Les "
        "distances sont à vol d’oiseau, depuis le centre de la population."
    ),
    reference=(
        "R. Girard et Y. Abdelouadoud, 2022 (logements)\u00a0; coefficients cités un par un\u00a0; "
        "aucune méthode publiée ne relie ces maillons"
    ),
)

_LINK_LABELS = {
    "harvest": "la récolte d’ici",
    "hectares": "les hectares",
    "plants": "les usines à portée",
    "capacity": "la capacité des usines à portée",
}
_AWAITED = {
    "harvest": "une récolte plus grande ici",
    "hectares": "des terres où faire pousser",
    "plants": "une usine\u00a0: aucune connue à moins de {}, dans une liste incomplète",
    "capacity": "des usines plus grandes à moins de {}, d’après une liste incomplète",
}
_KINDS = {"hemp": "arable", "flax": "arable", "straw": "arable", "wood": "forest"}
_PERCENT = 100.0
_OVERSEAS = (
    "Les logements F ou G ne sont pas estimés ici (la source ne couvre pas l’outre-mer)\u00a0: la "
    "chaîne ne peut pas être suivie. La salle peut donner leur nombre dans l’inventaire."
)


@dataclass(frozen=True)
class Bottleneck:
    """The first link of the chain that breaks.

    Parameters
    ----------
    link : str
        "dwellings" where the chain cannot be followed, one of `LINKS`, or empty where none breaks.
    materials : tuple of str
        Materials whose chain breaks there.
    sentence : str
        The same in French.
    """

    link: str
    materials: tuple[str, ...]
    sentence: str


def bottleneck(results: Results, inputs: Inputs, code: str, radius: float) -> Bottleneck:
    """Name the first link that breaks, over the materials chosen.

    Parameters
    ----------
    results : Results
        The chain.
    inputs : Inputs
        What it was computed from.
    code : str
        The territory.
    radius : float
        Kilometres within which plants are sought.

    Returns
    -------
    Bottleneck
        In the order of the chain: harvest, hectares, plants, capacity.
    """
    if pd.isna(results.area.at[code, "value"]):
        return Bottleneck("dwellings", (), _OVERSEAS)
    chosen = [each for each in MATERIALS if results.shares[each] > 0]
    if not chosen:
        return Bottleneck("", (), "Aucun matériau n’est retenu\u00a0: réglez au moins une part.")
    if results.area.at[code, "value"] == 0:
        return Bottleneck("", (), "Rien n’est rénové\u00a0: la chaîne n’est pas sollicitée.")
    broken = {
        link: tuple(m for m in chosen if results.breaks.at[code, m] == link) for link in LINKS
    }
    found = [link for link in LINKS if broken[link]]
    if not found:
        return Bottleneck("", (), _holds(inputs, code, chosen))
    first, *later = found
    said = (
        f"Le premier maillon qui casse\u00a0: {_why(first, broken[first], inputs, code, radius)}."
    )
    also = [f"{_LINK_LABELS[each]} ({_listed(broken[each])})" for each in later]
    sentence = f"{said} Plus loin cassent aussi {' et '.join(also)}." if also else said
    return Bottleneck(first, broken[first], sentence)


def _why(link: str, materials: Sequence[str], inputs: Inputs, code: str, radius: float) -> str:
    named = _listed(materials)
    if link == "harvest":
        return f"la récolte d’ici, inférieure au besoin ({named})"
    if link == "hectares":
        none = all(inputs.land.at[code, each] == 0 for each in materials)
        lack = "aucune terre où faire pousser" if none else "pas assez de terres pour"
        return f"les hectares, {lack} le besoin ({named})"
    if link == "plants":
        far = quantity(radius, "km", 0)
        return f"les usines, aucune connue en service à moins de {far} ({named})"
    return f"la capacité des usines à portée, inférieure au besoin ({named})"


def _holds(inputs: Inputs, code: str, chosen: Sequence[str]) -> str:
    land = inputs.land.loc[code, [each for each in chosen if each != "cellulose"]]
    unknown = len(land) and land.isna().all()
    if unknown:
        return "Aucun maillon connu ne casse, mais les terres et les récoltes d’ici sont inconnues."
    return "Aucun maillon connu ne casse\u00a0: reste à organiser la filière avec ceux qui savent."


def block(case: Case, inputs: Inputs, values: Mapping[str, float]) -> Block:
    """Say what the chain gives for the territory diagnosed.

    Parameters
    ----------
    case : Case
        The territory and those it is compared with.
    inputs : Inputs
        What `housing.read` gave.
    values : Mapping of str to float
        The levers in force.

    Returns
    -------
    Block
        Figures, gaps and hectares.
    """
    results = assess(inputs, values)
    weakest = bottleneck(results, inputs, case.territory.code, values[RADIUS])
    return Block(
        notion=NOTION,
        says=_says(case, inputs, results, values, weakest),
        rows=all_rows(case, inputs, results, values),
        levers=levers(case.catalogue),
        gaps=tuple(_gaps(case, inputs, results, values)),
        hectares=tuple(_hectares(case, results)),
    )


def _says(
    case: Case,
    inputs: Inputs,
    results: Results,
    values: Mapping[str, float],
    weakest: Bottleneck,
) -> str:
    code = case.territory.code
    if weakest.link == "dwellings":
        return weakest.sentence
    leaky, dwellings = inputs.leaky.at[code, "value"], results.dwellings.at[code, "value"]
    pace = quantity(values[RATE], "%", 1)
    if leaky < 0.5:
        return "Presque aucun logement classé F ou G n’est estimé ici\u00a0: rien ne presse."
    flow = f"{_about(dwellings)} par an" if dwellings >= 1 else "moins d’un par an"
    start = (
        f"Environ {_about(leaky)} logements sont classés F ou G\u00a0; en rénovant {pace} d’entre "
        f"eux chaque année, ce sont {flow}"
    )
    total = results.tonnes["value"].loc[code].sum(min_count=len(MATERIALS))
    ends = [f"{start}{_tonnes(total)}.", weakest.sentence]
    if inputs.island[code]:
        ends.append("Ici, tout ce qui vient d’ailleurs passe la mer ou un pont.")
    return " ".join(ends)


def _tonnes(total: float) -> str:
    if pd.isna(total):
        return ""
    unit = "tonnes" if total >= 2 else "tonne"
    return f" et {_about(total)}\u00a0{unit} d’isolants biosourcés"


def _about(value: float) -> str:
    """Round to two significant digits: nothing here is known better."""
    return number(float(f"{value:.2g}"))


def _listed(materials: Sequence[str]) -> str:
    return ", ".join(MATERIALS[each] for each in materials)


def _gaps(
    case: Case, inputs: Inputs, results: Results, values: Mapping[str, float]
) -> Iterator[Gap]:
    code = case.territory.code
    leaky = inputs.leaky.loc[code] / inputs.residences[code]
    if leaky.notna().all():
        yield _leaky(case, leaky)
    for material in MATERIALS:
        link = results.breaks.at[code, material]
        if link:
            through = held(results, material).loc[code]
            waiting = (1 - through) * results.shares[material]
            turned = waiting.rename({"low": "high", "high": "low"})
            yield _broken(case, material, link, turned, values)


def _leaky(case: Case, share: pd.Series) -> Gap:
    said = quantity(_PERCENT * share["value"], "%", 0)
    return Gap(
        key="gaps/housing/leaky",
        label="Des logements qui ne soient plus des passoires",
        theme=NOTION.key,
        severity=min(float(share["value"]), 1.0),
        low=min(float(share["low"]), 1.0),
        high=min(float(share["high"]), 1.0),
        figure=figure_id("housing", "leaky_share", case.territory.code, 2022),
        sentence=f"{said} des résidences principales sont classées F ou G.",
    )


def _broken(
    case: Case, material: str, link: str, waiting: pd.Series, values: Mapping[str, float]
) -> Gap:
    awaited = _AWAITED[link].format(quantity(values[RADIUS], "km", 0))
    share = quantity(_PERCENT * float(waiting["value"]), "%", 0)
    known = {each: None if pd.isna(waiting[each]) else float(waiting[each]) for each in BOUNDS}
    return Gap(
        key=f"gaps/housing/{material}",
        label=f"Filière {MATERIALS[material]}\u00a0: {_LINK_LABELS[link]}",
        theme=NOTION.key,
        severity=known["value"],
        low=known["low"],
        high=known["high"],
        figure=figure_id("housing", "tonnes", case.territory.code, 2022, material),
        sentence=f"{share} de la surface à isoler attendent {awaited}.",
    )


def _hectares(case: Case, results: Results) -> Iterator[Hectares]:
    code = case.territory.code
    for material, kind in _KINDS.items():
        bounds = {each: results.hectares[each].at[code, material] for each in BOUNDS}
        known = {each: None if pd.isna(v) else float(v) for each, v in bounds.items()}
        note = _NOTES[material]
        if material == "straw":
            note = note.format(_written(known["value"]))
            known = dict.fromkeys(BOUNDS, None if known["value"] is None else 0.0)
        yield Hectares(
            use=material,
            label=f"Isolants\u00a0: {MATERIALS[material]}",
            kind=kind,
            note=note,
            **known,
        )


def _written(value: float | None) -> str:
    return quantity(value, "ha")


_NOTES = {
    "hemp": (
        "Tonnes de laine rapportées au rendement et à la part de fibre\u202f; la chènevotte et le "
        "chènevis viennent en plus."
    ),
    "flax": (
        "Tonnes de laine rapportées aux étoupes d’un hectare\u202f; les mêmes hectares donnent "
        "aussi la fibre longue du textile."
    ),
    "straw": (
        "Aucune terre de plus\u00a0: la paille vient des céréales déjà cultivées (l’équivalent "
        "de {})."
    ),
    "wood": (
        "Chutes de scierie rapportées à la croissance d’un hectare de forêt\u202f; les mêmes "
        "arbres donnent aussi le bois d’œuvre."
    ),
}

PART = Part(notion=NOTION, levers=levers, read=read, block=block)
