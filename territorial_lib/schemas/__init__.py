"""What is allowed: tables' columns and units, the log's entries, figures and questions."""
