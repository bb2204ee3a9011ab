"""What simulated people say: short French phrases, completed with the territory's own names.

``{at}`` and ``{of}`` name one of its communes, ``{gap}`` is one of its gaps. No private person is
ever named.
"""

from __future__ import annotations

from typing import NamedTuple

from territorial_lib.schemas.acting import Way

FIRST_NAMES = (
    "Aïcha", "Alban", "Amine", "Bastien", "Camille", "Chantal", "Claire", "Daniel", "Denise",
    "Élodie", "Farid", "Fatou", "Gaëlle", "Gérard", "Hélène", "Hugo", "Inès", "Isabelle",
    "Jacques", "Jeanne", "Joël", "Josiane", "Kévin", "Laure", "Lucien", "Lucie", "Malik",
    "Manon", "Marc", "Maryse", "Mehdi", "Mireille", "Nadia", "Nicolas", "Noémie", "Odile",
    "Olivier", "Pascal", "Patrick", "Pauline", "Quentin", "Rachid", "Rémi", "Rose", "Sabine",
    "Samira", "Simon", "Solène", "Sylvie", "Théo", "Thierry", "Valérie", "Violette", "Yann",
    "Yvette", "Zoé",
)  # fmt: skip
WEIGHTS = (
    ("citizen", 14), ("association", 9), ("firm", 8), ("elected", 5), ("administration", 4),
)  # fmt: skip
"""Groups in the order in which they come, with how many of forty belong to each."""


class Said(NamedTuple):
    """A contribution to the inventory."""

    label: str
    use: str
    family: str
    note: str = ""


