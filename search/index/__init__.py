"""The way from the database into the index: documents, pending rows, the curators' words."""
