"""What people do with pats: give, take back, edit, report, read."""
