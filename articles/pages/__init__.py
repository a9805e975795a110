"""The record's pages: what they show and the views that answer for them."""
