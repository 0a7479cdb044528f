"""Signing a request as Slack does."""

import hmac
import time
from hashlib import sha256

FORM = "application/x-www-form-urlencoded"


def signed(secret: str, body: bytes, content_type: str = FORM, *, at: float | None = None) -> dict[str, str]:
    """The headers of a request with `body`, signed at Unix time `at` (now)."""
    timestamp = str(int(at if at is not None else time.time()))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, sha256).hexdigest()
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest}",
    }
