"""Digests: looked at, and when they come; when people work."""
