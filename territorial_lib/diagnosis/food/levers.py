"""What the room may move about food: diet, organic farming, waste, share to produce here."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from territorial_lib.diagnosis.coefficients import coefficient, lever
from territorial_lib.diagnosis.food.products import WASTE
from territorial_lib.schemas.blocks import Lever
from territorial_lib.sources import Catalogue

ANIMAL = "gaps/food/animal"
ORGANIC = "gaps/food/organic"
WASTED = "gaps/food/waste"
RELOCATED = "gaps/food/relocated"
_TODAY = "Point de départ\u00a0: la situation d’aujourd’hui, choix à discuter"

_CHOSEN = (
    Lever(
        key=ANIMAL,
        label="Viande, lait et œufs dans l’assiette, par rapport à aujourd’hui",
        unit="%",
        default=100.0,
        low=0.0,
        high=150.0,
        step=5.0,
        source=_TODAY,
        note=(
            "100\u00a0: autant qu’aujourd’hui\u202f; 70 et 28\u00a0: les régimes à −30\u00a0% et "
            "−72\u00a0% de viande de l’ADEME. L’énergie mangée ne change pas\u00a0: les produits "
            "végétaux prennent la place."
        ),
    ),
    Lever(
        key=ORGANIC,
        label="Terres passées en agriculture biologique, en plus d’aujourd’hui",
        unit="%",
        default=0.0,
        low=0.0,
        high=100.0,
        step=5.0,
        source=_TODAY,
        note=(
            "Sur ces terres, les rendements sont ceux de l’agriculture biologique, culture par "
            "culture\u00a0: il faut plus d’hectares pour la même assiette."
        ),
    ),
)
_RELOCATED = Lever(
    key=RELOCATED,
    label="Part de l’alimentation que l’on veut produire ici",
    unit="%",
    default=100.0,
    low=0.0,
    high=100.0,
    step=5.0,
    source="Point de départ\u00a0: toute l’alimentation, choix à discuter",
    note="Change les hectares que l’alimentation demande ici, non ce que les terres pourraient.",
)


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers of food.

    Parameters
    ----------
    catalogue : Catalogue
        Where the cited default of waste is read.

    Returns
    -------
    tuple of Lever
        Animal products, organic land, waste, share to produce here.
    """
    label = "Part jetée par ceux qui mangent"
    waste = lever(WASTED, label, coefficient(catalogue, WASTE), (0.0, 15.0, 0.1))
    note = f"Ce qui est mangé ne change pas\u00a0: jeter moins demande moins. {waste.note}"
    cited = msgspec.structs.replace(waste, unit="%", note=note)
    return (*_CHOSEN, cited, _RELOCATED)


def share(values: Mapping[str, float], key: str) -> float:
    """Give the value of a lever in %, as a share.

    Parameters
    ----------
    values : Mapping of str to float
        Levers in force.
    key : str
        The lever.

    Returns
    -------
    float
        The value divided by 100.
    """
    return values[key] / 100
