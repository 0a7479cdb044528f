"""Events: messages, reactions, people and groups kept fresh, Home opened, the app removed.

Every other event is acknowledged and forgotten.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.orm import Session

from bot.listeners.home import publish
from bot.listeners.kudos.messages import message
from bot.listeners.kudos.reactions import reaction
from bot.listeners.workspace.user_groups import group_changed, group_members_changed
from bot.services import Incoming, Services
from bot.slack.directory import profile_of
from models.people import members
from models.storage.requests import once
from models.workspace import workspaces


async def event(services: Services, incoming: Incoming) -> None:
    """An event of the Events API."""
    handler = EVENTS.get(incoming.body["event"]["type"])
    if handler is not None:
        await handler(services, incoming, incoming.body["event"])


async def _person_changed(services: Services, incoming: Incoming, payload: dict[str, Any]) -> None:
    def sync(session: Session) -> None:
        now = services.clock.now()
        told_at = float(payload.get("event_ts") or incoming.body.get("event_time") or 0)
        profiles = [profile_of(payload["user"], incoming.team_id, told_at=told_at)]

        def act() -> dict[str, Any]:
            changed = members.sync(session, workspace_id=incoming.workspace_id, profiles=profiles, now=now)
            return {"code": "synced", "changed": changed}

        key = f"event:{incoming.body['event_id']}"
        once(session, workspace_id=incoming.workspace_id, key=key, now=now, act=act)

    await services.database.run(sync)


async def _home_opened(services: Services, incoming: Incoming, payload: dict[str, Any]) -> None:
    if payload.get("tab", "home") == "home":
        publish(services, incoming)


async def _removed(services: Services, incoming: Incoming, payload: dict[str, Any]) -> None:
    """The app was uninstalled, or the bot's token revoked (a person's token is none of ours)."""
    if payload["type"] == "tokens_revoked" and not payload.get("tokens", {}).get("bot"):
        return
    now = services.clock.now()
    await services.database.run(workspaces.uninstall, workspace_id=incoming.workspace_id, now=now)
    await services.installations.load()


EVENTS: dict[str, Callable[[Services, Incoming, dict[str, Any]], Awaitable[None]]] = {
    "user_change": _person_changed,
    "team_join": _person_changed,
    "message": message,
    "reaction_added": reaction,
    "reaction_removed": reaction,
    "subteam_created": group_changed,
    "subteam_updated": group_changed,
    "subteam_members_changed": group_members_changed,
    "app_home_opened": _home_opened,
    "app_uninstalled": _removed,
    "tokens_revoked": _removed,
}
