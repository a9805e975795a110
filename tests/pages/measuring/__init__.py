"""How well the made pages are read, step by step."""
