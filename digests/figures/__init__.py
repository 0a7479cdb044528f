"""The formulas of design, section 5. Pure."""
