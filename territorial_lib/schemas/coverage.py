"""How many EPCI each theme observes, estimates or misses: computed from the other tables."""

from __future__ import annotations

from territorial_lib.schemas.tables import Column, Table


def _epci(name: str, label: str) -> Column:
    return Column(name, "whole", label, "intercommunalités", minimum=0, maximum=1_255)


THEME_COVERAGE = Table(
    name="theme_coverage",
    level="other",
    key=("theme",),
    columns=(
        Column("theme", "text", "Table"),
        # Observed: all that is known there is the producer's; they sum to 1,255 with the next two.
        _epci("observed", "Intercommunalités observées"),
        _epci("estimated", "Intercommunalités estimées, au moins en partie"),
        _epci("missing", "Intercommunalités sans aucune donnée"),
        _epci("partial", "Intercommunalités connues où une partie des chiffres manque"),
    ),
)
