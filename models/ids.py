"""Row ids: UUID version 7 (RFC 9562), so that new rows lie together at the end of every index."""

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """A fresh id: 48 bits of Unix milliseconds (real time), version, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
