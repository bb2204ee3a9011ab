"""What simulated people say: short French phrases, completed with the territory's own names.

``{town}`` is one of its communes, ``{gap}`` one of its gaps. No private person is ever named.
"""

from __future__ import annotations

from typing import NamedTuple

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
    Said("Un four à pain communal à {town}", "underused", "human", "Il sert deux fois par an."),
    Said("L’atelier municipal de {town}, vide l’après-midi", "underused", "economic"),
    Said("Des retraités qui savent réparer des vélos à {town}", "underused", "human"),
    Said("Un hangar inoccupé à l’entrée de {town}", "underused", "economic", "Environ 400 m²."),
    Said("La salle des fêtes de {town} et sa cuisine", "underused", "economic"),
    Said("Des friches le long de la route de {town}", "underused", "natural"),
    Said("Une association qui collecte les invendus à {town}", "used", "human"),
    Said("Un groupement qui partage ses machines près de {town}", "used", "economic"),
    Said("Les toits de l’école de {town}", "underused", "economic", "Plein sud, sans ombre."),
    Said("Des jardins partagés à {town}", "used", "natural"),
    Said("L’eau de pluie, que personne ne garde à {town}", "underused", "natural"),
    Said("Un imprimeur qui forme des jeunes à {town}", "used", "economic"),
    Said("Une bibliothèque d’objets", "missing", "human", "Chacun achète sa perceuse."),
    Said("Un lieu pour se retrouver le soir à {town}", "missing", "human"),
    Said("Quelqu’un qui sache monter un dossier de financement", "missing", "human"),
    Said("Un local frais pour les producteurs près de {town}", "missing", "economic"),
    Said("Des haies, presque toutes arrachées autour de {town}", "missing", "natural"),
    Said("Une couturière qui ne prend plus de commandes", "underused", "human"),
    Said("Le savoir des anciens sur les variétés d’ici", "underused", "natural"),
    Said("Un fablab ouvert un jour par semaine à {town}", "underused", "economic"),
)
NEED = Said("Ici il manque : {gap}", "missing", "economic", "C’est ce que nous disent les gens.")
COMMENTS = (
    "Nous l’utilisons aussi, le mardi.",
    "Ce n’est plus vrai depuis l’an dernier.",
    "Qui a la clé ?",
    "Notre association peut aider.",
    "D’accord, mais qui paie l’assurance ?",
    "Il y en a un deuxième à {town}.",
)
EXCHANGES = (
    ("Palettes et chutes de bois", "bois", 12.0, "t", "Bois pour une chaufferie"),
    ("Marc et épluchures triés", "compost", 30.0, "t", "Compost pour des maraîchers"),
    ("Chambre froide à moitié vide", "froid", 20.0, "m³", "Place au froid deux jours par semaine"),
    ("Camion libre le jeudi", "transport", 50.0, "trajets", "Livrer des paniers à {town}"),
    ("Comptable, une demi-journée par semaine", "gestion", 180.0, "heures", "Tenir nos comptes"),
    ("Cuisine équipée hors saison", "cuisine", 90.0, "jours", "Cuisine pour transformer"),
    ("Chaleur perdue d’un atelier", "chaleur", 200.0, "MWh", "Chauffer une serre à {town}"),
    ("Vêtements triés", "textile", 4.0, "t", "Tissu pour un atelier de couture"),
)
"""What is offered, its category, how much, its unit, and the request that it answers."""
PURCHASES = (
    ("Cantine de {town}", "Grossiste hors du territoire", "légumes et viande", 84000),
    ("Cantine de {town}", "Maraîcher de {town}", "légumes", 9500),
    ("Mairie de {town}", "Imprimerie de {town}", "bulletin municipal", 6200),
    ("Maison de retraite de {town}", "Grossiste hors du territoire", "alimentation", 146000),
    ("Menuiserie de {town}", "Scierie voisine", "bois", 38000),
    ("Imprimerie de {town}", "Menuiserie de {town}", "agencement", 4300),
    ("Maraîcher de {town}", "Garage de {town}", "entretien", 2800),
    ("Garage de {town}", "Mairie de {town}", "loyer", 7200),
    ("Association sportive de {town}", "Boulangerie de {town}", "buvette", 1500),
    ("Boulangerie de {town}", "Minoterie lointaine", "farine", 52000),
)
ACTORS = (
    ("Mairie de {town}", "Commune", "terrains\nachats publics", "garder des commerces ouverts"),
    ("Cantine de {town}", "École, hôpital, service public", "cuisiner\nacheter", "bien nourrir"),
    ("Maraîcher de {town}", "Ferme, coopérative agricole", "maraîchage", "vivre de son métier"),
    ("Menuiserie de {town}", "Artisan, commerce", "travail du bois", "recruter"),
    ("Association sportive de {town}", "Association", "mobiliser", "des lieux pour se réunir"),
    ("Tiers-lieu de {town}", "Tiers-lieu, atelier partagé", "former\naccueillir", "faire lien"),
    ("Banque coopérative", "Banque, financeur", "financement", "des projets solides"),
    ("Collectif d’habitants de {town}", "Collectif citoyen", "enquêter", "être écoutés"),
    ("Lycée voisin", "École, hôpital, service public", "formation", "des stages près d’ici"),
    ("Garage de {town}", "Artisan, commerce", "réparation", "garder ses clients"),
)
SURVEYS = (
    ("Menuiserie de {town}", 320000, 140000, 80, "bois", 90000, 40, "CC"),
    ("Association sportive de {town}", 60000, 22000, 95, "déplacements", 15000, 10, "HZ"),
    ("Cantine de {town}", 210000, 95000, 90, "alimentation", 88000, 12, "CA"),
)
"""Organisation, income, pay, share of it paid here (%), expense, its euros, share here, sector."""
REASONS = (
    "Nous avons déjà le lieu et quelqu’un pour le tenir.",
    "Seuls, nous n’avons pas la taille.",
    "Le savoir-faire existe, il faut le transmettre.",
    "Ce serait plus cher que de le faire venir, et nous le savons.",
)
WHY_WRONG = "Le fichier est ancien : nous venons de recompter en mairie."
