"""What the page asks for: who and what there is, and what stands before someone's eyes."""

import json
from hashlib import sha256

from simulator.acting.seeing import conversations, surface, visible
from simulator.control.desk import Order
from simulator.control.queries import Query
from simulator.jsontypes import Json
from simulator.workspace import Channel, Person, Workspace

MOST_MESSAGES, MOST_NEWS = 300, 20


async def look(order: Order) -> Json:
    """All that one person's page shows. Waits up to `timeout` seconds for something after number `beat`."""
    pulse = order.world.records.pulse
    if order.number("beat", -1) == pulse.beats:
        await pulse.wait(order.number("timeout", 0))
    workspace, person = order.workspace, order.person()
    channel = order.channel(person) if order.text("channel") else None
    screen = order.world.screens.of(workspace.id, person.id)
    return {
        "beat": pulse.beats,
        "now": order.world.clock.now(),
        "person": person.id,
        "channel": channel.id if channel else "",
        "messages": visible(workspace, person, channel)[-MOST_MESSAGES:] if channel else [],
        "news": {one.id: _news(one, person) for one in conversations(workspace, person)},
        "home": surface(workspace, screen.home),
        "modals": [surface(workspace, opened) for opened in screen.modals],
        "trouble": screen.trouble,
        "refused": sum(1 for call in order.world.records.calls if call.error),
        **_directory_unless_known(order, person),
    }


def _news(channel: Channel, person: Person) -> list[str]:
    """When the newest messages came that others wrote."""
    mine = (one for one in channel.ephemerals if one["person"] == person.id)
    others = [one for one in [*channel.messages.values(), *mine] if one.get("user") != person.id]
    return sorted(str(one["ts"]) for one in others if not _in_thread(one))[-MOST_NEWS:]


def _in_thread(message: Json) -> bool:
    return message.get("thread_ts", message["ts"]) != message["ts"] and message.get("subtype") != "thread_broadcast"


def _directory_unless_known(order: Order, person: Person) -> Json:
    """`known` is its fingerprint; a page that has it is not sent it again."""
    found = _directory(order, person)
    fingerprint = sha256(json.dumps(found).encode()).hexdigest()[:12]
    return {"known": fingerprint} | ({} if order.text("known") == fingerprint else {"directory": found})


def _directory(order: Order, viewer: Person) -> Json:
    workspace = order.workspace
    return {
        "workspaces": [{"name": one.name, "domain": one.domain} for one in order.world.workspaces.values()],
        "domain": workspace.domain,
        "people": [_person(workspace, one) for one in workspace.people.values()],
        "channels": [
            _channel(workspace, one, viewer)
            for one in workspace.channels.values()
            if one.kind == "public" or viewer.id in one.members
        ],
        "groups": [
            {"id": one.group.id, "handle": one.group.handle, "name": one.group.name}
            for one in workspace.usergroups.values()
            if not one.disabled
        ],
        "app": _app(order, workspace),
    }


def _person(workspace: Workspace, person: Person) -> Json:
    role = person.role
    return {
        "id": person.id,
        "handle": person.handle,
        "name": person.shown_name,
        "real_name": role.name,
        "title": role.title,
        "tz": role.tz,
        "bot": role.bot or person.id == "USLACKBOT",
        "gone": person.deactivated,
        "guest": bool(role.guest),
        "elsewhere": person.team_id != workspace.id,
        "admin": role.admin or role.owner or role.primary_owner,
    }


def _channel(workspace: Workspace, channel: Channel, viewer: Person) -> Json:
    others = [one for one in channel.members if one != viewer.id]
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "member": viewer.id in channel.members,
        "members": len(channel.members),
        "app": workspace.bot_user in channel.members,
        "with": (others[0] if others else viewer.id) if channel.kind == "im" else "",
        "archived": channel.archived,
        "about": channel.topic or channel.purpose,
    }


def _app(order: Order, workspace: Workspace) -> Json:
    manifest = order.world.app.manifest
    commands = {name: manifest.described.get(name, {}) for name in manifest.commands}
    shortcuts = [
        {"id": key, "type": kind, **manifest.described.get(key, {})} for key, kind in manifest.shortcuts.items()
    ]
    return {
        "user": workspace.bot_user,
        "handle": workspace.bot_name,
        "name": manifest.name,
        "home": manifest.home_tab,
        "messages": manifest.messages_tab,
        "read_only": manifest.messages_read_only,
        "commands": [{"command": name, **words} for name, words in commands.items()],
        "any_command": manifest.any_command,
        "shortcuts": shortcuts,
    }


GLANCES: dict[str, Query] = {"look": look}
