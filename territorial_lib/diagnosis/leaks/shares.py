"""What share of each purchase is met here: three readings, then what the room knows better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.leaks.demand import Demand
from territorial_lib.diagnosis.leaks.inputs import LeakInputs
from territorial_lib.diagnosis.leaks.said import THEME, declared_shares, surveyed
from territorial_lib.indicators.local_purchases import abroad, informed, within_output
from territorial_lib.indicators.local_share import READINGS, final_shares, intermediate_shares
from territorial_lib.schemas.blocks import Lever
from territorial_lib.sources import Catalogue

PRESENT = ("FZ", "GZ", "IZ", "KZ", "LZ", "OZ", "PZ", "QA", "QB", "RZ", "SZ")
"""Sectors that serve the people present: Insee's sphère présentielle brought to A38."""
DISPUTED = ("EZ", "HZ")
"""Water and waste, transport: partly so; out unless the room adds them."""
DELTA = "leaks/delta"
PRESENT_LEVER = "leaks/present"
SURVEY_WEIGHT = "leaks/survey"
_IMPORTS = {"low": ("home",), "central": ("home", "all"), "high": ("all",)}


@dataclass(frozen=True)
class Shares:
    """Share of each purchase met here and abroad, by reading.

    Parameters
    ----------
    local, imported : Mapping of str to numpy.ndarray
        By reading (low, central, high): territories x products x uses, in [0, 1]; the rest of the
        nation takes what remains.
    """

    local: Mapping[str, np.ndarray]
    imported: Mapping[str, np.ndarray]


def present_sectors(values: Mapping[str, float]) -> list[str]:
    """List the sectors that serve the people present, as the room set them.

    Parameters
    ----------
    values : Mapping of str to float
        The levers: ``leaks/present/fz`` at 1 puts construction in, 0 takes it out.

    Returns
    -------
    list of str
        Codes A38.
    """
    return [
        sector
        for sector in (*PRESENT, *DISPUTED)
        if values.get(present_key(sector), float(sector in PRESENT)) >= 0.5
    ]


def present_key(sector: str) -> str:
    """Give the key of the lever that counts a sector among those serving the people present.

    Parameters
    ----------
    sector : str
        Code A38.

    Returns
    -------
    str
        Such as "leaks/present/fz".
    """
    return f"{PRESENT_LEVER}/{sector.lower()}"


