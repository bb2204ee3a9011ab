"""Food, energy and materials asked of the same hectares: what fits, what does not. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from territorial_lib.indicators.self_sufficiency import fitted
from territorial_lib.schemas.blocks import Hectares

Verdict = Literal["fits", "uncertain", "exceeds", "unknown"]

FAMILIES = {"food": "Se nourrir", "energy": "Énergie", "materials": "Matériaux"}
AGRICULTURAL = ("arable", "grass", "farmland")
"""Kinds of land that are part of the agricultural area."""
_NOTHING = 1e-6
"""Hectares below which a difference is only the computer's."""
CEILINGS = {"energy": "gaps/land/energy", "materials": "gaps/land/materials"}
"""Levers: most that a family may take, in % of the agricultural area."""


@dataclass(frozen=True)
class Available:
    """Land of one kind that exists.

    Parameters
    ----------
    value, low, high : float
        Hectares; NaN where unknown.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Fit:
    """What the same hectares are asked for, and what they can give.

    Parameters
    ----------
    uses : pandas.DataFrame
        One row a demand on agricultural land: ``use``, ``label``, ``family``, ``kind``, ``asked``,
        ``low``, ``high`` (ha), ``capped`` (after the room's ceilings), ``granted`` (ha that
        exist).
    unknown : tuple of str
        Labels of the uses whose hectares are not known.
    farmland : Available
        Agricultural area here.
    verdict : Verdict
        fits or exceeds in every reading, uncertain between the two, unknown without land or
        without demand.
    """

    uses: pd.DataFrame
    unknown: tuple[str, ...]
    farmland: Available
    verdict: Verdict

    @property
    def asked(self) -> float:
        """Hectares asked for by all uses."""
        return float(self.uses["asked"].sum())

    @property
    def granted(self) -> float:
        """Hectares that exist for them: never more than the agricultural area."""
        return float(self.uses["granted"].sum(skipna=False))

    @property
    def lacking(self) -> float:
        """Hectares asked for that do not exist or that the room does not give."""
        left = self.asked - self.granted
        return left if left > _NOTHING else 0.0

    @property
    def free(self) -> float:
        """Hectares that no use asks for."""
        left = self.farmland.value - self.granted
        return left if left > _NOTHING else 0.0


def family(use: str) -> str:
    """Tell which of the three families a use belongs to.

    Parameters
    ----------
    use : str
        As `Hectares.use` names it.

    Returns
    -------
    str
        A key of `FAMILIES`; what is neither food nor energy is a material.
    """
    first = use.partition("/")[0].partition("-")[0]
    return first if first in FAMILIES else "materials"


def assess(
    demands: Sequence[Hectares],
    available: Mapping[str, Available],
    values: Mapping[str, float],
) -> Fit:
    """Set what is asked of the agricultural land against what exists.

    Crops need arable land; grass may stand on either; together they never exceed the agricultural
    area. Each family is first held under its ceiling; where what remains does not fit, every use
    gets the same part of what it asks, but for crops that arable land alone limits.

    Parameters
    ----------
    demands : sequence of Hectares
        What the other blocks ask for; forest and by-products are left out.
    available : Mapping of str to Available
        Land that exists: "farmland" and "arable"; without the second, all farmland may be cropped
        or none, and nothing is sure to fit.
    values : Mapping of str to float
        Ceilings in force, in %.

    Returns
    -------
    Fit
        Demands, grants, verdict.
    """
    concerned = [each for each in demands if each.kind in AGRICULTURAL]
    known = [each for each in concerned if each.value is not None]
    uses = pd.DataFrame(
        [_use(each) for each in known],
        columns=["use", "label", "family", "kind", "asked", "low", "high"],
    )
    farmland, arable = available["farmland"], available["arable"]
    if pd.isna(arable.value):
        arable = Available(farmland.value, 0.0, farmland.high)
    uses["capped"] = _capped(uses, farmland.value, values)
    uses["granted"] = _granted(uses, farmland.value, arable.value)
    unknown = tuple(each.label for each in concerned if each.value is None)
    return Fit(uses, unknown, farmland, _verdict(uses, farmland, arable))


def _use(each: Hectares) -> dict[str, object]:
    low = each.value if each.low is None else each.low
    high = each.value if each.high is None else each.high
    return {
        "use": each.use,
        "label": each.label,
        "family": family(each.use),
        "kind": each.kind,
        "asked": each.value,
        "low": low,
        "high": high,
    }


def _capped(uses: pd.DataFrame, farmland: float, values: Mapping[str, float]) -> pd.Series:
    """Hold each family under its ceiling, its uses in proportion."""
    capped = uses["asked"].astype(float).copy()
    for name, lever in CEILINGS.items():
        mine = uses["family"] == name
        if mine.any() and not pd.isna(farmland):
            capped[mine] = fitted(capped[mine], farmland * values[lever] / 100)
    return capped


def _granted(uses: pd.DataFrame, farmland: float, arable: float) -> pd.Series:
    """Give every use the same part of what it asks; crops stop where arable land does."""
    asked, crops = uses["capped"], uses["kind"] == "arable"
    granted = fitted(asked, farmland)
    if pd.isna(farmland) or granted[crops].sum() <= arable:
        return granted
    return pd.concat(
        [fitted(asked[crops], arable), fitted(asked[~crops], farmland - arable)]
    ).reindex(asked.index)


def _verdict(uses: pd.DataFrame, farmland: Available, arable: Available) -> Verdict:
    if uses.empty or pd.isna(farmland.value):
        return "unknown"
    crops = uses["kind"] == "arable"
    least, most = uses["low"].astype(float), uses["high"].astype(float)
    if most.sum() <= farmland.low and most[crops].sum() <= arable.low:
        return "fits"
    if least.sum() > farmland.high or least[crops].sum() > arable.high:
        return "exceeds"
    return "uncertain"
