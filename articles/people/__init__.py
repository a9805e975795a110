"""Who wrote what: printed names, affiliations and how names sound."""
