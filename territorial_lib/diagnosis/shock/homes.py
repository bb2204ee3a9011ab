"""What dearer energy does to households: their bill here, and by income nationally."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.energy.prices import BOUNDS, HOMES, ROAD
from territorial_lib.diagnosis.energy.uses import EnergyInputs
from territorial_lib.schemas.figures import Figure

HOME_BILL, ROAD_BILL = "home", "road"
_DECILE = {
    HOME_BILL: "depense-d-energie-du-logement-menages-du-decile-{}-de-niveau-de-vie",
    ROAD_BILL: "depense-de-carburant-menages-du-decile-{}-de-niveau-de-vie",
}
NATION = {
    HOME_BILL: "depense-energetique-moyenne-d-un-menage-logement-2023",
    ROAD_BILL: "depense-energetique-moyenne-d-un-menage-carburants-2023",
}
SPENT = "consommation-moyenne-par-menage-budget-de-famille"
_RELATIVE = "consommation-du-quintile-{}-de-niveau-de-vie-relative-a-la-moyenne"
DECILES = range(1, 11)
QUINTILES = {1: (1, 2), 5: (9, 10)}
"""Quintiles whose spending is known, and their deciles."""


@dataclass(frozen=True)
class HomeInputs:
    """Households' energy.

    Parameters
    ----------
    bills : dict of str to pandas.DataFrame
        "home" and "road": € a year and household by territory, ``low``, ``value``, ``high``.
    deciles : pandas.DataFrame
        Nation, 2016: € a year and household, "home" and "road", by decile of living standard.
    nation : dict of str to float
        Mean bill of a household of the nation, 2023, "home" and "road".
    budgets : pandas.Series
        Nation, 2017: all that a household of quintiles 1 and 5 consumes, € a year.
    cited : dict of str to Figure
        Coefficients used, by id.
    """

    bills: dict[str, pd.DataFrame]
    deciles: pd.DataFrame
    nation: dict[str, float]
    budgets: pd.Series
    cited: dict[str, Figure]


def read_homes(case: Case, energy: EnergyInputs) -> HomeInputs:
    """Read what households pay for energy.

    Parameters
    ----------
    case : Case
        The territories.
    energy : EnergyInputs
        Energy consumed here, and its prices.

    Returns
    -------
    HomeInputs
        Local bills, national profile by income.
    """
    homes = energy.people["households"].where(energy.people["households"] > 0)
    bills = {HOME_BILL: _bill(energy, HOMES, homes), ROAD_BILL: _bill(energy, ROAD[:1], homes)}
    cited = {name: coefficient(case.catalogue, name) for name in _names()}
    value = {name: float(figure.value or 0) for name, figure in cited.items()}
    deciles = {kind: [value[id_.format(n)] for n in DECILES] for kind, id_ in _DECILE.items()}
    budgets = {n: value[SPENT] * value[_RELATIVE.format(n)] for n in QUINTILES}
    return HomeInputs(
        bills=bills,
        deciles=pd.DataFrame(deciles, index=pd.Index(DECILES, name="decile")),
        nation={kind: value[name] for kind, name in NATION.items()},
        budgets=pd.Series(budgets),
        cited=cited,
    )


def by_decile(homes: HomeInputs, rise: float) -> pd.DataFrame:
    """Rise of the energy bill of a household of each decile, at the level of the bills here.

    D_d = r (h_here h_d / h̄ + f_here f_d / f̄), h homes, f fuels, h̄ and f̄ the means of the deciles:
    the national profile by income (2016), at the local mean. Quantities do not react.

    Parameters
    ----------
    homes : HomeInputs
        Local bills, national profile.
    rise : float
        Relative rise of the price of energy.

    Returns
    -------
    pandas.DataFrame
        Territories x deciles, € a year and household; missing where the local bill is.
    """
    profile = homes.deciles / homes.deciles.mean()
    parts = [_outer(homes.bills[kind]["value"], profile[kind]) for kind in _DECILE]
    return rise * (parts[0] + parts[1])


def budget_shares(homes: HomeInputs, rise: float) -> pd.DataFrame:
    """Part of its budget that a household of quintiles 1 and 5 spends on energy, here.

    s_q = (1 + r) (h_q h_here / h_nation + f_q f_here / f_nation) / (c_q + r (the same)): spending
    of 2016 over consumption of 2017, both national, scaled by how far bills here are from the
    nation's; the rise adds to what the household consumes.

    Parameters
    ----------
    homes : HomeInputs
        Local bills, national profile.
    rise : float
        Relative rise of the price of energy.

    Returns
    -------
    pandas.DataFrame
        Territories x quintiles, in [0, 1]; missing where the local bill is.
    """
    found = {}
    for quintile, deciles in QUINTILES.items():
        spent = sum(
            homes.deciles.loc[list(deciles), kind].mean()
            * homes.bills[kind]["value"] / homes.nation[kind]
            for kind in _DECILE
        )  # fmt: skip
        found[quintile] = (1 + rise) * spent / (homes.budgets[quintile] + rise * spent)
    return pd.DataFrame(found)


def _bill(energy: EnergyInputs, uses: tuple[str, ...], homes: pd.Series) -> pd.DataFrame:
    first = uses[0]
    paid = {b: energy.uses[b][list(uses)] * energy.prices.loc[list(uses), b] for b in BOUNDS}
    known = {b: paid[b].sum(axis=1).where(paid[b][first].notna()) for b in BOUNDS}
    return pd.DataFrame(known).div(homes, axis=0)


def _outer(local: pd.Series, profile: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({decile: local * share for decile, share in profile.items()})


def _names() -> list[str]:
    deciles = [name.format(n) for name in _DECILE.values() for n in DECILES]
    return [*deciles, *NATION.values(), SPENT, *(_RELATIVE.format(n) for n in QUINTILES)]
