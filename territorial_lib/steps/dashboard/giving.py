"""The link that the facilitator gives to elected officials, while their door is open."""

from __future__ import annotations

from html import escape

import ipywidgets
import segno

from territorial_lib.doors.officials import OfficialsLink, given
from territorial_lib.settings import Settings

_CLOSED = (
    "Pour donner cette page à lire, et rien d’autre, lancez l’atelier avec "
    "«\u00a0territorial serve --officials\u00a0»\u00a0: un lien et son code à scanner apparaîtront "
    "ici. Rien ne peut y être écrit."
)


class LinkToGive(ipywidgets.HTML):  # type: ignore[misc]
    """The link and its code, folded: this page is projected."""

    def __init__(self) -> None:
        super().__init__(_folded(given(Settings.from_environment().home)))
        self.add_class("tw-board")


def _folded(link: OfficialsLink | None) -> str:
    inside = f"<p>{_CLOSED}</p>" if link is None else _shown(link)
    return (
        '<details class="tw-origin"><summary>Donner cette page à lire aux élus</summary>'
        f"{inside}</details>"
    )


def _shown(link: OfficialsLink) -> str:
    code = segno.make(link.url, error="m", micro=False).svg_inline(scale=4, border=2)
    here = "" if link.network else " Ce lien ne s’ouvre que sur cet ordinateur."
    return (
        '<div class="tw-link" role="img" aria-label="Code à scanner pour ouvrir le tableau de '
        f'bord">{code}</div><p><code>{escape(link.url)}</code></p><p class="tw-hint">Qui a ce lien '
        f"lit le tableau de bord, et ne peut rien écrire ni lancer.{here}</p>"
    )
