"""What single people received in a stretch of time, wherever it was said, and which decisions were answered.

For digests to these people themselves: ids and instants, no words.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from digests.facts.pats import retraction_of
from digests.facts.sets import among
from digests.weeks import Period
from models.answers import Answer
from models.decisions import Decision
from models.kudos import Kudos, KudosReceiver, KudosValue, Retraction

TEXTS = (Kudos.message, Kudos.decision, Kudos.outcome, Kudos.customer_words)


@dataclass(frozen=True, slots=True)
class Own:
    """A kudos that somebody received."""

    id: UUID
    giver: UUID
    at: datetime
    has_words: bool


@dataclass(frozen=True, slots=True)
class OwnPats:
    """By member."""

    pats: dict[UUID, list[Own]] = field(default_factory=dict)
    values: dict[UUID, set[UUID]] = field(default_factory=dict)
    """By kudos."""
    answered: dict[UUID, list[datetime]] = field(default_factory=dict)


def read(session: Session, *, workspace_id: int, members: Sequence[UUID], span: Period) -> OwnPats:
    """In three statements."""
    return OwnPats(
        _pats(session, workspace_id, members, span),
        _values(session, workspace_id, members, span),
        _answered(session, workspace_id, members, span),
    )


def _pats(session: Session, workspace_id: int, members: Sequence[UUID], span: Period) -> dict[UUID, list[Own]]:
    said = or_(*(func.coalesce(text, "") != "" for text in TEXTS))
    query = (
        select(KudosReceiver.receiver_id, Kudos.id, Kudos.giver_id, Kudos.given_at, said)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(Kudos))
        .where(*_mine(session, workspace_id, members, span), Retraction.kudos_id.is_(None))
        .order_by(Kudos.given_at.desc(), Kudos.id.desc())
    )
    found: dict[UUID, list[Own]] = defaultdict(list)
    for member, id_, giver, at, has_words in session.execute(query):
        found[member].append(Own(id_, giver, at, bool(has_words)))
    return found


def _values(session: Session, workspace_id: int, members: Sequence[UUID], span: Period) -> dict[UUID, set[UUID]]:
    same = (KudosValue.workspace_id == KudosReceiver.workspace_id) & (KudosValue.kudos_id == KudosReceiver.kudos_id)
    query = (
        select(KudosValue.kudos_id, KudosValue.value_id)
        .join(KudosReceiver, same)
        .where(*_mine(session, workspace_id, members, span))
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for kudos_id, value_id in session.execute(query):
        found[kudos_id].add(value_id)
    return found


def _answered(session: Session, workspace_id: int, members: Sequence[UUID], span: Period) -> dict[UUID, list[datetime]]:
    decision = (Decision.workspace_id == Answer.workspace_id) & (Decision.id == Answer.decision_id)
    query = (
        select(Decision.member_id, Answer.at)
        .join(Decision, decision)
        .where(Answer.workspace_id == workspace_id, among(session, Decision.member_id, members))
        .where(Answer.at >= span.start, Answer.at < span.end)
    )
    found: dict[UUID, list[datetime]] = defaultdict(list)
    for member, at in session.execute(query):
        found[member].append(at)
    return found


def _mine(
    session: Session, workspace_id: int, members: Sequence[UUID], span: Period
) -> tuple[ColumnElement[bool], ...]:
    return (
        KudosReceiver.workspace_id == workspace_id,
        among(session, KudosReceiver.receiver_id, members),
        KudosReceiver.given_at >= span.start,
        KudosReceiver.given_at < span.end,
        KudosReceiver.void_reason.is_(None),
    )
