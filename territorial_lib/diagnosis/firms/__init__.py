"""The smallest firms."""
