"""Who buys what: households, firms and public bodies, by product, in euros of the table's year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.leaks.inputs import LeakInputs
from territorial_lib.schemas.blocks import Lever
from territorial_lib.sources import Catalogue

HOUSEHOLDS, PUBLIC = "households", "public"
BUYERS = (HOUSEHOLDS, "firms", PUBLIC)
BUYER_LABELS = {
    HOUSEHOLDS: "Ménages",
    "firms": "Entreprises",
    PUBLIC: "Services publics et associations",
}
PUBLIC_LEVER = "leaks/public"
_MILLION = 1e6


@dataclass(frozen=True)
class Demand:
    """What is bought in several territories.

    Parameters
    ----------
    territories, products, uses : pandas.Index
        Labels of the three axes; uses are the buying sectors, then "households" and "public".
    cells : numpy.ndarray
        Territories x products x uses, € a year; NaN where unknown.
    output : numpy.ndarray
        Territories x products: what local firms produce, € a year.
    per_output : pandas.DataFrame
        National ratios by sector, per euro of output: ``jobs``, ``wages``, ``value_added``.
    """

    territories: pd.Index
    products: pd.Index
    uses: pd.Index
    cells: np.ndarray
    output: np.ndarray
    per_output: pd.DataFrame

    def buyer(self, name: str) -> np.ndarray:
        """Give the uses of one kind of buyer, as positions.

        Parameters
        ----------
        name : str
            households, firms or public.

        Returns
        -------
        numpy.ndarray
            Positions among the uses.
        """
        if name == "firms":
            return np.arange(len(self.products))
        return np.array([self.uses.get_loc(name)])


def demand(inputs: LeakInputs, values: Mapping[str, float]) -> Demand:
    """Compute who buys what in every territory.

    firms: d_ij = a_ij x_j, x_j = E_jr (x_jn / E_jn); households: d_i = C_in n_r y_r / sum n y;
    public bodies: d_i = G_in n_r / n, or what the room says they spend per inhabitant.

    Jobs and output per job are the nation's, on the same jobs: territories sum to the nation.

    Parameters
    ----------
    inputs : LeakInputs
        Jobs E, inhabitants n, relative incomes y, the national table.
    values : Mapping of str to float
        The levers: `PUBLIC_LEVER` in % of the national spending per inhabitant.

    Returns
    -------
    Demand
        € of the table's year.
    """
    nation = inputs.nation
    economy, sectors = nation.economy, nation.economy.sectors
    per_job = (economy.output / nation.jobs).to_numpy() * _MILLION
    output = inputs.jobs.reindex(columns=sectors).to_numpy(dtype=float) * per_job
    firms = economy.total_coefficients.to_numpy()[None] * output[:, None, :]
    people = inputs.population.to_numpy(dtype=float)
    part = inputs.households_part.to_numpy(dtype=float)
    households = np.multiply.outer(part, _millions(economy.products["households"]))
    provided = _millions(economy.products["government"] + economy.products["nonprofits"])
    level = values.get(PUBLIC_LEVER, 100.0) / 100
    public = np.multiply.outer(people / nation.population * level, provided)
    cells = np.concatenate([firms, households[:, :, None], public[:, :, None]], axis=2)
    return Demand(
        territories=inputs.jobs.index,
        products=sectors,
        uses=pd.Index([*sectors, HOUSEHOLDS, PUBLIC]),
        cells=np.where(np.isnan(output).any(axis=1)[:, None, None], np.nan, cells),
        output=output,
        per_output=_per_output(inputs),
    )


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the lever of public spending.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.

    Returns
    -------
    tuple of Lever
        One lever, in % of the nation's.
    """
    card = catalogue.cards["io_products_2010"]
    return (
        Lever(
            key=PUBLIC_LEVER,
            label="Dépense publique par habitant, par rapport à la France",
            unit="%",
            default=100.0,
            low=25.0,
            high=300.0,
            step=5.0,
            source=card.source,
            year=card.vintage,
            note="Au-dessus de 100 %, plus de services publics par habitant qu’en moyenne.",
        ),
    )


def _millions(column: pd.Series) -> np.ndarray:
    euros: np.ndarray = column.to_numpy(dtype=float) * _MILLION
    return euros


def _per_output(inputs: LeakInputs) -> pd.DataFrame:
    economy = inputs.nation.economy
    return pd.DataFrame(
        {
            "jobs": inputs.nation.jobs / (economy.output * _MILLION),
            "wages": economy.per_output("wages"),
            "value_added": economy.per_output("value_added"),
        }
    )
