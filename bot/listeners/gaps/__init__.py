"""Recognition gaps: figures, pages, away, nudges, and what admins set for them."""
