"""What a territory lacks: the second step."""
