"""What is yours to decide, and asking for more room."""
