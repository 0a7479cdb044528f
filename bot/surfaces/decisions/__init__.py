"""The pledge and decisions as they are shown and written."""
