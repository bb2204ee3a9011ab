"""What a territory has: the first step."""
