"""What is owed to people: the outbox, its claims and limits, receipts, quiet hours."""
