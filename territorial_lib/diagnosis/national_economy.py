"""The national input-output table as the formulas take it: one reading for all who need it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from territorial_lib.indicators.import_share import domestic_coefficients, import_shares
from territorial_lib.indicators.input_output import technical_coefficients
from territorial_lib.schemas.input_output import OUTSIDE_FLORES
from territorial_lib.sources import Catalogue

FLOWS = "io_flows_2010"
PRODUCTS = "io_products_2010"
ImportReading = Literal["all", "home"]
"""all: imports over every use, exports included; home: over domestic uses only."""


@dataclass(frozen=True)
class NationalEconomy:
    """The national input-output table: sectors in the same order everywhere, millions of euros.

    Parameters
    ----------
    flows : pandas.DataFrame
        Z: purchases between sectors, sellers in rows, domestic and imported, basic prices.
    products : pandas.DataFrame
        By sector: output, imports, the final uses, value added and its parts, as the table
        "io_products_2010" names them.
    source : str
        Producer and publication, in French.
    year : int
        Year of the euros.
    """

    flows: pd.DataFrame
    products: pd.DataFrame
    source: str
    year: int

    @property
    def sectors(self) -> pd.Index:
        """Codes of the sectors, A38."""
        return self.products.index

    @property
    def output(self) -> pd.Series:
        """x: output by sector at basic prices, M€."""
        return self.products["output"]

    @property
    def imports(self) -> pd.Series:
        """P7: imports by product, M€."""
        return self.products["imports"]

    @property
    def total_coefficients(self) -> pd.DataFrame:
        """A = Z x̂^-1: bought from each sector, imports included, per euro of output."""
        return technical_coefficients(self.flows, self.output)

    def import_share(self, reading: ImportReading) -> pd.Series:
        """Give the share of each product that comes from abroad.

        m_i = P7_i / S_i ("all"), or P7_i / (S_i − P6_i) capped at 1 ("home").

        Parameters
        ----------
        reading : str
            "all" spreads imports over exports too, "home" over none: they bound the truth.

        Returns
        -------
        pandas.Series
            Shares in [0, 1] by sector.
        """
        exports = self.products["exports"] if reading == "home" else None
        return import_shares(self.imports, self.output + self.imports, exports)

    def domestic_coefficients(self, reading: ImportReading) -> pd.DataFrame:
        """Give A_d = (I − m̂) A: bought from each sector of the nation per euro of output.

        Parameters
        ----------
        reading : str
            Which import share.

        Returns
        -------
        pandas.DataFrame
            Sellers x buyers.
        """
        return domestic_coefficients(self.total_coefficients, self.import_share(reading))

    def per_output(self, column: str) -> pd.Series:
        """Give a part of the value of output, per euro of output.

        Parameters
        ----------
        column : str
            "value_added", "wages", "surplus", "product_taxes"...

        Returns
        -------
        pandas.Series
            Euros per euro of output; missing for a sector without output.
        """
        return self.products[column] / self.output.where(self.output > 0)

    def without(self, sectors: Collection[str] = OUTSIDE_FLORES) -> NationalEconomy:
        """Leave sectors out; what the others bought from them becomes a primary input.

        Parameters
        ----------
        sectors : collection of str
            Sectors to leave out: by default imputed rents (no euro changes hands, no job) and
            households as employers (no job in FLORES).

        Returns
        -------
        NationalEconomy
            The table on the other sectors. Its columns no longer sum to output by the columns of
            ``products`` alone: 1 − the column sums of A remains every primary input.
        """
        kept = self.sectors[~self.sectors.isin(list(sectors))]
        return replace(self, flows=self.flows.loc[kept, kept], products=self.products.loc[kept])


def national_economy(catalogue: Catalogue) -> NationalEconomy:
    """Read the national input-output table.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.

    Returns
    -------
    NationalEconomy
        France 2010 on 38 sectors: the 36 of FLORES, imputed rents (L68A), households as employers
        (TZ).
    """
    card = catalogue.cards[PRODUCTS]
    products = catalogue.load(PRODUCTS).frame.set_index("sector").sort_index()
    flows = catalogue.load(FLOWS).frame.pivot(index="seller", columns="buyer", values="flow")
    flows = flows.reindex(index=products.index, columns=products.index)
    return NationalEconomy(flows, products, card.source, card.vintage)
