"""Cursors: opaque to the app, an offset to us."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from simulator.api.call import Call, Refused
from simulator.jsontypes import Json

T = TypeVar("T")


def page(call: Call, items: Sequence[T], *, default: int, most: int) -> tuple[list[T], Json]:
    """One page of `items` and its `response_metadata`; the cursor after the last page is empty."""
    start, size = offset(call.text("cursor")), call.number("limit", default, most)
    following = start + size
    cursor = encoded(following) if following < len(items) else ""
    return list(items[start:following]), {"next_cursor": cursor}


def encoded(start: int) -> str:
    return base64.b64encode(f"offset:{start}".encode()).decode()


def offset(cursor: str) -> int:
    """Where a cursor points; refused with `invalid_cursor` when it is none of ours."""
    if not cursor:
        return 0
    try:
        name, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        return int(number) if name == "offset" else _broken()
    except (ValueError, binascii.Error) as error:
        raise Refused("invalid_cursor") from error


def _broken() -> int:
    raise Refused("invalid_cursor")
