"""Editing and deleting a decision: its person's own, at any time. What it said before is kept while it is there."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.answers import Answer, patting, telling
from models.decisions import Decision, checking, reading
from models.decisions.entries import TEXTS, Entry
from models.decisions.logging import drafted
from models.decisions.reading import DecisionCard
from models.decisions.versions import Before, DecisionVersion
from models.delivery import outbox
from models.delivery.outbox import Purpose
from models.giving import drafts
from models.improving import causes, merged
from models.improving.causes import Cause
from models.limits import Category
from models.money import money
from models.people import members
from models.people.members import Member
from models.storage.ids import uuid7
from models.storage.requests import Outcome, once

DONE = frozenset({"edited", "unchanged"})
KEPT = (*TEXTS, "category_id", "amount", "currency", "fix", "decided_on")
"""What a version keeps."""
NOT_YOURS: Outcome = {"code": "not_yours"}


def edit(
    session: Session, *, workspace_id: int, decision_id: UUID, member: str, entry: Entry, key: str, now: datetime
) -> Outcome:
    """`member` (a Slack id) says it anew, once per `key`.

    `code`: "edited", "unchanged", "not_yours" (somebody else's, or deleted), "sensitive" (with a `draft`, to be
    confirmed), or what is the matter with it, as of `logging.log`.
    """

    def act() -> Outcome:
        what: dict[str, Any] = {"workspace_id": workspace_id, "decision_id": decision_id, "member": member}
        return _edit(session, **what, entry=entry, now=now, confirmed=False)

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=_is_done)


def edit_draft(session: Session, *, workspace_id: int, member: str, draft_id: UUID, now: datetime) -> Outcome:
    """They have confirmed what seems to hold a customer's details. `code` as of `edit`, or "gone"."""

    def act() -> Outcome:
        of: dict[str, Any] = {"workspace_id": workspace_id, "member": member}
        person = members.by_slack_user(session, workspace_id, member)
        entry = drafted(session, **of, draft_id=draft_id)
        if person is None or entry is None:
            return {"code": "gone"}
        mine: dict[str, Any] = {"workspace_id": workspace_id, "draft_id": draft_id, "giver_id": person.id}
        decision_id = UUID((drafts.look(session, **mine) or {}).get("decision", str(draft_id)))
        outcome = _edit(session, **of, decision_id=decision_id, entry=entry, now=now, confirmed=True)
        if outcome["code"] in DONE:
            drafts.drop(session, **mine)
        return outcome

    return once(session, workspace_id=workspace_id, key=f"draft:{draft_id}:{member}", now=now, act=act, keep=_is_done)


def delete(session: Session, *, workspace_id: int, decision_id: UUID, member: str, now: datetime) -> Outcome:
    """Everything of it goes, and every message about it; a pat that was shared stays, as a kudos.

    `code`: "deleted", or "not_yours" (or gone already).
    """
    row = _theirs(session, workspace_id, decision_id, member)
    if row is None:
        return NOT_YOURS
    posts = outbox.posts_about(session, workspace_id, [decision_id], *Purpose)
    posts += telling.said_by_the_clock(session, workspace_id, [decision_id])
    posts += telling.said_in_digests(session, workspace_id, [decision_id], now)
    patting.decision_goes(session, row, now)
    session.delete(row)
    session.flush()
    return {"code": "deleted", "messages": outbox.refresh(session, posts, now=now)}


def own(session: Session, *, workspace_id: int, decision_id: UUID, member: str) -> DecisionCard | None:
    """The decision, to whoever made it; None to everyone else."""
    person = members.by_slack_user(session, workspace_id, member)
    card = reading.card(session, workspace_id, decision_id)
    return card if card is not None and person is not None and card.is_of(person.id) else None


