"""Territories: codes, perimeters, neighbours, distances, similar ones."""
