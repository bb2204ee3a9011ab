"""Who can act: the fifth step."""
