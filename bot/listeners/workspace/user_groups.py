"""Slack's user groups, kept from their events. An older state never replaces a newer one."""

from typing import Any

from bot.services import Incoming, Services
from bot.slack import directory
from bot.slack.directory import MICROSECONDS
from models.people import group_teams
from models.people.user_groups import Change


async def group_changed(services: Services, incoming: Incoming, event: dict[str, Any]) -> None:
    """A group was made, renamed, switched off or on; the event holds all of it."""
    group = directory.group_of(event["subteam"], told_at=_told_at(event))
    await services.write_event(incoming, group_teams.keep, groups=[group])


async def group_members_changed(services: Services, incoming: Incoming, event: dict[str, Any]) -> None:
    """People were added to a group or taken out. The event tells the difference only: a gap is read from Slack."""
    change = Change(
        slack_id=str(event["subteam_id"]),
        added=tuple(event.get("added_users") or ()),
        removed=tuple(event.get("removed_users") or ()),
        since=int(event.get("date_previous_update") or 0) * MICROSECONDS,
        updated=int(max(float(event.get("date_update") or 0), _told_at(event)) * MICROSECONDS),
    )
    known = await services.write_event(incoming, group_teams.change_members, change=change)
    installed = services.installations.of_team(incoming.team_id)
    if not known and installed is not None:
        services.tasks.start(directory.sync_groups(services, installed), "user groups")


def _told_at(event: dict[str, Any]) -> float:
    return float(event.get("event_ts") or 0)
