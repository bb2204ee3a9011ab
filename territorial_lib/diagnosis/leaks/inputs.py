"""What the leaks are computed from: jobs, inhabitants, incomes, and the nation's own table."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.glocal.specialities import specialities
from territorial_lib.diagnosis.job_structure import job_structure
from territorial_lib.diagnosis.national_economy import NationalEconomy, national_economy
from territorial_lib.sources import Catalogue

_INCOMES = (("epci_profile_2022", 2021), ("income_2019", 2019))
_PAID_OVER_BASIC = (
    "depense-de-consommation-des-menages-prix-d-acquisition-rapportes-aux-prix-de-base"
)
UNCOVERED = "976"
"""Beginning of the codes of Mayotte: no job by sector there, and not in the table of 2010."""


@dataclass(frozen=True)
class Nation:
    """What territories are compared with and must sum to.

    Parameters
    ----------
    economy : NationalEconomy
        The input-output table on the 36 sectors that have jobs.
    jobs : pandas.Series
        Salaried jobs by sector.
    population : float
        Inhabitants, Mayotte left out.
    weight : float
        Sum over EPCI of inhabitants x relative income.
    apart : pandas.Series
        What is no purchase of a product from a seller, in M€: ``imputed_rents`` (no euro changes
        hands), ``household_staff`` (wages paid by households at home), ``product_taxes`` (VAT and
        the like, which households pay beyond basic prices).
    wages_spent, income_spent : float
        Spending of households per euro of wages, and per euro of value added: the share of a
        wage that is spent again lies between.
    """

    economy: NationalEconomy
    jobs: pd.Series
    population: float
    weight: float
    apart: pd.Series
    wages_spent: float
    income_spent: float


@dataclass(frozen=True)
class LeakInputs:
    """What is read once for the leaks of several territories.

    Parameters
    ----------
    nation : Nation
        The nation.
    jobs : pandas.DataFrame
        Territories x sectors: salaried jobs, estimated; NaN where unknown.
    population : pandas.Series
        Inhabitants by territory.
    income : pandas.Series
        Median standard of living relative to the nation's, by territory.
    income_note : pandas.Series
        Where it comes from, in French.
    density : pandas.DataFrame
        Territories x sectors: relatedness density, in [0, 1].
    labels : pandas.Series
        Short French name by sector.
    declared : Declared
        What the room said of the first territory.
    """

    nation: Nation
    jobs: pd.DataFrame
    population: pd.Series
    income: pd.Series
    income_note: pd.Series
    density: pd.DataFrame
    labels: pd.Series
    declared: Declared

    @property
    def households_part(self) -> pd.Series:
        """Part of the nation's household spending that each territory's households make."""
        return self.population * self.income / self.nation.weight

    def hearing(self, declared: Declared) -> LeakInputs:
        """Give the same inputs, with what the room says now.

        Parameters
        ----------
        declared : Declared
            What the room says of the first territory.

        Returns
        -------
        LeakInputs
            Nothing read again.
        """
        return replace(self, declared=declared)


def shared(case: Case) -> LeakInputs:
    """Read the inputs once a case, for every block of the leaks.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    LeakInputs
        What `read` gives, hearing what the room says now.
    """
    found: LeakInputs = case.once("leaks/inputs", read)
    return found.hearing(case.declared)


def read(case: Case) -> LeakInputs:
    """Read what the leaks need, for every territory of a case.

    Parameters
    ----------
    case : Case
        The territories; the room's corrections of their figures are in force.

    Returns
    -------
    LeakInputs
        One row a territory.
    """
    structure = job_structure(case)
    references = _references(case.catalogue)
    income, note = _income(case, references)
    return LeakInputs(
        nation=_nation(case.catalogue, references, structure.nation),
        jobs=structure.estimated.reindex(case.codes),
        population=case.measured("population").frame["value"].reindex(case.codes),
        income=income,
        income_note=note,
        density=specialities(case).density.reindex(case.codes),
        labels=structure.labels,
        declared=case.declared,
    )


@dataclass(frozen=True)
class _References:
    """Incomes of the EPCI, relative to the nation's.

    Parameters
    ----------
    means : Mapping of int to float
        Mean of the EPCI's medians by year, weighted by inhabitants.
    relative : pandas.Series
        By EPCI; the overseas mean where unknown overseas.
    population : pandas.Series
        By EPCI.
    overseas : float
        Mean relative income of the overseas EPCI that have one.
    """

    means: dict[int, float]
    relative: pd.Series
    population: pd.Series
    overseas: float


def _references(catalogue: Catalogue) -> _References:
    people = _people(catalogue)
    medians = {year: _medians(catalogue, table) for table, year in _INCOMES}
    means = {year: _mean(each, people["population"]) for year, each in medians.items()}
    latest, former = (medians[year] / means[year] for _, year in _INCOMES)
    known = latest.reindex(people.index).fillna(former.reindex(people.index))
    beyond = people["overseas"]
    overseas = _mean(known[beyond], people["population"][beyond])
    filled = known.where(known.notna(), beyond.map({True: overseas, False: 1.0}))
    return _References(means, filled.astype(float), people["population"], overseas)


def _people(catalogue: Catalogue) -> pd.DataFrame:
    """Give the inhabitants of each EPCI, or commune without one, Mayotte left out."""
    communes = catalogue.indexed("communes")
    kept = communes[~communes.index.str.startswith(UNCOVERED)]
    unit = kept["epci"].fillna(kept.index.to_series())
    overseas = pd.Series(kept.index.str.startswith("97"), kept.index)
    frame = pd.DataFrame({"population": kept["population"].astype(float), "overseas": overseas})
    return frame.groupby(unit).agg({"population": "sum", "overseas": "all"})


def _medians(catalogue: Catalogue, table: str) -> pd.Series:
    frame = catalogue.load(table).frame
    if "level" in frame:
        frame = frame[frame["level"].isin(["epci", "commune"])]
    return frame.set_index("code")["median_income"].astype(float)


def _mean(values: pd.Series, weights: pd.Series) -> float:
    both = pd.DataFrame({"v": values, "w": weights}).dropna()
    return float((both["v"] * both["w"]).sum() / both["w"].sum())


def _income(case: Case, references: _References) -> tuple[pd.Series, pd.Series]:
    """Give the relative income of each territory and where it comes from."""
    codes = case.codes
    latest = case.measured("median_income").frame["value"].reindex(codes) / references.means[2021]
    rows = case.brought("income_2019")
    rows = rows[rows["variable"] == "median_income"].set_index("territory")["value"]
    former = rows.reindex(codes).astype(float) / references.means[2019]
    overseas = pd.Series([_overseas(case, rank) for rank in range(len(codes))], codes)
    assumed = overseas.map({True: references.overseas, False: 1.0})
    value = latest.fillna(former).fillna(assumed)
    note = pd.Series("Revenu médian de 2021.", codes, dtype=object)
    note = note.mask(latest.isna(), "Revenu médian de 2019, celui de 2021 n’étant pas publié.")
    unknown = latest.isna() & former.isna()
    note = note.mask(
        unknown & overseas, "Revenu inconnu\u00a0: celui des outre-mer où il est connu."
    )
    note = note.mask(
        unknown & ~overseas, "Revenu inconnu\u00a0: supposé égal à celui de la France."
    )
    return value.astype(float), note


def _overseas(case: Case, rank: int) -> bool:
    return all(code.startswith("97") for code in case.scope.territories[rank].communes)


def _nation(catalogue: Catalogue, references: _References, jobs: pd.Series) -> Nation:
    full = national_economy(catalogue)
    products, economy = full.products, full.without()
    spent = float(economy.products["households"].sum())
    return Nation(
        economy=economy,
        jobs=jobs.reindex(economy.sectors),
        population=float(references.population.sum()),
        weight=float((references.population * references.relative).sum()),
        apart=pd.Series(
            {
                "imputed_rents": float(products.at["L68A", "households"]),
                "household_staff": float(products.at["TZ", "households"]),
                "product_taxes": _taxes(catalogue, float(products["households"].sum())),
            }
        ),
        wages_spent=spent / float(products["wages"].sum()),
        income_spent=spent / float(products["value_added"].sum()),
    )


def _taxes(catalogue: Catalogue, spent: float) -> float:
    """Give the taxes on products that households pay beyond basic prices, M€."""
    ratio = coefficient(catalogue, _PAID_OVER_BASIC).value
    assert ratio is not None
    return (ratio - 1) * spent
