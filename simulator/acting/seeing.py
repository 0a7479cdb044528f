"""What a person has before their eyes."""

from collections.abc import Iterator

from simulator.jsontypes import Json
from simulator.screens import OpenView
from simulator.surfaces.filled import interactive
from simulator.surfaces.forms import value_key
from simulator.wording import flat, read
from simulator.workspace import Channel, Person, Workspace
from simulator.world import World


def visible(workspace: Workspace, person: Person, channel: Channel) -> list[Json]:
    """The messages of a conversation as `person` reads them, oldest first, those for their eyes only among them."""
    if person.id not in channel.members:
        return []
    mine = [one for one in channel.ephemerals if one["person"] == person.id]
    return sorted((_seen(workspace, channel, one) for one in [*channel.messages.values(), *mine]), key=_by_ts)


def _by_ts(entry: Json) -> str:
    return str(entry["ts"])


def _seen(workspace: Workspace, channel: Channel, message: Json) -> Json:
    """`shown` is what stands on the screen: the blocks when there are any, the text otherwise."""
    blocks = message.get("blocks") or []
    author = workspace.people.get(message.get("user", ""))
    text = message.get("text", "")
    return {
        "channel": channel.id,
        "channel_name": channel.name,
        "ts": message["ts"],
        "thread_ts": message.get("thread_ts", ""),
        "user": message.get("user", ""),
        "from": author.handle if author else "",
        "text": text,
        "blocks": blocks,
        "shown": flat(workspace, blocks) if blocks else read(workspace, text),
        "actions": _actions(blocks),
        "reactions": {one["name"]: one["users"] for one in message.get("reactions", ())},
        "files": [one["title"] for one in message.get("files", ())],
        "attached": [_attached(one) for one in message.get("files", ())],
        "broadcast": message.get("subtype") == "thread_broadcast",
        "reply_users": message.get("reply_users", []),
        "ephemeral": bool(message.get("is_ephemeral")),
        "edited": "edited" in message,
        "reply_count": message.get("reply_count", 0),
    }


def _attached(file: Json) -> Json:
    return {key: file.get(key, "") for key in ("id", "title", "alt_txt", "mimetype", "size")}


def _actions(blocks: list[Json]) -> list[Json]:
    return [
        {"action_id": element["action_id"], "type": element["type"], "text": label(block, element)}
        for block, element in interactive(blocks)
    ]


def label(block: Json, element: Json) -> str:
    """By what a person would call it: a button's text, an input's label, a picker's placeholder or its section."""
    for source in (element.get("text"), block.get("label"), element.get("placeholder"), block.get("text")):
        if isinstance(source, dict):
            return str(source["text"])
    return str(element["action_id"])


def surface(workspace: Workspace, opened: OpenView | None) -> Json | None:
    """A modal or Home as it stands: its words, what can be done in it, what has been filled in, what is wrong."""
    if opened is None:
        return None
    view = opened.view
    return {
        "view_id": view["id"],
        "callback_id": view["callback_id"],
        "title": view["title"]["text"] if view["type"] == "modal" else "Home",
        "submit": (view["submit"] or {}).get("text", ""),
        "close": (view["close"] or {}).get("text", ""),
        "hash": view["hash"],
        "shown": flat(workspace, view["blocks"]),
        "blocks": view["blocks"],
        "private_metadata": view["private_metadata"],
        "actions": _actions(view["blocks"]),
        "values": _values(opened),
        "state": opened.values,
        "errors": opened.errors,
    }


def _values(opened: OpenView) -> dict[str, object]:
    """What stands in each input, by its label."""
    found: dict[str, object] = {}
    for block, element in interactive(opened.view["blocks"]):
        entry = opened.values.get(block["block_id"], {}).get(element["action_id"])
        if entry:
            found[label(block, element)] = entry[value_key(element)]
    return found


def conversations(workspace: Workspace, person: Person) -> Iterator[Channel]:
    return (channel for channel in list(workspace.channels.values()) if person.id in channel.members)


def everything(world: World, workspace: Workspace, person: Person) -> Json:
    """All that is before someone's eyes."""
    screen = world.screens.of(workspace.id, person.id)
    return {
        "conversations": {
            channel.id: visible(workspace, person, channel) for channel in conversations(workspace, person)
        },
        "home": surface(workspace, screen.home),
        "modals": [surface(workspace, opened) for opened in screen.modals],
        "trouble": screen.trouble,
    }
