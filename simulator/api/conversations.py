"""conversations.*: which there are, who is in them, what was said."""

from collections.abc import Iterable

from simulator import objects
from simulator.api.call import HISTORY_SCOPE, READ_SCOPE, Call, Method, Refused
from simulator.api.paging import encoded, offset, page
from simulator.api.people import kinds
from simulator.jsontypes import Json
from simulator.membership import join
from simulator.workspace import Channel


def conversations_list(call: Call) -> Json:
    wanted, bot = kinds(call), call.workspace.bot_user
    found = [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in wanted
        and (channel.kind == "public" or bot in channel.members)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    some, metadata = page(call, found, default=100, most=1000)
    listed = [objects.conversation(call.workspace, channel, bot, count=True) for channel in some]
    return {"channels": listed, "response_metadata": metadata}


def conversations_info(call: Call) -> Json:
    channel = call.channel(call.text("channel"), READ_SCOPE)
    count = call.flag("include_num_members")
    return {"channel": objects.conversation(call.workspace, channel, call.workspace.bot_user, count=count)}


def conversations_members(call: Call) -> Json:
    channel = call.channel(call.text("channel"), READ_SCOPE)
    members, metadata = page(call, list(channel.members), default=100, most=1000)
    return {"members": members, "response_metadata": metadata}


def conversations_open(call: Call) -> Json:
    channel = _asked(call)
    if not call.flag("return_im"):
        return {"channel": {"id": channel.id}}
    return {"channel": objects.conversation(call.workspace, channel, call.workspace.bot_user)}


def _asked(call: Call) -> Channel:
    if known := call.text("channel"):
        return call.channel(known)
    users = [user for user in call.text("users").replace(" ", "").split(",") if user]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("method_not_supported_for_channel_type")
    call.need_scope("im:write")
    if (person := call.workspace.people.get(users[0])) is None or person.id == call.workspace.bot_user:
        raise Refused("user_not_found")
    if person.deactivated:
        raise Refused("user_disabled")
    return call.workspace.app_dm(person.id, call.world.clock.now())


def conversations_join(call: Call) -> Json:
    channel = call.channel(call.text("channel"))
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    known = call.inside(channel)
    if not known:
        join(call.world, call.workspace, channel, call.workspace.bot_user)
    found: Json = {"channel": objects.conversation(call.workspace, channel, call.workspace.bot_user)}
    if known:
        found |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return found


def conversations_history(call: Call) -> Json:
    channel = _readable(call, "not_in_channel")
    shown = (one for one in reversed(channel.messages.values()) if _top_level(one))
    some, more, cursor = _slice(call, shown)
    found: Json = {"messages": [as_read(call, channel, one) for one in some], "has_more": more, "pin_count": 0}
    found |= {"channel_actions_ts": None, "channel_actions_count": 0}
    return found | ({"response_metadata": {"next_cursor": cursor}} if more else {})


def conversations_replies(call: Call) -> Json:
    channel = _readable(call, "channel_not_found")
    parent = channel.messages.get(call.text("ts"))
    if parent is None:
        raise Refused("thread_not_found")
    thread = parent.get("thread_ts", parent["ts"])
    replies = (one for one in channel.messages.values() if thread in (one["ts"], one.get("thread_ts")))
    some, more, cursor = _slice(call, replies)
    found: Json = {"messages": [as_read(call, channel, one) for one in some], "has_more": more}
    return found | ({"response_metadata": {"next_cursor": cursor}} if more else {})


def _readable(call: Call, outside: str) -> Channel:
    channel = call.channel(call.text("channel"), HISTORY_SCOPE)
    if not call.inside(channel):
        raise Refused(outside)
    return channel


def _top_level(message: Json) -> bool:
    thread = message.get("thread_ts", message["ts"])
    return bool(thread == message["ts"] or message.get("subtype") == "thread_broadcast")


def _slice(call: Call, messages: Iterable[Json]) -> tuple[list[Json], bool, str]:
    """The part between `oldest` and `latest`, one page of it."""
    oldest, latest = _ts(call, "oldest", 0.0), _ts(call, "latest", float("inf"))
    inclusive, start = call.flag("inclusive"), offset(call.text("cursor"))
    size = call.number("limit", 100, 999)
    found: list[Json] = []
    skipped = 0
    for message in messages:
        ts = float(message["ts"])
        if not (oldest < ts < latest or (inclusive and ts in (oldest, latest))):
            continue
        if skipped < start:
            skipped += 1
        elif len(found) == size:
            return found, True, encoded(start + size)
        else:
            found.append(message)
    return found, False, ""


def _ts(call: Call, name: str, default: float) -> float:
    value = call.text(name)
    if not value or value == "0":
        return default
    try:
        return float(value)
    except ValueError as error:
        raise Refused(f"invalid_ts_{name}") from error


def as_read(call: Call, channel: Channel, message: Json) -> Json:
    """A message as history gives it; metadata only when asked for, and to an app that may read it."""
    metadata = channel.metadata.get(message["ts"])
    if metadata is None or "metadata.message:read" not in call.world.app.manifest.scopes:
        return message
    if call.flag("include_all_metadata"):
        return {**message, "metadata": metadata}
    return {**message, "metadata": {"event_type": metadata["event_type"]}}


_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_WRITE = ("channels:manage", "groups:write", "im:write", "mpim:write")
_GONE = ("channel_not_found",)
_TIMES = ("invalid_ts_oldest", "invalid_ts_latest", "invalid_cursor")
_OPENING = ("user_not_found", "user_disabled", "users_list_not_supplied", "method_not_supported_for_channel_type")
_LISTING = ("invalid_cursor", "invalid_limit", "invalid_types")
_JOINING = ("channel_not_found", "is_archived", "method_not_supported_for_channel_type")

ROWS = (
    Method("conversations.list", "GET", conversations_list, _READ, 2, errors=_LISTING),
    Method("conversations.info", "GET", conversations_info, _READ, 3, ("channel",), _GONE),
    Method("conversations.members", "GET", conversations_members, _READ, 4, ("channel",), (*_GONE, "invalid_cursor")),
    Method("conversations.open", "POST", conversations_open, _WRITE, 3, (), (*_GONE, *_OPENING), json=True),
    Method("conversations.join", "POST", conversations_join, ("channels:join",), 3, ("channel",), _JOINING, json=True),
    Method(
        "conversations.history", "GET", conversations_history, _HISTORY, 3, ("channel",),
        (*_GONE, *_TIMES, "not_in_channel"), json=True,
    ),
    Method(
        "conversations.replies", "GET", conversations_replies, _HISTORY, 3, ("channel", "ts"),
        (*_GONE, *_TIMES, "thread_not_found"),
    ),
)  # fmt: skip
