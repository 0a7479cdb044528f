"""People come, change and go; user groups change. The app hears of it as Slack tells it."""

from dataclasses import replace
from typing import Any

from simulator import objects
from simulator.company import Group, Role
from simulator.events import emit, event_ts
from simulator.jsontypes import Json
from simulator.workspace import Person, Usergroup, Workspace, add_person
from simulator.world import World

# Custom fields change without an event: an app has to look.
SILENT = {"fields", "start_date"}


def hire(world: World, workspace: Workspace, role: Role) -> Person:
    person = add_person(workspace, role, world.clock.now())
    for channel in workspace.channels.values():
        if channel.general and not role.guest:
            channel.members[person.id] = None
    emit(world, workspace, {"type": "team_join", "user": _user(world, person), "event_ts": event_ts(world)})
    world.records.happened("hired", workspace.id, f"{person.handle} joined {workspace.name}")
    return person


def change(world: World, workspace: Workspace, person: Person, changes: dict[str, Any]) -> None:
    """Changes fields of a person's role; one that is deactivated leaves every channel."""
    if "handle" in changes:
        workspace.handles.pop(person.handle, None)
        workspace.handles[changes["handle"]] = person.id
    person.role = replace(person.role, **changes)
    person.deactivated = person.role.deactivated
    person.updated = int(world.clock.now())
    if person.deactivated:
        for channel in workspace.channels.values():
            if channel.kind != "im":
                channel.members.pop(person.id, None)
    if set(changes) - SILENT:
        now = int(world.clock.now())
        event = {"type": "user_change", "user": _user(world, person), "cache_ts": now, "event_ts": event_ts(world)}
        emit(world, workspace, event)
    world.records.happened("changed", workspace.id, f"{person.handle} changed: {', '.join(changes)}")


def _user(world: World, person: Person) -> Json:
    return objects.user(person, world.clock.now(), email="users:read.email" in world.app.manifest.scopes)


def new_group(world: World, workspace: Workspace, group: Group) -> None:
    now = int(world.clock.now())
    users = [workspace.handles[handle] for handle in group.members]
    workspace.usergroups[group.id] = Usergroup(group, users, group.disabled, now, now)
    _tell_group(world, workspace, "subteam_created", workspace.usergroups[group.id])


def change_group(world: World, workspace: Workspace, found: Usergroup, changes: dict[str, Any]) -> None:
    """Changes a group's name or handle, or disables it."""
    found.group = replace(found.group, **changes)
    found.disabled, found.updated = found.group.disabled, int(world.clock.now())
    _tell_group(world, workspace, "subteam_updated", found)


def _tell_group(world: World, workspace: Workspace, kind: str, found: Usergroup) -> None:
    body = objects.usergroup(workspace, found, users=True, count=True)
    body = {key: value for key, value in body.items() if key not in ("auto_type", "deleted_by")}
    emit(world, workspace, {"type": kind, "subteam": body, "event_ts": event_ts(world)})


def regroup(world: World, workspace: Workspace, found: Usergroup, users: list[str]) -> None:
    """Gives a group new members (user ids)."""
    before, previous = set(found.users), found.updated
    found.users, found.updated = users, int(world.clock.now())
    added, removed = [one for one in users if one not in before], sorted(before.difference(users))
    event: Json = {
        "type": "subteam_members_changed",
        "subteam_id": found.group.id,
        "team_id": workspace.id,
        "date_previous_update": previous,
        "date_update": found.updated,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
        "event_ts": event_ts(world),
    }
    emit(world, workspace, event)


def revoke(world: World, workspace: Workspace, *, uninstall: bool = False, quietly: bool = False) -> None:
    """Takes the app's token away; with `uninstall` the app itself. `quietly`: without telling it."""
    if not quietly:
        emit(world, workspace, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot_user]}})
        if uninstall:
            emit(world, workspace, {"type": "app_uninstalled"})
    world.revoked.add(workspace.token)
    workspace.installed = not uninstall
