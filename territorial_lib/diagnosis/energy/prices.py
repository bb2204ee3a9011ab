"""The uses and the local kinds of energy, and the cited prices that value them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue

BOUNDS = ("low", "value", "high")
SERVICES = "prix-moyen-de-l-energie-consommee-tertiaire-toutes-energies"
INDUSTRY = (
    "prix-moyen-de-l-energie-consommee-industrie-hors-charbon-hauts-fourneaux-toutes-energies"
)
FARMS = "prix-moyen-de-l-energie-consommee-agriculture-peche-toutes-energies"
ALL_SECTORS = "prix-moyen-de-l-energie-consommee-ensemble-usage-energetique-toutes-energies"
HOMES_ELECTRICITY = "electricite-prix-moyen-menages-ttc"
HOMES_GAS = "gaz-naturel-prix-moyen-menages-ttc-abonnement-compris"
FUEL_OIL = "fioul-domestique-menages-ttc-comparaison-homogene-t4-2023"
LPG = "propane-citerne-menages-ttc-comparaison-homogene-t4-2023"
ROAD_PRICE = "prix-moyen-de-l-energie-consommee-transports-toutes-energies"
ROAD_ALL = "consommation-finale-par-habitant-transport-routier"
ROAD_HOMES = "consommation-finale-par-habitant-carburants-des-menages"
SOLAR_SALE = "pv-au-sol-appel-d-offres-ppe2-prix-moyen-des-laureats-haut"
WIND_SALE = "eolien-terrestre-appel-d-offres-ppe2-prix-moyen-des-laureats-haut"
OTHER_SALE = "electricite-prix-de-gros-spot-moyen-2024"
NEW_SALE = "appel-d-offres-neutre-pv-eolien-hydro-prix-moyen-des-laureats-aucun-laureat-hydro"
BULK_GAS = "gaz-naturel-prix-de-gros-peg"
LARGEST_PLANTS = "electricite-tres-gros-consommateurs-plus-de-150-gwh-an-hors-tva"
FIRMS_MEAN = "electricite-prix-moyen-entreprises-hors-tva"
SMALL_FIRMS = "electricite-petites-entreprises-20-500-mwh-an-hors-tva"
INDUSTRY_ALL = "consommation-finale-energetique-industrie"
PRICE_BOUNDS: dict[str, dict[str, str]] = {
    "electricity+industry": {"low": LARGEST_PLANTS, "high": FIRMS_MEAN},
    "gas+industry": {"low": BULK_GAS},
    "electricity+services": {"low": FIRMS_MEAN, "high": SMALL_FIRMS},
}
"""Cited prices that bound those of a use, where its own publication gives no range."""
_PER_MWH = {"€/kWh": 1000.0, "€/kWh PCS": 1000.0, "€/MWh": 1.0, "€/MWh PCS": 1.0}

USES: dict[str, tuple[str, str]] = {
    "electricity+residential": ("Électricité des logements", HOMES_ELECTRICITY),
    "gas+residential": ("Gaz des logements", HOMES_GAS),
    "fuel_oil+residential": ("Fioul des logements", FUEL_OIL),
    "lpg+residential": ("Gaz en bouteille ou en citerne des logements", LPG),
    "electricity+services": ("Électricité du tertiaire", SERVICES),
    "gas+services": ("Gaz du tertiaire", SERVICES),
    "electricity+industry": ("Électricité de l’industrie", INDUSTRY),
    "gas+industry": ("Gaz de l’industrie", INDUSTRY),
    "electricity+agriculture": ("Électricité de l’agriculture", FARMS),
    "gas+agriculture": ("Gaz de l’agriculture", FARMS),
    "electricity+unknown": ("Électricité, secteur inconnu", ALL_SECTORS),
    "gas+unknown": ("Gaz, secteur inconnu", ALL_SECTORS),
    "road+households": ("Carburants des ménages", ROAD_PRICE),
    "road+firms": ("Carburants des entreprises et administrations", ROAD_PRICE),
}
"""Each use of energy, "energy+sector": its name in French, the coefficient that prices it."""
ROAD = tuple(name for name in USES if name.startswith("road+"))
HOMES = tuple(name for name in USES if name.endswith("+residential"))
ELECTRICITY = tuple(name for name in USES if name.startswith("electricity+"))
KINDS: dict[str, tuple[str, str]] = {
    "above_36_kva/photovoltaic": ("Photovoltaïque, grandes installations", SOLAR_SALE),
    "last_up_to_36_kva/photovoltaic": ("Photovoltaïque, petites toitures", SOLAR_SALE),
    "above_36_kva/wind": ("Éolien", WIND_SALE),
    "above_36_kva/hydro": ("Hydraulique", OTHER_SALE),
    "above_36_kva/bioenergy": ("Bioénergies", OTHER_SALE),
}
"""Each local production, "variable/kind" of the table: its name, the coefficient of its price."""
CAPACITIES = {"wind": "Puissance éolienne installée", "solar": "Puissance solaire installée"}


def cited(catalogue: Catalogue) -> dict[str, Figure]:
    """Read the coefficients that the energy block uses.

    Parameters
    ----------
    catalogue : Catalogue
        Where they are read.

    Returns
    -------
    dict of str to Figure
        By id.
    """
    names = [price for _, price in (*USES.values(), *KINDS.values())]
    bounds = [name for each in PRICE_BOUNDS.values() for name in each.values()]
    every = dict.fromkeys([*names, *bounds, ROAD_ALL, ROAD_HOMES, NEW_SALE, INDUSTRY_ALL])
    return {name: coefficient(catalogue, name) for name in every}


def priced(known: Mapping[str, Figure], uses: Mapping[str, tuple[str, str]]) -> pd.DataFrame:
    """Lay out prices; where nothing cited gives a range, the bounds are the price.

    Parameters
    ----------
    known : Mapping of str to Figure
        What `cited` gave.
    uses : Mapping of str to tuple
        `USES` or `KINDS`.

    Returns
    -------
    pandas.DataFrame
        By use or kind: ``low``, ``value``, ``high``, € a MWh.
    """
    rows = {
        name: {bound: _price(known, name, price, bound) for bound in BOUNDS}
        for name, (_, price) in uses.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(BOUNDS))


def _price(known: Mapping[str, Figure], use: str, price: str, bound: str) -> float:
    other = PRICE_BOUNDS.get(use, {}).get(bound)
    figure = known[other or price]
    found = figure.value if other else getattr(figure, bound)
    value = figure.value if found is None else found
    return float(value or 0) * _PER_MWH[figure.unit]
