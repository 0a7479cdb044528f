"""One workspace in memory: people, conversations, messages, user groups."""

from dataclasses import dataclass, field

from simulator.clock import stamp
from simulator.company import Company, Group, Role, Room
from simulator.jsontypes import Json


@dataclass
class Person:
    """Someone in `users.list`; `role` holds what the company file said, `updated` is unix seconds."""

    role: Role
    team_id: str
    deactivated: bool
    updated: int

    @property
    def id(self) -> str:
        return self.role.id

    @property
    def handle(self) -> str:
        return self.role.handle

    @property
    def shown_name(self) -> str:
        return self.role.display_name or self.role.name


@dataclass
class Channel:
    """A conversation of any kind: `public`, `private`, `im`. Messages by ts, oldest first."""

    id: str
    name: str
    kind: str
    created: int
    creator: str
    members: dict[str, None] = field(default_factory=dict)
    archived: bool = False
    general: bool = False
    topic: str = ""
    purpose: str = ""
    shared_with: tuple[str, ...] = ()
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Json] = field(default_factory=dict)
    metadata: dict[str, Json] = field(default_factory=dict)
    ephemerals: list[Json] = field(default_factory=list)
    last_stamp: int = 0

    def next_ts(self, now: float) -> str:
        """A ts that no other message of this conversation has, never before the last one."""
        self.last_stamp = max(self.last_stamp + 1, int(now * 1_000_000))
        return stamp(self.last_stamp)


@dataclass
class Usergroup:
    group: Group
    users: list[str]
    disabled: bool
    created: int
    updated: int


@dataclass
class Workspace:
    """All that one bot token can reach."""

    id: str
    name: str
    domain: str
    token: str
    bot_user: str
    bot_id: str
    bot_name: str
    people: dict[str, Person] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    usergroups: dict[str, Usergroup] = field(default_factory=dict)
    profile_fields: tuple[dict[str, str], ...] = ()
    dms: dict[frozenset[str], str] = field(default_factory=dict)
    edit_window: float | None = None
    installed: bool = True

    def person(self, reference: str) -> Person | None:
        """By id, handle or `@handle`."""
        return self.people.get(reference) or self.people.get(self.handles.get(reference.lstrip("@"), ""))

    def channel(self, reference: str) -> Channel | None:
        """By id, name or `#name`."""
        name = reference.lstrip("#")
        return self.channels.get(reference) or next((c for c in self.channels.values() if c.name == name), None)

    def dm(self, one: str, other: str, now: float) -> Channel:
        """The direct conversation of two people, opened when they have none."""
        pair = frozenset((one, other))
        if (found := self.dms.get(pair)) is None:
            found = self.dms[pair] = f"D0{len(self.dms) + 1:08d}"
            self.channels[found] = Channel(found, "", "im", int(now), one, dict.fromkeys((one, other)))
        return self.channels[found]

    def app_dm(self, person: str, now: float) -> Channel:
        return self.dm(person, self.bot_user, now)


def found(company: Company, now: float) -> Workspace:
    """A fresh workspace with the app installed; `now` is unix seconds."""
    workspace = Workspace(
        id=company.id,
        name=company.name,
        domain=company.domain,
        token=f"xoxb-{company.id}-simulated",
        bot_user=company.bot_user,
        bot_id=company.bot_id,
        bot_name=company.bot_name,
        profile_fields=company.profile_fields,
    )
    for role in (*company.people, _slackbot(), _bot(company)):
        add_person(workspace, role, now)
    for room in company.channels:
        add_channel(workspace, room, now)
    for group in company.usergroups:
        users = [workspace.handles[handle] for handle in group.members]
        workspace.usergroups[group.id] = Usergroup(group, users, group.disabled, int(now), int(now))
    return workspace


def add_person(workspace: Workspace, role: Role, now: float) -> Person:
    person = Person(role, role.external_team or workspace.id, role.deactivated, int(now))
    workspace.people[role.id] = person
    workspace.handles[role.handle] = role.id
    return person


def add_channel(workspace: Workspace, room: Room, now: float) -> Channel:
    members = [workspace.handles[handle] for handle in room.members]
    channel = Channel(
        id=room.id,
        name=room.name,
        kind=room.kind,
        created=int(now),
        creator=members[0] if members else "USLACKBOT",
        members=dict.fromkeys([*members, workspace.bot_user] if room.bot else members),
        archived=room.archived,
        general=room.general,
        topic=room.topic,
        purpose=room.purpose,
        shared_with=room.shared_with,
    )
    workspace.channels[room.id] = channel
    return channel


def _slackbot() -> Role:
    # Slack itself says is_bot false of Slackbot, which is why apps must know its id.
    return Role(id="USLACKBOT", handle="slackbot", name="Slackbot", tz="America/Los_Angeles")


def _bot(company: Company) -> Role:
    return Role(id=company.bot_user, handle=company.bot_name, name=company.bot_name.capitalize(), tz="UTC", bot=True)
