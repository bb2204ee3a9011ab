"""Imports: official layouts and the facilitator's files, read with suspicion, into our tables."""
