"""Requests for more room as they are shown. Whoever shows one asks who may read it: who asked, and who answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.decisions import rules
from models.limits import Category, asking, reading, record
from models.limits.asking import RoomRequest
from models.limits.reading import LimitCard
from models.limits.record import Record
from models.money import Money, money
from models.people import members
from models.people.members import Member
from models.people.persons import Person


@dataclass(frozen=True, slots=True)
class RoomCard:
    """One request. Words and the reason are in their stored form, the category is plain."""

    id: UUID
    asker: Person
    category: str
    lead: Person | None
    """Who answers it."""
    in_place_of: Person | None
    """Of the lead, who was away."""
    amount: Money | None
    words: str | None
    record: Record
    """As it was when they asked."""
    now: LimitCard | None
    """What holds for them now."""
    asked_at: datetime
    resolution: str | None
    reason: str | None
    granted: LimitCard | None
    """The version that a yes became."""
    by: Person | None
    resolved_at: datetime | None


def card(session: Session, workspace_id: int, request_id: UUID, now: datetime) -> RoomCard | None:
    """One request, and all that is shown with it."""
    request = asking.get(session, workspace_id, request_id)
    if request is None:
        return None
    ids = {request.member_id, request.lead_id, *filter(None, [request.resolved_by_id])}
    people = members.by_id(session, workspace_id, ids)
    asker = people[request.member_id]
    category = session.get(Category, (workspace_id, request.category_id))
    absent = asking.in_place_of(session, workspace_id, request.member_id, request.because)
    holds = asking.current(session, asker, request.category_id, now)
    return RoomCard(
        id=request.id,
        asker=_person(asker),
        category=category.name if category else "",
        lead=_person(people[request.lead_id]) if request.lead_id in people else None,
        in_place_of=_person(absent) if absent and absent.id != request.lead_id else None,
        amount=money(request.amount, request.currency),
        words=request.words,
        record=_record(session, request),
        now=next(iter(reading.cards(session, workspace_id, [holds] if holds else [])), None),
        asked_at=request.asked_at,
        resolution=request.resolution,
        reason=request.reason,
        granted=reading.card(session, workspace_id, request.limit_id) if request.limit_id else None,
        by=_person(people[request.resolved_by_id]) if request.resolved_by_id in people else None,
        resolved_at=request.resolved_at,
    )


def _record(session: Session, request: RoomRequest) -> Record:
    currency = request.currency or rules.current(session, request.workspace_id).currency
    return record.of(
        session,
        workspace_id=request.workspace_id,
        member_id=request.member_id,
        category_id=request.category_id,
        currency=currency,
        at=request.asked_at,
    )


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)
