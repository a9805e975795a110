"""Engines: what keeps the index and answers from it. Each behind the interface of `base`."""
