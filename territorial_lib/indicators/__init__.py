"""Formulas, one family a file: tables in, a new table out, same index; nothing else."""
