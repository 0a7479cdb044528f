"""Who answers an idea: its keeper, one at a time, so that none is left unanswered.

Of a named idea the author's lead, or whoever else answers for the author. Of a confidential one the last resort or an
admin: a lead would know that it is one of their own people.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from models.answers import Because, assigning
from models.decisions import rules
from models.improving import idea_news
from models.improving.ideas import Idea, IdeaStep, Step, latest_step
from models.people import leads, members
from models.people.members import Kind, Member
from models.storage.requests import Outcome
from models.workspace import workspaces

SETTLED = (Step.DONE, Step.NO)


def keeper_for(
    session: Session, workspace_id: int, *, author_id: UUID, confidential: bool, idea_id: UUID
) -> Member | None:
    """Who is to answer it; None: nobody but its author could.

    Among several admins `idea_id` decides, so that who is left out says little of whose it is.
    """
    if not confidential:
        return next((one for one, _ in assigning.candidates(session, workspace_id, author_id)), None)
    found = in_confidence(session, workspace_id, author_id)
    resort = rules.current(session, workspace_id).last_resort
    named = next((one for one in found if one.id == resort), None)
    return named or (found[idea_id.int % len(found)] if found else None)


def in_confidence(session: Session, workspace_id: int, author_id: UUID) -> list[Member]:
    """Whoever could answer a confidential idea of this author."""
    ranked = assigning.candidates(session, workspace_id, author_id)
    found = {one.id: one for one, because in ranked if because == Because.LAST_RESORT}
    return list(found.values())


def hand_over(session: Session, *, workspace_id: int, idea_id: UUID, actor: str, to: str, now: datetime) -> Outcome:
    """Its keeper, or an admin (`actor`, a Slack id), lets another lead or admin (`to`) answer it.

    `code`: "handed", "same", "not_lead" (of `to`), "author" (of a named idea; of a confidential one nobody learns it),
    "not_yours" or "gone".
    """
    idea = idea_news.load(session, workspace_id, idea_id)
    people = members.by_slack_id(session, workspace_id, [actor, to])
    by, new = people.get(actor), people.get(to)
    if idea is None:
        return {"code": "gone"}
    if by is None or not may_hand_over(session, idea, by):
        return {"code": "not_yours"}
    if new is None or not may_keep(session, new):
        return {"code": "not_lead"}
    if new.id == idea.keeper_id:
        return {"code": "same"}
    if new.id == idea.author_id and not idea.confidential:
        return {"code": "author"}
    _keep(session, idea, new, now)
    return {"code": "handed", "idea": str(idea.id), "to": to}


def may_keep(session: Session, member: Member) -> bool:
    """Whether ideas may be handed to them: a lead or an admin who is here."""
    return assigning.can_answer(member) and (leads.is_lead(session, member) or workspaces.is_admin(session, member))


def may_hand_over(session: Session, idea: Idea, member: Member) -> bool:
    """Its keeper; and an admin, so that it can't lie with somebody who never answers."""
    keeps = assigning.can_answer(member) and idea.keeper_id == member.id
    return keeps or (member.active and workspaces.is_admin(session, member))


def left_behind(session: Session, *, workspace_id: int) -> list[UUID]:
    """Open ideas whose keeper has left, or that have none."""
    return list(session.scalars(_left_behind(workspace_id)))


def move_on(session: Session, *, workspace_id: int, now: datetime) -> int:
    """Give each of those that are `left_behind` to whoever can answer it. Returns how many were given."""
    moved = 0
    for idea_id in left_behind(session, workspace_id=workspace_id):
        idea = idea_news.load(session, workspace_id, idea_id)
        if idea is None:
            continue
        keeper = keeper_for(
            session, workspace_id, author_id=idea.author_id, confidential=idea.confidential, idea_id=idea.id
        )
        if keeper is not None and keeper.id != idea.keeper_id:
            _keep(session, idea, keeper, now)
            moved += 1
    return moved


def _keep(session: Session, idea: Idea, keeper: Member, now: datetime) -> None:
    """From `now` on they answer it. The idea is locked."""
    idea.keeper_id = keeper.id
    session.flush()
    idea_news.tell_keeper(session, idea, keeper, now=now)
    idea_news.refresh(session, idea, now=now)


def _left_behind(workspace_id: int) -> Select[UUID]:
    keeper = (Member.workspace_id == Idea.workspace_id) & (Member.id == Idea.keeper_id)
    newest = (IdeaStep.workspace_id == Idea.workspace_id) & (IdeaStep.idea_id == Idea.id)
    can_not = or_(
        Member.id.is_(None), Member.active.is_(False), Member.kind != Kind.PERSON, Member.slack_user_id.is_(None)
    )
    return (
        select(Idea.id)
        .join(IdeaStep, newest & (IdeaStep.number == latest_step()))
        .outerjoin(Member, keeper)
        .where(Idea.workspace_id == workspace_id, Idea.withdrawn_at.is_(None), IdeaStep.step.not_in(SETTLED), can_not)
        .order_by(Idea.at, Idea.id)
        .limit(100)
    )
