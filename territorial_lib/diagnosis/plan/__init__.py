"""What is decided: the sixth step."""
