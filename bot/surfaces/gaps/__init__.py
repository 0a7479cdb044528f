"""Recognition gaps as they are shown and written."""
