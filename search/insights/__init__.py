"""洞察: what is counted in a result, its figures and its page."""
