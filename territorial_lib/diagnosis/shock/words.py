"""What the shock block says in French: its notion, its lever, its questions to the room."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.energy.prices import SMALL_FIRMS
from territorial_lib.diagnosis.shock.prices import K
from territorial_lib.schemas.blocks import Lever, Notion
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number, quantity

KEY = "shock"
BEFORE_CRISIS = "electricite-petites-entreprises-20-500-mwh-an-avant-crise"
NOTION = Notion(
    key=KEY,
    title="Que se passe-t-il ici si l’énergie devient bien plus chère, ou vient à manquer\u202f?",
    meaning=(
        "Un prix de l’énergie multiplié par k alourdit d’abord la facture des ménages, puis les "
        "coûts de chaque secteur, qui les répercute sur ses clients. On regarde qui est touché en "
        "premier, et ce qu’une coupure de nourriture, d’énergie ou de carburant rencontrerait ici."
    ),
    formula=(
        "Prix de Leontief\u00a0: Δp(N)′ = Δp(E)′ A(EN) (I − A(NN))⁻¹, où le prix de l’énergie E "
        "(raffinage\u202f; électricité, gaz et vapeur) est fixé à k − 1 et où les autres "
        "secteurs N répercutent tout. Bas\u00a0: les autres importations ne renchérissent "
        "pas\u202f; haut\u00a0: les industries extractives suivent l’énergie. Hausse moyenne = "
        "somme, sur les secteurs hors énergie, de leur part des emplois d’ici × leur Δp. "
        "Ménage\u00a0: (k − 1) × sa facture d’aujourd’hui."
    ),
    limits=(
        "Un plafond de court terme\u00a0: personne ne consomme moins, tout est répercuté, le "
        "tableau est celui de la France de 2010, hors taxes à la consommation. Les emplois sont "
        "salariés\u00a0: indépendants et exploitants agricoles n’y sont pas. La facture par revenu "
        "est un profil national simulé (2016), mis au niveau des factures d’ici\u00a0: ce n’est "
        "pas une mesure. Ni les aides, ni les boucliers tarifaires, ni le bois, ni la chaleur de "
        "réseau. Ce qui s’arrête d’abord, et au bout de combien de jours, n’est dans aucune de "
        "nos sources."
    ),
    reference="W. Leontief (1946)\u202f; R. Miller et P. Blair (2009), section 2.6",
)


@dataclass(frozen=True)
class Question:
    """What no data says: the room is asked.

    Parameters
    ----------
    name : str
        Stable name.
    label, unit : str
        What is missing, in French.
    asked : str
        The question.
    gap : str
        What is lacking, as a gap; empty where the question is no gap.
    """

    name: str
    label: str
    unit: str
    asked: str
    gap: str = ""

    @property
    def note(self) -> str:
        """What is said beside the missing figure."""
        return (
            f"Question à la salle\u00a0: {self.asked}" if self.asked.endswith("?") else self.asked
        )


QUESTIONS = (
    Question("food_days", "Nourriture\u00a0: jours de réserve", "jours",
             "Commerces, cantines, placards\u00a0: combien de jours sans livraison\u202f?",
             "Réserves de nourriture en cas de coupure"),
    Question("power_days", "Électricité\u00a0: services tenus sans réseau", "heures",
             "Eau, hôpital, froid, télécoms\u00a0: qui a un secours, et combien d’heures\u202f?",
             "Secours électrique des services vitaux"),
    Question("fuel_days", "Carburant\u00a0: jours de réserve", "jours",
             "Cuves des fermes, du bourg, des secours\u00a0: combien de jours\u202f?",
             "Réserves de carburant en cas de coupure"),
    Question("first_stop", "Ce qui s’arrête en premier, faute de quoi", "",
             "Qui s’arrête le premier, faute de quelle pièce, matière ou personne\u202f?"),
    Question("income_share", "Part de l’énergie dans le revenu, par décile, ici", "%",
             "Nos sources n’ont que le budget national des quintiles 1 et 5."),
)  # fmt: skip
NOWHERE = "Aucune source disponible"


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the lever: the price of energy over today's.

    Parameters
    ----------
    catalogue : Catalogue
        Where the default is read: what small firms' electricity did from 2019 to 2024.

    Returns
    -------
    tuple of Lever
        One lever.
    """
    after, before = (coefficient(catalogue, name) for name in (SMALL_FIRMS, BEFORE_CRISIS))
    assert after.value is not None
    assert before.value is not None
    ratio = round(after.value / before.value, 1)
    return (
        Lever(
            key=K,
            label="Prix de l’énergie",
            unit="fois le prix actuel",
            default=ratio,
            low=1.0,
            high=5.0,
            step=0.1,
            source=after.source,
            year=after.year,
            note=(
                f"Au départ ×\u00a0{number(ratio, 1)}, ce qu’a fait l’électricité des petites "
                f"entreprises de {before.year} à {after.year}."
            ),
        ),
    )


def says(k: float, bill: float | None, push: float | None, share: float | None) -> str:
    """Say what the shock does here, in two sentences.

    Parameters
    ----------
    k : float
        Price of energy over today's.
    bill : float or None
        Rise of the mean bill of a household, € a year.
    push : float or None
        Mean rise of the sectors' costs, %.
    share : float or None
        Jobs in the most exposed sectors, %.

    Returns
    -------
    str
        Sentences that hold where something is missing.
    """
    if k == 1:
        return "Au prix d’aujourd’hui, rien ne bouge\u00a0: déplacez le réglage."
    first = f"Si l’énergie coûtait {number(k, 1)} fois son prix actuel, {_home(bill)}"
    if push is None or share is None:
        return f"{first} Les emplois par secteur manquent ici pour dire qui serait touché."
    rise = quantity(push, "%", 1)
    return (
        f"{first} Les coûts des entreprises d’ici monteraient d’environ {rise}\u202f; "
        f"{quantity(share, '%', 0)} des emplois salariés sont dans les secteurs les plus exposés."
    )


def _home(bill: float | None) -> str:
    if bill is None:
        return "la facture des ménages ne serait pas calculable ici, faute de données."
    return (
        f"un ménage d’ici paierait en moyenne {quantity(round(bill, -1), '€', 0)} de plus par an "
        "sans rien changer à ses usages."
    )
