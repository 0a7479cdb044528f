"""Away until: a date, no reason. Whoever stands in answers decisions meanwhile (`models/answers/leaving.py`)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Index, ScalarSelect, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, Session

from models.people.members import Member
from models.storage.orm import Id, Model, UTCDateTime, WorkspaceId, refers
from models.zones import zone_of


class Absence(Model):
    """Away from `starts_at` until the day `back_on` begins in their zone, or until `ended_at`."""

    __tablename__ = "absences"
    __table_args__ = (
        refers("member_id", "members"),
        refers("stand_in_id", "members", ondelete=None),
        Index("ix_absences_member", "workspace_id", "member_id", "back_on"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    member_id: Mapped[UUID]
    starts_at: Mapped[datetime]
    back_on: Mapped[date]
    stand_in_id: Mapped[UUID | None]
    set_by_id: Mapped[UUID | None]
    """Themselves, or their lead. (No foreign key.)"""
    ended_at: Mapped[datetime | None]


def away(session: Session, workspace_id: int, ids: Iterable[UUID], at: datetime) -> set[UUID]:
    """Those of these members who are away at the instant `at`."""
    return set(ids) & set(away_at(session, workspace_id, at))


def away_at(session: Session, workspace_id: int, at: datetime) -> dict[UUID, Absence]:
    """Everyone who is away at the instant `at`, and of each the absence said last."""
    query = (
        select(Absence, Member.zone)
        .join(Member, (Member.workspace_id == Absence.workspace_id) & (Member.id == Absence.member_id))
        .where(Absence.workspace_id == workspace_id, Absence.starts_at <= at)
        .where(or_(Absence.ended_at.is_(None), Absence.ended_at > at))
        .where(Absence.back_on >= at.date() - timedelta(days=1))  # their own calendar may be a day off UTC's
        .order_by(Absence.starts_at, Absence.id)
    )
    rows = session.execute(query)
    return {one.member_id: one for one, zone in rows if is_away(one.back_on, zone, at)}


def is_away(back_on: date | None, zone: str | None, at: datetime) -> bool:
    """Whether somebody of this zone, who is back on that day, is away at the instant `at`."""
    return back_on is not None and at.astimezone(zone_of(zone)).date() < back_on


def back_on(member: type[Member]) -> ScalarSelect[date]:
    """For a query of members: the day until which each may be away at the instant :at, as `is_away` is asked.

    Its parameters are `times`.
    """
    began = Absence.starts_at <= bindparam("at", type_=UTCDateTime())
    ended = or_(Absence.ended_at.is_(None), Absence.ended_at > bindparam("at", type_=UTCDateTime()))
    mine = (Absence.workspace_id == member.workspace_id, Absence.member_id == member.id)
    lasts = Absence.back_on >= bindparam("earliest")
    return select(func.max(Absence.back_on)).where(*mine, began, ended, lasts).scalar_subquery()


def times(at: datetime) -> dict[str, Any]:
    """The parameters of `back_on`; somebody's own calendar may be a day off UTC's."""
    return {"at": at, "earliest": at.date() - timedelta(days=1)}
