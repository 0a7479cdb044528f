"""Answering an idea, step by step: considering, doing, done, or no with a reason. Each step is a row."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers.assigning import can_answer
from models.improving import idea_news
from models.improving.ideas import Idea, IdeaStep, Step
from models.improving.voicing import too_much
from models.people import members
from models.storage.inserting import add_once
from models.storage.requests import Outcome, once
from models.wording.details import details

ANSWERS = (Step.CONSIDERING, Step.DOING, Step.DONE, Step.NO)
"""From each to any other: what was refused can be taken up again, and what was thought done wasn't always."""


def answer(
    session: Session,
    *,
    workspace_id: int,
    idea_id: UUID,
    keeper: str,
    step: str,
    words: str | None,
    seen: int,
    sure: bool,
    key: str,
    now: datetime,
) -> Outcome:
    """Its keeper (a Slack id) takes the next step, having `seen` the one with that number; once per `key`.

    `code`: "answered" (with the `step`), "no_reason" (a no, or a done, needs words), "too_long", "sensitive" (with
    `details`: unless they are `sure`), "same", "unknown" (step), "meanwhile" (another step came first), "not_yours" or
    "gone". Only a step that was taken settles the key.
    """

    def act() -> Outcome:
        idea = idea_news.load(session, workspace_id, idea_id)
        member = members.by_slack_user(session, workspace_id, keeper)
        if idea is None:
            return {"code": "gone"}
        if member is None or not can_answer(member) or idea.keeper_id != member.id:
            return {"code": "not_yours"}
        why = _refusal(session, idea, step, words, seen) or _unsure(words, sure=sure)
        return why or _take(session, idea, Step(step), words, by_id=member.id, number=seen + 1, now=now)

    return once(
        session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda said: said["code"] == "answered"
    )


def newest(session: Session, idea: Idea) -> IdeaStep:
    """The step that it is at."""
    query = select(IdeaStep).where(IdeaStep.workspace_id == idea.workspace_id, IdeaStep.idea_id == idea.id)
    return session.scalars(query.order_by(IdeaStep.number.desc()).limit(1)).one()


def _refusal(session: Session, idea: Idea, step: str, words: str | None, seen: int) -> Outcome | None:
    at = newest(session, idea)
    if step not in ANSWERS:
        return {"code": "unknown"}
    if at.number != seen:
        return {"code": "meanwhile", "step": at.step}
    if at.step == step:
        return {"code": "same", "step": step}
    if step in (Step.DONE, Step.NO) and not words:
        return {"code": "no_reason", "step": step}
    return too_much(words) if words else None


def _unsure(words: str | None, *, sure: bool) -> Outcome | None:
    found = details(words or "")
    return {"code": "sensitive", "details": list(found)} if found and not sure else None


def _take(
    session: Session, idea: Idea, step: Step, words: str | None, *, by_id: UUID, number: int, now: datetime
) -> Outcome:
    of = {"workspace_id": idea.workspace_id, "idea_id": idea.id, "number": number}
    if add_once(session, IdeaStep.number, {**of, "step": step, "words": words, "by_id": by_id, "at": now}) is None:
        return {"code": "meanwhile", "step": newest(session, idea).step}
    taken = newest(session, idea)
    idea_news.tell_step(session, idea, taken, now=now)
    idea_news.refresh(session, idea, now=now)
    idea_news.refresh_digests(session, idea, now=now)
    return {"code": "answered", "step": step, "idea": str(idea.id)}
