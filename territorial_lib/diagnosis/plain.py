"""Records of ours as plain data, their numbers rounded: the same on every machine."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

DIGITS = 6
"""Decimals kept: enough for any reading, few enough to be the same on every processor."""


def plain(value: Any) -> Any:
    """Write any of our records as plain data, its numbers rounded.

    Parameters
    ----------
    value : Any
        A record, or several.

    Returns
    -------
    Any
        What JSON knows: days in ISO form, numbers with at most six decimals.
    """
    return _deeply(msgspec.to_builtins(value, enc_hook=_number))


def _number(value: Any) -> float:
    """Write a number of numpy's, which no encoder knows."""
    if isinstance(value, np.floating | np.integer):
        return float(value)
    raise NotImplementedError(type(value))


def _deeply(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _deeply(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_deeply(each) for each in value]
    return round(value, DIGITS) if isinstance(value, float) else value
