"""Who leads whom: effective-dated rows, so that last quarter's figures use last quarter's leads."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Index,
    Select,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, aliased

from models.people.members import Member
from models.people.teams import OPEN, Role, TeamMembership, in_force
from models.storage.orm import Id, Model, UTCDateTime, WorkspaceId, refers


class ReportingLine(Model):
    """`member_id` reports to `lead_id` from `starts_at` until before `ends_at` (None: still)."""

    __tablename__ = "reporting_lines"
    __table_args__ = (
        refers("member_id", "members"),
        refers("lead_id", "members"),
        Index(
            "uq_reporting_lines_open",
            "workspace_id",
            "member_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_reporting_lines_lead", "workspace_id", "lead_id"),
        Index("ix_reporting_lines_member", "workspace_id", "member_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    member_id: Mapped[UUID]
    lead_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


def set_lead(session: Session, *, workspace_id: int, member_id: UUID, lead_id: UUID | None, now: datetime) -> None:
    """From `now` on the member reports to `lead_id` (None: to nobody). The line before it ends."""
    line = session.scalar(
        select(ReportingLine).where(
            ReportingLine.workspace_id == workspace_id,
            ReportingLine.member_id == member_id,
            ReportingLine.ends_at.is_(None),
        )
    )
    if line is not None and line.lead_id == lead_id:
        return
    if line is not None:
        line.ends_at = now
        session.flush()
    if lead_id is not None:
        session.add(ReportingLine(workspace_id=workspace_id, member_id=member_id, lead_id=lead_id, starts_at=now))
        session.flush()


@cache
def led_by() -> CompoundSelect[UUID]:
    """Ids of those whom :lead_id leads at the instant :at in :workspace_id: direct reports, and members of led teams.

    Each branch starts from the lead, so that no database can start from everyone.
    """
    workspace_id: BindParameter[int] = bindparam("workspace_id")
    lead_id: BindParameter[UUID] = bindparam("lead_id")
    at = bindparam("at", type_=UTCDateTime())
    lead = aliased(TeamMembership)
    lines = select(ReportingLine.member_id).where(
        ReportingLine.workspace_id == workspace_id,
        ReportingLine.lead_id == lead_id,
        in_force(ReportingLine.starts_at, ReportingLine.ends_at, at),
    )
    led_teams = select(lead.team_id).where(
        lead.workspace_id == workspace_id,
        lead.member_id == lead_id,
        lead.role == Role.LEAD,
        in_force(lead.starts_at, lead.ends_at, at),
    )
    members = select(TeamMembership.member_id).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.team_id.in_(led_teams),
        TeamMembership.role == Role.MEMBER,
        in_force(TeamMembership.starts_at, TeamMembership.ends_at, at),
    )
    return union(lines, members)


def below() -> Select[UUID]:
    """Ids of everybody below :lead_id at the instant :at in :workspace_id: whom they lead, whom these lead, and so on.

    Each once, and never the lead themselves, also where lines go round in a circle.
    """
    workspace_id: BindParameter[int] = bindparam("workspace_id")
    lead_id: BindParameter[UUID] = bindparam("lead_id", type_=Uuid())
    at = bindparam("at", type_=UTCDateTime())
    line, lead, member = aliased(ReportingLine), aliased(TeamMembership), aliased(TeamMembership)
    either = union_all(select(literal(0).label("by")), select(literal(1))).subquery("either")  # by line, or by team
    top = select(lead_id.label("id")).cte("tree", recursive=True)
    by_line = and_(
        either.c.by == 0,
        line.workspace_id == workspace_id,
        line.lead_id == top.c.id,
        in_force(line.starts_at, line.ends_at, at),
    )
    leads_a_team = and_(
        either.c.by == 1,
        and_(lead.workspace_id == workspace_id, lead.member_id == top.c.id, lead.role == Role.LEAD),
        in_force(lead.starts_at, lead.ends_at, at),
    )
    in_it = and_(
        and_(member.workspace_id == workspace_id, member.team_id == lead.team_id, member.role == Role.MEMBER),
        in_force(member.starts_at, member.ends_at, at),
    )
    found = func.coalesce(line.member_id, member.member_id)
    led = select(found).select_from(top).join(either, true()).outerjoin(line, by_line)
    led = led.outerjoin(lead, leads_a_team).outerjoin(member, in_it).where(found.is_not(None))
    tree = top.union(led)
    return select(tree.c.id).where(tree.c.id != lead_id)


def leads(workspace_id: Any, lead_id: Any, member_id: Any, at: Any) -> ColumnElement[bool]:
    """Whether `lead_id` leads `member_id` at the instant `at`: the rule of `led_by`, for columns of a statement."""
    line, lead, member = aliased(ReportingLine), aliased(TeamMembership), aliased(TeamMembership)
    reports = exists().where(
        line.workspace_id == workspace_id,
        line.lead_id == lead_id,
        line.member_id == member_id,
        in_force(line.starts_at, line.ends_at, at),
    )
    in_team = exists().where(
        and_(lead.workspace_id == workspace_id, lead.member_id == lead_id, lead.role == Role.LEAD),
        and_(member.workspace_id == workspace_id, member.team_id == lead.team_id, member.role == Role.MEMBER),
        member.member_id == member_id,
        in_force(lead.starts_at, lead.ends_at, at),
        in_force(member.starts_at, member.ends_at, at),
    )
    return or_(reports.correlate_except(line), in_team.correlate_except(lead, member))


def reports_of(session: Session, *, workspace_id: int, lead_id: UUID, at: datetime) -> list[Member]:
    """The active members whom `lead_id` leads at the instant `at`, by name."""
    query = (
        select(Member)
        .where(Member.workspace_id == bindparam("workspace_id"), Member.id.in_(led_by()), Member.active)
        .order_by(Member.name, Member.id)
    )
    return list(session.scalars(query, {"workspace_id": workspace_id, "lead_id": lead_id, "at": at}))


def leading(workspace_id: int, at: datetime) -> CompoundSelect[UUID, datetime]:
    """(lead_id, starts_at) of everyone with a report or a team at the instant `at`, a row for each."""
    lines = select(ReportingLine.lead_id, ReportingLine.starts_at).where(
        ReportingLine.workspace_id == workspace_id, in_force(ReportingLine.starts_at, ReportingLine.ends_at, at)
    )
    teams = select(TeamMembership.member_id, TeamMembership.starts_at).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.role == Role.LEAD,
        in_force(TeamMembership.starts_at, TeamMembership.ends_at, at),
    )
    return union(lines, teams)


def leads_at(session: Session, *, workspace_id: int, at: datetime) -> list[UUID]:
    """Everyone with a report or a team at the instant `at`."""
    leads = leading(workspace_id, at).subquery()
    return list(session.scalars(select(leads.c.lead_id).distinct()))
