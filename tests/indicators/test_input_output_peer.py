"""A peer agrees: pymrio's A and L on the same table."""

import numpy as np
import pandas as pd
from pymrio.tools import iomath

from territorial_lib.indicators.input_output import leontief_inverse, technical_coefficients


def test_pymrio_gives_the_same_coefficients_and_inverse() -> None:
    rng = np.random.default_rng(2010)
    sectors = pd.Index([f"S{n}" for n in range(36)])
    Z = pd.DataFrame(rng.gamma(0.5, 100.0, (36, 36)), sectors, sectors)
    x = pd.Series(Z.sum(axis=1) + rng.gamma(2, 3000.0, 36), sectors)
    A = technical_coefficients(Z, x)
    peer = iomath.calc_A(Z, x)
    np.testing.assert_allclose(A, peer)
    np.testing.assert_allclose(leontief_inverse(A), iomath.calc_L(peer))
