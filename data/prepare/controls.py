"""Control totals: a raw file that does not add up to its published total stops the build."""

from __future__ import annotations


class ControlFailed(Exception):
    """A raw file does not add up to its control total."""


def control(what: str, found: float, expected: float, tolerance: float = 0.5) -> None:
    """Compare a sum with its control total.

    Parameters
    ----------
    what : str
        What is summed.
    found, expected : float
        The sum and the published total.
    tolerance : float
        Greatest difference allowed, in the same unit.
    """
    if not abs(found - expected) <= tolerance:
        raise ControlFailed(f"{what}: {found:,.2f} instead of {expected:,.2f}")
