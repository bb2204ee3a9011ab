"""Who has it hardest, and where."""
