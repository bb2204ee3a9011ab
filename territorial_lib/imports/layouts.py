"""The official layouts that are recognised, as data: headers as their producers publish them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from territorial_lib.imports.census_layouts import (
    COMMUNES,
    MELODI,
    census_dwellings,
    census_job_forms,
    census_jobs,
    census_labour_force,
    census_population,
)
from territorial_lib.imports.mapping import (
    ColumnMapping,
    Dimension,
    Measure,
    Origin,
    year_in,
)
from territorial_lib.imports.spatial import COMMUNE

_CATALOGUE = "catalogue-donnees.insee.fr, jeu"
LICENCE = "Licence Ouverte 2.0"
Header = tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A file that a producer publishes.

    Parameters
    ----------
    title : str
        What it is, in French.
    advice : str
        Where a person finds it, in French.
    mapping : callable
        Takes the header and the file's name; gives what the columns mean, None where the file is
        another one. The year is None where neither tells it: it must be asked.
    """

    title: str
    advice: str
    mapping: Callable[[Header, str], ColumnMapping | None]


def recognised(header: Header, name: str) -> ColumnMapping | None:
    """Recognise an official file by its header.

    Parameters
    ----------
    header : tuple of str
        Names of the columns, spaces made single.
    name : str
        Name of the file, which may tell the year.

    Returns
    -------
    ColumnMapping or None
        What its columns mean; None for a file that is not known.
    """
    for layout in LAYOUTS:
        mapping = layout.mapping(header, name)
        if mapping is not None:
            return replace(mapping, layout=layout.title)
    return None


def _measures(labels: dict[str, tuple[str, str]], unit: str) -> tuple[Measure, ...]:
    return tuple(
        Measure(header, name, label, unit, True, 0.0) for header, (name, label) in labels.items()
    )


def _agricultural_census(header: Header, _: str) -> ColumnMapping | None:
    area = next((each for each in header if re.fullmatch(r"SAU en 20\d\d", each)), None)
    if area is None or not {"Code", "Libellé"} <= set(header):
        return None
    year = year_in(area)
    farms = f"Nombre d'exploitations en {year}"
    found = {area: Measure(area, "sau", "Surface agricole utilisée", "ha", True, 0.0)}
    if farms in header:
        found[farms] = Measure(
            farms, "farms", "Exploitations agricoles", "exploitations", True, 0.0
        )
    return ColumnMapping(
        name="sau_commune",
        origin=Origin(
            "Surface agricole utilisée par commune",
            "Agreste, ministère de l’Agriculture",
            f"Agreste, recensement agricole {year}",
            LICENCE,
            "https://stats.agriculture.gouv.fr/cartostat/",
        ),
        level="commune",
        code="Code",
        measures=tuple(found.values()),
        year=year,
        theme="Agriculture",
    )


CROP_GROUPS = {
    "1": "Blé tendre",
    "2": "Maïs grain et ensilage",
    "3": "Orge",
    "4": "Autres céréales",
    "5": "Colza",
    "6": "Tournesol",
    "7": "Autres oléagineux",
    "8": "Protéagineux",
    "9": "Plantes à fibres",
    "10": "Semences",
    "11": "Gel (surfaces gelées sans production)",
    "12": "Gel industriel",
    "13": "Autres gels",
    "14": "Riz",
    "15": "Légumineuses à grains",
    "16": "Fourrage",
    "17": "Estives et landes",
    "18": "Prairies permanentes",
    "19": "Prairies temporaires",
    "20": "Vergers",
    "21": "Vignes",
    "22": "Fruits à coque",
    "23": "Oliviers",
    "24": "Autres cultures industrielles",
    "25": "Légumes ou fleurs",
    "26": "Canne à sucre",
    "27": "Arboriculture",
    "28": "Divers",
}


def _parcels(header: Header, name: str) -> ColumnMapping | None:
    known = {each.casefold(): each for each in header}
    if not {"id_parcel", "surf_parc", "code_cultu", "code_group", COMMUNE} <= set(known):
        return None
    area = Measure(known["surf_parc"], "area", "Surface cultivée", "ha", True, 0.0)
    return ColumnMapping(
        name="crops_commune",
        origin=Origin(
            "Cultures déclarées par commune",
            "IGN, ASP",
            "IGN et ASP, registre parcellaire graphique",
            LICENCE,
            "https://geoservices.ign.fr/rpg",
        ),
        level="commune",
        code=COMMUNE,
        measures=(area,),
        year=year_in(name),
        dimensions=(
            Dimension(
                known["code_group"],
                "crop",
                "Groupe de cultures",
                {code: code for code in CROP_GROUPS},
            ),
        ),
        add_up=True,
        theme="Agriculture",
    )


_ENERGY = {
    "agriculture": ("Agriculture", "consoa", "nombre_maille_secretisees_a"),
    "industry": ("Industrie", "consoi", "nombre_maille_secretisees_i"),
    "services": ("Tertiaire", "consot", "nombre_maille_secretisees_t"),
    "residential": ("Résidentiel", "consor", "nombre_maille_secretisees_r"),
    "unknown": ("Secteur Inconnu", "consona", "nombre_maille_secretisees_na"),
}
_CARRIERS = {
    "Electricité": "electricity",
    "Gaz": "gas",
    "Chaleur": "heat",
    "Froid": "cold",
}


