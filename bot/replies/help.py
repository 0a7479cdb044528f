"""`/pat help`, and the same on Home."""

HELP = """*A pat on the back, in the open*
• `/pat @ana for refunding the late parcel on the spot` – everyone here sees it, and Ana is told
• `/pat @ana @bo for …` – several people at once
• `/pat` – a form: what they decided, what came of it, what the customer said
• `/pat undo` – takes back your newest pat (for a day)
• `/pat gaps` – for leads: whom nobody has thanked lately
Your Home tab here holds what you were given and what you gave."""
