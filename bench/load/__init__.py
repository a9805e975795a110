"""The whole site under load: how many requests a second, how fast, how much memory, and what happens beyond."""
