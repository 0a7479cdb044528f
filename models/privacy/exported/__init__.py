"""What an export holds, by topic: which rows are about a person, and how they are told."""
