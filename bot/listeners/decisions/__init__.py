"""Decisions: the pledge, and logging."""
