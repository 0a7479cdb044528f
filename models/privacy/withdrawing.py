"""Removing what someone decided, answered, asked for and proposed (`models/privacy/removing.py` says when).

Their decisions, ideas and requests go with all that hangs on them, and guidance from or to them. Of what they did for
others the facts stay, without their words: a limit, a pledge's text and the step of an idea are the company's.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from models.answers import Answer, telling
from models.answers.absences import Absence
from models.answers.guidance import Guidance
from models.answers.peers import PeerVote
from models.decisions import Decision
from models.decisions.offers import DecisionOffer
from models.decisions.rules import RulesRow
from models.delivery import outbox
from models.delivery.outbox import Purpose
from models.gaps.nudges import Nudge
from models.improving import idea_news, owning
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep, IdeaSupport
from models.improving.leadership import LeadershipLine
from models.kudos import retracting
from models.limits import Limit
from models.limits.asking import RoomRequest
from models.pledge import BrokenPromise, CoSignature, Pledge
from models.schedules import runs
from models.workspace.calendars import WorkingCalendar

AT_ONCE = 25
"""Things of one write: each may bring several messages in step."""
THEIRS: tuple[tuple[Any, Any, Any], ...] = (
    (Decision, Decision.member_id, Decision.id),
    (Idea, Idea.author_id, Idea.id),
    (RoomRequest, RoomRequest.member_id, RoomRequest.id),
    (BrokenPromise, BrokenPromise.by_id, BrokenPromise.id),
    (Guidance, Guidance.by_id, Guidance.decision_id),
    (Guidance, Guidance.to_id, Guidance.decision_id),
    (IdeaSupport, IdeaSupport.member_id, IdeaSupport.idea_id),
    (DecisionOffer, DecisionOffer.member_id, DecisionOffer.kudos_id),
    (CoSignature, CoSignature.lead_id, CoSignature.pledge_id),
    (Limit, Limit.member_id, Limit.id),
    (Nudge, Nudge.member_id, func.coalesce(Nudge.subject_id, Nudge.member_id)),
    (Nudge, Nudge.lead_id, func.coalesce(Nudge.subject_id, Nudge.member_id)),
)
"""What goes: a table, whose it is, and what messages about it are about."""
WORDS: tuple[tuple[Any, Any, Any, Any], ...] = (
    (IdeaStep, IdeaStep.by_id, IdeaStep.words, IdeaStep.idea_id),
    (RoomRequest, RoomRequest.resolved_by_id, RoomRequest.reason, RoomRequest.id),
    (Cause, Cause.closed_by_id, Cause.what_changed, Cause.id),
)
"""What stays without their words: a table, who wrote them, the words, and what messages about it are about."""


def leave(session: Session, *, workspace_id: int, member_id: UUID, now: datetime) -> None:
    """At once: nobody counts on them any more. What they owned, kept, answered in the end or stood in for is free."""
    for table, whose, freed in _freed(member_id, now):
        session.execute(update(table).where(table.workspace_id == workspace_id, *whose).values(**freed))
    dropped: tuple[tuple[Any, Any], ...] = (
        (Absence, Absence.member_id == member_id),
        (PeerVote, or_(PeerVote.member_id == member_id, PeerVote.peer_id == member_id)),
        (WorkingCalendar, WorkingCalendar.lead_id == member_id),
    )
    for table, who in dropped:
        session.execute(delete(table).where(table.workspace_id == workspace_id, who))


def _freed(member_id: UUID, now: datetime) -> tuple[tuple[Any, tuple[Any, ...], dict[str, Any]], ...]:
    """What counted on them: tables, which rows, and what is set in them."""
    return (
        (Cause, (Cause.owner_id == member_id, Cause.closed_at.is_(None)), {"owner_id": None, "taken_at": None}),
        (Idea, (Idea.keeper_id == member_id,), {"keeper_id": None}),
        (Absence, (Absence.stand_in_id == member_id,), {"stand_in_id": None}),
        (Limit, (Limit.ask_id == member_id,), {"ask_id": None, "ask_amount": None}),
        (Limit, (Limit.lead_id == member_id, Limit.ends_at.is_(None)), {"ends_at": now}),
        (RulesRow, (RulesRow.last_resort_id == member_id,), {"last_resort_id": None}),
        (Pledge, (Pledge.signer_id == member_id, Pledge.signed_at.is_(None)), {"withdrawn_at": now}),
        (Pledge, (Pledge.signer_id == member_id,), {"signer_title": ""}),
        (LeadershipLine, (LeadershipLine.by_id == member_id,), {"words": ""}),
    )


def go_on(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    """Erase a part of the rest. Whether there was any: then there may be more."""
    who = (session, workspace_id, member_id, now)
    return _theirs(*who) or _words(*who) or _answers(*who) or _lines(*who)


def _theirs(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    for table, whose, about in THEIRS:
        mine = table.workspace_id == workspace_id, whose == member_id
        ids = list(session.scalars(select(about).where(*mine).order_by(about).limit(AT_ONCE)))
        if ids:
            _follow_digests(session, workspace_id, ids, now)  # which they are found by while they are there
            outbox.refresh(session, telling.said_by_the_clock(session, workspace_id, ids), now=now)  # these, too
            session.execute(delete(table).where(*mine, about.in_(ids)))
            follow(session, workspace_id, ids, now)
            return True
    return False


def _words(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    for table, whose, words, about in WORDS:
        mine = table.workspace_id == workspace_id, whose == member_id, words.is_not(None)
        ids = list(session.scalars(select(about).where(*mine).distinct().limit(AT_ONCE)))
        if ids:
            session.execute(update(table).where(*mine, about.in_(ids)).values({words: None}))
            follow(session, workspace_id, ids, now)
            return True
    return False


def _answers(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    """The decisions that they answered are others': what they said of them goes, and so does their pat."""
    query = select(Answer).where(
        Answer.workspace_id == workspace_id,
        Answer.by_id == member_id,
        or_(Answer.words.is_not(None), Answer.kudos_id.is_not(None)),
    )
    answers = session.scalars(query.order_by(Answer.decision_id).limit(AT_ONCE).with_for_update()).all()
    for answer in answers:
        kudos = retracting.load(session, workspace_id, answer.kudos_id) if answer.kudos_id else None
        answer.words = answer.kudos_id = None
        session.flush()
        if kudos is not None:
            retracting.refresh_messages(session, kudos, now=now)
    follow(session, workspace_id, [answer.decision_id for answer in answers], now)
    return bool(answers)


