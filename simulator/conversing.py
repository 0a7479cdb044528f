"""Messages coming, changing and going, and the events that tell of them."""

from uuid import uuid4

from simulator.events import emit, event_ts, message_event
from simulator.jsontypes import Json
from simulator.workspace import Channel, Workspace
from simulator.world import World

# What a message event carries of a message: history knows more (bot replies, reactions, app ids).
IN_EVENTS = (
    *("type", "subtype", "client_msg_id", "user", "text", "ts", "thread_ts", "parent_user_id", "team", "blocks"),
    *("bot_id", "bot_profile", "files", "edited", "username", "root", "upload", "old_name", "name", "inviter"),
)
ONLY_WITH = {
    "thread_broadcast": ("team", "bot_id", "bot_profile", "parent_user_id"),
    "file_share": ("team", "bot_id", "bot_profile"),
}


def add(world: World, workspace: Workspace, channel: Channel, message: Json, *, metadata: Json | None = None) -> Json:
    """Puts a message into a conversation: gives it its ts, ties it to its thread, tells the app. Returns it."""
    ts = channel.next_ts(world.clock.now())
    message = {"type": "message", **message, "ts": ts}
    _into_thread(channel, message)
    channel.messages[ts] = message
    if metadata:
        channel.metadata[ts] = metadata
    _tell(world, workspace, channel, message)
    return message


def said(workspace: Workspace, person: str, text: str, *, thread_ts: str = "") -> Json:
    """A message as a person's own client sends it, or as somebody else's bot does."""
    author = workspace.people[person]
    message: Json = {"user": person, "text": text, "team": author.team_id}
    message |= {"bot_id": f"B{person[1:]}"} if author.role.bot else {"client_msg_id": str(uuid4())}
    return message | {"thread_ts": thread_ts} if thread_ts else message


def _into_thread(channel: Channel, message: Json) -> None:
    parent = channel.messages.get(message.get("thread_ts", ""))
    if parent is None:
        return
    if parent.get("thread_ts", parent["ts"]) != parent["ts"]:
        # Slack threads are flat: a reply to a reply belongs to the same parent.
        parent = channel.messages[parent["thread_ts"]]
    author = message.get("user", "")
    users = parent.setdefault("reply_users", [])
    users += [author] if author not in users else []
    parent |= {
        "thread_ts": parent["ts"],
        "reply_count": parent.get("reply_count", 0) + 1,
        "reply_users_count": len(users),
        "latest_reply": message["ts"],
        "is_locked": False,
        "subscribed": False,
    }
    message |= {"thread_ts": parent["ts"], "parent_user_id": parent.get("user", "")}
    if message.get("subtype") == "thread_broadcast":
        message["root"] = {key: parent[key] for key in ("user", "type", "ts", "text", "thread_ts") if key in parent}


def _tell(world: World, workspace: Workspace, channel: Channel, message: Json) -> None:
    event = {**told(message), "event_ts": message["ts"]}
    message_event(world, workspace, channel, event)
    mentions(world, workspace, channel, message, event_at=message["ts"])


def mentions(world: World, workspace: Workspace, channel: Channel, message: Json, *, event_at: str) -> None:
    """`app_mention`, when the text names the app and it is not the app's own and not a direct message."""
    mine = message.get("user") == workspace.bot_user or message.get("subtype")
    if mine or channel.kind == "im" or f"<@{workspace.bot_user}>" not in message.get("text", ""):
        return
    kept = ("user", "text", "ts", "team", "thread_ts", "blocks", "client_msg_id", "edited")
    event = {key: message[key] for key in kept if key in message}
    emit(
        world, workspace, {"type": "app_mention", **event, "channel": channel.id, "event_ts": event_at}, channel=channel
    )


def told(message: Json) -> Json:
    """The message as an event carries it."""
    hidden = ONLY_WITH.get(message.get("subtype", ""), ())
    return {key: message[key] for key in IN_EVENTS if key in message and key not in hidden}


