"""The report as a document that a town hall restyles in its own word processor."""
