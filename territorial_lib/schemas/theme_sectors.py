"""Which sectors answer which kind of gap: the workbook's own convention, said on the page."""

from __future__ import annotations

THEME_SECTORS: dict[str, tuple[str, ...]] = {
    "food": ("AZ", "CA"),
    "energy": ("DZ", "FZ"),
    "housing": ("FZ", "CC", "CB"),
    "land": ("AZ",),
    "people": ("QB", "QA"),
    "diversity": ("MA", "JC"),
    "firms": ("MA", "NZ"),
    "ways": ("HZ", "JC"),
    "shock": ("DZ", "FZ"),
}
"""Sectors (A38) whose know-how answers a gap of a theme, by key of the block's notion; a service
that lacks asks for its own sector."""
THEME_STOCKS: dict[str, tuple[str, ...]] = {
    "housing": ("vacant_dwellings", "wood_increment", "straw"),
    "gaps/energy/bill": ("wood_increment", "straw"),
    "people": ("unemployed", "vacant_dwellings"),
    "firms": ("unemployed",),
    "ways": ("vacant_dwellings",),
}
"""Idle resources of the inventory that answer a gap of a theme, by name of the measure;
by the gap's own key where not all of a theme is meant."""
