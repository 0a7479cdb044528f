"""A post in doubt: is it in the conversation? Every post carries its row's id as metadata."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.sending import METADATA
from bot.slack import code_of
from models.delivery.outbox import Delivery
from models.delivery.settling import Again, Doubtful, Result, Sent

MARGIN = timedelta(minutes=5)
"""How far before the first attempt the search begins: clocks differ."""
PAGE = 200
UNREADABLE = {"missing_scope", "not_in_channel", "channel_not_found", "no_permission", "access_denied"}


Read = Callable[..., Awaitable[Any]]


async def resolve(client: AsyncWebClient, row: Delivery) -> Result | None:
    """Found: sent. Not there: send it again. Can't be read: the admin decides. None: Slack didn't answer, ask later."""
    try:
        channel = await _conversation(client, row.channel_id)
        ts = await _find(client, channel, row)
    except SlackApiError as error:
        code = code_of(error)
        return Doubtful(f"the conversation can't be read: {code}") if code in UNREADABLE else None
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None
    return Sent(channel, ts) if ts else Again(0, "it was not in the conversation")


async def _conversation(client: AsyncWebClient, channel_id: str) -> str:
    """A direct message was sent to a person: their conversation with the bot."""
    if channel_id[0] not in "UW":
        return channel_id
    return str((await client.conversations_open(users=channel_id))["channel"]["id"])


async def _find(client: AsyncWebClient, channel: str, row: Delivery) -> str | None:
    oldest = (row.created_at - MARGIN).timestamp()
    where: dict[str, Any] = {"channel": channel, "oldest": f"{oldest:.6f}", "include_all_metadata": True, "limit": PAGE}
    read: Read = client.conversations_history
    if row.thread_ts:
        read, where = client.conversations_replies, {**where, "ts": row.thread_ts}
    cursor = ""
    while True:
        page = await read(**where, cursor=cursor or None)
        for message in page["messages"]:
            if _marked(message.get("metadata") or {}) == str(row.id):
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None


def _marked(metadata: dict[str, object]) -> str | None:
    payload = metadata.get("event_payload")
    if metadata.get("event_type") != METADATA or not isinstance(payload, dict):
        return None
    return str(payload.get("delivery_id"))
