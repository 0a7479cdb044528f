"""Members: the people (and bots) of a workspace, kept in step with Slack's directory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Index, Select, String, bindparam, cast, false, or_, select, text, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.ids import uuid7
from models.storage.inserting import add_missing
from models.storage.listing import among, filling, padded
from models.storage.orm import Code, Counter, Id, Model, Name, SlackId, WorkspaceId, table_of


class Kind(StrEnum):
    PERSON = "person"
    GUEST = "guest"
    EXTERNAL = "external"
    BOT = "bot"
    OFFLINE = "offline"
    """Someone without Slack, added by name."""


class Circle(StrEnum):
    """Who may see a kudos; wider first."""

    EVERYONE = "everyone"
    TEAM = "team"
    LEAD = "lead"

    @property
    def strictness(self) -> int:
        return list(Circle).index(self)


GONE = "someone who left Backpat"
WITHOUT_SLACK = text("kind = 'offline' AND active AND handle <> ''")
"""What is typed for one of these people names nobody else."""


def strictest(circles: Iterable[str]) -> Circle:
    """The narrowest of these circles."""
    return max(map(Circle, circles), key=lambda circle: circle.strictness)


class Member(Model):
    __tablename__ = "members"
    __table_args__ = (
        Index("uq_members_slack_user", "workspace_id", "slack_user_id", unique=True),
        Index("ix_members_email", "workspace_id", "email"),
        Index(
            "uq_members_handle",
            "workspace_id",
            "handle",
            unique=True,
            sqlite_where=WITHOUT_SLACK,
            postgresql_where=WITHOUT_SLACK,
        ),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    slack_user_id: Mapped[SlackId | None]
    name: Mapped[Name]
    handle: Mapped[Name]
    email: Mapped[str | None]
    kind: Mapped[Code]
    active: Mapped[bool]
    verified: Mapped[bool]
    """False for someone named in a command before Slack's directory was read; checked before anything is posted."""
    zone: Mapped[str | None]
    is_slack_admin: Mapped[bool] = mapped_column(default=False)
    is_primary_owner: Mapped[bool] = mapped_column(default=False)
    is_named_admin: Mapped[bool] = mapped_column(default=False)
    started_on: Mapped[date | None]
    added_at: Mapped[datetime]
    slack_updated: Mapped[Counter] = mapped_column(default=0)
    """When it changed in Slack (Unix microseconds): an older profile never replaces a newer one."""
    circle: Mapped[Code] = mapped_column(default=Circle.EVERYONE)
    receipts: Mapped[bool] = mapped_column(default=True)
    quiet_from: Mapped[int | None]
    """Hour of their own day (0-23) from which no unsolicited message comes; None: 19."""
    quiet_until: Mapped[int | None]
    """Hour at which messages come again; None: 8. The same as `quiet_from`: never quiet."""
    words_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Thanks in words, and nothing counted: never on a board, never points."""
    is_named_lead: Mapped[bool] = mapped_column(default=False, server_default=false())
    """An admin said so: they may say who is in their team before anyone reports to them."""
    reads_leadership: Mapped[bool] = mapped_column(default=False, server_default=false())
    """An admin said so: they get the leadership digest."""
    monthly_digest: Mapped[bool] = mapped_column(default=False, server_default=false())
    """They asked for what was said about them, once a month."""
    may_be_nudged: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether they, as a lead, may be nudged where the workspace has nudges on."""
    site: Mapped[str | None] = mapped_column(String(200))
    shift: Mapped[str | None] = mapped_column(String(200))
    removed_at: Mapped[datetime | None]
    """When their data was removed at their wish: this row is all that is left."""

    @property
    def label(self) -> str:
        return GONE if self.removed_at else self.name or self.handle or "someone"


@dataclass(frozen=True, slots=True)
class Profile:
    """One person as Slack's directory describes them."""

    slack_user_id: str
    name: str
    handle: str
    kind: Kind
    active: bool
    zone: str | None = None
    email: str | None = None
    is_slack_admin: bool = False
    is_primary_owner: bool = False
    updated: int = 0


def sync(session: Session, *, workspace_id: int, profiles: Sequence[Profile], now: datetime) -> int:
    """Bring members in step with `profiles` (at most 1,000). Returns how many rows were added or changed."""
    newest = {profile.slack_user_id: profile for profile in sorted(profiles, key=lambda profile: profile.updated)}
    known = resolve(session, workspace_id=workspace_id, slack_ids=newest, now=now)
    changed = 0
    for slack_id, profile in newest.items():
        member = known[slack_id]
        if not member.verified or profile.updated >= member.slack_updated:
            _apply(member, profile)
            changed += session.is_modified(member)
    session.flush()
    return changed


class Party(NamedTuple):
    """What giving has to know of someone."""

    workspace_id: int
    id: UUID
    slack_user_id: str
    kind: str
    active: bool
    circle: str
    receipts: bool
    zone: str | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None


def parties(session: Session, *, workspace_id: int, slack_ids: Iterable[str], now: datetime) -> dict[str, Party]:
    """The people with these Slack ids, locked in the order of their ids; unknown ones are added unverified."""
    wanted = sorted(set(slack_ids))
    found = _parties(session, workspace_id, wanted)
    if missing := [slack_id for slack_id in wanted if slack_id not in found]:
        _add_unknown(session, workspace_id, missing, now)
        found |= _parties(session, workspace_id, missing)
    return found


