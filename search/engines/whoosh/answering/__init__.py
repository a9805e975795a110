"""A query tree becomes a plan, the plan runs over a snapshot, its matches are counted and ranked."""
