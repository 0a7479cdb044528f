"""Bars of text, for direct messages. The number always stands beside them: a screen reader reads that."""

FULL, EMPTY = "▇", "▁"


def bar(share: float, width: int = 10) -> str:
    """`▇▇▇▇▇▇▁▁▁▁` for a share of 0.6. Something is never nothing, and full only when it is everything."""
    filled = round(max(0.0, min(1.0, share)) * width)
    if 0 < share < 1:
        filled = min(width - 1, max(1, filled))
    return FULL * filled + EMPTY * (width - filled)