def _energy(header: Header, _: str) -> ColumnMapping | None:
    labelled = {"Code Commune", "Filière", "Année"} <= set(header)
    technical = {"code_commune", "filiere", "annee"} <= set(header)
    found = [
        Measure(value, name, f"Consommation, {sector.lower()}", "MWh", True, 0.0, masked)
        for name, (sector, short, mask) in _ENERGY.items()
        if (value := f"Consommation {sector} (MWh)" if labelled else short) in header
        for masked in [f"Nombre de mailles secretisées ({sector.lower()})" if labelled else mask]
    ]
    if not (labelled or technical) or not found:
        return None
    found = [m if m.masked_by in header else replace(m, masked_by="") for m in found]
    carrier = "Filière" if labelled else "filiere"
    return ColumnMapping(
        name="energy_use_commune",
        origin=Origin(
            "Consommation d’électricité et de gaz par commune et secteur",
            "Agence ORE (Enedis, ELD, RTE, GRDF, GRTgaz, Teréga)",
            "Agence ORE, consommation annuelle par commune",
            LICENCE,
            "https://opendata.agenceore.fr/explore/dataset/"
            "conso-elec-gaz-annuelle-par-secteur-dactivite-agregee-commune/",
        ),
        level="commune",
        code="Code Commune" if labelled else "code_commune",
        measures=tuple(found),
        year_column="Année" if labelled else "annee",
        latest=True,
        dimensions=(Dimension(carrier, "energy", "Énergie", _CARRIERS),),
        add_up=True,
        theme="Énergie",
    )


def _census_jobs(header: Header, _: str) -> ColumnMapping | None:
    years = [
        int(found[1]) for each in header if (found := re.fullmatch(r"C(\d\d)_EMPLT_AGRI", each))
    ]
    if not years or "CODGEO" not in header:
        return None
    latest = max(years, key=lambda year: (year < 60, year))
    stem = f"C{latest:02d}_EMPLT"
    labels = {
        stem: ("jobs", "Emplois au lieu de travail"),
        f"{stem}_AGRI": ("agriculture", "Emplois, agriculture"),
        f"{stem}_INDUS": ("industry", "Emplois, industrie"),
        f"{stem}_CONST": ("construction", "Emplois, construction"),
        f"{stem}_CTS": ("services", "Emplois, commerce, transports et services divers"),
        f"{stem}_APESAS": (
            "administration",
            "Emplois, administration publique, enseignement, santé, action sociale",
        ),
    }
    labels = {each: labels[each] for each in labels if each in header}
    year = 2000 + latest if latest < 60 else 1900 + latest
    return ColumnMapping(
        name="jobs_a5_commune",
        origin=Origin(
            "Emplois au lieu de travail par secteur et commune",
            "Insee",
            f"Insee, recensement de la population {year}, exploitation complémentaire",
            LICENCE,
            "https://www.insee.fr/fr/statistiques",
        ),
        level="commune",
        code="CODGEO",
        measures=_measures(labels, "emplois"),
        year=year,
        theme="Emploi",
    )


def _salaried_jobs(header: Header, _: str) -> ColumnMapping | None:
    if not MELODI | {"ACTIVITY", "FLORES_MEASURE"} <= set(header):
        return None
    keep = {**COMMUNES, "FLORES_MEASURE": frozenset({"EMPL3112"})}
    totals = {"LEGAL_FORM_WITH_PUBLIC": "1T9X7", "NUMBER_EMPL": "_T"}
    keep |= {name: frozenset({value}) for name, value in totals.items() if name in header}
    return ColumnMapping(
        name="salaried_jobs_commune",
        origin=Origin(
            "Postes salariés par activité et commune",
            "Insee",
            "Insee, Flores",
            LICENCE,
            "https://www.insee.fr/fr/statistiques/8266010",
        ),
        level="commune",
        code="GEO",
        measures=(
            Measure("OBS_VALUE", "jobs", "Postes salariés fin d’année", "postes", True, 0.0),
        ),
        year_column="TIME_PERIOD",
        latest=True,
        dimensions=(Dimension("ACTIVITY", "activity", "Activité"),),
        keep=keep,
        drop={"ACTIVITY": frozenset({"_T"})},
        theme="Emploi",
    )


_EQUIPMENT = Origin(
    "Équipements par type et commune",
    "Insee",
    "Insee, base permanente des équipements",
    LICENCE,
    "https://www.insee.fr/fr/statistiques/3568638",
)


def _equipment(header: Header, _: str) -> ColumnMapping | None:
    if not MELODI | {"FACILITY_TYPE", "BPE_MEASURE"} <= set(header):
        return None
    return ColumnMapping(
        name="equipment_commune",
        origin=_EQUIPMENT,
        level="commune",
        code="GEO",
        measures=(Measure("OBS_VALUE", "units", "Équipements", "équipements", True, 0.0),),
        year_column="TIME_PERIOD",
        latest=True,
        dimensions=(Dimension("FACILITY_TYPE", "type", "Type d’équipement"),),
        keep={**COMMUNES, "BPE_MEASURE": frozenset({"FACILITIES"})},
        drop={"FACILITY_TYPE": frozenset({"_T"})},
        theme="Équipements",
    )


