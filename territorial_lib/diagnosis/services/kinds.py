"""The services compared, type by type: which equipment makes each, of which year, and the basket.

Primary schools gather the classes of scattered groupings, as Insee's own ranges of equipment do;
nursery schools are left out, since most young children go to a primary school that the base counts
elsewhere (Brittany has three times fewer nursery schools, not fewer classes). Police stations are
left out too: the base hardly counts those around Paris. The basket is ours: ten services of every
day, counted in every département, close to the nearest of Insee's ranges (gamme de proximité).
"""

from __future__ import annotations

from dataclasses import dataclass

RECENT, OLD = "equipment_2020", "equipment_2013"
FRANCE_SERVICES, SUPPORTED = "france_services_2025", "support_places"


@dataclass(frozen=True)
class Service:
    """A service that places have or lack.

    Parameters
    ----------
    key : str
        Stable name.
    label : str
        In French, in the plural.
    category : str
        Family, in French.
    table : str
        Where it is counted: gives year and source.
    words : tuple of str
        Types added together; empty where the table counts one thing.
    uncovered : tuple of str
        Départements where the base counts none, or hardly any, for want of a source: missing.
    """

    key: str
    label: str
    category: str
    table: str
    words: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()

    @property
    def sector(self) -> str:
        """The sector (A38) that the French classification of activities puts it in."""
        return _SECTORS.get(self.key) or _FAMILY_SECTORS[self.category]


_SHOPS = "Commerces"
_SCHOOLS = "Enseignement et enfance"
_HEALTH = "Santé et grand âge"
_PUBLIC = "Services publics et argent"
_DAILY = "Artisans et services du quotidien"
_OVERSEAS = ("971", "972", "973", "974", "976")
_OUT = "Transports, culture, accueil"
_FAMILY_SECTORS = {
    _SHOPS: "GZ", _SCHOOLS: "PZ", _HEALTH: "QA", _PUBLIC: "OZ", _DAILY: "SZ", _OUT: "RZ",
}  # fmt: skip
_SECTORS = {
    "bakery": "CA", "childcare": "QB", "pharmacy": "GZ", "care_home": "QB", "home_care": "QB",
    "post": "HZ", "bank": "KZ", "garage": "GZ", "restaurant": "IZ", "craftsmen": "FZ", "vet": "MC",
    "station": "HZ", "cinema": "JA", "tourism": "NZ", "third_place": "NZ",
}  # fmt: skip
"""Sectors of the services that are not in their family's."""

