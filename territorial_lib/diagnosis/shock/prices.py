"""The shock test: energy k times dearer, for households and for the sectors that work here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy.prices import BOUNDS
from territorial_lib.diagnosis.energy.uses import INPUTS
from territorial_lib.diagnosis.energy.uses import read as read_energy
from territorial_lib.diagnosis.national_economy import NationalEconomy, national_economy
from territorial_lib.diagnosis.shock.cuts import read_cuts
from territorial_lib.diagnosis.shock.homes import (
    HOME_BILL,
    ROAD_BILL,
    HomeInputs,
    budget_shares,
    by_decile,
    read_homes,
)
from territorial_lib.diagnosis.shock.sectors import ENERGY, cost_push, exposed

K = "gaps/shock/price"


@dataclass(frozen=True)
class ShockInputs:
    """What the shock block is computed from.

    Parameters
    ----------
    economy : NationalEconomy
        The national table on the sectors of the jobs.
    jobs : pandas.DataFrame
        Territories x sectors: salaried jobs, estimated below the zones d'emploi.
    nation : pandas.Series
        Salaried jobs of France by sector.
    labels : pandas.Series
        Short French name of each sector.
    homes : HomeInputs
        Households' energy.
    cuts : pandas.DataFrame
        What a cut would meet.
    weights : pandas.Series
        Rise of each sector's price when that of energy doubles: who is hit first, whatever the
        rise.
    exposed : pandas.Index
        The most exposed sectors, in that order.
    """

    economy: NationalEconomy
    jobs: pd.DataFrame
    nation: pd.Series
    labels: pd.Series
    homes: HomeInputs
    cuts: pd.DataFrame
    weights: pd.Series
    exposed: pd.Index


@dataclass(frozen=True)
class Shock:
    """What dearer energy does.

    Parameters
    ----------
    push : pandas.DataFrame
        By sector: rise of its price, ``low``, ``value``, ``high``.
    mean_push : pandas.DataFrame
        By territory, the same averaged over the jobs outside energy.
    nation_push : float
        The same over the jobs of France.
    living : float
        Rise of what households pay for everything else, France, one euro of today's basket.
    exposed_jobs, exposed_share : pandas.Series
        Jobs here in those sectors, and their share, %.
    bills : Mapping of str to pandas.DataFrame
        Rise of the bill of a household by territory, € a year: "home", "road", "all".
    deciles, budgets : pandas.DataFrame
        Rise by decile, € a year; energy's part of the budget of quintiles 1 and 5 after the shock.
    budgets_before : pandas.DataFrame
        That part before it.
    """

    push: pd.DataFrame
    mean_push: pd.DataFrame
    nation_push: float
    living: float
    exposed_jobs: pd.Series
    exposed_share: pd.Series
    bills: Mapping[str, pd.DataFrame]
    deciles: pd.DataFrame
    budgets: pd.DataFrame
    budgets_before: pd.DataFrame


def read(case: Case) -> ShockInputs:
    """Read what the shock meets in every territory of the case.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    ShockInputs
        Tables indexed by territory or by sector.
    """
    energy = case.once(INPUTS, read_energy)
    economy = national_economy(case.catalogue).without()
    zones = case.catalogue.load("zone_jobs_a38").frame
    sectors = case.catalogue.indexed("sectors_a38")
    return ShockInputs(
        economy=economy,
        jobs=_jobs(case, economy.sectors),
        nation=zones.groupby("sector")["jobs_2023"].sum().reindex(economy.sectors).astype(float),
        labels=sectors["short_label"].reindex(economy.sectors),
        homes=read_homes(case, energy),
        cuts=read_cuts(case, energy),
        weights=cost_push(economy, 1.0)["value"],
        exposed=exposed(economy),
    )


def assess(inputs: ShockInputs, values: Mapping[str, float]) -> Shock:
    """Compute the shock from the inputs and the lever.

    Parameters
    ----------
    inputs : ShockInputs
        What was read.
    values : Mapping of str to float
        k, the price of energy over today's, under the key `K`.

    Returns
    -------
    Shock
        Every effect; 0 everywhere where k is 1.
    """
    rise = values[K] - 1
    push = cost_push(inputs.economy, rise)
    others = inputs.jobs.drop(columns=ENERGY)
    whole = inputs.jobs.sum(axis=1, skipna=False)
    hit = inputs.jobs[inputs.exposed].sum(axis=1, skipna=False)
    return Shock(
        push=push,
        mean_push=_mean(others, push.drop(ENERGY)),
        nation_push=float(_mean(_line(inputs.nation), push.drop(ENERGY))["value"].iloc[0]),
        living=_living(inputs.economy, push["value"]),
        exposed_jobs=hit,
        exposed_share=100 * hit / whole.where(whole > 0),
        bills=_bills(inputs.homes, rise),
        deciles=by_decile(inputs.homes, rise),
        budgets=budget_shares(inputs.homes, rise),
        budgets_before=budget_shares(inputs.homes, 0.0),
    )


def _jobs(case: Case, sectors: pd.Index) -> pd.DataFrame:
    rows = case.brought("epci_jobs_a38")
    jobs = rows.pivot(index="territory", columns="sector", values="value")
    return jobs.reindex(index=case.codes, columns=sectors).astype(float)


def _mean(jobs: pd.DataFrame, push: pd.DataFrame) -> pd.DataFrame:
    """Average over jobs; missing where a sector's jobs are."""
    whole = jobs.sum(axis=1, skipna=False)
    weights = jobs.div(whole.where(whole > 0), axis=0)
    found = weights.to_numpy() @ push.loc[jobs.columns, list(BOUNDS)].to_numpy()
    return pd.DataFrame(found, index=jobs.index, columns=list(BOUNDS))


def _line(jobs: pd.Series) -> pd.DataFrame:
    return jobs.drop(ENERGY).to_frame("FR").T


def _living(economy: NationalEconomy, push: pd.Series) -> float:
    """Weigh the rise of every other product by what the nation's households buy of it."""
    bought = economy.products["households"]
    others = bought.drop(ENERGY)
    return float((others * push[others.index]).sum() / bought.sum())


def _bills(homes: HomeInputs, rise: float) -> dict[str, pd.DataFrame]:
    parts = {kind: rise * homes.bills[kind] for kind in (HOME_BILL, ROAD_BILL)}
    both = parts[HOME_BILL] + parts[ROAD_BILL]
    return {kind: _ordered(each) for kind, each in {**parts, "all": both}.items()}


def _ordered(bounds: pd.DataFrame) -> pd.DataFrame:
    """Keep low under high where the price falls."""
    ends = bounds[["low", "high"]].to_numpy()
    return bounds.assign(low=np.minimum(*ends.T), high=np.maximum(*ends.T))
