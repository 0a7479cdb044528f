"""A colleague's "they decided this on their own", or a pat for oneself: the person is asked before anything is kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import assigning
from models.decisions import Decision
from models.decisions.offers import DECLINED, KEPT, DecisionOffer
from models.delivery import direct, outbox
from models.delivery.outbox import Purpose
from models.giving import drafts
from models.kudos import Kudos, Retraction
from models.people import members
from models.people.members import Kind, Member, Party
from models.pledge import reading as pledges
from models.storage.inserting import add_once
from models.storage.requests import Outcome


def offer(session: Session, *, workspace_id: int, kudos_id: UUID, receivers: Iterable[Party], now: datetime) -> int:
    """Ask each receiver who can log one, once, in their hours; nobody as long as no pledge is in force."""
    if pledges.in_force(session, workspace_id) is None:
        return 0
    asked = [one for one in receivers if one.kind == Kind.PERSON and one.active and one.slack_user_id]
    for person in asked:
        of = {"workspace_id": workspace_id, "kudos_id": kudos_id, "member_id": person.id}
        if add_once(session, DecisionOffer.member_id, {**of, "offered_at": now}) is not None:
            _owe(session, kudos_id, person, now)
    return len(asked)


def invite(session: Session, *, workspace_id: int, author: Party, words: str, now: datetime) -> dict[str, Any]:
    """For a pat for oneself: a `draft` of its words, to be logged, and who would answer (a Slack id or None).

    Nothing as long as no pledge is in force, or to whoever can't log.
    """
    if author.kind != Kind.PERSON or not author.active or pledges.in_force(session, workspace_id) is None:
        return {}
    draft = drafts.keep(session, workspace_id=workspace_id, giver_id=author.id, fields={"own": words}, now=now)
    answerer = next(assigning.candidates(session, workspace_id, author.id, now), None)
    return {"draft": str(draft), "answerer": answerer[0].slack_user_id if answerer else None}


def opened(session: Session, *, workspace_id: int, kudos_id: UUID, member: str) -> Kudos | str:
    """The kudos that is to be kept; else why not: "no_offer" (somebody else's, or taken back), "kept" already."""
    person = members.by_slack_user(session, workspace_id, member)
    found = _offer(session, workspace_id, kudos_id, person.id) if person else None
    kudos = session.get(Kudos, (workspace_id, kudos_id))
    taken_back = session.get(Retraction, (workspace_id, kudos_id)) is not None
    if found is None or kudos is None or taken_back:
        return "no_offer"
    return "kept" if _is_kept(session, found) else kudos


def decline(session: Session, *, workspace_id: int, kudos_id: UUID, member: str, now: datetime) -> Outcome:
    """Just a thank-you. `code`: "declined", "kept" (as a decision, before), "no_offer"."""
    person = members.by_slack_user(session, workspace_id, member)
    found = _offer(session, workspace_id, kudos_id, person.id, lock=True) if person else None
    why = opened(session, workspace_id=workspace_id, kudos_id=kudos_id, member=member)
    if isinstance(why, str):
        return {"code": why}
    if found is not None and found.answer is None:
        found.answer, found.answered_at = DECLINED, now
        _refresh(session, found, now)
    return {"code": "declined"}


def waiting(session: Session, person: Member, kudos_id: UUID | None) -> DecisionOffer | str | None:
    """The offer that a decision is kept from, locked; "kept" when it was before, None when there is none to them."""
    found = _offer(session, person.workspace_id, kudos_id, person.id, lock=True) if kudos_id else None
    return "kept" if found is not None and _is_kept(session, found) else found


def keep(session: Session, found: DecisionOffer, decision_id: UUID, now: datetime) -> None:
    """It became this decision."""
    found.answer, found.answered_at, found.decision_id = KEPT, now, decision_id
    _refresh(session, found, now)


def _offer(
    session: Session, workspace_id: int, kudos_id: UUID, member_id: UUID, *, lock: bool = False
) -> DecisionOffer | None:
    return session.get(DecisionOffer, (workspace_id, kudos_id, member_id), with_for_update=lock or None)


def _is_kept(session: Session, found: DecisionOffer) -> bool:
    """As long as that decision was not deleted."""
    return found.decision_id is not None and session.get(Decision, (found.workspace_id, found.decision_id)) is not None


def _refresh(session: Session, found: DecisionOffer, now: datetime) -> None:
    session.flush()
    posts = outbox.posts_about(session, found.workspace_id, [found.kudos_id], Purpose.DECISION_OFFER)
    outbox.refresh(session, [one for one in posts if one.member_id == found.member_id], now=now)


def _owe(session: Session, kudos_id: UUID, person: Party, now: datetime) -> None:
    key = f"decision_offer:{kudos_id}:{person.id}"
    direct.tell(session, person, purpose=Purpose.DECISION_OFFER, key=key, subject_id=kudos_id, now=now)
