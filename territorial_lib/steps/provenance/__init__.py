"""Where does this figure come from? A figure unrolled down to its sources, on any page."""

from territorial_lib.steps.provenance.panel import OriginPanel, Whence

__all__ = ["OriginPanel", "Whence"]