def edit(
    world: World, workspace: Workspace, channel: Channel, ts: str, changes: Json, *, by: str, marked: bool = True
) -> Json:
    """Changes a message; `by` is the user id of whoever edited it. Returns the changed message.

    Slack does not mark as edited what an app changed with blocks (`marked`).
    """
    before = told(channel.messages[ts])
    now = channel.next_ts(world.clock.now())
    message = {**channel.messages[ts], **changes} | ({"edited": {"user": by, "ts": now}} if marked else {})
    if not message.get("blocks"):
        message.pop("blocks", None)
    channel.messages[ts] = message
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "ts": now,
        "message": told(message),
        "previous_message": before,
        "event_ts": now,
    }
    message_event(world, workspace, channel, event)
    mentions(world, workspace, channel, message, event_at=now)
    return message


def remove(world: World, workspace: Workspace, channel: Channel, ts: str) -> None:
    """Deletes a message. One with replies leaves a tombstone that holds its thread: to the app, that is a change."""
    before = channel.messages.pop(ts)
    channel.metadata.pop(ts, None)
    parent = channel.messages.get(before.get("thread_ts", ""))
    if parent:
        parent["reply_count"] -= 1
    now = channel.next_ts(world.clock.now())
    event = {"type": "message", "hidden": True, "previous_message": told(before), "ts": now, "event_ts": now}
    if before.get("reply_count"):
        # Where it stood, so that the conversation keeps its order.
        left = channel.messages | {ts: _tombstone(before)}
        channel.messages.clear()
        channel.messages.update((one, left[one]) for one in sorted(left))
        event |= {"subtype": "message_changed", "message": told(channel.messages[ts]) | {"hidden": True}}
    else:
        event |= {"subtype": "message_deleted", "deleted_ts": ts}
    message_event(world, workspace, channel, event)
    world.records.happened("deleted", workspace.id, f"a message in {where(workspace, channel)} was deleted", ts=ts)


def _tombstone(message: Json) -> Json:
    kept = ("ts", "thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply", "is_locked")
    return {
        "type": "message",
        "subtype": "tombstone",
        "user": "USLACKBOT",
        "text": "This message was deleted.",
        "hidden": True,
        "parent_user_id": "USLACKBOT",
        "subscribed": False,
        **{key: message[key] for key in kept if key in message},
    }


def react(
    world: World, workspace: Workspace, channel: Channel, ts: str, person: str, emoji: str, *, added: bool
) -> bool:
    """Adds or takes away a reaction; False when it was (not) there already."""
    message = channel.messages[ts]
    reactions: list[Json] = message.setdefault("reactions", [])
    entry = next((one for one in reactions if one["name"] == emoji), None)
    if added == bool(entry and person in entry["users"]):
        return False
    if entry is None:
        reactions.append(entry := {"name": emoji, "users": [], "count": 0})
    (entry["users"].append if added else entry["users"].remove)(person)
    entry["count"] = len(entry["users"])
    message["reactions"] = [one for one in reactions if one["users"]]
    _tell_reaction(world, workspace, channel, message, person, emoji, added=added)
    return True


def _tell_reaction(
    world: World, workspace: Workspace, channel: Channel, message: Json, person: str, emoji: str, *, added: bool
) -> None:
    event = {
        "type": "reaction_added" if added else "reaction_removed",
        "user": person,
        "reaction": emoji,
        "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
        "item_user": message.get("user", ""),
        "event_ts": event_ts(world),
    }
    emit(world, workspace, event, channel=channel)
    world.records.happened("reaction", workspace.id, f"{name(workspace, person)} {'+' if added else '-'}:{emoji}:")


def whisper(world: World, channel: Channel, person: str, message: Json) -> Json:
    """An ephemeral message: only `person` sees it, it has no history and fires no event."""
    ts = channel.next_ts(world.clock.now())
    made = {"type": "message", "subtype": "bot_message", **message, "ts": ts, "is_ephemeral": True, "person": person}
    channel.ephemerals.append(made)
    world.records.pulse.beat()
    return made


def where(workspace: Workspace, channel: Channel) -> str:
    if channel.kind != "im":
        return f"#{channel.name}"
    return " and ".join(name(workspace, member) for member in channel.members)


def name(workspace: Workspace, person: str) -> str:
    return workspace.people[person].handle if person in workspace.people else person
