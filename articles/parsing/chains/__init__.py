"""Which block continues which: the page stated as one assignment problem, solved and read back. Pure."""
