"""Where the money goes: the fourth step."""
