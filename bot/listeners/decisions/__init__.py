"""Decisions: the pledge, logging, answers, limits."""
