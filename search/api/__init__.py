"""The read-only JSON API: endpoints and their schemas."""
