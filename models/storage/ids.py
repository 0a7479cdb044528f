"""Row ids: UUID version 7 (RFC 9562), so that new rows lie together at the end of every index, in order."""

import secrets
import time
from uuid import UUID

MILLISECOND = 1_000_000
"""In nanoseconds."""


def uuid7() -> UUID:
    """A fresh id: 48 bits of Unix milliseconds (real time), 12 of their fraction (section 6.2, method 3), 62 random."""
    milliseconds, rest = divmod(time.time_ns(), MILLISECOND)
    fraction = (rest << 12) // MILLISECOND
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62))
