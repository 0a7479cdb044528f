"""What each person decides: preferences, their data, its removal, how long it is kept."""
