"""Who comes, who goes, what a channel is called."""

from simulator.conversing import add, name
from simulator.events import CHANNEL_TYPE, emit, event_ts
from simulator.jsontypes import Json
from simulator.workspace import Channel, Workspace
from simulator.world import World

SHORT_TYPE = {"public": "C", "private": "G"}


def join(world: World, workspace: Workspace, channel: Channel, person: str, *, inviter: str = "") -> None:
    """`person` enters `channel`; the app hears of it when it is in there (itself included)."""
    channel.members[person] = None
    text = f"<@{person}> has joined the channel"
    invited = {"inviter": inviter} if inviter else {}
    message: Json = {"subtype": "channel_join", "user": person, "text": text, "team": workspace.id, **invited}
    add(world, workspace, channel, message)
    event = _membership(world, workspace, channel, "member_joined_channel", person)
    emit(world, workspace, event | invited, channel=channel)
    world.records.happened("joined", workspace.id, f"{name(workspace, person)} joined #{channel.name}")


def leave(world: World, workspace: Workspace, channel: Channel, person: str) -> None:
    event = _membership(world, workspace, channel, "member_left_channel", person)
    emit(world, workspace, event, channel=channel)
    channel.members.pop(person, None)
    world.records.happened("left", workspace.id, f"{name(workspace, person)} left #{channel.name}")


def _membership(world: World, workspace: Workspace, channel: Channel, kind: str, person: str) -> Json:
    return {
        "type": kind,
        "user": person,
        "channel": channel.id,
        "channel_type": SHORT_TYPE.get(channel.kind, "C"),
        "team": workspace.id,
        "event_ts": event_ts(world),
    }


def rename(world: World, workspace: Workspace, channel: Channel, new: str, by: str) -> None:
    """Gives a channel another name."""
    old, channel.name = channel.name, new
    channel.previous_names.append(old)
    text = f"<@{by}> has renamed the channel from {old} to {new}"
    add(world, workspace, channel, {"subtype": "channel_name", "user": by, "text": text, "old_name": old, "name": new,
                                    "team": workspace.id})  # fmt: skip
    known = {"id": channel.id, "name": new, "name_normalized": new, "created": channel.created}
    kind = "channel_rename" if channel.kind == "public" else "group_rename"
    emit(world, workspace, {"type": kind, "channel": known | {"is_channel": channel.kind == "public", "is_mpim": False},
                            "event_ts": event_ts(world)}, channel=channel)  # fmt: skip


def archive(world: World, workspace: Workspace, channel: Channel, by: str, *, archived: bool) -> None:
    """Closes a channel for new messages, or opens it again."""
    channel.archived = archived
    noun = CHANNEL_TYPE[channel.kind]
    kind = f"{noun}_{'archive' if archived else 'unarchive'}"
    event: Json = {"type": kind, "channel": channel.id, "user": by, "event_ts": event_ts(world)}
    emit(world, workspace, event | ({"is_moved": 0} if archived else {}), channel=channel)
