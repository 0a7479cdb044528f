"""users.*, usergroups.*, bots.info, team.*, auth.test."""

from simulator import objects
from simulator.api.call import READ_SCOPE, Call, Method, Refused, refused_arguments
from simulator.api.paging import page
from simulator.jsontypes import Json
from simulator.workspace import Person

# Slack asks an app to page a workspace above some size; without a limit it answers all or limit_required.
UNPAGED_PEOPLE = 1000
KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


def auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot_name,
        "team_id": workspace.id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def users_list(call: Call) -> Json:
    people = list(call.workspace.people.values())
    if len(people) > UNPAGED_PEOPLE and not call.text("limit"):
        raise Refused("limit_required")
    some, metadata = page(call, people, default=UNPAGED_PEOPLE, most=1000)
    now = int(call.world.clock.now())
    return {"members": [_user(call, person) for person in some], "cache_ts": now, "response_metadata": metadata}


def users_info(call: Call) -> Json:
    return {"user": _user(call, _known(call, call.text("user")))}


def users_conversations(call: Call) -> Json:
    whose = call.text("user") or call.workspace.bot_user
    if whose not in call.workspace.people:
        raise refused_arguments("invalid `user`")
    wanted = kinds(call)
    mine, bot = call.workspace.channels.values(), call.workspace.bot_user
    found = [
        channel
        for channel in mine
        if channel.kind in wanted
        and whose in channel.members
        and (channel.kind == "public" or bot in channel.members)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    some, metadata = page(call, found, default=100, most=999)
    listed = [objects.conversation(call.workspace, channel, bot) for channel in some]
    return {"channels": listed, "response_metadata": metadata}


def kinds(call: Call) -> list[str]:
    """The kinds asked for with `types`; each needs its own scope."""
    asked = call.text("types", "public_channel").replace(" ", "").split(",")
    if any(kind not in KINDS for kind in asked):
        raise Refused("invalid_types")
    found = [KINDS[kind] for kind in asked]
    for kind in found:
        call.need_scope(READ_SCOPE.get(kind, "mpim:read"))
    return found


def users_profile_get(call: Call) -> Json:
    person = _known(call, call.text("user") or call.workspace.bot_user)
    return {"profile": objects.profile(person, email=_email(call), fields=True)}


def team_profile_get(call: Call) -> Json:
    fields = [_field(index, line) for index, line in enumerate(call.workspace.profile_fields)]
    return {"profile": {"fields": fields, "sections": []}}


def _field(index: int, line: dict[str, str]) -> Json:
    return {
        "id": line["id"],
        "ordering": index,
        "label": line["label"],
        "hint": "",
        "type": line.get("type", "text"),
        "possible_values": None,
        "options": {"is_scim": False, "is_protected": False},
        "is_hidden": False,
        "section_id": "",
    }


def team_info(call: Call) -> Json:
    workspace = call.workspace
    known = {"id": workspace.id, "name": workspace.name, "domain": workspace.domain, "email_domain": ""}
    return {"team": {**known, "icon": {"image_default": True}}}


def usergroups_list(call: Call) -> Json:
    users, count, disabled = call.flag("include_users"), call.flag("include_count"), call.flag("include_disabled")
    groups = [group for group in call.workspace.usergroups.values() if disabled or not group.disabled]
    return {"usergroups": [objects.usergroup(call.workspace, one, users=users, count=count) for one in groups]}


def usergroups_users_list(call: Call) -> Json:
    group = call.workspace.usergroups.get(call.text("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


def bots_info(call: Call) -> Json:
    workspace = call.workspace
    if call.text("bot") not in ("", workspace.bot_id):
        raise Refused("bot_not_found")
    profile = objects.bot_profile(workspace, call.world.app.id)
    kept = {key: profile[key] for key in ("id", "deleted", "name", "updated", "app_id", "icons")}
    return {"bot": {**kept, "user_id": workspace.bot_user}}


def _known(call: Call, user: str) -> Person:
    if (person := call.workspace.people.get(user)) is None:
        raise Refused("user_not_found")
    return person


def _email(call: Call) -> bool:
    return "users:read.email" in call.world.app.manifest.scopes


def _user(call: Call, person: Person) -> Json:
    return objects.user(person, call.world.clock.now(), email=_email(call), locale=call.flag("include_locale"))


_READ = ("users:read",)
_GROUPS = ("usergroups:read",)
_CONVERSATIONS = ("channels:read", "groups:read", "im:read", "mpim:read")
_PAGED = ("invalid_cursor", "invalid_limit", "invalid_types")

ROWS = (
    Method("auth.test", "POST", auth_test, json=True),
    Method("users.list", "GET", users_list, _READ, 2, errors=("invalid_cursor", "limit_required")),
    Method("users.info", "GET", users_info, _READ, 4, ("user",), ("user_not_found",)),
    Method("users.conversations", "GET", users_conversations, _CONVERSATIONS, 3, errors=_PAGED),
    Method("users.profile.get", "GET", users_profile_get, ("users.profile:read",), 4, errors=("user_not_found",)),
    Method("team.profile.get", "GET", team_profile_get, ("users.profile:read",), 3),
    Method("team.info", "GET", team_info, ("team:read",), 3, json=True),
    Method("usergroups.list", "GET", usergroups_list, _GROUPS, 2),
    Method("usergroups.users.list", "GET", usergroups_users_list, _GROUPS, 2, ("usergroup",), ("no_such_subteam",)),
    Method("bots.info", "GET", bots_info, _READ, 3, errors=("bot_not_found",)),
)