def look_back(session: Session, *, workspace_id: int, decision_id: UUID, member: str) -> list[Before] | None:
    """What it said before, newest first, to its two people; None to everyone else."""
    person = members.by_slack_user(session, workspace_id, member)
    card = reading.card(session, workspace_id, decision_id)
    if card is None or person is None or not card.may_be_read_by(person.id):
        return None
    category = and_(Category.workspace_id == workspace_id, Category.id == DecisionVersion.category_id)
    query = (
        select(DecisionVersion, Category.name)
        .outerjoin(Category, category)
        .where(DecisionVersion.workspace_id == workspace_id, DecisionVersion.decision_id == decision_id)
        .order_by(DecisionVersion.replaced_at.desc(), DecisionVersion.id.desc())
    )
    return [_before(*row) for row in session.execute(query)]


def _before(row: DecisionVersion, category: str | None) -> Before:
    return Before(
        until=row.replaced_at,
        texts=tuple(filter(None, (getattr(row, name) for name in TEXTS))),
        category=category,
        amount=money(row.amount, row.currency),
        cause=row.cause,
        fix=row.fix,
        decided_on=row.decided_on,
    )


def _edit(
    session: Session,
    *,
    workspace_id: int,
    decision_id: UUID,
    member: str,
    entry: Entry,
    now: datetime,
    confirmed: bool,
) -> Outcome:
    row = _theirs(session, workspace_id, decision_id, member)
    person = members.by_slack_user(session, workspace_id, member)
    if row is None or person is None:
        return NOT_YOURS
    entry = replace(entry, decided_on=entry.decided_on or row.decided_on)
    logged = row.logged_at
    if why := checking.refusal(session, person, entry, now if entry.decided_on != row.decided_on else logged):
        return why
    if not confirmed and (doubt := checking.details_in(session, person, entry, now, decision=str(row.id))):
        return doubt
    return _rewrite(session, row, person, entry, now)


def _rewrite(session: Session, row: Decision, person: Member, entry: Entry, now: datetime) -> Outcome:
    same = (entry.category_id, entry.decided_on) == (row.category_id, row.decided_on)
    limit = None if same else checking.limit_for(session, person, entry, now)
    limit_id = row.limit_id if same else limit.id if limit else None
    kept = entry.cause is None and _is_of(session, row, entry.cause_id)
    cause_id = row.cause_id if kept else checking.cause_for(session, person, entry, now)
    said = {**entry.columns(), "limit_id": limit_id, "cause_id": cause_id}
    if all(getattr(row, name) == value for name, value in said.items()):
        return {"code": "unchanged"}
    before = {name: getattr(row, name) for name in KEPT}
    of = {"workspace_id": row.workspace_id, "id": uuid7(), "decision_id": row.id, "replaced_at": now}
    session.add(DecisionVersion(**of, **before, cause=_cause_of(session, row)))
    for name, value in said.items():
        setattr(row, name, value)
    row.edited_at = now
    answer = session.get(Answer, (row.workspace_id, row.id))
    if answer is not None and answer.edited_since is None:
        answer.edited_since = now
    session.flush()
    if cause_id and (not kept or row.fix != before["fix"]):
        added = int(not kept and causes.is_recent(row, now))
        causes.seen(session, workspace_id=row.workspace_id, cause_id=cause_id, now=now, added=added)
    return {"code": "edited", "messages": telling.bring_in_step(session, row.workspace_id, row.id, now)}


def _is_of(session: Session, row: Decision, cause_id: UUID | None) -> bool:
    """Whether this is the cause that it has, under the id of before it was made one with another, too."""
    return cause_id == row.cause_id or bool(
        cause_id and merged.became(session, row.workspace_id, cause_id) == row.cause_id
    )


def _cause_of(session: Session, row: Decision) -> str | None:
    cause = session.get(Cause, (row.workspace_id, row.cause_id)) if row.cause_id else None
    return cause.name if cause else None


def _theirs(session: Session, workspace_id: int, decision_id: UUID, member: str) -> Decision | None:
    """Locked; None when it is somebody else's, or gone."""
    person = members.by_slack_user(session, workspace_id, member)
    row = telling.locked(session, workspace_id, decision_id)
    return row if row is not None and person is not None and row.member_id == person.id else None


def _is_done(outcome: Outcome) -> bool:
    return outcome["code"] in DONE
