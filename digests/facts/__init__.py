"""What is read for digests and gaps: sets of ids and facts, and nobody’s words."""
