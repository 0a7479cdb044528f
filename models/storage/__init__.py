"""Where it is kept: the database, its tables, and what every write has in common."""
