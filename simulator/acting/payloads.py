"""What Slack sends the app when somebody does something."""

from secrets import token_hex

from simulator.grants import ResponseUrl
from simulator.jsontypes import Json
from simulator.workspace import Channel, Person, Workspace
from simulator.world import World

CHANNEL_NAME = {"im": "directmessage", "private": "privategroup"}


def who(world: World, workspace: Workspace, person: Person) -> Json:
    """The fields that stand in every interaction."""
    return {
        "team": {"id": workspace.id, "domain": workspace.domain},
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": person.team_id,
        },
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def place(channel: Channel) -> Json:
    return {"id": channel.id, "name": CHANNEL_NAME.get(channel.kind, channel.name)}


def trigger(world: World, workspace: Workspace, person: Person) -> str:
    return world.grants.trigger(workspace.id, person.id, world.clock.real())


def response_url(
    world: World, workspace: Workspace, channel: Channel, person: Person, *, message: Json | None = None
) -> str:
    """A fresh address to answer at; `message` is what the interaction sat on."""
    source = message or {}
    given = ResponseUrl(
        token=token_hex(12),
        workspace=workspace.id,
        channel=channel.id,
        person=person.id,
        made=world.clock.now(),
        source=source.get("ts", ""),
        ephemeral=bool(source.get("is_ephemeral")),
        thread_ts=source.get("thread_ts", ""),
    )
    kind = "actions" if message else "commands"
    return f"{world.address}/{kind}/{workspace.id}/{world.grants.url(given)}"


def command(world: World, workspace: Workspace, person: Person, channel: Channel, name: str, text: str) -> Json:
    return {
        "token": world.app.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": CHANNEL_NAME.get(channel.kind, channel.name),
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(world, workspace, channel, person),
        "trigger_id": trigger(world, workspace, person),
    }


def on_message(world: World, workspace: Workspace, person: Person, channel: Channel, message: Json) -> Json:
    """`block_actions` on a message, without its actions."""
    fleeting = bool(message.get("is_ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": fleeting,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    payload: Json = {
        "type": "block_actions",
        **who(world, workspace, person),
        "container": container,
        "trigger_id": trigger(world, workspace, person),
        "channel": place(channel),
        "response_url": response_url(world, workspace, channel, person, message=message),
    }
    # Slack does not give an ephemeral message's contents back.
    return payload if fleeting else payload | {"message": message}


def on_view(world: World, workspace: Workspace, person: Person, view: Json) -> Json:
    """`block_actions` in a modal or on Home, without its actions."""
    return {
        "type": "block_actions",
        **who(world, workspace, person),
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": trigger(world, workspace, person),
        "view": view,
    }
