"""Where does the money go? What each product costs a territory, met here, in France, abroad."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.leaks.demand import BUYERS, Demand, demand
from territorial_lib.diagnosis.leaks.inputs import LeakInputs
from territorial_lib.diagnosis.leaks.shares import Shares, shares
from territorial_lib.indicators.local_share import READINGS

DESTINATIONS = ("local", "rest", "abroad")
DESTINATION_LABELS = {"local": "Ici", "rest": "Reste de la France", "abroad": "Étranger"}
ENERGY = ("BZ", "CD", "DZ")
"""Extraction (nine tenths of it imported: oil and gas), refined fuels, electricity and gas: the
energy bill, a line of its own; its crude oil is in the price of its fuels, never beside it."""
BANDED = (*DESTINATIONS, "leak")


@dataclass(frozen=True)
class Leaks:
    """What several territories buy and where it goes.

    Parameters
    ----------
    inputs : LeakInputs
        What was read.
    bought : Demand
        Who buys what.
    shares : Shares
        What share of it is met here and abroad.
    """

    inputs: LeakInputs
    bought: Demand
    shares: Shares
    _kept: dict[tuple[str, str, str | None], np.ndarray] = field(default_factory=dict, repr=False)

    @cached_property
    def euros(self) -> dict[str, dict[str, np.ndarray]]:
        """€ by reading and destination: territories x products x uses; they sum to the demand."""
        cells, found = self.bought.cells, {}
        for reading in READINGS:
            here = self.shares.local[reading] * cells
            abroad = self.shares.imported[reading] * cells
            found[reading] = {"local": here, "rest": cells - here - abroad, "abroad": abroad}
        return found

    def table(self, code: str) -> pd.DataFrame:
        """Give what a territory buys, product by product.

        Parameters
        ----------
        code : str
            Code of the territory.

        Returns
        -------
        pandas.DataFrame
            By product (A38), € a year: ``demand`` and its part by buyer (``households``,
            ``firms``, ``public``); ``local``, ``rest``, ``abroad``, ``leak`` (rest + abroad), each
            with ``_low`` and ``_high``; ``share`` bought here, in [0, 1], with its band;
            ``output`` of local firms, ``sold_outside`` (what local buyers do not take);
            ``jobs_per_euro`` of output; relatedness ``density``. NaN where the territory's jobs are
            unknown.
        """
        rank = int(self.bought.territories.get_loc(code))
        buyers = {name: self._added("demand", "", name)[rank] for name in BUYERS}
        whole = {"demand": self._added("demand", "", None)[rank]}
        frame = pd.DataFrame(whole | buyers, self.bought.products)
        for name in BANDED:
            readings = [self._added(name, reading, None)[rank] for reading in READINGS]
            frame = frame.assign(**_band(name, readings))
        spent = frame["demand"].where(frame["demand"] > 0)
        for end in ("", "_low", "_high"):
            frame[f"share{end}"] = frame[f"local{end}"] / spent
        frame["output"] = self.bought.output[rank]
        frame["sold_outside"] = (frame["output"] - frame["local"]).clip(lower=0)
        frame["jobs_per_euro"] = self.bought.per_output["jobs"]
        frame["density"] = self.inputs.density.loc[code].reindex(frame.index)
        return frame

    def by_reading(self, code: str) -> pd.DataFrame:
        """Give where a territory's money goes in each reading, in € a year.

        Parameters
        ----------
        code : str
            Code of the territory.

        Returns
        -------
        pandas.DataFrame
            Readings (low, central, high) x destinations (local, rest, abroad); each row sums to
            the demand.
        """
        rank = int(self.bought.territories.get_loc(code))
        found = {
            reading: {name: float(euros[name][rank].sum()) for name in DESTINATIONS}
            for reading, euros in self.euros.items()
        }
        return pd.DataFrame(found).T

    @cached_property
    def totals(self) -> pd.DataFrame:
        """Territories x (demand, local, rest, abroad, leak and their bands), € a year."""
        return self._sums(None)

    def buyer(self, name: str) -> pd.DataFrame:
        """Give the same for one kind of buyer.

        Parameters
        ----------
        name : str
            households, firms or public.

        Returns
        -------
        pandas.DataFrame
            Territories x (demand, local, rest, abroad, leak and their bands), € a year.
        """
        return self._sums(name)

    def product(self, sector: str) -> pd.DataFrame:
        """Give the same for one product.

        Parameters
        ----------
        sector : str
            Code A38.

        Returns
        -------
        pandas.DataFrame
            Territories x (demand, local, rest, abroad, leak and their bands), € a year.
        """
        kept = self.bought.products == sector
        return self._sums(None, kept)

    def energy(self) -> pd.DataFrame:
        """Give the energy products of the national table, as one line.

        Returns
        -------
        pandas.DataFrame
            Territories x (demand, local, rest, abroad, leak and their bands), € a year.
        """
        kept = self.bought.products.isin(list(ENERGY))
        return self._sums(None, kept)

    def _of(self, reading: str, name: str) -> np.ndarray:
        euros = self.euros[reading]
        return euros["rest"] + euros["abroad"] if name == "leak" else euros[name]

    def _sums(self, buyer: str | None, products: np.ndarray | None = None) -> pd.DataFrame:
        """Add up the cells of some buyers and products, territory by territory."""
        kept = slice(None) if products is None else np.flatnonzero(products)

        def summed(cells: np.ndarray) -> np.ndarray:
            found: np.ndarray = cells[:, kept].sum(axis=1)
            return found

        columns = {"demand": summed(self._added("demand", "", buyer))}
        for name in BANDED:
            readings = [summed(self._added(name, reading, buyer)) for reading in READINGS]
            columns |= _band(name, readings)
        return pd.DataFrame(columns, self.bought.territories)

    def _added(self, name: str, reading: str, buyer: str | None) -> np.ndarray:
        """Add up the uses of a buyer, once: territories x products."""
        if (name, reading, buyer) not in self._kept:
            cells = self.bought.cells if name == "demand" else self._of(reading, name)
            uses = slice(None) if buyer is None else self.bought.buyer(buyer)
            self._kept[name, reading, buyer] = cells[:, :, uses].sum(axis=2)
        return self._kept[name, reading, buyer]


def assess(inputs: LeakInputs, values: Mapping[str, float]) -> Leaks:
    """Compute the leaks of every territory from what was read and the levers.

    leak_i = d_i (1 − l_i).

    Parameters
    ----------
    inputs : LeakInputs
        What was read.
    values : Mapping of str to float
        The levers.

    Returns
    -------
    Leaks
        Demand = local + rest of the nation + abroad, in every reading.
    """
    bought = demand(inputs, values)
    return Leaks(inputs, bought, shares(inputs, bought, values))


def largest(table: pd.DataFrame, count: int = 10) -> pd.DataFrame:
    """Give the largest leaks, energy left out: it is a line of its own.

    Parameters
    ----------
    table : pandas.DataFrame
        What `Leaks.table` gave.
    count : int
        How many.

    Returns
    -------
    pandas.DataFrame
        Its rows, largest first.
    """
    rows = table[~table.index.isin(list(ENERGY))]
    return rows[rows["leak"] > 0].sort_values("leak", ascending=False, kind="stable").head(count)


def reachable(
    table: pd.DataFrame, provided: pd.Series, threshold: float = 1.0, count: int = 10
) -> pd.DataFrame:
    """Give the leaks that the territory could best take back.

    reach_i = omega_i leak^low_i: what leaks even in the most generous reading, times the density of
    what is close to that product and already known here.

    Parameters
    ----------
    table : pandas.DataFrame
        What `Leaks.table` gave.
    provided : pandas.Series
        Share of each product's national demand that public bodies decide: more than half, it is
        left out (nobody here decides where a hospital or a ministry is).
    threshold : float
        Jobs that the sure leak must be worth: below one, no firm lives of it.
    count : int
        How many.

    Returns
    -------
    pandas.DataFrame
        The rows of the table with ``reach`` (€ a year) and ``jobs`` (that the sure leak would
        make), the greatest reach first; none where the density is unknown.
    """
    kept = table[~table.index.isin(list(ENERGY))]
    kept = kept[provided.reindex(kept.index) <= 0.5]
    scored = kept.assign(
        reach=kept["density"] * kept["leak_low"], jobs=kept["leak_low"] * kept["jobs_per_euro"]
    )
    scored = scored[(scored["reach"] > 0) & (scored["jobs"] >= threshold)]
    return scored.sort_values("reach", ascending=False, kind="stable").head(count)


def provided_share(inputs: LeakInputs) -> pd.Series:
    """Share of each product's home demand that public bodies and associations provide.

    Parameters
    ----------
    inputs : LeakInputs
        What was read.

    Returns
    -------
    pandas.Series
        In [0, 1] by product.
    """
    products = inputs.nation.economy.products
    public = products["government"] + products["nonprofits"]
    home = public + products["households"] + products["intermediate_sales"]
    return public / home.where(home > 0)


def _band(name: str, readings: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Lay out the central reading, then the least and the most of the three."""
    low, high = np.min(readings, axis=0), np.max(readings, axis=0)
    return {name: readings[1], f"{name}_low": low, f"{name}_high": high}
