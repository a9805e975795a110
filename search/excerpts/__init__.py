"""Where a query stands in a printed text: highlighting, snippets, concordance lines. Pure."""
