"""A summary as plain data: the same in JSON, on the dashboard and in the reports."""

from __future__ import annotations

from typing import Any

from territorial_lib.diagnosis.plain import plain
from territorial_lib.diagnosis.summary.records import Summary


def document(summary: Summary) -> dict[str, Any]:
    """Write a summary as plain data.

    Parameters
    ----------
    summary : Summary
        One page of everything.

    Returns
    -------
    dict
        One key a field, days in ISO form, numbers rounded as everywhere in the JSON.
    """
    written: dict[str, Any] = plain(summary)
    return written
