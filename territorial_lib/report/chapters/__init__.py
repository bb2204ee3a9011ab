"""The chapters of a report: the page for elected officials, each step, methods and sources."""