def shares(inputs: LeakInputs, bought: Demand, values: Mapping[str, float]) -> Shares:
    """Compute the share of every purchase that is met here.

    l = (1 − m) s, never more sold here than produced here; then the room's surveys, then what it
    declared of a product.

    low: s = min(FLQ, SLQ) and imports over domestic uses; high: s = max(FLQ, SLQ) and imports over
    all uses; central: s of the high reading for the sectors serving the people present, of the low
    one for the others, imports between the two.

    Parameters
    ----------
    inputs : LeakInputs
        Jobs by sector, here and in the nation.
    bought : Demand
        What is bought.
    values : Mapping of str to float
        The levers: delta, sectors serving the people present, weight of the surveys.

    Returns
    -------
    Shares
        low <= central <= high in every cell.
    """
    national = _national(inputs, bought, values)
    imported = {reading: _imports(inputs, bought, reading) for reading in READINGS}
    asked = {reading: (1 - imported[reading]) * national[reading] for reading in READINGS}
    local = {
        reading: within_output(asked["low"], asked[reading], bought.cells, bought.output)
        for reading in READINGS
    }
    # Imports differ by use: bounding may let a cell of the central reading pass the high one.
    local["central"] = np.minimum(local["central"], local["high"])
    local = {reading: _said(inputs, bought, local[reading], values) for reading in READINGS}
    return Shares(local, {name: abroad(local[name], imported[name]) for name in READINGS})


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers of the local shares.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.

    Returns
    -------
    tuple of Lever
        Delta, the sectors serving the people present, the weight of the surveys.
    """
    labels = catalogue.indexed("sectors_a38")["short_label"]
    present = (_present_lever(sector, str(labels[sector])) for sector in (*PRESENT, *DISPUTED))
    delta = Lever(
        key=DELTA,
        label="Pénalité de petite taille (δ)",
        unit="",
        default=0.3,
        low=0.0,
        high=0.5,
        step=0.05,
        source="Flegg et Webber (1997)",
        year=1997,
        note="Plus δ est grand, plus un petit territoire est supposé acheter au dehors.",
    )
    weight = Lever(
        key=SURVEY_WEIGHT,
        label="Poids des enquêtes de la salle au-delà des achats décrits",
        unit="%",
        default=0.0,
        low=0.0,
        high=100.0,
        step=5.0,
        source="Hypothèse de la salle",
        note=(
            "À 0\u00a0%, seuls les achats décrits sont corrigés\u202f; à 100\u00a0%, tous les "
            "acheteurs sont supposés acheter comme ceux qui ont répondu."
        ),
    )
    return (delta, *present, weight)


def _present_lever(sector: str, name: str) -> Lever:
    return Lever(
        key=present_key(sector),
        label=f"{name}\u00a0: au service des personnes présentes (0 non, 1 oui)",
        unit="",
        default=float(sector in PRESENT),
        low=0.0,
        high=1.0,
        step=1.0,
        source="Insee, sphère présentielle (Reynard et Vialette, 2014), ramenée à A38",
        year=2014,
        note="À 1, le secteur vend d’abord aux gens d’ici\u00a0: lecture centrale haute.",
    )


def _national(
    inputs: LeakInputs, bought: Demand, values: Mapping[str, float]
) -> dict[str, np.ndarray]:
    """Give the share met here of what is not imported; 0 where nobody works here."""
    jobs, nation = inputs.jobs[list(bought.products)], inputs.nation.jobs
    present, delta = present_sectors(values), values.get(DELTA, 0.3)
    between = intermediate_shares(jobs, nation, present, delta)
    final = final_shares(jobs, nation, present, delta)
    shape = bought.cells.shape[:2]
    idle = (jobs.sum(axis=1, skipna=False) == 0).to_numpy()[:, None, None]
    found = {}
    for reading in READINGS:
        firms = between[reading].to_numpy().reshape(*shape, shape[1])
        others = np.repeat(final[reading].to_numpy().reshape(*shape, 1), 2, axis=2)
        found[reading] = np.where(idle, 0.0, np.concatenate([firms, others], axis=2))
    return found


def _imports(inputs: LeakInputs, bought: Demand, reading: str) -> np.ndarray:
    """Give the import share of each product for each use."""
    economy, names = inputs.nation.economy, _IMPORTS[reading]
    columns = [economy.products[f"import_share_{name}"] for name in names]
    home = [economy.products[f"households_import_share_{name}"] for name in names]
    share = np.repeat(_mean(columns)[:, None], len(bought.uses), axis=1)
    share[:, bought.buyer("households")] = _mean(home)[:, None]
    return share[None]


def _mean(columns: list[pd.Series]) -> np.ndarray:
    mean: np.ndarray = np.mean([column.to_numpy(dtype=float) for column in columns], axis=0)
    return mean


def _said(
    inputs: LeakInputs, bought: Demand, share: np.ndarray, values: Mapping[str, float]
) -> np.ndarray:
    """Put what the room knows in the shares of the first territory."""
    found, products = share.copy(), bought.products
    survey = surveyed(inputs.declared.surveys, products)
    total = bought.cells[0].sum(axis=1)
    covered = np.divide(survey["euros"], total, out=np.zeros(len(total)), where=total > 0)
    general = values.get(SURVEY_WEIGHT, 0.0) / 100
    weight = general + (1 - general) * covered.clip(0, 1)
    found[0] = informed(found[0], survey["share"].to_numpy(), np.asarray(weight))
    corrections = inputs.declared.about(THEME)
    said = declared_shares(corrections, str(bought.territories[0]), products)
    found[0] = informed(found[0], said.to_numpy(), np.ones(len(products)))
    return found
