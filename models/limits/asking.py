"""Asking for more room: a person asks their lead for a wider limit, with the record of their decisions behind it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.answers import Because, assigning
from models.delivery import direct, outbox
from models.delivery.outbox import Purpose
from models.limits import Limit, categories, resolving
from models.money import Money
from models.people import leads, members
from models.people.members import Member
from models.schedules import lead_digests
from models.storage.ids import uuid7
from models.storage.inserting import add_once
from models.storage.orm import Code, Id, Model, WorkspaceId, refers
from models.storage.requests import Outcome, once

WAITING = text("resolution IS NULL")
YES, NO, WITHDRAWN = "yes", "no", "withdrawn"
COVERING = frozenset({Because.STANDS_IN, Because.LEAD_ABOVE})
"""Why somebody answers in place of the lead."""


class RoomRequest(Model):
    """`resolution` None: it waits for `lead_id`; one of a person about a category waits at a time."""

    __tablename__ = "room_requests"
    __table_args__ = (
        refers("member_id", "members"),
        refers("category_id", "limit_categories"),
        refers("lead_id", "members"),
        refers("resolved_by_id", "members", ondelete=None),
        Index(
            "uq_room_requests_waiting",
            "workspace_id",
            "member_id",
            "category_id",
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index("ix_room_requests_lead", "workspace_id", "lead_id", "asked_at"),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    member_id: Mapped[UUID]
    category_id: Mapped[UUID]
    lead_id: Mapped[UUID]
    because: Mapped[Code | None]
    """Why it is they who answer (`models.answers.Because`); None: asked before that was kept."""
    amount: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    words: Mapped[str | None] = mapped_column(Text)
    may_announce: Mapped[bool]
    """They agree that a yes is announced to their team."""
    asked_at: Mapped[datetime]
    resolution: Mapped[Code | None]
    reason: Mapped[str | None] = mapped_column(Text)
    """Why not; a no has one."""
    limit_id: Mapped[UUID | None]
    """The version that a yes became. (No foreign key.)"""
    resolved_by_id: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks for. Words are in their stored form."""

    category_id: UUID
    amount: Money | None = None
    words: str | None = None
    may_announce: bool = False


def ask(session: Session, *, workspace_id: int, wanted: Ask, actor: str, key: str, now: datetime) -> Outcome:
    """Ask whoever leads them (or answers instead: a lead who is away is not waited for) for more room, once per `key`.

    `code`: "asked" (with `request`), "waiting" (one in this category waits already), "gone" (the category),
    "nobody" (can answer it), "nothing" (neither amount nor words), "currency" (not the limit's), "amount" (it is
    theirs already) or "unbounded" (it is theirs whatever it costs).
    """

    def act() -> Outcome:
        return _ask(session, workspace_id, wanted, actor, now)

    return once(
        session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda o: o["code"] in {"asked", "waiting"}
    )


def _ask(session: Session, workspace_id: int, wanted: Ask, actor: str, now: datetime) -> Outcome:
    member = members.by_slack_user(session, workspace_id, actor)
    category = categories.get(session, workspace_id, wanted.category_id)
    if member is None or not member.active or category is None:
        return {"code": "gone"}
    if problem := _objection(current(session, member, category.id, now), wanted):
        return {"code": problem}
    found = next(assigning.candidates(session, workspace_id, member.id, now), None)
    if found is None:
        return {"code": "nobody"}
    lead, because = found
    row = {
        "workspace_id": workspace_id,
        "id": uuid7(),
        "member_id": member.id,
        "category_id": category.id,
        "lead_id": lead.id,
        "because": because,
        "amount": wanted.amount.minor if wanted.amount else None,
        "currency": wanted.amount.currency if wanted.amount else None,
        "words": wanted.words,
        "may_announce": wanted.may_announce,
        "asked_at": now,
    }
    request_id = add_once(session, RoomRequest.id, row)
    if request_id is None:
        return {"code": "waiting"}
    tell_lead(session, request_id, lead, now)
    return {"code": "asked", "request": str(request_id)}


