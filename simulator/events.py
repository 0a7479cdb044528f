"""What the app is told of: subscribed to, within its scopes, and visible to its bot user."""

from secrets import token_hex

from simulator.jsontypes import Json
from simulator.workspace import Channel, Workspace
from simulator.world import World

MESSAGE_EVENT = {"public": "message.channels", "private": "message.groups", "im": "message.im"}
CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im"}
HISTORY = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
# The scope without which Slack does not let an app subscribe.
SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "subteam_created": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "subteam_members_changed": "usergroups:read",
    "channel_rename": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_created": "channels:read",
    "group_rename": "groups:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
}
MEMBERSHIP = ("member_joined_channel", "member_left_channel")


def emit(world: World, workspace: Workspace, event: Json, *, channel: Channel | None = None, name: str = "") -> None:
    """Sends `event` if the app asked for it (`name`: the subscription, when it is not the event's type)."""
    if not _subscribed(world, name or event["type"], channel) or workspace.token in world.revoked:
        return
    if channel and workspace.bot_user not in channel.members:
        return
    if world.rates.enabled and not world.event_budget.take(workspace.id, world.rate_now()):
        _too_many(world, workspace)
        return
    external = bool(channel and channel.shared_with)
    world.dispatcher.event(workspace.id, wrapped(world, workspace, event, external=external))


def _too_many(world: World, workspace: Workspace) -> None:
    """The app is not told of this event, but once a minute that there was one."""
    now = world.rate_now()
    if not world.event_budget.first_of_minute(workspace.id, now):
        return
    event = {
        "type": "app_rate_limited",
        "token": world.app.verification_token,
        "team_id": workspace.id,
        "minute_rate_limited": int(now // 60) * 60,
        "api_app_id": world.app.id,
    }
    world.dispatcher.event(workspace.id, wrapped(world, workspace, event))


def _subscribed(world: World, name: str, channel: Channel | None) -> bool:
    manifest = world.app.manifest
    scope = SCOPES.get(name)
    if name in MEMBERSHIP and channel:
        scope = "channels:read" if channel.kind == "public" else "groups:read"
    return name in manifest.events and (scope is None or scope in manifest.scopes)


def wrapped(world: World, workspace: Workspace, event: Json, *, external: bool = False) -> Json:
    """The Events API envelope around `event`."""
    return {
        "token": world.app.verification_token,
        "team_id": workspace.id,
        "api_app_id": world.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{token_hex(5).upper()}",
        "event_time": int(world.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.id,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": external,
        "event_context": f"4-{token_hex(12)}",
    }


def event_ts(world: World) -> str:
    return f"{world.clock.now():.6f}"


def message_event(world: World, workspace: Workspace, channel: Channel, event: Json) -> None:
    """An event of the `message` family, under the subscription of that kind of conversation."""
    full = {**event, "channel": channel.id, "channel_type": CHANNEL_TYPE[channel.kind]}
    emit(world, workspace, full, channel=channel, name=MESSAGE_EVENT[channel.kind])
