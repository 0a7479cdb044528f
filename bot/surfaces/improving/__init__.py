"""Ideas, causes and training as they are shown and written."""
