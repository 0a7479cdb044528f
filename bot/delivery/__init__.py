"""Messages that are owed, on their way: claimed, rendered from what may be read now, sent, settled."""
