"""Slack's directory: what its user objects say, and reading all of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.errors import SlackApiError

from bot import log
from bot.services import Services
from bot.slack import code_of, retry_after, status_of
from bot.slack.installations import Installed
from models import words
from models.people import group_teams, members
from models.people.members import Kind, Profile
from models.people.user_groups import GroupState
from models.workspace import workspaces

MICROSECONDS = 1_000_000
LONGEST_NAME = 200
PAGE = 200
"""People a page of `users.list`."""
NO_GROUPS = {"missing_scope", "plan_upgrade_required"}
"""An older manifest, or a plan of Slack's without user groups."""


def profile_of(user: dict[str, Any], team_id: str, *, told_at: float = 0) -> Profile:
    """A member's profile from a Slack user object, as seen from the workspace `team_id`.

    `told_at`: the Unix time of the event that brought it. Slack's `updated` is in seconds, and two changes of one
    second may arrive in the wrong order.
    """
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return Profile(
        slack_user_id=user["id"],
        name=next((name for one in names if (name := named(one or ""))), ""),
        handle=named(user.get("name") or ""),
        kind=kind_of(user, team_id),
        active=not user.get("deleted", False),
        zone=user.get("tz") or None,
        email=profile.get("email") or None,
        is_slack_admin=bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
        is_primary_owner=bool(user.get("is_primary_owner")),
        updated=int(max(float(user.get("updated") or 0), told_at) * MICROSECONDS),
    )


def named(name: str) -> str:
    """As much of a name as is kept; "" of one that is blank."""
    return words.cut_plain(words.storable(name).strip(), LONGEST_NAME)


def kind_of(user: dict[str, Any], team_id: str) -> Kind:
    """Bot, external, guest or person. `USLACKBOT` is not a person."""
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return Kind.BOT
    home = user.get("team_id") or team_id
    teams = (user.get("enterprise_user") or {}).get("teams") or []
    if user.get("is_stranger") or (home != team_id and team_id not in teams):
        return Kind.EXTERNAL
    return Kind.GUEST if user.get("is_restricted") or user.get("is_ultra_restricted") else Kind.PERSON


async def sync(services: Services, installed: Installed) -> int:
    """Read the whole directory of a workspace, page by page. Returns how many people it holds."""
    client = services.client(installed.workspace_id)
    people, cursor = 0, ""
    while True:
        page = await unhurried(client.users_list, limit=PAGE, cursor=cursor or None)
        profiles = [profile_of(user, installed.team_id) for user in page["members"]]
        await services.database.run(
            members.sync, workspace_id=installed.workspace_id, profiles=profiles, now=services.clock.now()
        )
        people += len(profiles)
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            await services.database.run(workspaces.adopt_zone, workspace_id=installed.workspace_id)
            log.info("directory read", workspace=installed.workspace_id, people=people)
            return people


def group_of(group: dict[str, Any], *, told_at: float = 0) -> GroupState:
    """A user group from Slack's object; `told_at`: as of `profile_of`."""
    return GroupState(
        slack_id=group["id"],
        handle=named(group.get("handle") or ""),
        name=named(group.get("name") or ""),
        slack_users=tuple(group.get("users") or ()),
        active=not group.get("date_delete"),
        updated=int(max(float(group.get("date_update") or 0), told_at) * MICROSECONDS),
    )


async def sync_groups(services: Services, installed: Installed) -> None:
    """Read all user groups of a workspace. Without the scope there are none, and that is logged."""
    client = services.client(installed.workspace_id)
    try:
        listed = await unhurried(client.usergroups_list, include_users=True, include_disabled=True)
    except SlackApiError as error:
        if code_of(error) not in NO_GROUPS:
            raise
        log.warning("user groups not read", workspace=installed.workspace_id, code=code_of(error))
        return
    groups = [group_of(group) for group in listed["usergroups"]]
    await services.database.run(
        group_teams.keep, workspace_id=installed.workspace_id, groups=groups, now=services.clock.now()
    )
    log.info("user groups read", workspace=installed.workspace_id, groups=len(groups))


async def look_up(services: Services, installed: Installed, slack_ids: list[str]) -> list[Profile]:
    """What Slack says of these people now. Someone Slack does not know is a deactivated stranger."""
    client = services.client(installed.workspace_id)
    profiles = []
    for slack_id in slack_ids:
        try:
            user = (await unhurried(client.users_info, user=slack_id))["user"]
            profiles.append(profile_of(user, installed.team_id))
        except SlackApiError as error:
            if code_of(error) not in {"user_not_found", "user_not_visible"}:
                raise
            profiles.append(Profile(slack_id, "", "", Kind.EXTERNAL, active=False))
    return profiles


async def unhurried(call: Callable[..., Awaitable[Any]], **arguments: Any) -> Any:
    """Call Slack, and wait as long as it asks when it says 429."""
    while True:
        try:
            return await call(**arguments)
        except SlackApiError as error:
            if code_of(error) != "ratelimited" and status_of(error) != 429:
                raise
            await asyncio.sleep(retry_after(error))
