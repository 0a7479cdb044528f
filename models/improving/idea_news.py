"""What is owed to people about an idea: to its keeper, to its author, and to whoever said "me too"."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Delivery, Kind, Purpose
from models.improving.ideas import Idea, IdeaStep, IdeaSupport, Step
from models.people import members
from models.people.members import Member
from models.schedules import lead_digests, runs

APART = timedelta(days=1)
"""Between two messages to somebody about ideas that are not theirs."""
TOLD_TO_ALL = (Step.DONE, Step.NO)
"""Steps that are told to those who said "me too"."""


def load(session: Session, workspace_id: int, idea_id: UUID, *, lock: bool = True) -> Idea | None:
    """The idea, locked unless it is only read; None: there is none, or it was withdrawn."""
    query = select(Idea).where(Idea.workspace_id == workspace_id, Idea.id == idea_id, Idea.withdrawn_at.is_(None))
    return session.scalar(query.with_for_update() if lock else query)


def tell_keeper(session: Session, idea: Idea, keeper: Member, *, now: datetime) -> None:
    """Owe the keeper the idea; once for each time that it became theirs."""
    key = f"idea_told:{idea.id}:{keeper.id}:{int(now.timestamp())}"
    direct.tell(session, keeper, purpose=Purpose.IDEA_TOLD, key=key, subject_id=idea.id, now=now)


def tell_step(session: Session, idea: Idea, step: IdeaStep, *, now: datetime) -> None:
    """Owe its author the step; and everyone who said "me too", once it is done or won't be."""
    told = {idea.author_id, *(_supporters(session, idea) if step.step in TOLD_TO_ALL else ())} - {step.by_id}
    people = members.by_id(session, idea.workspace_id, told)
    for member in sorted(people.values(), key=lambda one: one.id):
        if member.active:
            direct.tell(
                session,
                member,
                purpose=Purpose.IDEA_STEP,
                key=f"idea_step:{idea.id}:{step.number}:{member.id}",
                subject_id=idea.id,
                detail={"number": step.number},
                not_before=now if member.id == idea.author_id else _at_most_daily(session, member, now),
                now=now,
            )


def refresh(session: Session, idea: Idea, *, now: datetime) -> int:
    """What people were told of it says what is so now. Returns how many messages were, or may have been, posted."""
    posts = outbox.posts_about(session, idea.workspace_id, [idea.id], Purpose.IDEA_TOLD, Purpose.IDEA_STEP)
    lead_digests.refresh(session, idea.workspace_id, filter(None, [idea.keeper_id]), since=idea.at, now=now)
    return outbox.refresh(session, posts, now=now)


def refresh_digests(session: Session, idea: Idea, *, now: datetime) -> int:
    """The same of the digests that tell of it as done, however long ago they were posted."""
    query = select(IdeaStep.at).where(
        IdeaStep.workspace_id == idea.workspace_id, IdeaStep.idea_id == idea.id, IdeaStep.step == Step.DONE
    )
    telling = [
        run
        for at in session.scalars(query)
        for run in runs.telling(session, workspace_id=idea.workspace_id, told_id=idea.id, at=at)
    ]
    return outbox.refresh(
        session, outbox.posts_about(session, idea.workspace_id, telling, Purpose.TEAM_DIGEST), now=now
    )


def _supporters(session: Session, idea: Idea) -> list[UUID]:
    query = select(IdeaSupport.member_id).where(
        IdeaSupport.workspace_id == idea.workspace_id, IdeaSupport.idea_id == idea.id
    )
    return list(session.scalars(query))


def _at_most_daily(session: Session, member: Member, now: datetime) -> datetime:
    """`now`, or a day after the last message of this kind to them."""
    query = (
        select(Delivery.due_at)
        .where(Delivery.workspace_id == member.workspace_id, Delivery.member_id == member.id)
        .where(Delivery.purpose == Purpose.IDEA_STEP, Delivery.kind == Kind.POST)
        .order_by(Delivery.due_at.desc())
        .limit(1)
    )
    last = session.scalar(query)
    return max(now, last + APART) if last else now
