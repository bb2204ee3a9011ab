"""One module a notebook: what each of its cells shows."""
