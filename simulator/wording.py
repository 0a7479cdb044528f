"""Text as Slack stores it, and as a person reads it."""

import re
from typing import Any

from simulator.jsontypes import Json
from simulator.workspace import Workspace

LINKED = re.compile(r"(https?://[^\s<>|]+[^\s<>|.,;:!?)])|(?<![\w.@])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
TYPED = re.compile(r"(?<![\w.@])@([a-z0-9][a-z0-9._-]*)|(?<!\w)#([a-z0-9_][a-z0-9_-]*)", re.IGNORECASE)
TOKEN = re.compile(r"<([@#!])([^>|]+)(?:\|([^>]*))?>|<((?:https?|mailto):[^>|]+)(?:\|([^>]*))?>")
BROADCASTS = ("here", "channel", "everyone")


def escape(text: str) -> str:
    """`&`, `<` and `>` and nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(workspace: Workspace, text: str, *, names: bool) -> str:
    """What someone typed, as Slack sends it on: `@bo` becomes `<@U…>`, `<@U…|bo>` with `names` (slash commands).

    Addresses become links. A handle that nobody has stays as it was typed.
    """
    pieces = LINKED.split(escape(text))
    # split() yields text, address, e-mail in turn; of the last two one is None.
    for index in range(0, len(pieces), 3):
        pieces[index] = TYPED.sub(lambda match: _linked(workspace, match, names=names), pieces[index])
    return "".join(_address(piece, index % 3) for index, piece in enumerate(pieces) if piece)


def _address(piece: str, kind: int) -> str:
    return (piece, f"<{piece}>", f"<mailto:{piece}|{piece}>")[kind]


def _linked(workspace: Workspace, match: re.Match[str], *, names: bool) -> str:
    handle, channel = match.groups()
    if handle:
        return _mention(workspace, handle, names=names) or match[0]
    found = workspace.channel(channel)
    if found is None or found.kind == "im":
        return match[0]
    return f"<#{found.id}|{found.name}>" if names else f"<#{found.id}>"


def _mention(workspace: Workspace, handle: str, *, names: bool) -> str | None:
    known, dots = handle.rstrip("."), handle[len(handle.rstrip(".")) :]
    if known.lower() in BROADCASTS:
        return f"<!{known.lower()}>{dots}"
    if person := workspace.person(known.lower()):
        return (f"<@{person.id}|{person.handle}>" if names else f"<@{person.id}>") + dots
    group = next((g for g in workspace.usergroups.values() if g.group.handle == known.lower()), None)
    return f"<!subteam^{group.group.id}|@{group.group.handle}>{dots}" if group else None


def read(workspace: Workspace, text: str) -> str:
    """Text as it stands on the reader's screen: mentions by name, links by their label, no escapes."""
    return unescape(TOKEN.sub(lambda match: _spoken(workspace, match), text))


def _spoken(workspace: Workspace, match: re.Match[str]) -> str:
    sigil, target, label, link, link_label = match.groups()
    if link:
        return link_label or link
    if sigil == "@":
        return f"@{person.shown_name}" if (person := workspace.people.get(target)) else f"@{label or target}"
    if sigil == "#":
        return f"#{channel.name}" if (channel := workspace.channels.get(target)) else f"#{label or target}"
    if target.startswith("subteam^") and (group := workspace.usergroups.get(target.removeprefix("subteam^"))):
        return f"@{group.group.handle}"
    return label or f"@{target}" if not target.startswith("date^") else (label or target)


def flat(workspace: Workspace, blocks: list[Json]) -> str:
    """All the words of a list of blocks, one line each, in reading order."""
    return "\n".join(read(workspace, piece) for piece in _pieces(blocks) if piece)


def _pieces(node: Any) -> list[str]:
    if isinstance(node, list):
        return [piece for item in node for piece in _pieces(item)]
    if not isinstance(node, dict):
        return []
    if node.get("type") in {"mrkdwn", "plain_text", "markdown", "text", "raw_text"}:
        return [str(node.get("text", ""))]
    if node.get("type") in {"user", "channel", "broadcast", "usergroup", "emoji", "link"}:
        return [_rich(node)]
    hidden = ("block_id", "action_id", "value", "confirm", "private_metadata")
    words = [str(node["alt_text"])] if node.get("alt_text") else []
    return words + [piece for key, item in node.items() if key not in hidden for piece in _pieces(item)]


def _rich(node: Json) -> str:
    kind = node["type"]
    known = {
        "user": f"<@{node.get('user_id')}>",
        "channel": f"<#{node.get('channel_id')}>",
        "usergroup": f"<!subteam^{node.get('usergroup_id')}>",
        "broadcast": f"<!{node.get('range')}>",
        "emoji": f":{node.get('name')}:",
    }
    return known.get(kind) or str(node.get("text") or node.get("url", ""))
