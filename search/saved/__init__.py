"""检索单: searches kept with their answers, and the views that keep and open them."""
