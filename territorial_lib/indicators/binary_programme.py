"""Exact choices among a few hundred yes-or-no items: 0/1 linear programmes in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

_INFEASIBLE = 2
_BLOCK = 20


@dataclass(frozen=True)
class BinaryProgramme:
    """Linear constraints on items that are taken (1) or left (0), in whole numbers.

    A x <= b, x in {0, 1}^n. HiGHS works in floating point: every answer is checked again in whole
    numbers, and an answer that fails is cut off, so that what is returned is exact.

    Parameters
    ----------
    size : int
        n: number of items.
    rows : tuple of numpy.ndarray
        Rows of A, whole numbers.
    limits : tuple of int
        b: one limit a row.
    """

    size: int
    rows: tuple[np.ndarray, ...] = field(default=())
    limits: tuple[int, ...] = field(default=())

    def at_most(self, row: np.ndarray, limit: int) -> BinaryProgramme:
        """Add the constraint row · x <= limit.

        Parameters
        ----------
        row : numpy.ndarray
            Whole numbers, one an item.
        limit : int
            Upper bound.

        Returns
        -------
        BinaryProgramme
            A new programme.
        """
        return replace(self, rows=(*self.rows, row), limits=(*self.limits, int(limit)))

    def at_least(self, row: np.ndarray, limit: int) -> BinaryProgramme:
        """Add the constraint row · x >= limit.

        Parameters
        ----------
        row : numpy.ndarray
            Whole numbers, one an item.
        limit : int
            Lower bound.

        Returns
        -------
        BinaryProgramme
            A new programme.
        """
        return self.at_most(-row, -limit)

    def other_than(self, taken: np.ndarray) -> BinaryProgramme:
        """Cut one answer off.

        Parameters
        ----------
        taken : numpy.ndarray
            The answer, 0 or 1 an item.

        Returns
        -------
        BinaryProgramme
            A new programme, with every other answer left.
        """
        return self.at_most(2 * taken - 1, int(taken.sum()) - 1)

    def best(self, objective: np.ndarray) -> np.ndarray | None:
        """Find an answer whose objective · x is the greatest.

        Parameters
        ----------
        objective : numpy.ndarray
            One number an item; differences of less than a millionth are not seen.

        Returns
        -------
        numpy.ndarray or None
            0 or 1 an item; None where no answer satisfies the constraints.
        """
        programme = self
        while True:
            taken = programme._solved(objective)
            if taken is None or programme._holds(taken):
                return taken
            programme = programme.other_than(taken)

    def any(self) -> np.ndarray | None:
        """Find one answer, whichever.

        Returns
        -------
        numpy.ndarray or None
            0 or 1 an item; None where no answer satisfies the constraints.
        """
        return self.best(np.zeros(self.size))

    def first(self) -> np.ndarray | None:
        """Find the answer that comes first: it takes the first item if any does, and so on.

        Items are compared by blocks, each weighing twice the next in its block, so that few
        programmes are solved and every weight stays small.

        Returns
        -------
        numpy.ndarray or None
            0 or 1 an item; None where no answer satisfies the constraints.
        """
        programme, taken = self, self.any()
        for start in range(0, self.size if taken is not None else 0, _BLOCK):
            weights = np.zeros(self.size, dtype=np.int64)
            block = weights[start : start + _BLOCK]
            block[:] = 2 ** np.arange(len(block))[::-1]
            taken = programme.best(weights)
            assert taken is not None
            programme = programme.at_least(weights, int(weights @ taken))
        return taken

    def _solved(self, objective: np.ndarray) -> np.ndarray | None:
        if self.size == 0:
            empty = np.zeros(0, dtype=np.int64)
            return empty if all(limit >= 0 for limit in self.limits) else None
        constraints = LinearConstraint(np.array(self.rows), ub=self.limits) if self.rows else ()
        solved = milp(
            -objective.astype(float),
            integrality=np.ones(self.size),
            bounds=Bounds(0, 1),
            constraints=constraints,
            options={"mip_rel_gap": 0.0},
        )
        if solved.status == _INFEASIBLE:
            return None
        if solved.status != 0:
            raise RuntimeError(f"HiGHS: {solved.message}")
        return np.asarray(np.rint(solved.x).astype(np.int64))

    def _holds(self, taken: np.ndarray) -> bool:
        return all(
            int(row @ taken) <= limit for row, limit in zip(self.rows, self.limits, strict=True)
        )
