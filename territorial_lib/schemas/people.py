"""People: census, legal populations, income and the profile of the EPCI, in 2026 codes."""

from __future__ import annotations

from territorial_lib.schemas.geography import COMMUNE, EPCI
from territorial_lib.schemas.tables import Column, Table

STATUS = Column("status", "text", "Statut", allowed=("observed", "estimated", "missing"))
"""observed: published for this very territory; estimated: carried through a change of perimeter or
rebuilt from parts; missing: no value at all in the row."""

COMMUNE_CODE = Column("code", "code", "Commune", pattern=COMMUNE)
EPCI_CODE = Column("code", "code", "Intercommunalité", pattern=EPCI)


def count(name: str, label: str, unit: str, year: int | None = None) -> Column:
    """Describe a quantity that adds up and is never negative.

    Parameters
    ----------
    name, label, unit : str
        As in `Column`.
    year : int, optional
        Year of the column where it is not the table's.

    Returns
    -------
    Column
        A number that may be missing.
    """
    return Column(name, "number", label, unit, year, extensive=True, minimum=0, missing=True)


def rate(name: str, label: str, weight: str, year: int | None = None) -> Column:
    """Describe a percentage, between 0 and 100.

    Parameters
    ----------
    name, label : str
        As in `Column`; the label says what it is a share of.
    weight : str
        The count of ``census_2018`` nearest to its denominator.
    year : int, optional
        Year of the column where it is not the table's.

    Returns
    -------
    Column
        A number that may be missing.
    """
    return Column(
        name, "number", label, "%", year, weight=weight, minimum=0, maximum=100, missing=True
    )


def growth(name: str, label: str, weight: str, year: int | None = None) -> Column:
    """Describe a mean yearly growth, in % a year, of either sign.

    Parameters
    ----------
    name, label, weight : str
        As in `rate`.
    year : int, optional
        Last year of the period where it is not the table's.

    Returns
    -------
    Column
        A number that may be missing.
    """
    return Column(
        name, "number", label, "%/an", year, weight=weight, minimum=-20, maximum=20, missing=True
    )


CENSUS_2018 = Table(
    name="census_2018",
    level="commune",
    key=("code",),
    columns=(
        COMMUNE_CODE,
        count("population", "Population municipale", "hab."),
        count("population_2013", "Population municipale en 2013", "hab.", 2013),
        count("births", "Naissances de 2013 à 2018", "naissances"),
        count("deaths", "Décès de 2013 à 2018", "décès"),
        count("households", "Ménages", "ménages"),
        count("dwellings", "Logements", "logements"),
        count("main_residences", "Résidences principales", "logements"),
        count("second_homes", "Résidences secondaires et logements occasionnels", "logements"),
        count("vacant_dwellings", "Logements vacants", "logements"),
        count(
            "owner_occupied", "Résidences principales occupées par leur propriétaire", "logements"
        ),
        count("jobs", "Emplois au lieu de travail", "emplois"),
        count("salaried_jobs", "Emplois salariés au lieu de travail", "emplois"),
        count("jobs_2013", "Emplois au lieu de travail en 2013", "emplois", 2013),
        count("population_15_64", "Habitants de 15 à 64 ans", "hab."),
        count("active_15_64", "Actifs de 15 à 64 ans", "actifs"),
        count("unemployed_15_64", "Chômeurs de 15 à 64 ans (au sens du recensement)", "actifs"),
        STATUS,
    ),
)

POPULATION_SERIES = Table(
    name="population_series",
    level="commune",
    key=("code",),
    columns=(
        COMMUNE_CODE,
        *(
            Column(
                f"population_{year}", "whole", f"Population municipale en {year}", "hab.", year,
                extensive=True, minimum=0, missing=True,
            )
            for year in (2010, 2015, 2020, 2021, 2022)
        ),
    ),
)  # fmt: skip

_INCOME = "€/an"

INCOME_2019 = Table(
    name="income_2019",
    level="other",
    key=("level", "code"),
    columns=(
        Column("level", "text", "Niveau", allowed=("commune", "epci", "departement")),
        Column("code", "code", "Territoire", pattern=rf"{COMMUNE}|{EPCI}|\d[\dAB]|97\d"),
        count("tax_households", "Ménages fiscaux", "ménages"),
        Column(
            "median_income", "number", "Niveau de vie médian (revenu disponible par unité de "
            "consommation)", _INCOME, weight="tax_households", minimum=8000, maximum=60000,
            missing=True,
        ),
        rate("poverty_rate", "Taux de pauvreté au seuil de 60 %", "tax_households"),
        Column(
            "decile_1", "number", "Premier décile du niveau de vie", _INCOME,
            weight="tax_households", minimum=0, maximum=60000, missing=True,
        ),
        Column(
            "decile_9", "number", "Neuvième décile du niveau de vie", _INCOME,
            weight="tax_households", minimum=8000, maximum=200000, missing=True,
        ),
        Column(
            "interdecile_ratio", "number", "Rapport interdécile du niveau de vie (D9/D1)",
            weight="tax_households", minimum=1, maximum=20, missing=True,
        ),
        rate(
            "share_pensions", "Pensions, retraites et rentes, en part du revenu disponible",
            "tax_households",
        ),
        rate(
            "share_social_benefits", "Prestations sociales, en part du revenu disponible",
            "tax_households",
        ),
        STATUS,
    ),
)  # fmt: skip

