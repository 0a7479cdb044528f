"""Who answers a decision: a lead, whoever stands in, the lead above, or the last resort that an admin named.

It stays with whoever it was given to, also when the person gets another lead: they have seen it already. It moves on
when they can't answer any more (`models/answers/moving.py`), or when the person asks another lead.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.answers import Answerer, Because, peers, ranking, telling
from models.answers.ranking import Ranked, can_answer
from models.decisions import Decision
from models.people.members import Member
from models.storage.errors import DomainError
from models.storage.ids import uuid7

__all__ = ["NotAPeerLead", "assign", "can_answer", "candidates", "hand_to", "lock", "take_from"]


class NotAPeerLead(DomainError):
    """The team has not chosen them, or no longer."""

    code = "not_a_peer_lead"


def assign(
    session: Session,
    *,
    workspace_id: int,
    decision_id: UUID,
    member_id: UUID,
    now: datetime,
    peer_id: UUID | None = None,
) -> Answerer | None:
    """From `now` on the first who can answers this decision of `member_id`. None: there is nobody at all.

    `peer_id`: the peer lead whom they picked; one who is away leaves it to the lead. Raises `NotAPeerLead`.
    """
    if peer_id and peer_id not in {one.id for one in peers.chosen(session, workspace_id, member_id, now)}:
        raise NotAPeerLead
    found = next(candidates(session, workspace_id, member_id, now, peer_id=peer_id), None)
    if found is None:
        return None
    member, because = found
    return hand_to(session, workspace_id=workspace_id, decision_id=decision_id, member=member, because=because, now=now)


def hand_to(
    session: Session, *, workspace_id: int, decision_id: UUID, member: Member, because: Because, now: datetime
) -> Answerer:
    """From `now` on `member` answers it, and nobody else: they are asked, and whoever did before is told who does."""
    telling.locked(session, workspace_id, decision_id)
    take_from(session, workspace_id=workspace_id, decision_id=decision_id, now=now)
    row = Answerer(
        workspace_id=workspace_id,
        id=uuid7(),
        decision_id=decision_id,
        member_id=member.id,
        because=because,
        since=now,
    )
    session.add(row)
    session.flush()
    telling.bring_in_step(session, workspace_id, decision_id, now)
    telling.ask(session, row, member, now)
    return row


def take_from(session: Session, *, workspace_id: int, decision_id: UUID, now: datetime) -> bool:
    """Whoever answers it answers it no longer. Whether somebody did."""
    open_row = (Answerer.workspace_id == workspace_id, Answerer.decision_id == decision_id, Answerer.ends_at.is_(None))
    ended: Any = session.execute(update(Answerer).where(*open_row).values(ends_at=now))
    return bool(ended.rowcount)


def lock(session: Session, workspace_id: int, decision_ids: Iterable[UUID]) -> None:
    """Whoever changes who answers these goes one after the other."""
    query = select(Decision.id).where(Decision.workspace_id == workspace_id, Decision.id.in_(sorted(decision_ids)))
    session.execute(query.order_by(Decision.id).with_for_update(key_share=True)).all()


def candidates(
    session: Session, workspace_id: int, member_id: UUID, now: datetime | None = None, *, peer_id: UUID | None = None
) -> Iterator[Ranked]:
    """Whoever can answer, best first: never the person themselves, nobody who left, no guest, nobody without Slack.

    `now` None: never mind who is away.
    """
    first = [(peer_id, Because.PEER)] if peer_id else []
    return ranking.read(session, workspace_id, [member_id, *filter(None, [peer_id])], now).of(member_id, *first)
