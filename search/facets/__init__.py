"""Facet values: what they are called, how they are ordered and looked up."""
