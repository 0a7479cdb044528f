"""The app manifest that an admin pastes into Slack. Few scopes; nothing that reads people's messages unless asked."""

from typing import Any

from bot.ids import COMMAND, ShortcutId

SCOPES = {
    "commands": "the command /pat",
    "chat:write": "announcing pats, direct messages, digests",
    "chat:write.public": "a pat lands in the public channel where it was said, without an invitation",
    "users:read": "who is a person, a guest, a bot, or has left; everybody's zone",
    "users:read.email": "matching an imported list of people",
    "files:write": "pictures in digests; one's own data as files, at one's wish",
    "im:write": "direct messages",
    "im:history": "finding its own direct messages again after a crash",
    "metadata.message:read": "recognising its own messages",
    "reactions:read": "joining in by reaction; giving by reaction, where an admin turns it on",
    "usergroups:read": "pats for user groups; teams from them",
}
PROFILES = {"users.profile:read": "leads and start dates from Slack's profile fields"}
READING = {
    "channels:history": "`++` and emoji in messages of channels it is in; finding its own posts again after a crash",
    "groups:history": "the same in private channels it is in",
}
EVENTS = [
    "app_home_opened",
    "app_uninstalled",
    "reaction_added",
    "reaction_removed",
    "subteam_created",
    "subteam_members_changed",
    "subteam_updated",
    "team_join",
    "tokens_revoked",
    "user_change",
]
READING_EVENTS = ["message.channels", "message.groups"]


def scopes(*, profiles: bool = False, reading: bool = False) -> dict[str, str]:
    """Each scope with its reason."""
    return {**SCOPES, **(PROFILES if profiles else {}), **(READING if reading else {})}


def manifest(*, url: str | None = None, profiles: bool = False, reading: bool = False) -> dict[str, Any]:
    """The manifest; with `url` (of the server, without a path) for HTTP, else for Socket Mode."""
    request_url = f"{url.rstrip('/')}/slack/events" if url else None
    at = {"request_url": request_url} if request_url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Backpat",
            "description": "A pat on the back, in the open, above all for deciding on the spot for a customer.",
            "background_color": "#1f6f5c",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Backpat", "always_online": True},
            "shortcuts": [
                _shortcut("global", ShortcutId.GIVE, "Give a pat on the back"),
                _shortcut("message", ShortcutId.GIVE_FOR_MESSAGE, "Pat on the back"),
                _shortcut("message", ShortcutId.LOG_MY_DECISION, "Log my decision"),
            ],
            "slash_commands": [_command(at)],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes(profiles=profiles, reading=reading))}},
        "settings": {
            "event_subscriptions": {**at, "bot_events": sorted(EVENTS + (READING_EVENTS if reading else []))},
            "interactivity": {"is_enabled": True, **at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(kind: str, shortcut: ShortcutId, name: str) -> dict[str, str]:
    description = "For what you have just seen" if kind == "message" else "In the open, for deciding on the spot"
    return {"type": kind, "name": name, "callback_id": shortcut, "description": description}


def _command(at: dict[str, str]) -> dict[str, Any]:
    return {
        "command": COMMAND,
        **({"url": at["request_url"]} if at else {}),
        "description": "Give a colleague a pat on the back",
        "usage_hint": "@ana for refunding the late parcel on the spot",
        "should_escape": True,
    }