SERVICES = (
    Service("grocery", "Épiceries et supérettes", _SHOPS, RECENT, ("B201", "B202")),
    Service("supermarket", "Supermarchés et hypermarchés", _SHOPS, RECENT, ("B101", "B102")),
    Service("bakery", "Boulangeries", _SHOPS, RECENT, ("B203",)),
    Service("butcher", "Boucheries charcuteries", _SHOPS, RECENT, ("B204",)),
    Service("fishmonger", "Poissonneries", _SHOPS, RECENT, ("B206",)),
    Service("press", "Librairies, papeteries, journaux", _SHOPS, RECENT, ("B301",)),
    Service("clothes", "Magasins de vêtements et chaussures", _SHOPS, RECENT, ("B302", "B304")),
    Service("hardware", "Bricolage et quincailleries", _SHOPS, RECENT, ("B103", "B309")),
    Service("furniture", "Meubles et équipement du foyer", _SHOPS, RECENT, ("B303", "B306")),
    Service("optician", "Opticiens", _SHOPS, RECENT, ("B313",)),
    Service("fuel", "Stations-service", _SHOPS, RECENT, ("B316",), _OVERSEAS),
    Service("primary", "Écoles primaires et élémentaires", _SCHOOLS, RECENT, ("C104", "C105")),
    Service("secondary", "Collèges", _SCHOOLS, OLD, ("C201",)),
    Service("high_school", "Lycées", _SCHOOLS, OLD, ("C301", "C302")),
    Service(
        "childcare", "Accueils des jeunes enfants", _SCHOOLS, OLD,
        ("D-garde-d-enfant-d-age-prescolaire",), ("971", "974", "976"),
    ),
    Service("doctor", "Médecins généralistes", _HEALTH, OLD, ("D-medecin-omnipraticien",)),
    Service("dentist", "Chirurgiens-dentistes", _HEALTH, OLD, ("D277",)),
    Service("nurse", "Infirmiers", _HEALTH, OLD, ("D281",)),
    Service("physiotherapist", "Masseurs kinésithérapeutes", _HEALTH, OLD, ("D279",)),
    Service("midwife", "Sages-femmes", _HEALTH, OLD, ("D278",)),
    Service("speech", "Orthophonistes", _HEALTH, OLD, ("D-orthophoniste",)),
    Service("eyes", "Ophtalmologistes", _HEALTH, OLD, ("D270",)),
    Service("pharmacy", "Pharmacies", _HEALTH, OLD, ("D307",)),
    Service(
        "laboratory", "Laboratoires d’analyses", _HEALTH, OLD,
        ("D-laboratoire-d-analyses-medicales",),
    ),
    Service("emergency", "Urgences", _HEALTH, OLD, ("D106",)),
    Service("care_home", "Hébergements de personnes âgées", _HEALTH, OLD, ("D401",)),
    Service("home_care", "Soins et aide à domicile", _HEALTH, OLD, ("D402", "D403")),
    Service("france_services", "Espaces France services", _PUBLIC, FRANCE_SERVICES),
    Service(
        "post", "Points de contact postaux", _PUBLIC, OLD,
        ("A206", "A-agence-postale-communale", "A-relais-poste-commercant"),
    ),
    Service("bank", "Banques", _PUBLIC, OLD, ("A203",)),
    Service("garage", "Réparation automobile et agricole", _DAILY, OLD, ("A301",)),
    Service("hairdresser", "Coiffeurs", _DAILY, OLD, ("A501",)),
    Service("restaurant", "Restaurants", _DAILY, OLD, ("A-restaurant",)),
    Service(
        "craftsmen", "Artisans du bâtiment", _DAILY, OLD,
        ("A401", "A402", "A403", "A404", "A405"),
    ),
    Service("vet", "Vétérinaires", _DAILY, OLD, ("A502",)),
    Service("station", "Gares de voyageurs", _OUT, RECENT, ("E107", "E108", "E109")),
    Service("cinema", "Cinémas", _OUT, OLD, ("F303",)),
    Service("pool", "Bassins de natation", _OUT, OLD, ("F101",)),
    Service("tourism", "Informations touristiques", _OUT, RECENT, ("G104",)),
    Service(
        "third_place", "Tiers-lieux soutenus par l’État", _OUT, SUPPORTED,
        ("third_place", "shared_workshop"),
    ),
)  # fmt: skip
BY_KEY = {each.key: each for each in SERVICES}

BASKET = {
    "food": ("commerce alimentaire", RECENT, ("B101", "B102", "B201", "B202")),
    "bakery": ("boulangerie", RECENT, ("B203",)),
    "school": ("école", RECENT, ("C101", "C102", "C104", "C105")),
    "doctor": ("médecin généraliste", OLD, BY_KEY["doctor"].words),
    "nurse": ("infirmier", OLD, BY_KEY["nurse"].words),
    "pharmacy": ("pharmacie", OLD, BY_KEY["pharmacy"].words),
    "post": ("point postal", OLD, BY_KEY["post"].words),
    "garage": ("garage", OLD, BY_KEY["garage"].words),
    "hairdresser": ("coiffeur", OLD, BY_KEY["hairdresser"].words),
    "restaurant": ("restaurant", OLD, BY_KEY["restaurant"].words),
}
"""Services of every day: a label, the table, and the types any one of which is enough."""

DIMENSIONS = {RECENT: "type", OLD: "type", SUPPORTED: "kind"}
"""Column of the words, by table."""
POPULATIONS = {
    RECENT: ("population_series", "population_2020"),
    OLD: ("census_2018", "population_2013"),
    SUPPORTED: ("population_series", "population_2022"),
    FRANCE_SERVICES: ("population_series", "population_2022"),
}
"""Inhabitants of the nearest year that we have, by table: table and variable."""
