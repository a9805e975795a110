"""Finding: knows articles; articles do not know it."""
