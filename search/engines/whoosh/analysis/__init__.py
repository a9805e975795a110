"""Questions about a result as a whole: concordance, crosstab, significant terms, vocabulary."""
