"""One call to Slack for one row, and what its answer means."""

from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackObjectFormationError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import code_of, retry_after, status_of
from bot.surfaces.message import Message
from models.delivery.outbox import Delivery
from models.delivery.rate_buckets import Limit
from models.delivery.settling import Again, Dropped, Failed, Limited, Result, Sent

METADATA = "backpat_delivery"
"""`event_type` of the metadata that marks each post with its row's id."""

UNSURE = {"internal_error", "fatal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
"""Slack may have done it all the same."""
TOKEN_TROUBLE = {"invalid_auth", "not_authed", "token_expired", "token_revoked"}
"""The token was changed, and the new one is not here yet: nothing was posted."""
GONE = {"message_not_found", "channel_not_found", "cant_update_message", "cant_delete_message"}
BACKOFF = (1, 2, 5, 15, 60, 300)


class InDoubt(Exception):
    """Nobody knows whether Slack has it: the row keeps its lease, and is looked for once that is over."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed row with what it says now. `post` is the row whose message it makes or changes."""

    row: Delivery
    post: Delivery
    message: Message | None


async def send(client: AsyncWebClient, sending: Sending, limit: Limit) -> Result:
    """Make the call. Raises `InDoubt`."""
    try:
        return await _call(client, sending)
    except SlackApiError as error:
        if code_of(error) == "edit_window_closed":
            return await _add_note(client, sending)
        return _refused(error, sending, limit)
    except SlackObjectFormationError:
        return Failed("it does not fit into a message")
    except aiohttp.ClientConnectorError as error:
        return Again(_pause(sending.row), type(error).__name__)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        if sending.row is sending.post:
            raise InDoubt from error
        return Again(_pause(sending.row), type(error).__name__)


async def _call(client: AsyncWebClient, sending: Sending) -> Result:
    row, post, message = sending.row, sending.post, sending.message
    if row is not post:
        return await _change(client, post, message)
    if message is None:
        return Dropped()
    if message.files:
        return await _upload(client, row, message)
    answer = await client.chat_postMessage(
        channel=row.channel_id,
        thread_ts=row.thread_ts,
        metadata={"event_type": METADATA, "event_payload": {"delivery_id": str(row.id)}},
        unfurl_links=False,
        unfurl_media=False,
        **message.payload(),
    )
    return Sent(answer["channel"], answer["ts"])


async def _upload(client: AsyncWebClient, row: Delivery, message: Message) -> Result:
    """Files are shared with a conversation, never with a person: theirs with the bot is opened for it."""
    conversation = (await client.conversations_open(users=row.channel_id))["channel"]["id"]
    files = [{"filename": one.name, "title": one.title, "content": one.content} for one in message.files]
    try:
        await client.files_upload_v2(channel=conversation, initial_comment=message.text, file_uploads=files)
    except SlackRequestError:
        return Again(_pause(row), "the file did not arrive")
    return Sent(conversation)


async def _change(client: AsyncWebClient, post: Delivery, message: Message | None) -> Result:
    where: dict[str, Any] = {"channel": post.message_channel_id, "ts": post.message_ts}
    if message is None:
        await client.chat_delete(**where)
    else:
        mark = {"event_type": METADATA, "event_payload": {"delivery_id": str(post.id)}}
        await client.chat_update(**where, metadata=mark, **message.payload())
    return Sent()


async def _add_note(client: AsyncWebClient, sending: Sending) -> Result:
    """The message can't be edited any more: say in its thread what it says now."""
    text = sending.message.text if sending.message else "_This was taken back._"
    post = sending.post
    channel = post.message_channel_id or ""
    await client.chat_postMessage(channel=channel, thread_ts=post.message_ts, text=text, unfurl_links=False)
    return Sent()


def _refused(error: SlackApiError, sending: Sending, limit: Limit) -> Result:
    code, status = code_of(error), status_of(error)
    if code == "ratelimited" or status == 429:
        return Limited(retry_after(error), limit)
    if not code or code in UNSURE or status >= 500:
        if sending.row is sending.post:
            raise InDoubt
        return Again(_pause(sending.row), code or f"HTTP {status}")
    if code in TOKEN_TROUBLE:
        return Again(300, code)
    if sending.row is not sending.post and code in GONE:
        return Dropped()
    return Failed(code)


def _pause(row: Delivery) -> float:
    """Seconds until the next attempt."""
    return BACKOFF[min(row.attempts, len(BACKOFF)) - 1]
