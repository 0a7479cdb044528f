"""Who leads whom: effective-dated rows, so that last quarter's figures use last quarter's leads."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CompoundSelect, Index, select, union
from sqlalchemy.orm import Mapped, Session, aliased

from models.members import Member
from models.orm import Id, Model, WorkspaceId, refers
from models.teams import OPEN, Role, TeamMembership, in_force


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


def reports_at(workspace_id: int, at: datetime) -> CompoundSelect[tuple[UUID, UUID]]:
    """A query of all (lead_id, member_id) at the instant `at`: direct reports, and the teams that someone leads."""
    lead, led = aliased(TeamMembership), aliased(TeamMembership)
    lines = select(ReportingLine.lead_id, ReportingLine.member_id).where(
        ReportingLine.workspace_id == workspace_id, in_force(ReportingLine.starts_at, ReportingLine.ends_at, at)
    )
    teams = (
        select(lead.member_id, led.member_id)
        .join(led, (led.workspace_id == lead.workspace_id) & (led.team_id == lead.team_id))
        .where(
            lead.workspace_id == workspace_id,
            lead.role == Role.LEAD,
            led.role == Role.MEMBER,
            in_force(lead.starts_at, lead.ends_at, at),
            in_force(led.starts_at, led.ends_at, at),
        )
    )
    return union(lines, teams)


def reports_of(session: Session, *, workspace_id: int, lead_id: UUID, at: datetime) -> list[Member]:
    """The active members whom `lead_id` leads at the instant `at`, by name."""
    pairs = reports_at(workspace_id, at).subquery()
    return list(
        session.scalars(
            select(Member)
            .join(pairs, pairs.c.member_id == Member.id)
            .where(Member.workspace_id == workspace_id, pairs.c.lead_id == lead_id, Member.active)
            .order_by(Member.name, Member.id)
        )
    )


def leads_at(session: Session, *, workspace_id: int, at: datetime) -> list[UUID]:
    """Everyone who leads someone at the instant `at`."""
    pairs = reports_at(workspace_id, at).subquery()
    return list(session.scalars(select(pairs.c.lead_id).distinct()))
