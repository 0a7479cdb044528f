"""The formulas of docs/gaps.md, and of the leadership digest. Pure."""
