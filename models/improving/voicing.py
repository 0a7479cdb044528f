"""Voicing an idea, withdrawing it, and saying "me too" to somebody else's."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from models import words as wording
from models.decisions import Decision
from models.improving import idea_news, keeping
from models.improving.ideas import Idea, IdeaStep, IdeaSupport, Step
from models.people import members
from models.people.members import Kind, Member
from models.storage.ids import uuid7
from models.storage.inserting import add_once
from models.storage.requests import Outcome, once
from models.wording.details import details

LONGEST = 2000
"""Characters of an idea, and of what is said of it."""


def voice(
    session: Session,
    *,
    workspace_id: int,
    author: str,
    words: str | None,
    confidential: bool,
    sure: bool,
    key: str,
    now: datetime,
    decision_id: UUID | None = None,
) -> Outcome:
    """An idea of `author` (a Slack id), heard at once, and told to whoever answers it; once per `key`.

    `code`: "heard" (with the `idea`, and its `keeper`, a Slack id or None), "no_words", "too_long", "sensitive" (with
    `details`: unless they are `sure`), "cannot" (guests, and people of elsewhere), "not_yours" (the decision), or
    "nobody" (could answer it in confidence). Only an idea that was heard settles the key.
    """

    def act() -> Outcome:
        person = members.resolve(session, workspace_id=workspace_id, slack_ids=[author], now=now)[author]
        why = _refusal(session, person, words, decision_id) or _unsure(words, sure=sure)
        return why or _store(session, person, words or "", confidential, decision_id, now)

    return once(
        session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda said: said["code"] == "heard"
    )


def withdraw(session: Session, *, workspace_id: int, idea_id: UUID, author: str, now: datetime) -> Outcome:
    """The author takes it back: its words go, and what was said of it. `code`: "withdrawn", "not_yours" or "gone"."""
    idea = idea_news.load(session, workspace_id, idea_id)
    member = members.by_slack_user(session, workspace_id, author)
    if idea is None or member is None:
        return {"code": "gone"}
    if idea.author_id != member.id:
        return {"code": "not_yours"}
    idea.words, idea.withdrawn_at = "", now
    of = (IdeaStep.workspace_id == workspace_id, IdeaStep.idea_id == idea_id)
    session.execute(update(IdeaStep).where(*of).values(words=None))
    session.flush()
    idea_news.refresh(session, idea, now=now)
    idea_news.refresh_digests(session, idea, now=now)
    return {"code": "withdrawn"}


def me_too(session: Session, *, workspace_id: int, idea_id: UUID, member: str, now: datetime) -> Outcome:
    """`code`: "added", "already", "own", "cannot" or "gone"."""
    idea = idea_news.load(session, workspace_id, idea_id)
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    if idea is None:
        return {"code": "gone"}
    if idea.author_id == person.id or not takes_part(person):
        return {"code": "own" if idea.author_id == person.id else "cannot"}
    row = {"workspace_id": workspace_id, "idea_id": idea_id, "member_id": person.id, "at": now}
    return {"code": "added" if add_once(session, IdeaSupport.member_id, row) else "already"}


def not_me_too(session: Session, *, workspace_id: int, idea_id: UUID, member: str, now: datetime) -> Outcome:  # noqa: ARG001
    """Take a "me too" back. `code`: "taken_back", or "gone": there was none."""
    person = members.by_slack_user(session, workspace_id, member)
    of = (IdeaSupport.workspace_id == workspace_id, IdeaSupport.idea_id == idea_id)
    gone = (
        person
        and session.scalars(
            delete(IdeaSupport).where(*of, IdeaSupport.member_id == person.id).returning(IdeaSupport.idea_id)
        ).all()
    )
    return {"code": "taken_back" if gone else "gone"}


def takes_part(person: Member) -> bool:
    """Whether they may voice and read ideas: the people of this company, who are here."""
    return person.kind == Kind.PERSON and person.active


def _refusal(session: Session, person: Member, words: str | None, decision_id: UUID | None) -> Outcome | None:
    if not takes_part(person):
        return {"code": "cannot"}
    if decision_id and not _is_theirs(session, person, decision_id):
        return {"code": "not_yours"}
    return too_much(words) if words else {"code": "no_words"}


def too_much(words: str) -> Outcome | None:
    length = wording.length(words)
    return {"code": "too_long", "length": length} if length > LONGEST else None


def _unsure(words: str | None, *, sure: bool) -> Outcome | None:
    found = details(words or "")
    return {"code": "sensitive", "details": list(found)} if found and not sure else None


def _is_theirs(session: Session, person: Member, decision_id: UUID) -> bool:
    decision = session.get(Decision, (person.workspace_id, decision_id))
    return decision is not None and decision.member_id == person.id


def _store(
    session: Session, person: Member, words: str, confidential: bool, decision_id: UUID | None, now: datetime
) -> Outcome:
    idea_id = uuid7()
    keeper = keeping.keeper_for(
        session, person.workspace_id, author_id=person.id, confidential=confidential, idea_id=idea_id
    )
    if keeper is None and confidential:
        return {"code": "nobody"}
    idea = Idea(
        workspace_id=person.workspace_id,
        id=idea_id,
        author_id=person.id,
        words=words,
        confidential=confidential,
        decision_id=decision_id,
        keeper_id=keeper.id if keeper else None,
        at=now,
    )
    session.add(idea)
    session.flush()
    session.add(IdeaStep(workspace_id=person.workspace_id, idea_id=idea_id, number=1, step=Step.HEARD, at=now))
    session.flush()
    if keeper:
        idea_news.tell_keeper(session, idea, keeper, now=now)
    return {"code": "heard", "idea": str(idea_id), "keeper": keeper.slack_user_id if keeper else None}
