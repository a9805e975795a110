"""The query language: text to tree, tree to text, tree in words. Pure."""
