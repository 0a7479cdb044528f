"""Answering a decision: by the one who answers it, once. A pat may follow a talk; a line or a thought, a pat."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answer, Answerer, Kind, guiding, patting, telling
from models.answers.assigning import can_answer
from models.decisions import Decision
from models.delivery.outbox import Purpose
from models.people import members
from models.people.members import Member
from models.storage.inserting import add_once
from models.storage.requests import Outcome

PATS = (Kind.PAT, Kind.THOUGHT)


@dataclass(frozen=True, slots=True)
class Said:
    """What they say. Guidance is sealed before it comes here."""

    kind: Kind
    words: str | None = None
    """A line with the pat, in its stored form; shared with it."""
    sealed: bytes | None = None
    category_id: UUID | None = None
    """What the guidance is about."""
    talk_at: datetime | None = None


def answer(session: Session, *, workspace_id: int, decision_id: UUID, by: str, said: Said, now: datetime) -> Outcome:
    """`by` (a Slack id) answers it, or adds to their answer.

    `code`: "answered" (with the `parts` that are new: "pat", "thought", "talk", "line"; and whom it is `to`, a Slack
    id), "already" (with the `kind`, and `shared`: a line can't be added any more), "past" (the time to talk), or
    "not_yours": somebody else answers it, or there is none.
    """
    decision = telling.locked(session, workspace_id, decision_id)
    me = members.by_slack_user(session, workspace_id, by)
    if decision is None or me is None or not may_answer(session, decision, me):
        return {"code": "not_yours"}
    if said.talk_at is not None and said.talk_at <= now:
        return {"code": "past"}
    standing, first = _stored(session, decision, me, said, now)
    parts = _add(session, standing, decision, said, now)
    if first and said.kind == Kind.TALK:
        standing.talk_at = said.talk_at
        parts = ["talk"]
    session.flush()
    if not parts:
        shared = decision.shared_kudos_id is not None
        return {"code": "already", "kind": str(standing.kind), "shared": shared}
    person = members.by_id(session, workspace_id, [decision.member_id])[decision.member_id]
    telling.bring_in_step(session, workspace_id, decision_id, now)
    for part in _told(parts):
        telling.tell(session, person, Purpose.DECISION_ANSWERED, decision_id, part, now)
    return {"code": "answered", "decision": str(decision_id), "parts": parts, "to": person.slack_user_id}


def may_answer(session: Session, decision: Decision, member: Member) -> bool:
    """Whether they answer it now, or did; nobody answers their own."""
    if not can_answer(member) or decision.member_id == member.id:
        return False
    of = (decision.workspace_id, decision.id)
    if (answered := session.get(Answer, of)) is not None:
        return answered.by_id == member.id
    open_row = select(Answerer.member_id).where(
        Answerer.workspace_id == of[0], Answerer.decision_id == of[1], Answerer.ends_at.is_(None)
    )
    return session.scalar(open_row) == member.id


def _stored(session: Session, decision: Decision, me: Member, said: Said, now: datetime) -> tuple[Answer, bool]:
    """The row of the answer, and whether it is new: whoever adds it first says of what kind it is."""
    key = {"workspace_id": decision.workspace_id, "decision_id": decision.id}
    kind = Kind.PAT if said.kind == Kind.THOUGHT and said.sealed is None else said.kind
    added = add_once(session, Answer.decision_id, {**key, "by_id": me.id, "kind": kind, "at": now})
    return session.get_one(Answer, tuple(key.values())), added is not None


def _add(session: Session, standing: Answer, decision: Decision, said: Said, now: datetime) -> list[str]:
    """What of it is new, and stored."""
    parts = []
    if said.kind in PATS and standing.patted_at is None:
        standing.patted_at, standing.kudos_id = now, patting.give(session, decision, standing.by_id, now)
        parts.append("pat")
    if said.sealed is not None and guiding.keep(session, decision, standing.by_id, said.sealed, said.category_id, now):
        standing.kind = Kind.THOUGHT if standing.kind == Kind.PAT else standing.kind
        parts.append("thought")
    if said.words and not standing.words and standing.patted_at and decision.shared_kudos_id is None:
        standing.words = said.words
        parts.append("line")
    return parts


def _told(parts: list[str]) -> list[str]:
    """One message for what comes at once; a line alone only changes the one that is there."""
    return [part for part in parts if part != "line"][:1]
