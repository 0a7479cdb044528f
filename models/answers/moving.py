"""Decisions move on by themselves when whoever answers them can't any more, and wait for nobody to notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.answers import Answer, Answerer, Because, absences, assigning, ranking, telling
from models.answers.ranking import Ranked, Ranking
from models.decisions import Decision
from models.people.members import Kind, Member

MOST = 100
"""Decisions that move on in one write."""


@dataclass(frozen=True, slots=True)
class Stranded:
    """A decision without an answer, and without anybody here to give it; `answerer_id` None: with nobody at all."""

    decision_id: UUID
    member_id: UUID
    answerer_id: UUID | None
    because: str | None


def moves(session: Session, workspace_id: int, now: datetime) -> list[UUID]:
    """Decisions whose answerer is another now, or nobody any more; at most `MOST`."""
    found = stranded(session, workspace_id, now)
    if not found:
        return []
    ranked = ranking.read(session, workspace_id, _people(found), now)
    return [one.decision_id for one in found if _next(ranked, one) is not None or _ends(ranked, one)][:MOST]


def move_on(session: Session, *, workspace_id: int, decision_ids: Iterable[UUID], now: datetime) -> int:
    """Hand each of these that is still stranded to the next who can answer it. Returns how many moved."""
    ids = list(decision_ids)
    assigning.lock(session, workspace_id, ids)
    found = stranded(session, workspace_id, now, among=ids)
    ranked = ranking.read(session, workspace_id, _people(found), now)
    return sum(_move(session, workspace_id, ranked, one, now) for one in found)


def stranded(
    session: Session, workspace_id: int, now: datetime, *, among: Iterable[UUID] | None = None
) -> list[Stranded]:
    """Unanswered decisions of people who are here, whose answerer left, is a guest now, is away, or is nobody."""
    answerer = aliased(Member)
    away = list(absences.away_at(session, workspace_id, now))
    lost = or_(Answerer.id.is_(None), ~answerer.active, answerer.kind != Kind.PERSON, answerer.slack_user_id.is_(None))
    query = _open(workspace_id, answerer).where(or_(lost, Answerer.member_id.in_(away)) if away else lost)
    if among is not None:
        query = query.where(Decision.id.in_(list(among)))
    return [Stranded(*row) for row in session.execute(query)]


def _open(workspace_id: int, answerer: Any) -> Select[UUID, UUID, UUID, str]:
    of = Decision.workspace_id
    asked = and_(Answerer.workspace_id == of, Answerer.decision_id == Decision.id, Answerer.ends_at.is_(None))
    answered = exists().where(Answer.workspace_id == workspace_id, Answer.decision_id == Decision.id)
    return (
        select(Decision.id, Decision.member_id, Answerer.member_id, Answerer.because)
        .join(Member, (Member.workspace_id == of) & (Member.id == Decision.member_id))
        .outerjoin(Answerer, asked)
        .outerjoin(answerer, (answerer.workspace_id == of) & (answerer.id == Answerer.member_id))
        .where(of == workspace_id, Member.active, ~answered)
        .order_by(Decision.logged_at, Decision.id)
    )


def _move(session: Session, workspace_id: int, ranked: Ranking, one: Stranded, now: datetime) -> bool:
    of: dict[str, Any] = {"workspace_id": workspace_id, "decision_id": one.decision_id, "now": now}
    if found := _next(ranked, one):
        assigning.hand_to(session, **of, member=found[0], because=found[1])
    elif _ends(ranked, one):
        assigning.take_from(session, **of)
        telling.bring_in_step(session, workspace_id, one.decision_id, now)
    else:
        return False
    return True


def _next(ranked: Ranking, one: Stranded) -> Ranked | None:
    """Who answers it now; None: whoever has it keeps it, or there is nobody.

    Whom the person asked in place of their lead: that one's stand-in first, and the lead who kept silent last.
    """
    if one.because == Because.ASKED and one.answerer_id:
        first = (ranked.stand_in_for(one.answerer_id), Because.STANDS_IN)
        found = next(iter(sorted(ranked.of(one.member_id, first), key=lambda it: it[1] == Because.LEAD)), None)
    else:
        found = next(ranked.of(one.member_id), None)
    return found if found and found[0].id != one.answerer_id else None


def _ends(ranked: Ranking, one: Stranded) -> bool:
    """There is nobody, and whoever had it may not read it any more."""
    return one.answerer_id is not None and next(ranked.of(one.member_id), None) is None


def _people(found: Iterable[Stranded]) -> set[UUID]:
    """Whoever decided, and whoever was to answer."""
    some = list(found)
    return {one.member_id for one in some} | {one.answerer_id for one in some if one.answerer_id}
