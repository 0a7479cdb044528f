"""A promise that was not kept: told to whoever signed, and to nobody else. Who told them sees that they read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from models.decisions import Decision
from models.delivery import direct, outbox
from models.delivery.outbox import Purpose
from models.people import members
from models.people.members import Kind, Member
from models.people.persons import Person
from models.pledge import BrokenPromise, Pledge
from models.pledge.reading import InForce, in_force, person_of, signed
from models.storage.ids import uuid7
from models.storage.requests import Outcome, once

MOST = 3
"""Of one person's, on one page."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told a signer. `words` are in their stored form."""

    id: UUID
    by: Person
    to: Person
    words: str
    about_decision: bool
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Promise:
    """Whose promise it is. `about_id` names it: the pledge or, where it is about one, the reader's own decision."""

    pledge: InForce
    about_id: UUID
    decision: bool


def promise(session: Session, workspace_id: int, about_id: UUID, member_id: UUID) -> Promise | None:
    """The promise made to this member: the pledge with this id, or the one that covers their decision with this id.

    None: there is none, or its signer has left. Whoever was named in a form reads what is written there, or nobody.
    """
    query = select(Decision.pledge_id).where(
        Decision.workspace_id == workspace_id, Decision.id == about_id, Decision.member_id == member_id
    )
    covering = session.scalar(query)
    pledge = signed(session, workspace_id, covering or about_id)
    if pledge is None or not members.by_id(session, workspace_id, [pledge.signer.id])[pledge.signer.id].active:
        return None
    return Promise(pledge, about_id, decision=covering is not None)


def offered(session: Session, workspace_id: int, about_id: UUID, member_id: UUID) -> Promise | None:
    """The same, for a form; where its signer has left, the pledge that holds now."""
    found, holds = promise(session, workspace_id, about_id, member_id), in_force(session, workspace_id)
    return found or (Promise(holds, holds.id, decision=False) if holds else None)


def tell(
    session: Session, *, workspace_id: int, about_id: UUID, member: str, words: str, key: str, now: datetime
) -> Outcome:
    """`member` (a Slack id) tells whoever signed that the promise was not kept.

    `code`: "told" (with `signer`, a Slack id), "own" (they signed it themselves), "nobody" (no signer is here any
    more) or "cannot" (not of this company).
    """

    def act() -> Outcome:
        person = members.by_slack_user(session, workspace_id, member)
        if person is None or not person.active or person.kind not in {Kind.PERSON, Kind.GUEST}:
            return {"code": "cannot"}
        made = promise(session, workspace_id, about_id, person.id)
        if made is None or made.pledge.signer.id == person.id:
            return {"code": "own" if made else "nobody"}
        _tell(session, workspace_id, person, made, words, now)
        return {"code": "told", "signer": made.pledge.signer.slack_user_id}

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda it: it["code"] == "told")


def read(session: Session, *, workspace_id: int, promise_id: UUID, member: str, now: datetime) -> Outcome:
    """The signer (a Slack id) says that they have read it. `code`: "read", "already" or "not_signer"."""
    found = session.execute(_found(workspace_id).where(BrokenPromise.id == promise_id).with_for_update()).first()
    reader = members.by_slack_user(session, workspace_id, member)
    if found is None or reader is None or not reader.active or found.Pledge.signer_id != reader.id:
        return {"code": "not_signer"}
    if found.BrokenPromise.answered_at:
        return {"code": "already"}
    found.BrokenPromise.answered_at = now
    session.flush()
    outbox.refresh(session, outbox.posts_about(session, workspace_id, [promise_id], Purpose.PROMISE_BROKEN), now=now)
    return {"code": "read"}


def told_by(session: Session, workspace_id: int, member_id: UUID) -> list[Told]:
    """What this member told signers, newest first."""
    newest = _found(workspace_id).where(BrokenPromise.by_id == member_id)
    return _all(session, workspace_id, newest.order_by(BrokenPromise.at.desc(), BrokenPromise.id.desc()).limit(MOST))


def unread(session: Session, workspace_id: int, signer_id: UUID) -> list[Told]:
    """What this signer was told and has not said that they read, oldest first."""
    waiting = _found(workspace_id).where(Pledge.signer_id == signer_id, BrokenPromise.answered_at.is_(None))
    return _all(session, workspace_id, waiting.order_by(BrokenPromise.at, BrokenPromise.id).limit(MOST))


def with_id(session: Session, workspace_id: int, promise_id: UUID) -> Told | None:
    return next(iter(_all(session, workspace_id, _found(workspace_id).where(BrokenPromise.id == promise_id))), None)


def _found(workspace_id: int) -> Select[BrokenPromise, Pledge]:
    pledged = (Pledge.workspace_id == BrokenPromise.workspace_id) & (Pledge.id == BrokenPromise.pledge_id)
    return select(BrokenPromise, Pledge).join(Pledge, pledged).where(BrokenPromise.workspace_id == workspace_id)


def _all(session: Session, workspace_id: int, query: Select[BrokenPromise, Pledge]) -> list[Told]:
    rows: Sequence[Row[BrokenPromise, Pledge]] = session.execute(query).all()
    people = members.by_id(
        session, workspace_id, [one for row, pledge in rows for one in (row.by_id, pledge.signer_id)]
    )
    return [
        Told(
            id=row.id,
            by=person_of(people[row.by_id]),
            to=person_of(people[pledge.signer_id]),
            words=row.words,
            about_decision=row.decision_id is not None,
            at=row.at,
            read_at=row.answered_at,
        )
        for row, pledge in rows
    ]


def _tell(session: Session, workspace_id: int, person: Member, made: Promise, words: str, now: datetime) -> None:
    signer = members.by_id(session, workspace_id, [made.pledge.signer.id])[made.pledge.signer.id]
    row = BrokenPromise(workspace_id=workspace_id, id=uuid7(), pledge_id=made.pledge.id, by_id=person.id, at=now)
    row.decision_id, row.words = made.about_id if made.decision else None, words
    session.add(row)
    session.flush()
    key = f"promise_broken:{row.id}"
    direct.tell(session, signer, purpose=Purpose.PROMISE_BROKEN, key=key, subject_id=row.id, now=now)
