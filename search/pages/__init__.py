"""The pages of searching: results, feed, help, health."""
