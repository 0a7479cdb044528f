"""Ideas as they are shown. Whose a confidential one is never leaves this module: its author alone reads "mine"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.improving.ideas import Idea, IdeaStep, IdeaSupport, Step, latest_step
from models.people import members
from models.people.members import Member
from models.people.persons import Person

OPEN = (Step.HEARD, Step.CONSIDERING, Step.DOING)


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """One idea as `viewer` may see it. Words are in their stored form."""

    id: UUID
    words: str
    confidential: bool
    author: Person | None
    """None: it is confidential."""
    mine: bool
    """It is the viewer's own."""
    from_decision: bool
    """It came from a decision of theirs: told to nobody but its author."""
    keeper: Person | None
    kept_by_me: bool
    at: datetime
    number: int
    """Of its newest step."""
    step: Step
    said: str | None
    """With that step: what was done; why not."""
    by: Person | None
    step_at: datetime
    supports: int
    joined: bool
    """The viewer said "me too"."""

    @property
    def waits(self) -> bool:
        """Nobody has answered it yet."""
        return self.step == Step.HEARD


@dataclass(frozen=True, slots=True)
class IdeaPage:
    cards: tuple[IdeaCard, ...]
    more: bool


def card(session: Session, workspace_id: int, idea_id: UUID, viewer_id: UUID | None) -> IdeaCard | None:
    """One of `cards`."""
    return next(iter(cards(session, workspace_id, [idea_id], viewer_id)), None)


def cards(
    session: Session, workspace_id: int, idea_ids: Iterable[UUID], viewer_id: UUID | None
) -> tuple[IdeaCard, ...]:
    """Those with these ids that were not withdrawn, newest first, as this member may see them."""
    return _cards(session, workspace_id, _ideas(workspace_id).where(Idea.id.in_(list(idea_ids))), viewer_id)


def page(session: Session, workspace_id: int, viewer_id: UUID, *, most: int, offset: int = 0) -> IdeaPage:
    """Everyone's, the newest first."""
    found = _cards(session, workspace_id, _ideas(workspace_id).offset(offset).limit(most + 1), viewer_id)
    return IdeaPage(found[:most], len(found) > most)


def voiced_by(session: Session, workspace_id: int, member_id: UUID, *, most: int) -> tuple[IdeaCard, ...]:
    """A member's own, the newest first."""
    return _cards(session, workspace_id, _ideas(workspace_id).where(Idea.author_id == member_id).limit(most), member_id)


def kept_by(session: Session, workspace_id: int, member_id: UUID, *, most: int = 50) -> tuple[IdeaCard, ...]:
    """Open ones that a member answers: those without an answer first, each the oldest first."""
    query = _ideas(workspace_id).where(Idea.keeper_id == member_id, IdeaStep.step.in_(OPEN)).order_by(None)
    unanswered_last = IdeaStep.step != Step.HEARD
    return _cards(session, workspace_id, query.order_by(unanswered_last, Idea.at, Idea.id).limit(most), member_id)


def step(session: Session, workspace_id: int, idea_id: UUID, number: int) -> IdeaStep | None:
    """One step of an idea, whatever came after it."""
    return session.get(IdeaStep, (workspace_id, idea_id, number))


def _ideas(workspace_id: int) -> Select[Idea, IdeaStep]:
    newest = (IdeaStep.workspace_id == Idea.workspace_id) & (IdeaStep.idea_id == Idea.id)
    return (
        select(Idea, IdeaStep)
        .join(IdeaStep, newest & (IdeaStep.number == latest_step()))
        .where(Idea.workspace_id == workspace_id, Idea.withdrawn_at.is_(None), Idea.words != "")
        .order_by(Idea.at.desc(), Idea.id.desc())
    )


def _cards(session: Session, workspace_id: int, query: Any, viewer_id: UUID | None) -> tuple[IdeaCard, ...]:
    rows = session.execute(query).all()
    if not rows:
        return ()
    named = {idea.author_id for idea, _ in rows if not idea.confidential}
    named |= {one for idea, step in rows for one in (idea.keeper_id, step.by_id) if one}
    people = members.by_id(session, workspace_id, named)
    supports, joined = _supports(session, workspace_id, [idea.id for idea, _ in rows], viewer_id)
    return tuple(_card(idea, step, people, supports, idea.id in joined, viewer_id) for idea, step in rows)


def _card(
    idea: Idea,
    step: IdeaStep,
    people: dict[UUID, Member],
    supports: dict[UUID, int],
    joined: bool,
    viewer_id: UUID | None,
) -> IdeaCard:
    mine = idea.author_id == viewer_id
    return IdeaCard(
        id=idea.id,
        words=idea.words,
        confidential=idea.confidential,
        author=None if idea.confidential else _person(people.get(idea.author_id)),
        mine=mine,
        from_decision=mine and idea.decision_id is not None,
        keeper=_person(people.get(idea.keeper_id)) if idea.keeper_id else None,
        kept_by_me=idea.keeper_id is not None and idea.keeper_id == viewer_id,
        at=idea.at,
        number=step.number,
        step=Step(step.step),
        said=step.words,
        by=_person(people.get(step.by_id)) if step.by_id else None,
        step_at=step.at,
        supports=supports.get(idea.id, 0),
        joined=joined,
    )


def _supports(
    session: Session, workspace_id: int, ids: Sequence[UUID], viewer_id: UUID | None
) -> tuple[dict[UUID, int], set[UUID]]:
    """How many joined each, and those that the viewer joined."""
    query = select(IdeaSupport.idea_id, IdeaSupport.member_id).where(
        IdeaSupport.workspace_id == workspace_id, IdeaSupport.idea_id.in_(ids)
    )
    counts: dict[UUID, int] = {}
    joined: set[UUID] = set()
    for idea_id, member_id in session.execute(query):
        counts[idea_id] = counts.get(idea_id, 0) + 1
        joined |= {idea_id} if member_id == viewer_id else set()
    return counts, joined


def _person(member: Member | None) -> Person | None:
    return Person(member.id, member.slack_user_id, member.label, gone=member.removed_at is not None) if member else None
