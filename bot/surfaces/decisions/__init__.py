"""The pledge, decisions, answers and limits as they are shown and written."""
