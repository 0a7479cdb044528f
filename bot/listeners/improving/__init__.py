"""Ideas, causes, training, the line from leadership."""
