"""Ecological housing: from the dwelling to the field."""
