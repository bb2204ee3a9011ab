"""The running order of a session on the facilitator's pages: moment, time left, what to say."""
