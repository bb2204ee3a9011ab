"""Builds our tables from the raw files: ``python -m data.prepare --raw DIR [TABLE ...]``.

One module a theme, one function a table (a `recipe.Recipe` with its schema), listed in `registry`.
The only code that reads the raw folder; the product reads ``data/tables`` alone.
"""
