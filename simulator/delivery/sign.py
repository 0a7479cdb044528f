"""Slack's request signature, version 0."""

import hashlib
import hmac


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """`v0=` and the hex HMAC-SHA256 of `v0:timestamp:body` (docs.slack.dev, "Verifying requests from Slack")."""
    message = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
