"""Writing an index: commits, merges, and whole rebuilds by several processes."""
