"""The shared state of the room: an append-only log in SQLite or PostgreSQL, and its projections.

log: `Store`, append and read · group: group commit · projections: what is on screen · watch: learn
of a change · archive: one file to carry, snapshots · current: which workshop, which others ·
database, sqlite, postgresql, targets, migrations, files, faults: how it is kept.
"""
