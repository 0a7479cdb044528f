"""Reports: someone tells the admins of a kudos, once; what became of it reaches them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Text, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.kudos import Kudos
from models.people import members
from models.storage.orm import Code, Id, Model, WorkspaceId, refers


class KudosReport(Model):
    """One person's report of one kudos; `resolution` None: it waits for an admin."""

    __tablename__ = "kudos_reports"
    __table_args__ = (
        refers("kudos_id", "kudos"),
        refers("by_id", "members"),
        refers("resolved_by_id", "members", ondelete=None),
        Index("uq_kudos_reports_by", "workspace_id", "kudos_id", "by_id", unique=True),
        Index("ix_kudos_reports_at", "workspace_id", "at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    kudos_id: Mapped[UUID]
    by_id: Mapped[UUID]
    words: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    resolution: Mapped[Code | None]
    """"removed" or "left" by an admin, or "taken_back" otherwise."""
    resolved_by_id: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]


def about(session: Session, kudos: Kudos) -> list[KudosReport]:
    """All reports of a kudos, oldest first."""
    where = (KudosReport.workspace_id == kudos.workspace_id, KudosReport.kudos_id == kudos.id)
    # Asked for this order, SQLite reads everyone's reports in it rather than look these up.
    return sorted(session.scalars(select(KudosReport).where(*where)), key=lambda report: (report.at, report.id))


def waiting(session: Session, *, workspace_id: int, admin_id: UUID, most: int = 50) -> dict[UUID, list[KudosReport]]:
    """What waits for an admin, by kudos, oldest first. Reports of what this admin gave are other admins'."""
    given = (Kudos.workspace_id == KudosReport.workspace_id) & (Kudos.id == KudosReport.kudos_id)
    query = (
        select(KudosReport)
        .join(Kudos, given)
        .where(KudosReport.workspace_id == workspace_id, KudosReport.resolution.is_(None), ~_by(admin_id))
        .order_by(KudosReport.at, KudosReport.id)
        .limit(most)
    )
    found: dict[UUID, list[KudosReport]] = {}
    for report in session.scalars(query):
        found.setdefault(report.kudos_id, []).append(report)
    return found


def with_ids(session: Session, workspace_id: int, ids: Sequence[UUID]) -> list[KudosReport]:
    query = select(KudosReport).where(KudosReport.workspace_id == workspace_id, KudosReport.id.in_(ids))
    return list(session.scalars(query))


def close(session: Session, kudos: Kudos, *, resolution: str, by_id: UUID | None, now: datetime) -> list[KudosReport]:
    """Settle what waits about a locked kudos, and owe those who reported it the news. Returns their reports."""
    closed = [report for report in about(session, kudos) if report.resolution is None]
    people = members.by_id(session, kudos.workspace_id, [report.by_id for report in closed]) if closed else {}
    for report in closed:
        report.resolution, report.resolved_by_id, report.resolved_at = resolution, by_id, now
        if slack_user_id := people[report.by_id].slack_user_id:
            outbox.post(
                session,
                workspace_id=kudos.workspace_id,
                purpose=Purpose.REPORT_CLOSED,
                key=f"report_closed:{report.id}",
                channel_id=slack_user_id,
                priority=Priority.ANSWER,
                subject_id=kudos.id,
                member_id=report.by_id,
                detail={"resolution": resolution},
                now=now,
            )
    if closed:
        refresh(session, kudos, now=now)
    return closed


def refresh(session: Session, kudos: Kudos, *, now: datetime) -> None:
    """What admins were told of it says what is so now. Not counted among what others are told is brought in step."""
    outbox.refresh(session, outbox.posts_about(session, kudos.workspace_id, [kudos.id], Purpose.REPORTED), now=now)


def _by(member_id: UUID) -> ColumnElement[bool]:
    return or_(Kudos.giver_id == member_id, Kudos.entered_by_id.is_not_distinct_from(member_id))
