"""What leadership's digest tells of the whole company besides pats: what waited for leads, decisions, ideas, causes.

Instants, ids and counts; nothing here says who decided or proposed what.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from digests.weeks import Period
from models.answers import Answer, Answerer
from models.decisions import Decision
from models.improving.causes import WITHIN, Cause
from models.improving.ideas import Idea, IdeaStep, Step
from models.people.members import Member
from models.people.teams import Team
from models.schedules import Audience, Run, Schedule

CAUSES = 3
"""Of those that came up most often."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that waited for `member` from `since`; `until`: answered, or somebody else's to answer (None: no).

    `answered`: it was they who answered.
    """

    member: UUID
    since: datetime
    until: datetime | None
    answered: bool


@dataclass(frozen=True, slots=True)
class Logged:
    at: datetime
    answered_at: datetime | None

    def answered_by(self, until: datetime) -> bool:
        return self.answered_at is not None and self.answered_at < until


@dataclass(frozen=True, slots=True)
class Open:
    """From `at` until before `until` (None: still): an idea without any answer."""

    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """At `at` this cause came up again; it was closed at `closed_at` (None: it is open)."""

    cause: UUID
    at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Company:
    """Of any period within the span that was asked for."""

    asked: tuple[Asked, ...] = ()
    logged: tuple[Logged, ...] = ()
    ideas: tuple[Open, ...] = ()
    causes: tuple[Seen, ...] = ()
    teams: frozenset[UUID] = frozenset()
    """Those that there are."""
    told: dict[tuple[UUID, datetime], dict[str, Any]] = field(default_factory=dict)
    """What each reader was told of the week that ended at an instant: the snapshot of it."""

    def unanswered(self, until: datetime) -> list[datetime]:
        """When each idea that had no answer by then was shared, the oldest first."""
        return sorted(one.at for one in self.ideas if one.at < until and (one.until is None or one.until >= until))

    def often(self, until: datetime) -> tuple[UUID, ...]:
        """The causes, open then, that came up most often in the 30 days before."""
        then = (one for one in self.causes if one.closed_at is None or one.closed_at >= until)
        times = Counter(one.cause for one in then if until - WITHIN <= one.at < until)
        return tuple(sorted(times, key=lambda cause: (-times[cause], cause))[:CAUSES])


def read(session: Session, *, workspace_id: int, span: Period, readers: Collection[UUID]) -> Company:
    """In six statements."""
    return Company(
        asked=_asked(session, workspace_id, span),
        logged=_logged(session, workspace_id, span),
        ideas=_ideas(session, workspace_id, span),
        causes=_causes(session, workspace_id, span),
        teams=_teams(session, workspace_id, span),
        told=_told(session, workspace_id, span, list(readers)),
    )


def _asked(session: Session, workspace_id: int, span: Period) -> tuple[Asked, ...]:
    """Whatever waited at some time in the span, of people who are here."""
    answer = (Answer.workspace_id == Answerer.workspace_id) & (Answer.decision_id == Answerer.decision_id)
    decision = (Decision.workspace_id == Answerer.workspace_id) & (Decision.id == Answerer.decision_id)
    decider = (Member.workspace_id == Decision.workspace_id) & (Member.id == Decision.member_id)
    query = (
        select(Answerer.member_id, Answerer.since, Answerer.ends_at, Answer.at, Answer.by_id)
        .join(Decision, decision)
        .join(Member, decider)
        .outerjoin(Answer, answer)
        .where(
            Answerer.workspace_id == workspace_id,
            Answerer.since < span.end,
            or_(Answerer.ends_at.is_(None), Answerer.ends_at >= span.start),
            or_(Answer.at.is_(None), Answer.at >= span.start),
            or_(Answer.at.is_not(None), Member.active),
        )
    )
    return tuple(
        Asked(member, since, min(filter(None, (ends_at, at)), default=None), at is not None and by_id == member)
        for member, since, ends_at, at, by_id in session.execute(query)
    )


def _logged(session: Session, workspace_id: int, span: Period) -> tuple[Logged, ...]:
    answer = (Answer.workspace_id == Decision.workspace_id) & (Answer.decision_id == Decision.id)
    query = (
        select(Decision.logged_at, Answer.at)
        .outerjoin(Answer, answer)
        .where(Decision.workspace_id == workspace_id, Decision.logged_at >= span.start, Decision.logged_at < span.end)
    )
    return tuple(Logged(*row) for row in session.execute(query))


def _ideas(session: Session, workspace_id: int, span: Period) -> tuple[Open, ...]:
    """Those without an answer at some time in the span."""
    step = and_(IdeaStep.workspace_id == Idea.workspace_id, IdeaStep.idea_id == Idea.id, IdeaStep.step != Step.HEARD)
    answered = select(func.min(IdeaStep.at)).where(step).correlate(Idea).scalar_subquery()
    query = select(Idea.at, answered, Idea.withdrawn_at).where(
        Idea.workspace_id == workspace_id,
        Idea.at < span.end,
        or_(Idea.withdrawn_at.is_(None), Idea.withdrawn_at >= span.start),
        func.coalesce(answered, span.end) >= span.start,
    )
    return tuple(Open(at, min(filter(None, ends), default=None)) for at, *ends in session.execute(query))


def _causes(session: Session, workspace_id: int, span: Period) -> tuple[Seen, ...]:
    cause = (Cause.workspace_id == Decision.workspace_id) & (Cause.id == Decision.cause_id)
    query = (
        select(Cause.id, Decision.logged_at, Cause.closed_at)
        .join(Cause, cause)
        .where(
            Decision.workspace_id == workspace_id,
            Decision.logged_at >= span.start - WITHIN,
            Decision.logged_at < span.end,
            or_(Cause.closed_at.is_(None), Cause.closed_at >= span.start),
        )
    )
    return tuple(Seen(*row) for row in session.execute(query))


def _teams(session: Session, workspace_id: int, span: Period) -> frozenset[UUID]:
    live = or_(Team.archived_at.is_(None), Team.archived_at > span.end)
    return frozenset(session.scalars(select(Team.id).where(Team.workspace_id == workspace_id, live)))


def _told(
    session: Session, workspace_id: int, span: Period, readers: Sequence[UUID]
) -> dict[tuple[UUID, datetime], dict[str, Any]]:
    schedule = and_(Schedule.workspace_id == Run.workspace_id, Schedule.id == Run.schedule_id)
    query = (
        select(Schedule.member_id, Run.period_end, Run.snapshot)
        .join(Schedule, schedule)
        .where(
            Run.workspace_id == workspace_id,
            Schedule.audience == Audience.LEADERSHIP,
            Schedule.member_id.in_(readers),
            Run.period_end >= span.start,
            Run.period_end < span.end,
        )
    )
    return {(member, end): snapshot for member, end, snapshot in session.execute(query) if member and snapshot}
