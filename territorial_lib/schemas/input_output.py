"""The national input-output table: flows between sectors, final uses, value added, import shares.

Sectors are the 36 of FLORES (level A38) and two that no employer's job count holds: ``L68A``,
the rents that owners pay to themselves, and ``TZ``, households as employers.
"""

from __future__ import annotations

from territorial_lib.schemas.tables import Column, Table

IMPUTED_RENTS = "L68A"
HOUSEHOLD_SERVICES = "TZ"
OUTSIDE_FLORES = (IMPUTED_RENTS, HOUSEHOLD_SERVICES)
"""Sectors of the table that have no job in FLORES: kept so that the sums are the nation's."""

_SECTOR = r"[A-Z]{2}|L68A"
_EUROS = "M€"


def _euros(name: str, label: str, minimum: float | None = 0) -> Column:
    return Column(name, "number", label, _EUROS, extensive=True, minimum=minimum)


def _share(name: str, label: str) -> Column:
    return Column(name, "number", label, minimum=0, maximum=1)


CPA_TO_A38 = Table(
    name="cpa_to_a38",
    level="nation",
    key=("product",),
    columns=(
        Column("product", "code", "Produit (CPA)", pattern=r"[A-Z]\d{0,2}[A-Z]?([-_][A-Z]?\d{2})?"),
        Column("label", "text", "Libellé du produit"),
        Column("sector", "code", "Secteur (A38)", pattern=_SECTOR),
        Column("note", "text", "Remarque", missing=True),
    ),
)

IO_FLOWS_2010 = Table(
    name="io_flows_2010",
    level="nation",
    key=("seller", "buyer"),
    columns=(
        Column("seller", "code", "Secteur vendeur", pattern=_SECTOR),
        Column("buyer", "code", "Secteur acheteur", pattern=_SECTOR),
        _euros("flow", "Achats du second au premier, importations comprises, prix de base"),
    ),
)

IO_PRODUCTS_2010 = Table(
    name="io_products_2010",
    level="nation",
    key=("sector",),
    columns=(
        Column("sector", "code", "Secteur (A38)", pattern=_SECTOR),
        _euros("output", "Production aux prix de base"),
        _euros("imports", "Importations CAF"),
        _euros("intermediate_sales", "Ventes aux entreprises, importations comprises"),
        _euros("households", "Consommation des ménages, prix de base"),
        _euros(
            "nonprofits", "Consommation des institutions sans but lucratif au service des ménages"
        ),
        _euros("government", "Consommation des administrations publiques"),
        _euros("investment", "Investissement (formation brute de capital fixe)"),
        _euros("inventories", "Variations de stocks et objets de valeur", minimum=None),
        _euros("exports", "Exportations FAB"),
        _euros("intermediate_purchases", "Achats aux entreprises, importations comprises"),
        _euros("product_taxes", "Impôts nets des subventions sur les produits achetés", None),
        _euros("value_added", "Valeur ajoutée brute"),
        _euros("wages", "Rémunération des salariés, cotisations comprises"),
        _euros("production_taxes", "Autres impôts nets sur la production", minimum=None),
        _euros("surplus", "Excédent brut d’exploitation et revenu mixte", minimum=None),
        _share("import_share_all", "Part importée des emplois, exportations comprises"),
        _share("import_share_home", "Part importée des emplois, exportations exclues"),
        # Weighted by what households buy among the 65 products: the sector's average hides it.
        _share("households_import_share_all", "Part importée de la consommation des ménages (bas)"),
        _share(
            "households_import_share_home", "Part importée de la consommation des ménages (haut)"
        ),
    ),
)

USES = ("intermediate", "households", "government", "investment", "exports", "all")
SUPPLY_USE_2015_SPLIT = Table(
    name="supply_use_2015_split",
    level="nation",
    key=("product", "use"),
    columns=(
        Column("product", "code", "Produit (ThreeME)", pattern=r"[a-z]{4,5}"),
        Column("label", "text", "Libellé du produit"),
        Column("use", "text", "Emploi", allowed=USES),
        Column("import_share", "number", "Part importée", minimum=0, maximum=1, missing=True),
    ),
)
