"""What gets better: ideas, root causes, training, and a line from leadership."""
