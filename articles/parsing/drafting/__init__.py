"""Chains of blocks become articles with titles. Pure."""
