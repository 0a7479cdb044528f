"""Forms about digests and about when people work."""