def _former_equipment(header: Header, _: str) -> ColumnMapping | None:
    if not {"DEPCOM", "AN", "TYPEQU", "NB_EQUIP"} <= set(header):
        return None
    return ColumnMapping(
        name="equipment_commune",
        origin=_EQUIPMENT,
        level="commune",
        code="DEPCOM",
        measures=(Measure("NB_EQUIP", "units", "Équipements", "équipements", True, 0.0),),
        year_column="AN",
        latest=True,
        dimensions=(Dimension("TYPEQU", "type", "Type d’équipement"),),
        add_up=True,
        theme="Équipements",
    )


EQUIPMENT_DOMAINS = {
    "A": "services aux particuliers",
    "B": "commerce",
    "C": "enseignement",
    "D": "santé et action sociale",
    "E": "transports",
    "F": "sports, loisirs et culture",
    "G": "tourisme",
}


def _wide_equipment(header: Header, name: str) -> ColumnMapping | None:
    """Recognise one column a type; NB_C101_NB_CANT and NB_C101PR are parts of NB_C101."""
    types = [each for each in header if re.fullmatch(r"NB_[A-G]\d{3}", each)]
    code = next((each for each in ("COM", "CODGEO") if each in header), None)
    if not types or code is None:
        return None
    letters = sorted({each[3] for each in types})  # one file a domain: none replaces another
    domains = ", ".join(EQUIPMENT_DOMAINS[letter] for letter in letters)
    return ColumnMapping(
        name=f"equipment_{''.join(letters).lower()}_commune",
        origin=replace(_EQUIPMENT, title=f"{_EQUIPMENT.title} ({domains})"),
        level="commune",
        code=code,
        measures=tuple(
            Measure(each, each.lower(), each.removeprefix("NB_"), "équipements", True, 0.0)
            for each in types
        ),
        year=year_in(name),
        add_up=code == "COM",  # by IRIS, parts of communes
        gathered=(
            Dimension("", "type", "Type d’équipement"),
            Measure("", "units", "Équipements", "équipements", True, 0.0),
        ),
        theme="Équipements",
    )


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "Agreste, recensement agricole : surface agricole par commune",
        "stats.agriculture.gouv.fr/cartostat, niveau « commune », bouton d’export (CSV ou XLSX).",
        _agricultural_census,
    ),
    Layout(
        "RPG : parcelles et groupes de cultures (GeoPackage)",
        "geoservices.ign.fr/rpg, région de votre territoire, format GeoPackage.",
        _parcels,
    ),
    Layout(
        "Agence ORE : électricité et gaz par commune et secteur",
        "opendata.agenceore.fr, export CSV limité à votre département.",
        _energy,
    ),
    Layout(
        "Insee, recensement : emplois au lieu de travail par secteur et commune",
        "insee.fr, « Emploi - Population active », base communale (CSV zippé ou XLSX).",
        _census_jobs,
    ),
    Layout(
        "Insee, Flores : postes salariés par activité et commune",
        "insee.fr, « Établissements et effectifs salariés (Flores) », CSV zippé.",
        _salaried_jobs,
    ),
    Layout(
        "Insee, base permanente des équipements par type et commune",
        "insee.fr, « Dénombrement des équipements », CSV zippé.",
        _equipment,
    ),
    Layout(
        "Insee, base permanente des équipements, fichier « ensemble » (jusqu’en 2021)",
        "insee.fr, archives de la base permanente des équipements.",
        _former_equipment,
    ),
    Layout(
        "Insee, base permanente des équipements, une colonne par type (jusqu’en 2021)",
        "insee.fr, « Commerce », « Enseignement », « Santé »… : bases communales ou par IRIS.",
        _wide_equipment,
    ),
    Layout(
        "Insee, recensement (Melodi) : emplois au lieu de travail par secteur et commune",
        f"{_CATALOGUE} DS_RP_EMPLOI_LT_COMP, CSV zippé.",
        census_jobs,
    ),
    Layout(
        "Insee, recensement (Melodi) : emplois au lieu de travail par statut et commune",
        f"{_CATALOGUE} DS_RP_EMPLOI_LT_PRINC, CSV zippé.",
        census_job_forms,
    ),
    Layout(
        "Insee, recensement (Melodi) : actifs et chômeurs par commune",
        f"{_CATALOGUE} DS_RP_EMPLOI_LR_PRINC, CSV zippé.",
        census_labour_force,
    ),
    Layout(
        "Insee, recensement (Melodi) : habitants par âge et commune",
        f"{_CATALOGUE} DS_RP_POPULATION_PRINC, CSV zippé.",
        census_population,
    ),
    Layout(
        "Insee, recensement (Melodi) : logements par occupation et commune",
        f"{_CATALOGUE} DS_RP_LOGEMENT_PRINC, CSV zippé.",
        census_dwellings,
    ),
)
