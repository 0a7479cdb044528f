"""Logging a decision: the person's own words, stored once, answered by somebody, and told to nobody else."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import assigning
from models.decisions import Decision, checking, offering
from models.decisions.entries import Entry
from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.giving import drafts
from models.improving import causes
from models.people import members
from models.people.members import Member
from models.pledge import reading as pledges
from models.storage.ids import uuid7
from models.storage.requests import Outcome, once

__all__ = ["Entry", "drafted", "log", "log_draft", "log_now"]


def log(session: Session, *, workspace_id: int, member: str, entry: Entry, key: str, now: datetime) -> Outcome:
    """Store what `member` (a Slack id) decided, once per `key`; a refusal doesn't settle it.

    `code`: "logged" (with ids: `decision`, `by`, and the `answerer`, None: there is nobody), "sensitive" (with the
    kinds of `details` and a `draft`, to be confirmed), "none_yet" (no pledge is in force), or why not: "kind" (guests
    and other companies' people, with their `kind`), "left", "no_situation", "no_choice", "too_long" (`field`,
    `length`, `most`), "future", "too_old" (`days`), "no_category", "no_fix", "no_peer", "kept" (that kudos is one).
    """

    def act() -> Outcome:
        return log_now(session, workspace_id=workspace_id, member=member, entry=entry, now=now)

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=_is_logged)


def log_draft(session: Session, *, workspace_id: int, member: str, draft_id: UUID, now: datetime) -> Outcome:
    """They have confirmed what seems to hold a customer's details. `code` as of `log`, or "gone"."""

    def act() -> Outcome:
        entry = drafted(session, workspace_id=workspace_id, member=member, draft_id=draft_id)
        if entry is None:
            return {"code": "gone"}
        outcome = log_now(session, workspace_id=workspace_id, member=member, entry=entry, now=now, confirmed=True)
        if outcome["code"] == "logged":
            drafts.drop(session, workspace_id=workspace_id, draft_id=draft_id, giver_id=UUID(outcome["by"]))
        return outcome

    return once(session, workspace_id=workspace_id, key=f"draft:{draft_id}:{member}", now=now, act=act, keep=_is_logged)


def drafted(session: Session, *, workspace_id: int, member: str, draft_id: UUID) -> Entry | None:
    """What waits in their draft; None when it is gone, or somebody else's."""
    person = members.by_slack_user(session, workspace_id, member)
    if person is None:
        return None
    fields = drafts.look(session, workspace_id=workspace_id, draft_id=draft_id, giver_id=person.id) or {}
    return Entry.from_fields(fields["entry"]) if "entry" in fields else None


def log_now(
    session: Session, *, workspace_id: int, member: str, entry: Entry, now: datetime, confirmed: bool = False
) -> Outcome:
    """`log` without a key, for a write that has one of its own."""
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    pledge = pledges.in_force(session, workspace_id)
    if why := checking.why_not(person):
        return why
    if pledge is None:
        return {"code": "none_yet"}
    entry = replace(entry, decided_on=entry.decided_on or checking.today(person, now))
    if why := checking.refusal(session, person, entry, now):
        return why
    if not confirmed and (doubt := checking.details_in(session, person, entry, now)):
        return doubt
    return _store(session, person, entry, pledge.id, now)


def _store(session: Session, person: Member, entry: Entry, pledge_id: UUID, now: datetime) -> Outcome:
    offer = offering.waiting(session, person, entry.kudos_id)
    if isinstance(offer, str):
        return {"code": offer}
    limit = checking.limit_for(session, person, entry, now)
    row = Decision(
        workspace_id=person.workspace_id,
        id=uuid7(),
        member_id=person.id,
        logged_at=now,
        pledge_id=pledge_id,
        limit_id=limit.id if limit else None,
        cause_id=checking.cause_for(session, person, entry, now),
        kudos_id=offer.kudos_id if offer else None,
        channel_id=entry.channel_id,
        message_ts=entry.message_ts,
        **entry.columns(),
    )
    session.add(row)
    session.flush()
    of: dict[str, Any] = {"workspace_id": person.workspace_id, "decision_id": row.id}
    asked = assigning.assign(session, **of, member_id=person.id, peer_id=entry.peer_id, now=now)
    _owe_receipt(session, row, person, entry, now)
    if offer:
        offering.keep(session, offer, row.id, now)
    if row.cause_id:
        causes.seen(session, workspace_id=person.workspace_id, cause_id=row.cause_id, now=now)
    told = {"decision": str(row.id), "by": str(person.id), "answerer": str(asked.member_id) if asked else None}
    return {"code": "logged", **told}


def _owe_receipt(session: Session, row: Decision, person: Member, entry: Entry, now: datetime) -> None:
    """At once, whatever the hour: they have just asked for it."""
    if person.slack_user_id is None:
        return
    shown_another = row.limit_id is not None and entry.shown_limit_id not in (None, row.limit_id)
    outbox.post(
        session,
        workspace_id=row.workspace_id,
        purpose=Purpose.DECISION_LOGGED,
        key=f"decision_logged:{row.id}",
        channel_id=person.slack_user_id,
        priority=Priority.ANSWER,
        subject_id=row.id,
        member_id=person.id,
        detail={"limit_differs": shown_another},
        now=now,
    )


def _is_logged(outcome: Outcome) -> bool:
    return bool(outcome["code"] == "logged")