def resolve(session: Session, *, workspace_id: int, slack_ids: Iterable[str], now: datetime) -> dict[str, Member]:
    """The same as members, to be changed."""
    wanted = sorted(set(slack_ids))
    known = by_slack_id(session, workspace_id, wanted, lock=True)
    if missing := [slack_id for slack_id in wanted if slack_id not in known]:
        _add_unknown(session, workspace_id, missing, now)
        known |= by_slack_id(session, workspace_id, missing, lock=True)
    return known


def _add_unknown(session: Session, workspace_id: int, slack_ids: Sequence[str], now: datetime) -> None:
    add_missing(session, Member.id, [_unknown(workspace_id, slack_id, now) for slack_id in slack_ids])


def _parties(session: Session, workspace_id: int, slack_ids: Sequence[str]) -> dict[str, Party]:
    wanted = padded(slack_ids)
    values = {"of_workspace": workspace_id, **filling("id", wanted)}
    rows = session.connection().execute(_parties_query(len(wanted)), values)
    return {party.slack_user_id: party for party in map(Party._make, rows)}


@cache
def _parties_query(people: int) -> Select[*tuple[Any, ...]]:
    table = table_of(Member)
    return (
        select(*(table.c[name] for name in Party._fields))
        .where(table.c.workspace_id == bindparam("of_workspace"), among(table.c.slack_user_id, "id", people))
        .order_by(cast(table.c.id, String))  # by the bare id, SQLite would read everybody in that order
        .with_for_update(key_share=True)
    )


def _unknown(workspace_id: int, slack_user_id: str, now: datetime) -> dict[str, Any]:
    names = {"slack_user_id": slack_user_id, "name": "", "handle": ""}
    state = {"kind": Kind.PERSON, "active": True, "verified": False, "added_at": now, "slack_updated": 0}
    choices = {"circle": Circle.EVERYONE, "receipts": True, "words_only": False}
    roles = {"is_slack_admin": False, "is_primary_owner": False, "is_named_admin": False, "is_named_lead": False}
    return {"workspace_id": workspace_id, "id": uuid7(), **names, **state, **choices, **roles}


def _apply(member: Member, profile: Profile) -> None:
    member.name, member.handle, member.kind = profile.name[:200], profile.handle[:200], profile.kind
    member.active = profile.active
    member.zone, member.email = (
        profile.zone or member.zone,
        profile.email or member.email,
    )  # Slack drops some of who has left
    member.is_slack_admin, member.is_primary_owner = profile.is_slack_admin, profile.is_primary_owner
    member.slack_updated, member.verified = profile.updated, True


def by_slack_id(
    session: Session, workspace_id: int, slack_ids: Iterable[str], *, lock: bool = False
) -> dict[str, Member]:
    """The members with these Slack ids that there are; with `lock`, locked in the order of their ids."""
    wanted = {"of_workspace": workspace_id, "slack_ids": sorted(set(slack_ids))}
    rows = session.scalars(_BY_SLACK_ID_LOCKED if lock else _BY_SLACK_ID, wanted)
    return {member.slack_user_id: member for member in rows if member.slack_user_id}


def by_slack_user(session: Session, workspace_id: int, slack_user_id: str) -> Member | None:
    return session.scalar(_of(workspace_id).where(Member.slack_user_id == slack_user_id))


def by_id(session: Session, workspace_id: int, ids: Iterable[UUID]) -> dict[UUID, Member]:
    rows = session.scalars(_of(workspace_id).where(Member.id.in_(sorted(set(ids)))))
    return {member.id: member for member in rows}


def people_after(workspace_id: int, after: str) -> Select[str | None]:
    """Slack ids of active people and guests beyond this one, in order: read in batches."""
    return (
        select(Member.slack_user_id)
        .where(Member.workspace_id == workspace_id, Member.active, Member.kind.in_((Kind.PERSON, Kind.GUEST)))
        .where(Member.slack_user_id > after)
        .order_by(Member.slack_user_id)
    )


def is_admin(member: Member, installer_slack_id: str | None) -> bool:
    """Whoever installed it, Slack's own owners and admins, and whom they name."""
    installed = installer_slack_id is not None and member.slack_user_id == installer_slack_id
    return member.active and (installed or member.is_slack_admin or member.is_named_admin)


def admins(session: Session, workspace_id: int, installer_slack_id: str | None) -> list[Member]:
    """Whoever `is_admin`: the installer first, then whom people chose, then Slack's own, by name."""
    named = or_(Member.slack_user_id == installer_slack_id, Member.is_named_admin, Member.is_slack_admin)
    rows = session.scalars(_of(workspace_id).where(Member.active, named).order_by(Member.name, Member.id))
    return sorted(rows, key=lambda one: (one.slack_user_id != installer_slack_id, not one.is_named_admin))


def _of(workspace_id: int) -> Select[Member]:
    return select(Member).where(Member.workspace_id == workspace_id)


_BY_SLACK_ID = (
    select(Member)
    .where(
        Member.workspace_id == bindparam("of_workspace"),
        Member.slack_user_id.in_(bindparam("slack_ids", expanding=True)),
    )
    .order_by(Member.id)
)
_BY_SLACK_ID_LOCKED = _BY_SLACK_ID.with_for_update(key_share=True)
