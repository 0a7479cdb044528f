"""Slack's request signature: `v0=` and the HMAC-SHA256 of `v0:{timestamp}:{raw body}`."""

import hmac
from collections.abc import Mapping
from hashlib import sha256

OLDEST = 300
"""Seconds by which a timestamp may differ from now."""


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, real_seconds: float) -> bool:
    """Whether Slack signed `body` at most five minutes from `real_seconds` (Unix time)."""
    timestamp = headers.get("x-slack-request-timestamp", "")
    if (
        not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 13)
        or abs(real_seconds - int(timestamp)) > OLDEST
    ):
        return False
    expected = "v0=" + hmac.new(secret.encode(), b"v0:%b:%b" % (timestamp.encode(), body), sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), headers.get("x-slack-signature", "").encode())
