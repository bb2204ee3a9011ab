"""Energy: what is bought, made and paid."""
