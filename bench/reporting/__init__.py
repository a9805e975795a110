"""What a run measured, as figures, pictures and `RESULTS.md`."""
