"""Messages of channels, where reading is switched on: `@ana ++ for …`, and a configured emoji beside a mention."""

import re
from typing import Any

from sqlalchemy.orm import Session

from bot import parsing
from bot.listeners.answering import whisper
from bot.listeners.kudos.giving import given
from bot.parsing import Typed
from bot.replies import messages as replies
from bot.services import Incoming, Services
from bot.surfaces.message import Message
from models import words
from models.giving import Gift, message_giving
from models.giving.message_giving import Heard
from models.giving.messages import gifts_of
from models.kudos import ChannelKind, Source
from models.storage.requests import Outcome
from models.workspace import policies

SPOKEN = (None, "thread_broadcast", "file_share")
"""Subtypes of what people say; every other is somebody joining, a bot, a topic, …"""
KINDS = {"channel": ChannelKind.PUBLIC, "group": ChannelKind.PRIVATE}
MICROSECONDS = 1_000_000
NAMES = re.compile("[@＠]|<!subteam")
"""Without one of these nobody is named."""


async def message(services: Services, incoming: Incoming, event: dict[str, Any]) -> None:
    """A message was posted, edited or deleted."""
    subtype, kind = event.get("subtype"), KINDS.get(str(event.get("channel_type")))
    if kind is None:
        return
    if subtype == "message_changed":
        await _changed(services, incoming, event, kind)
    elif subtype == "message_deleted":
        await _deleted(services, incoming, event, event.get("previous_message") or {}, str(event["deleted_ts"]))
    elif subtype in SPOKEN and _is_a_persons(event):
        await _hear(services, incoming, event, event, kind)


async def _changed(services: Services, incoming: Incoming, event: dict[str, Any], kind: ChannelKind) -> None:
    """By a person: a link that unfolded, or a thread that grew, changes no words."""
    now, before = event["message"], event.get("previous_message") or {}
    if now.get("subtype") == "tombstone":  # what Slack leaves of a deleted message that has a thread
        await _deleted(services, incoming, event, before, str(now["ts"]))
    elif _is_a_persons(now) and now.get("edited") and now.get("text") != before.get("text"):
        await _hear(services, incoming, event, now, kind, before=str(before.get("text", "")))


async def _deleted(
    services: Services, incoming: Incoming, event: dict[str, Any], before: dict[str, Any], ts: str
) -> None:
    if before and not _is_a_persons(before):
        return
    what = {"channel_id": str(event["channel"]), "ts": ts, "version": stamp(event["ts"])}
    await services.write_event(incoming, message_giving.take_back, **what)


async def _hear(
    services: Services,
    incoming: Incoming,
    event: dict[str, Any],
    said: dict[str, Any],
    kind: ChannelKind,
    *,
    before: str | None = None,
) -> None:
    """`before`: what it said before an edit; "" where Slack doesn't tell: it may have given."""
    channel_id, ts, text = str(event["channel"]), str(said["ts"]), words.storable(str(said.get("text", "")))
    if before != "" and not NAMES.search(f"{text} {before or ''}"):
        return
    typed, matters = await services.database.read(understood, incoming.workspace_id, channel_id, ts, text, before)
    if not matters:
        return
    heard = _heard(event, said, kind, typed, edited=before is not None)
    outcome = await services.write_event(incoming, message_giving.hear, heard=heard)
    if reply := await _reply(services, incoming, outcome, typed, text):
        whisper(services, incoming, reply, to=heard.author, channel_id=channel_id, thread_ts=said.get("thread_ts"))


def _heard(
    event: dict[str, Any], said: dict[str, Any], kind: ChannelKind, typed: Typed | None, *, edited: bool
) -> Heard:
    author, channel_id, ts = str(said["user"]), str(event["channel"]), str(said["ts"])
    thread = str(said.get("thread_ts") or ts)
    return Heard(
        author=author,
        channel_id=channel_id,
        ts=ts,
        version=stamp(event["ts"]),
        gifts=gifts_in(typed, author, channel_id, kind, ts, thread) if typed else (),
        edited=edited,
        doubtful=typed is not None and (typed.verb == "doubtful" or bool(typed.calls)),
    )


def understood(
    session: Session, workspace_id: int, channel_id: str, ts: str, text: str, before: str | None
) -> tuple[Typed | None, bool]:
    """What the message says, and whether that matters: what gives nothing and gave nothing needs no write."""
    emoji = policies.current(session, workspace_id).emoji
    typed = parsing.message(text, emoji)
    if typed or before is None:
        return typed, typed is not None
    gave = parsing.message(words.storable(before), emoji) or gifts_of(session, workspace_id, channel_id, ts)
    return None, bool(gave)


def gifts_in(
    typed: Typed, author: str, channel_id: str, kind: ChannelKind, ts: str, thread_ts: str
) -> tuple[Gift, ...]:
    """One for each part."""
    return tuple(
        Gift(
            giver=author,
            receivers=part.people,
            source=Source.MESSAGE,
            channel_id=channel_id,
            channel_kind=kind,
            message=part.words or None,
            groups=part.groups,
            names=part.names,
            tags=part.tags,
            message_ts=ts,
            thread_ts=thread_ts,
        )
        for part in typed.parts
    )


def stamp(ts: Any) -> int:
    """A `ts` of Slack's in Unix microseconds."""
    seconds, _, fraction = str(ts).partition(".")
    return int(seconds) * MICROSECONDS + int(fraction[:6].ljust(6, "0") or 0)


async def _reply(
    services: Services, incoming: Incoming, outcome: Outcome, typed: Typed | None, text: str
) -> Message | None:
    """None where nothing has to be said: the announcement in the thread is the answer."""
    if outcome["code"] == "nothing":
        return None
    if typed and typed.calls:
        return replies.call(typed.calls, text)
    if outcome["code"] == "doubtful":
        return replies.doubtful(outcome, text)
    if outcome["code"] != "given":
        return replies.refused(outcome, text)
    silent = all(gift["announced"] for gift in outcome["gifts"]) and not outcome["left_out"]
    return None if silent else await given(services, incoming, outcome)


def _is_a_persons(said: dict[str, Any]) -> bool:
    """Not a bot's, this one's included: what they write is not read."""
    return bool(said.get("user")) and not said.get("bot_id") and said.get("subtype") in SPOKEN
