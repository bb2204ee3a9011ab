"""What every door has, whichever process it is; below both the room and the facilitator's door."""
