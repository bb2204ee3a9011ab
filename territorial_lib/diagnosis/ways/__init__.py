"""New ways of living and working."""
