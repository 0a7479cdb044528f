"""Slack's own JSON of a person, a conversation, a user group, a bot."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from simulator.jsontypes import Json
from simulator.workspace import Channel, Person, Usergroup, Workspace

_FACES = {f"image_{size}": "" for size in (24, 32, 48, 72, 192, 512)}


@lru_cache(maxsize=512)
def _offset(zone: str, hour: int) -> tuple[int, str]:
    """Seconds east of UTC and the abbreviation, cached by the hour."""
    there = datetime.fromtimestamp(hour * 3600, ZoneInfo(zone))
    delta = there.utcoffset()
    return int(delta.total_seconds()) if delta else 0, there.tzname() or zone


def user(person: Person, now: float, *, email: bool, locale: bool = True) -> Json:
    """The user object. Someone deactivated loses their zone and roles, as with Slack; `email` needs its own scope."""
    role = person.role
    base: Json = {
        "id": role.id,
        "team_id": person.team_id,
        "name": role.handle,
        "deleted": person.deactivated,
        "profile": profile(person, email=email),
        "is_bot": role.bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.deactivated:
        return base
    return base | _living(person, now) | ({"locale": role.locale} if locale else {})


def _living(person: Person, now: float) -> Json:
    role = person.role
    offset, label = _offset(role.tz, int(now // 3600))
    owner = role.owner or role.primary_owner
    living: Json = {
        "color": "9f69e7",
        "real_name": role.name,
        "tz": role.tz,
        "tz_label": label,
        "tz_offset": offset,
        "is_admin": role.admin or owner,
        "is_owner": owner,
        "is_primary_owner": role.primary_owner,
        "is_restricted": bool(role.guest),
        "is_ultra_restricted": role.guest == "single",
        "is_email_confirmed": not role.bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    return living | {"is_stranger": True} if role.stranger else living


def profile(person: Person, *, email: bool, fields: bool = False) -> Json:
    role = person.role
    first, _, last = role.name.partition(" ")
    found: Json = {
        "title": role.title,
        "phone": "",
        "skype": "",
        "real_name": role.name,
        "real_name_normalized": role.name,
        "display_name": role.display_name,
        "display_name_normalized": role.display_name,
        "status_text": "",
        "status_text_canonical": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "g0",
        **_FACES,
        "first_name": first,
        "last_name": last,
        "team": person.team_id,
    }
    if email and role.email:
        found["email"] = role.email
    if role.bot:
        found["api_app_id"] = ""
    if fields:
        found["fields"] = {key: {"value": value, "alt": ""} for key, value in role.fields.items()}
        if role.start_date:
            found["start_date"] = role.start_date
    return found


def conversation(workspace: Workspace, channel: Channel, viewer: str, *, count: bool = False) -> Json:
    """The conversation object as `viewer` (a user id) gets it."""
    if channel.kind == "im":
        return _direct(channel, viewer)
    private = channel.kind == "private"
    found: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.archived,
        "is_general": channel.general,
        "unlinked": 0,
        "is_shared": bool(channel.shared_with),
        "is_org_shared": False,
        "is_ext_shared": bool(channel.shared_with),
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": workspace.id,
        "shared_team_ids": [workspace.id, *channel.shared_with],
        "is_member": viewer in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": channel.previous_names,
    }
    return found | {"num_members": len(channel.members)} if count else found


def _direct(channel: Channel, viewer: str) -> Json:
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "user": next((member for member in channel.members if member != viewer), viewer),
        "is_user_deleted": False,
        "priority": 0,
    }


def usergroup(workspace: Workspace, found: Usergroup, *, users: bool, count: bool) -> Json:
    body: Json = {
        "id": found.group.id,
        "team_id": workspace.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": found.group.name,
        "description": "",
        "handle": found.group.handle,
        "is_external": False,
        "date_create": found.created,
        "date_update": found.updated,
        "date_delete": found.updated if found.disabled else 0,
        "auto_type": None,
        "auto_provision": False,
        "enterprise_subteam_id": "",
        "created_by": "USLACKBOT",
        "updated_by": "USLACKBOT",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
    }
    if users:
        body["users"] = list(found.users)
    if count:
        body["user_count"] = len(found.users)
    return body


def bot_profile(workspace: Workspace, app_id: str) -> Json:
    return {
        "id": workspace.bot_id,
        "deleted": False,
        "name": workspace.people[workspace.bot_user].role.name,
        "updated": 0,
        "app_id": app_id,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "team_id": workspace.id,
    }