RESOURCES = (
    Said("Un four à pain communal {at}", "underused", "human", "Il sert deux fois par an."),
    Said("L’atelier municipal {of}, vide l’après-midi", "underused", "economic"),
    Said("Des retraités qui savent réparer des vélos {at}", "underused", "human"),
    Said("Un hangar inoccupé à l’entrée {of}", "underused", "economic", "Environ 400 m²."),
    Said("La salle des fêtes {of} et sa cuisine", "underused", "economic"),
    Said("Des friches le long de la route {of}", "underused", "natural"),
    Said("Une association qui collecte les invendus {at}", "used", "human"),
    Said("Un groupement qui partage ses machines près {of}", "used", "economic"),
    Said("Les toits de l’école {of}", "underused", "economic", "Plein sud, sans ombre."),
    Said("Des jardins partagés {at}", "used", "natural"),
    Said("L’eau de pluie, que personne ne garde {at}", "underused", "natural"),
    Said("Un imprimeur qui forme des jeunes {at}", "used", "economic"),
    Said("Une bibliothèque d’objets", "missing", "human", "Chacun achète sa perceuse."),
    Said("Un lieu pour se retrouver le soir {at}", "missing", "human"),
    Said("Quelqu’un qui sache monter un dossier de financement", "missing", "human"),
    Said("Un local frais pour les producteurs près {of}", "missing", "economic"),
    Said("Des haies, presque toutes arrachées autour {of}", "missing", "natural"),
    Said("Une couturière qui ne prend plus de commandes", "underused", "human"),
    Said("Le savoir des anciens sur les variétés d’ici", "underused", "natural"),
    Said("Un fablab ouvert un jour par semaine {at}", "underused", "economic"),
)
NEED = Said("De quoi répondre à « {gap} »", "missing", "economic", "On nous en parle souvent.")
COMMENTS = (
    "Nous l’utilisons aussi, le mardi.",
    "Ce n’est plus vrai depuis l’an dernier.",
    "Qui a la clé ?",
    "Notre association peut aider.",
    "D’accord, mais qui paie l’assurance ?",
    "Il y en a un deuxième {at}.",
)
EXCHANGES = (
    ("Palettes et chutes de bois", "bois", 12.0, "t", "Bois pour une chaufferie"),
    ("Marc et épluchures triés", "compost", 30.0, "t", "Compost pour des maraîchers"),
    ("Chambre froide à moitié vide", "froid", 20.0, "m³", "Place au froid deux jours par semaine"),
    ("Camion libre le jeudi", "transport", 50.0, "trajets", "Livrer des paniers {at}"),
    ("Comptable, une demi-journée par semaine", "gestion", 180.0, "heures", "Tenir nos comptes"),
    ("Cuisine équipée hors saison", "cuisine", 90.0, "jours", "Cuisine pour transformer"),
    ("Chaleur perdue d’un atelier", "chaleur", 200.0, "MWh", "Chauffer une serre {at}"),
    ("Vêtements triés", "textile", 4.0, "t", "Tissu pour un atelier de couture"),
)
"""What is offered, its category, how much, its unit, and the request that it answers."""
PURCHASES = (
    ("Cantine {of}", "Grossiste hors du territoire", "légumes et viande", 84000),
    ("Cantine {of}", "Maraîcher {of}", "légumes", 9500),
    ("Mairie {of}", "Imprimerie {of}", "bulletin municipal", 6200),
    ("Maison de retraite {of}", "Grossiste hors du territoire", "alimentation", 146000),
    ("Menuiserie {of}", "Scierie d’ailleurs", "bois", 38000),
    ("Imprimerie {of}", "Menuiserie {of}", "agencement", 4300),
    ("Maraîcher {of}", "Garage {of}", "entretien", 2800),
    ("Garage {of}", "Mairie {of}", "loyer", 7200),
    ("Association sportive {of}", "Boulangerie {of}", "buvette", 1500),
    ("Boulangerie {of}", "Minoterie lointaine", "farine", 52000),
    ("Mairie {of}", "Entreprise d’une autre commune", "entretien des chemins", 4200),
    ("Maraîcher {of}", "Coopérative agricole", "semences", 3100),
)
ACTORS = (
    ("Mairie {of}", "Commune", "terrains\nachats publics", "garder des commerces ouverts"),
    ("Cantine {of}", "École, hôpital, service public", "cuisiner\nacheter", "bien nourrir"),
    ("Maraîcher {of}", "Ferme, coopérative agricole", "maraîchage", "vivre de son métier"),
    ("Menuiserie {of}", "Artisan, commerce", "travail du bois", "recruter"),
    ("Association sportive {of}", "Association", "mobiliser", "des lieux pour se réunir"),
    ("Tiers-lieu {of}", "Tiers-lieu, atelier partagé", "former\naccueillir", "faire lien"),
    ("Banque coopérative", "Banque, financeur", "financement", "des projets solides"),
    ("Collectif d’habitants {of}", "Collectif citoyen", "enquêter", "être écoutés"),
    ("Lycée voisin", "École, hôpital, service public", "formation", "des stages près d’ici"),
    ("Garage {of}", "Artisan, commerce", "réparation", "garder ses clients"),
)
SURVEYS = (
    ("Menuiserie {of}", 320000, 140000, 80, "bois", 90000, 40, "CC"),
    ("Association sportive {of}", 60000, 22000, 95, "déplacements", 15000, 10, "HZ"),
    ("Maraîcher {of}", 58000, 21000, 100, "semences", 9000, 20, "AZ"),
    ("Cantine {of}", 210000, 95000, 90, "alimentation", 88000, 12, "CA"),
)
"""Organisation, income, pay, share of it paid here (%), expense, its euros, share here, sector."""
REASONS: dict[Way, str] = {
    "use": "Nous avons déjà le lieu et quelqu’un pour le tenir.",
    "develop": "Le savoir-faire existe, il faut le transmettre.",
    "ally": "Seuls, nous n’avons pas la taille.",
    "import": "Ce serait plus cher que de le faire venir, et nous le savons.",
}
"""Why a gap is answered in each way."""
LEAST = {
    "école": 300,
    "Garage": 300,
    "Boulangerie": 300,
    "Menuiserie": 300,
    "atelier municipal": 500,
    "Cantine": 500,
    "Association sportive": 500,
    "invendus": 2000,
    "imprimeur": 2000,
    "Imprimerie": 2000,
    "Maison de retraite": 2000,
    "Tiers-lieu": 2000,
    "fablab": 5000,
}
"""Inhabitants of a commune under which nobody would speak of it, by the word that names it."""
WHY_WRONG = "Le fichier est ancien : nous venons de recompter en mairie."
