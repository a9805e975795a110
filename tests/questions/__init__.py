"""Questions and the articles that answer them: how often the right one is among the first three."""
