"""Pats as they are shown and written."""
