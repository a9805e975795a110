"""Template tags of searching."""