def _objection(limit: Limit | None, wanted: Ask) -> str | None:
    if wanted.amount is None:
        return None if wanted.words else "nothing"
    if limit is None:
        return None
    if limit.amount is None:
        return "unbounded"
    if wanted.amount.currency != limit.currency:
        return "currency"
    return "amount" if wanted.amount.minor <= limit.amount else None


def withdraw(session: Session, *, workspace_id: int, request_id: UUID, actor: str, now: datetime) -> Outcome:
    """Whoever asked takes it back. `code`: "withdrawn" (again: the same), "closed" or "not_yours"."""
    member = members.by_slack_user(session, workspace_id, actor)
    request = locked(session, workspace_id, request_id)
    if member is None or request is None or request.member_id != member.id:
        return {"code": "not_yours"}
    if request.resolution is not None:
        return {"code": "withdrawn" if request.resolution == WITHDRAWN else "closed"}
    close(session, request, WITHDRAWN, member, now)
    return {"code": "withdrawn"}


def current(session: Session, member: Member, category_id: UUID, now: datetime) -> Limit | None:
    """What holds for them now in this category."""
    found = resolving.limits_of(session, workspace_id=member.workspace_id, member=member, since=now, until=now)
    return next((one for one in found if one.category_id == category_id), None)


def get(session: Session, workspace_id: int, request_id: UUID) -> RoomRequest | None:
    return session.get(RoomRequest, (workspace_id, request_id))


def in_place_of(session: Session, workspace_id: int, member_id: UUID, because: str | None) -> Member | None:
    """The lead of this member, where whoever answers does so in their place: they were away, or couldn't."""
    own = leads.leads_of(session, workspace_id, member_id) if because in COVERING else []
    return next((one for one in own if assigning.can_answer(one)), None)


def is_answered_by(request: RoomRequest, member: Member) -> bool:
    """Whether it is theirs to answer, or was when it was answered."""
    by = request.resolved_by_id if request.resolution in {YES, NO} else request.lead_id
    return assigning.can_answer(member) and member.id == by


def waiting_of(session: Session, workspace_id: int, member_id: UUID) -> list[RoomRequest]:
    """What this member has asked for and not heard of."""
    query = select(RoomRequest).where(
        RoomRequest.workspace_id == workspace_id,
        RoomRequest.member_id == member_id,
        RoomRequest.resolution.is_(None),
    )
    return list(session.scalars(query.order_by(RoomRequest.asked_at)))


def waiting_for(session: Session, lead: Member, most: int) -> list[UUID]:
    """The requests that wait for this lead's yes or no, oldest first."""
    query = select(RoomRequest.id).where(
        RoomRequest.workspace_id == lead.workspace_id,
        RoomRequest.lead_id == lead.id,
        RoomRequest.resolution.is_(None),
    )
    return list(session.scalars(query.order_by(RoomRequest.asked_at).limit(most))) if assigning.can_answer(lead) else []


def locked(session: Session, workspace_id: int, request_id: UUID) -> RoomRequest | None:
    return session.get(RoomRequest, (workspace_id, request_id), with_for_update=True, populate_existing=True)


def close(session: Session, request: RoomRequest, resolution: str, by: Member, now: datetime) -> None:
    request.resolution, request.resolved_by_id, request.resolved_at = resolution, by.id, now
    session.flush()
    refresh(session, request, now)


def refresh(session: Session, request: RoomRequest, now: datetime) -> None:
    posts = outbox.posts_about(session, request.workspace_id, [request.id], Purpose.ROOM_ASKED)
    outbox.refresh(session, posts, now=now)
    lead_digests.refresh(session, request.workspace_id, [request.lead_id], since=request.asked_at, now=now)


def tell_lead(session: Session, request_id: UUID, lead: Member, now: datetime) -> None:
    """Of a request that is theirs to answer since `now`; it may have been before."""
    key = f"room_asked:{request_id}:{lead.id}:{now:%Y%m%d%H%M%S}"
    direct.tell(session, lead, purpose=Purpose.ROOM_ASKED, key=key, subject_id=request_id, now=now)
