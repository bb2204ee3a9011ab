"""What the energy block says in French: its notion, its levers, its sentences."""

from __future__ import annotations

from collections.abc import Mapping

from territorial_lib.diagnosis.energy.bill import OUTPUT, PRICE, SOBRIETY
from territorial_lib.schemas.blocks import Lever, Notion
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number, quantity

KEY = "energy"
NOTION = Notion(
    key=KEY,
    title="Combien d’énergie achetons-nous, et combien d’argent part avec elle\u202f?",
    meaning=(
        "La facture énergétique du territoire est ce que ménages, entreprises et administrations "
        "paient pour leur énergie, moins ce que rapporte l’énergie renouvelable vendue ici. Ce qui "
        "n’est pas couvert par ces ventes paie, pour l’essentiel, des producteurs d’ailleurs."
    ),
    formula=(
        "Facture nette B = somme, sur les usages u, de la consommation c(u) × le prix p(u), moins "
        "la somme, sur les filières k, de la production q(k) × son prix de vente s(k). Couverture "
        "électrique = production renouvelable locale / électricité consommée. Leviers\u00a0: "
        "c′ = c × (1 − sobriété)\u202f; p′ = p × multiplicateur\u202f; q′ = q + part ajoutée de "
        "l’électricité consommée aujourd’hui."
    ),
    limits=(
        "Hors bois, chaleur de réseau et pétrole des entreprises hors route. "
        "Consommations et productions sont des chiffres de départements répartis selon un indice "
        "(habitants, emplois industriels, surfaces)\u00a0: un grand site industriel ou un parc "
        "éolien précis n’y est pas localisé. Les carburants routiers sont une moyenne nationale "
        "par habitant. La production est celle du réseau d’Enedis\u00a0: ni grands barrages, ni "
        "sites raccordés au réseau de transport, ni entreprises locales de distribution, ni "
        "électricité consommée sur place. Une couverture annuelle ne dit pas que l’on tiendrait "
        "une nuit sans réseau. Une part de la facture (taxes, réseaux, emplois locaux de "
        "l’énergie) ne quitte pas le pays, ni toujours le territoire\u00a0: ce qui part est un "
        "plafond."
    ),
    reference="Auxilia et Transitions, outil FacETe (2018)\u202f; Cerema et ADEME",
)
_ROOM = "Réglage de la salle\u202f; au départ, la situation d’aujourd’hui"
_WOOD = "Aucune mesure locale du bois de chauffage dans nos tables."
_HEAT = "Les réseaux de chaleur sont connus par région seulement\u00a0: on ne sait pas où ils sont."
_OIL = "Aucune mesure locale du pétrole des fermes, chantiers et usines."
NOWHERE = "Aucune source locale disponible"
_HARDLY = 0.005
"""Below this share of the bill, what is sold is not worth a second figure."""
ABSENT = {
    "wood": ("Bois de chauffage des logements", _WOOD),
    "heat": ("Chaleur de réseau", _HEAT),
    "oil_firms": ("Pétrole des entreprises, hors route", _OIL),
}
NO_NETWORK = (
    "Aucune consommation publiée\u00a0: île hors du réseau du continent, ou territoire absent de "
    "la source."
)
NO_OUTPUT = (
    "Production locale inconnue\u00a0: la source (réseau d’Enedis) ne couvre ni la Corse, ni "
    "l’outre-mer, ni les îles hors du réseau du continent."
)
SHARED = (
    "Production du département, répartie selon la surface et les logements\u00a0: ce qui tourne "
    "vraiment ici, la salle le sait mieux."
)
LAND = (
    "Surface non calculée\u00a0: nos sources n’ont pas de production par hectare citable pour le "
    "solaire au sol, le bois-énergie ou la méthanisation. L’éolien et les toitures ne prennent "
    "presque pas de terre agricole\u202f; le solaire au sol et la méthanisation, si."
)


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers of the block.

    Parameters
    ----------
    catalogue : Catalogue
        Unused: these defaults are today's situation.

    Returns
    -------
    tuple of Lever
        Sobriety, local output, price.
    """
    del catalogue
    return (
        _lever(SOBRIETY, "Sobriété\u00a0: consommer moins", "%", (0, 0, 60, 1),
               "Réduit toutes les consommations de ce pourcentage."),
        _lever(OUTPUT, "Production locale ajoutée", "% de l’électricité consommée", (0, 0, 200, 5),
               "Ajoute une production renouvelable, vendue au prix du dernier appel d’offres."),
        _lever(PRICE, "Prix de l’énergie achetée", "fois le prix actuel", (1, 0.5, 5, 0.1),
               "Multiplie tous les prix d’achat\u202f; les prix de vente, sous contrat, restent."),
    )  # fmt: skip


def _lever(
    key: str, label: str, unit: str, bounds: tuple[float, float, float, float], note: str
) -> Lever:
    default, low, high, step = map(float, bounds)
    return Lever(
        key=key, label=label, unit=unit, default=default, low=low, high=high, step=step,
        source=_ROOM, note=note,
    )  # fmt: skip


def millions(euros: float | None) -> str:
    """Write euros as millions, or thousands when that reads better.

    Parameters
    ----------
    euros : float or None
        The amount.

    Returns
    -------
    str
        Such as "106 millions d’euros".
    """
    if euros is None:
        return number(None)
    if abs(euros) < 1e6:
        return quantity(round(euros, -3), "€", 0)
    size, word = (1e9, "milliards") if abs(euros) >= 1e9 else (1e6, "millions")
    return f"{number(euros / size)}\u00a0{word} d’euros"


def says(own: Mapping[str, float | None]) -> str:
    """Say what the bill means here, in one or two sentences.

    Parameters
    ----------
    own : Mapping of str to float or None
        The totals: "gross" and "net" (€ a year, before and after what is sold), "per_inhabitant"
        (€ a year), "ratio" (renewable output here over electricity consumed, %).

    Returns
    -------
    str
        Sentences that hold where something is missing.
    """
    gross, net = own["gross"], own["net"]
    per_head, ratio = own["per_inhabitant"], own["ratio"]
    if gross is None:
        return f"La facture d’énergie n’est pas calculable ici. {NO_NETWORK}"
    first = f"L’énergie achetée ici coûte environ {millions(gross)} par an"
    if net is None or per_head is None or ratio is None:
        return f"{first}. {NO_OUTPUT}"
    per = quantity(round(per_head, -1), "€", 0)
    if net > (1 - _HARDLY) * gross:
        return (
            f"{first}, soit {per} par habitant\u202f; les ventes d’énergie renouvelable d’ici n’en "
            f"compensent presque rien. {_covered(ratio)}"
        )
    if net <= 0:
        return (
            f"{first}, et l’énergie renouvelable produite ici rapporte davantage\u00a0: "
            f"{quantity(ratio, '%', 0)} de l’électricité consommée."
        )
    return (
        f"{first}\u202f; les ventes d’énergie renouvelable déduites, il en reste {millions(net)} "
        f"à payer, soit {per} par habitant. {_covered(ratio)}"
    )


def _covered(ratio: float) -> str:
    share = quantity(ratio, "%", 0 if ratio >= 1 else 1)
    if ratio >= 100:
        return (
            f"Sur l’année, la production renouvelable d’ici représente {share} de l’électricité "
            "consommée\u00a0: le territoire en exporte, sans s’affranchir du gaz ni des carburants."
        )
    return (
        f"Sur l’année, la production renouvelable d’ici représente {share} de l’électricité "
        "consommée, et n’entame ni le gaz ni les carburants."
    )
