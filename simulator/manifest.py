"""What the app asked for: scopes, events, commands, shortcuts. A forgotten one fails here as it would in Slack."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from simulator.jsontypes import Json


class BadManifest(ValueError):
    """The file is no app manifest; the message says where."""


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that change what the workspace does.

    `commands` maps `/name` to whether Slack escapes people and channels in its text; `shortcuts` maps a
    callback id to `message` or `global`; `described` holds what people read of either. `any_command` is true
    only when no manifest was given.
    """

    name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: dict[str, bool]
    shortcuts: dict[str, str]
    request_url: str = ""
    home_tab: bool = True
    messages_tab: bool = True
    messages_read_only: bool = False
    interactive: bool = True
    any_command: bool = False
    described: dict[str, Json] = field(default_factory=dict)


def parse(data: Json) -> Manifest:
    """A manifest from its JSON form (version 1 or 2). Raises BadManifest."""
    try:
        features, settings = data.get("features", {}), data.get("settings", {})
        home = features.get("app_home", {})
        subscriptions, interactivity = settings.get("event_subscriptions", {}), settings.get("interactivity", {})
        return Manifest(
            name=data["display_information"]["name"],
            scopes=frozenset(data["oauth_config"]["scopes"].get("bot", ())),
            events=frozenset(subscriptions.get("bot_events", ())),
            commands={c["command"]: bool(c.get("should_escape")) for c in features.get("slash_commands", ())},
            shortcuts={s["callback_id"]: s["type"] for s in features.get("shortcuts", ())},
            request_url=subscriptions.get("request_url", ""),
            home_tab=bool(home.get("home_tab_enabled")),
            messages_tab=bool(home.get("messages_tab_enabled")),
            messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
            interactive=bool(interactivity.get("is_enabled")),
            described=_described(features),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadManifest(f"not an app manifest: {error!r}") from error


def _described(features: Json) -> dict[str, Json]:
    """Names, descriptions and usage hints, by command or callback id."""
    named = [(one["command"], one) for one in features.get("slash_commands", ())]
    named += [(one["callback_id"], one) for one in features.get("shortcuts", ())]
    shown = ("name", "description", "usage_hint")
    return {key: {word: str(one.get(word, "")) for word in shown} for key, one in named}


def load(path: Path) -> Manifest:
    """A manifest from a JSON file. Raises BadManifest."""
    try:
        return parse(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise BadManifest(f"{path.name}: {error}") from error


def anything() -> Manifest:
    """What an app gets that brings no manifest: every scope and event the simulator knows, and any command."""
    return Manifest(
        name="App",
        scopes=frozenset(ALL_SCOPES.split()),
        events=frozenset(ALL_EVENTS.split()),
        commands={},
        shortcuts={},
        any_command=True,
    )


ALL_SCOPES = """
app_mentions:read channels:history channels:join channels:manage channels:read chat:write chat:write.public commands
files:read files:write groups:history groups:read groups:write im:history im:read im:write metadata.message:read
mpim:history mpim:read mpim:write reactions:read reactions:write team:read usergroups:read users.profile:read
users:read users:read.email
"""

ALL_EVENTS = """
app_home_opened app_mention app_uninstalled channel_archive channel_created channel_rename channel_unarchive
group_archive group_rename group_unarchive member_joined_channel member_left_channel message.channels message.groups
message.im message.mpim reaction_added reaction_removed subteam_created subteam_members_changed subteam_updated
team_join tokens_revoked user_change
"""
