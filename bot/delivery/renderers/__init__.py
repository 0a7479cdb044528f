"""What each message says, by topic: a renderer for each `Purpose`, and who reads it."""
