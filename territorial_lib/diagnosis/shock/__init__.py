"""What a shock would hit first."""
