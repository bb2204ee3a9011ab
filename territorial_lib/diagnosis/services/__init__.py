"""Services and trade: what is lacking, in units."""
