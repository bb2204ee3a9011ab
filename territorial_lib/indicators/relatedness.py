"""Relatedness of sectors: what a territory is close to knowing how to do."""

from __future__ import annotations

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import matched_table, quantities


def specialised(lq: pd.DataFrame) -> pd.DataFrame:
    """Tell which territory is specialised in which sector.

    M_cp = 1 where LQ_cp >= 1, else 0.

    Balassa (1965); Hidalgo, Klinger, Barabási & Hausmann (2007).

    Parameters
    ----------
    lq : pandas.DataFrame
        Location quotients, territories in rows, sectors in columns, none missing (drop the
        territories whose structure is unknown first).

    Returns
    -------
    pandas.DataFrame
        Whole numbers 0 or 1, same shape.
    """
    _table(lq, "lq")
    return (quantities(lq, "lq") >= 1).astype(int)


def proximity(M: pd.DataFrame) -> pd.DataFrame:
    """Nearness of two sectors: how often one territory is specialised in both.

    phi_pq = (M'M)_pq / max(u_p, u_q), u_p = sum_c M_cp; phi_pp = 1.

    It is the smaller of the two conditional probabilities of Hidalgo et al. (2007), *The Product
    Space Conditions the Development of Nations*, Science 317.

    Parameters
    ----------
    M : pandas.DataFrame
        Specialisations, 0 or 1, territories in rows, sectors in columns.

    Returns
    -------
    pandas.DataFrame
        Sectors x sectors, symmetric, in [0, 1], diagonal 1. A sector in which nobody is
        specialised is at 0 from every other.
    """
    m = _zero_one(M).to_numpy()
    together = m.T @ m
    ubiquity = np.diag(together)
    larger = np.maximum.outer(ubiquity, ubiquity)
    phi = np.divide(together, larger, out=np.zeros_like(together), where=larger > 0)
    np.fill_diagonal(phi, 1.0)
    return pd.DataFrame(phi, index=M.columns.copy(), columns=M.columns.copy())


def density(M: pd.DataFrame, phi: pd.DataFrame) -> pd.DataFrame:
    """Share of what is close to a sector that a territory already knows how to do.

    omega_cp = sum_q M_cq phi_qp / sum_q phi_qp, q = p included.

    Hidalgo et al. (2007).

    Parameters
    ----------
    M : pandas.DataFrame
        Specialisations, 0 or 1, territories in rows, sectors in columns.
    phi : pandas.DataFrame
        Proximities, sectors x sectors, in [0, 1], diagonal 1.

    Returns
    -------
    pandas.DataFrame
        Territories x sectors, in [0, 1].
    """
    m = _zero_one(M)
    near = quantities(matched_table(phi, M.columns, M.columns, "phi"), "phi")
    if (near > 1).any(axis=None) or not np.allclose(np.diag(near), 1.0):
        raise ValueError("phi is not a proximity: values in [0, 1] with diagonal 1")
    return (m @ near) / near.sum()


def _zero_one(M: pd.DataFrame) -> pd.DataFrame:
    _table(M, "M")
    numbers = quantities(M, "M")
    if not numbers.isin([0.0, 1.0]).all(axis=None):
        raise ValueError("M has values other than 0 and 1")
    return numbers


def _table(values: pd.DataFrame, name: str) -> None:
    if not isinstance(values, pd.DataFrame):
        raise ValueError(f"{name} is not a table of territories x sectors")
