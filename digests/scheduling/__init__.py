"""Which digests are due, and the runs that make each period happen exactly once."""
