"""reactions.*."""

import re

from simulator.api.call import Call, Method, Refused
from simulator.conversing import react
from simulator.jsontypes import Json
from simulator.workspace import Channel

EMOJI = re.compile(r"^[a-z0-9_+'-]+(::skin-tone-[2-6])?$")


def reactions_add(call: Call) -> Json:
    channel, ts = _item(call)
    if channel.archived:
        raise Refused("is_archived")
    emoji = call.text("name").strip(":")
    if not EMOJI.match(emoji):
        raise Refused("invalid_name")
    if not react(call.world, call.workspace, channel, ts, call.workspace.bot_user, emoji, added=True):
        raise Refused("already_reacted")
    return {}


def reactions_get(call: Call) -> Json:
    if not call.text("channel") or not call.text("timestamp"):
        raise Refused("no_item_specified")
    channel, ts = _item(call)
    return {"type": "message", "channel": channel.id, "message": channel.messages[ts]}


def _item(call: Call) -> tuple[Channel, str]:
    channel, ts = call.channel(call.text("channel")), call.text("timestamp")
    if not re.match(r"^\d+\.\d+$", ts):
        raise Refused("bad_timestamp")
    if ts not in channel.messages or not call.inside(channel):
        raise Refused("message_not_found")
    return channel, ts


_ITEM = ("channel_not_found", "bad_timestamp", "message_not_found")
_ADDING = (*_ITEM, "is_archived", "invalid_name", "already_reacted")

ROWS = (
    Method(
        "reactions.add", "POST", reactions_add, ("reactions:write",), 3, ("channel", "name", "timestamp"), _ADDING,
        json=True,
    ),
    Method("reactions.get", "GET", reactions_get, ("reactions:read",), 3, (), (*_ITEM, "no_item_specified")),
)  # fmt: skip
