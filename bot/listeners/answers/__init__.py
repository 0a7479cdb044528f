"""Answering decisions, and who does it."""
