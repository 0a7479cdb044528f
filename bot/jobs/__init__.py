"""What the clock does, unasked: ticks, and what each of them reads and writes."""