EPCI_PROFILE_2022 = Table(
    name="epci_profile_2022",
    level="epci",
    key=("code",),
    columns=(
        EPCI_CODE,
        Column("density_class", "whole", "Densité (1 dense, 2 intermédiaire, 3 rural)", minimum=1,
               maximum=3, missing=True),
        count("population", "Population municipale", "hab."),
        rate("share_75_plus", "Habitants de 75 ans et plus, en part de la population",
             "population"),
        Column("ageing_index", "number", "Habitants de 65 ans et plus pour 100 de moins de 20 ans",
               "pour 100", weight="population", minimum=0, maximum=1000, missing=True),
        rate("share_arrivals", "Habitants venus d’ailleurs en un an, en part de la population",
             "population"),
        rate("share_departures", "Habitants partis ailleurs en un an, en part de la population",
             "population"),
        growth("natural_growth", "Effet du solde naturel sur la population, moyenne 2016–2022",
               "population"),
        growth("migration_growth", "Effet du solde migratoire apparent sur la population, moyenne "
               "2016–2022", "population"),
        rate("unemployment_rate_15_64", "Chômeurs au sens du recensement, en part des actifs de "
             "15 à 64 ans", "active_15_64"),
        rate("employment_rate_15_64", "Actifs en emploi, en part des habitants de 15 à 64 ans",
             "population_15_64"),
        rate("share_executives", "Cadres et professions intellectuelles supérieures, en part des "
             "habitants de 15 ans et plus", "population"),
        rate("share_workers", "Ouvriers, en part des habitants de 15 ans et plus", "population"),
        rate("share_retired", "Retraités, en part des habitants de 15 ans et plus", "population"),
        rate("share_below_bac", "Sans diplôme ou diplôme inférieur au baccalauréat, en part des "
             "15 ans et plus non scolarisés", "population"),
        rate("share_degree", "Diplôme supérieur à bac +2, en part des 15 ans et plus non "
             "scolarisés", "population"),
        rate("share_single_parents", "Familles monoparentales, en part des ménages", "households"),
        rate("share_couples_with_children", "Couples avec enfants, en part des ménages",
             "households"),
        rate("vacancy_rate", "Logements vacants, en part des logements", "dwellings"),
        rate("second_home_rate", "Résidences secondaires et logements occasionnels, en part des "
             "logements", "dwellings"),
        rate("owner_rate", "Résidences principales occupées par leur propriétaire, en part des "
             "résidences principales", "main_residences"),
        rate("tenant_rate", "Résidences principales louées, en part des résidences principales",
             "main_residences"),
        Column("jobs_per_100_employed", "number", "Emplois pour 100 actifs en emploi qui habitent "
               "le territoire", "emplois", weight="employed_15_64", minimum=0, maximum=300,
               missing=True),
        rate("salaried_rate", "Salariés, en part des actifs en emploi qui habitent le territoire",
             "employed_15_64"),
        rate("share_presential", "Emplois salariés de la sphère présentielle, en part des emplois "
             "salariés", "jobs", 2023),
        rate("share_small_establishments", "Emplois salariés des établissements de 1 à 9 salariés, "
             "en part des emplois salariés", "jobs", 2023),
        rate("share_large_establishments", "Emplois salariés des établissements de 100 salariés et "
             "plus, en part des emplois salariés", "jobs", 2023),
        growth("job_growth_2011_2016", "Emploi, variation annuelle moyenne 2011–2016", "jobs",
               2016),
        growth("job_growth_2016_2022", "Emploi, variation annuelle moyenne 2016–2022", "jobs"),
        Column("median_income", "number", "Niveau de vie médian (revenu disponible par unité de "
               "consommation)", _INCOME, 2021, weight="households", minimum=8000, maximum=60000,
               missing=True),
        rate("poverty_rate", "Taux de pauvreté au seuil de 60 %", "households", 2021),
        Column("decile_9", "number", "Neuvième décile du niveau de vie", _INCOME, 2021,
               weight="households", minimum=8000, maximum=200000, missing=True),
        Column("interdecile_ratio", "number", "Rapport interdécile du niveau de vie (D9/D1)", "",
               2021, weight="households", minimum=1, maximum=20, missing=True),
        rate("share_social_benefits", "Prestations sociales, en part du revenu disponible",
             "households", 2021),
        STATUS,
    ),
)  # fmt: skip
