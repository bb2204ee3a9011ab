"""A notion where it appears: what it means, how it is computed, what it does not say."""

from __future__ import annotations

from html import escape

from territorial_lib.schemas.blocks import Notion


def explained(notion: Notion) -> str:
    """Write a notion, one gesture away.

    Parameters
    ----------
    notion : Notion
        The notion.

    Returns
    -------
    str
        A ``<details>`` element, escaped.
    """
    reference = f"<dt>Référence</dt><dd>{escape(notion.reference)}</dd>" if notion.reference else ""
    return (
        f'<details class="tw-origin"><summary>Ce que cela veut dire, le calcul, ses limites'
        f'<span class="tw-hidden"> ({escape(notion.title)})</span></summary>'
        f"<p>{escape(notion.meaning)}</p><dl><dt>Calcul</dt><dd>{escape(notion.formula)}</dd>"
        f"<dt>Limites</dt><dd>{escape(notion.limits)}</dd>{reference}</dl></details>"
    )
