"""Shares bought here, moved: by what is produced here, by what a room declares, by a choice.

Arrays hold products x uses (buying sectors, households...), with any number of leading axes
(territories): every function moves all the uses of a product by one rule, so that readings which
were ordered cell by cell stay so.
"""

from __future__ import annotations

import numpy as np

Floats = np.ndarray
"""Numbers: money, or shares in [0, 1]."""


def within_output(low: Floats, share: Floats, demand: Floats, output: Floats) -> Floats:
    """Keep what is bought here under what is produced here.

    l'_iu = k_i l^low_iu + t_i (l_iu − l^low_iu), k_i = min(1, x_i / sum_u l^low_iu d_iu) and t_i
    the largest in [0, 1] such that sum_u l'_iu d_iu <= x_i (0 where k_i < 1).

    A location quotient compares jobs with jobs: where more people live than work, it would have
    the few local firms sell more than they make.

    Parameters
    ----------
    low : numpy.ndarray
        l^low: lowest reading of the share bought here, products x uses, in [0, 1].
    share : numpy.ndarray
        l: the reading to bound, low or more in every cell.
    demand : numpy.ndarray
        d: demand, products x uses, in money.
    output : numpy.ndarray
        x: local output by product, in the same money.

    Returns
    -------
    numpy.ndarray
        Shares in [0, l], products x uses; missing where an argument is.
    """
    least, asked = (low * demand).sum(axis=-1), (share * demand).sum(axis=-1)
    k = _part(output, least)
    t = np.where(k < 1, 0.0, _part(output - least, asked - least))
    result: Floats = k[..., None] * low + t[..., None] * (share - low)
    return result


def raised(share: Floats, demand: Floats, euros: Floats) -> Floats:
    """Bring some money of each product to local sellers, each buyer the same part of what leaks.

    l'_iu = l_iu + t_i (1 − l_iu), t_i = e_i / sum_u (1 − l_iu) d_iu.

    Parameters
    ----------
    share : numpy.ndarray
        l: share bought here, products x uses, in [0, 1].
    demand : numpy.ndarray
        d: demand, products x uses, in money.
    euros : numpy.ndarray
        e: money to bring by product, from 0 to what leaks.

    Returns
    -------
    numpy.ndarray
        Shares in [l, 1]; ValueError where more is moved than what leaks.
    """
    leak = ((1 - share) * demand).sum(axis=-1)
    if (euros < 0).any() or (euros > leak * (1 + 1e-9) + 1e-6).any():
        raise ValueError("euros is not between 0 and what leaks of each product")
    t = np.divide(euros, leak, out=np.sign(euros), where=leak > euros)
    result: Floats = share + t[..., None] * (1 - share)
    return result


def informed(share: Floats, declared: Floats, weight: Floats) -> Floats:
    """Correct estimated shares by those of surveyed buyers, in proportion to what they buy.

    l'_iu = l_iu + w_i (p_i − l_iu).

    Parameters
    ----------
    share : numpy.ndarray
        l: estimated share bought here, products x uses.
    declared : numpy.ndarray
        p: declared share by product, in [0, 1]; missing where nobody said.
    weight : numpy.ndarray
        w: part of the demand that was surveyed, or holds for the surveyed, in [0, 1].

    Returns
    -------
    numpy.ndarray
        Shares in [0, 1]; those of products that nobody declared are unchanged.
    """
    said = ~np.isnan(declared)
    w, p = np.where(said, weight, 0.0), np.where(said, declared, 0.0)
    result: Floats = share + w[..., None] * (p[..., None] - share)
    return result


def abroad(share: Floats, imported: Floats) -> Floats:
    """Share that comes from abroad once a share is bought here.

    b_iu = min(m_iu, 1 − l_iu).

    Parameters
    ----------
    share : numpy.ndarray
        l: share bought here.
    imported : numpy.ndarray
        m: national import share.

    Returns
    -------
    numpy.ndarray
        In [0, 1 − l]: local purchases take the place of the nation's first.
    """
    result: Floats = np.minimum(imported, 1 - share)
    return result


def _part(available: Floats, asked: Floats) -> Floats:
    """Give the part of what is asked that is available, in [0, 1]; 1 where nothing is asked."""
    enough = np.maximum(available, 0.0)
    ratio = np.divide(enough, asked, out=np.ones(np.shape(asked)), where=asked > enough)
    part: Floats = np.where(np.isnan(available + asked), np.nan, ratio)
    return part
