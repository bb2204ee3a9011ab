"""What a workshop leaves: tables, a map, a document and a page, each figure with its identity."""