def _lines(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    """A line that they set goes from the digests that told it, and then itself."""
    mine = (LeadershipLine.workspace_id == workspace_id, LeadershipLine.by_id == member_id)
    line = session.scalar(select(LeadershipLine).where(*mine).order_by(LeadershipLine.week).limit(1))
    if line is None:
        return False
    told = runs.with_line(session, workspace_id=workspace_id, week=line.week, most=AT_ONCE)
    for run in told:
        run.snapshot = {**run.snapshot, "line": None}
    if not told:
        session.delete(line)
    session.flush()
    posts = outbox.posts_about(session, workspace_id, [run.id for run in told], *Purpose)
    outbox.refresh(session, posts, now=now)
    return True


def follow(session: Session, workspace_id: int, ids: Sequence[UUID], now: datetime) -> None:
    """Bring every message about these in step with what is stored now."""
    session.flush()
    outbox.refresh(session, outbox.posts_about(session, workspace_id, ids, *Purpose), now=now)
    _follow_digests(session, workspace_id, ids, now)


def _follow_digests(session: Session, workspace_id: int, ids: Sequence[UUID], now: datetime) -> None:
    """The same of digests that tell of ideas and causes among these."""
    ideas = select(Idea).where(Idea.workspace_id == workspace_id, Idea.id.in_(ids))
    for idea in session.scalars(ideas.order_by(Idea.id)).all():
        idea_news.refresh_digests(session, idea, now=now)
    causes = select(Cause).where(Cause.workspace_id == workspace_id, Cause.id.in_(ids))
    for cause in session.scalars(causes.order_by(Cause.id)).all():
        owning.refresh_digests(session, cause, now=now)
