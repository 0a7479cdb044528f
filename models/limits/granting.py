"""The answer to a request for more room: yes, which becomes a new version, or not now, and why; or who answers it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Because, assigning, ranking
from models.answers.ranking import Ranked, Ranking
from models.delivery import direct
from models.delivery.outbox import Priority, Purpose
from models.limits import Limit, announcing, asking, categories, resolving, scopes, setting
from models.limits.asking import NO, YES, RoomRequest
from models.limits.scopes import Named, Scope
from models.money import Money
from models.people import leads, members
from models.people.members import Member
from models.schedules import lead_digests
from models.storage.requests import Outcome


def say_yes(
    session: Session,
    *,
    workspace_id: int,
    request_id: UUID,
    scope: str,
    amount: Money | None,
    conditions: str | None,
    actor: str,
    now: datetime,
) -> Outcome:
    """More room, for the person or for all of `scope`: a new version, of which the person is told.

    `code`: "yes" (with `limit`), "not_yours" (or not there), "closed", "amount" (no more than what holds), "currency"
    (not that of the limit) or "no_amount" (an amount was asked for).
    """
    request, by = _mine(session, workspace_id, request_id, actor)
    if request is None or by is None:
        return {"code": "not_yours"}
    if request.resolution is not None:
        return {"code": "closed"}
    person = members.by_id(session, workspace_id, [request.member_id])[request.member_id]
    whose = scopes.parse(scope)
    if whose is None or not any(one.scope == whose for one in choices(session, request, by, now)):
        return {"code": "not_yours"}
    categories.get(session, workspace_id, request.category_id, lock=True)
    before = asking.current(session, person, request.category_id, now)
    if problem := _too_little(request, before, amount):
        return {"code": problem}
    terms = replace(setting.terms_of(before) if before else setting.Terms(), amount=amount, conditions=conditions)
    new = setting.write(
        session,
        workspace_id=workspace_id,
        category_id=request.category_id,
        scope=whose,
        terms=_sound(terms, whose),
        author=by,
        now=now,
        told=person.id,
    )
    _end_own(session, request, whose, now)
    request.limit_id = new.id
    _resolve(session, request, YES, by, now)
    if request.may_announce and whose.kind == scopes.MEMBER:
        _tell_colleagues(session, request, person, by, now)
    return {"code": "yes", "limit": str(new.id), "scope": str(whose)}


def say_no(
    session: Session, *, workspace_id: int, request_id: UUID, reason: str | None, actor: str, now: datetime
) -> Outcome:
    """Not now, and why. `code`: "no", "not_yours", "closed" or "no_reason"."""
    request, by = _mine(session, workspace_id, request_id, actor)
    if request is None or by is None:
        return {"code": "not_yours"}
    if request.resolution is not None:
        return {"code": "closed"}
    if not reason:
        return {"code": "no_reason"}
    request.reason = reason
    _resolve(session, request, NO, by, now)
    return {"code": "no"}


def choices(session: Session, request: RoomRequest, by: Member, now: datetime) -> list[Named]:
    """For whom whoever answers can say yes: the person; and the groups they are in, where nothing narrower holds."""
    person = members.by_id(session, by.workspace_id, [request.member_id])[request.member_id]
    spans = resolving.spans_of(session, by.workspace_id, [person.id], now, now, category_id=request.category_id)
    ranks = [resolving.rank(span.limit.scope) for span in spans[person.id] if span.holds(now)]
    narrowest = min((rank for rank in ranks if rank), default=resolving.rank(scopes.EVERYONE))
    placed = {scope for scope, _, _ in resolving.placed(session, by.workspace_id, [person.id], now, now)[person.id]}
    groups = [one for one in scopes.offered(session, by) if str(one.scope) in placed]
    own = Named(Scope(scopes.MEMBER, person.id), person.label, person.slack_user_id)
    return [own, *(one for one in groups if resolving.rank(one.scope.kind) <= narrowest)]


def hand_on(session: Session, *, workspace_id: int, now: datetime) -> int:
    """Requests whose lead can't answer any more, or is away, go to whoever answers now. Returns how many."""
    waiting = _waiting(session, workspace_id)
    locked = [asking.locked(session, workspace_id, one) for one in _to_hand_on(session, workspace_id, waiting, now)]
    still = [one for one in locked if one is not None and one.resolution is None]
    moving = _to_hand_on(session, workspace_id, still, now)
    for request in still:
        if found := moving.get(request.id):
            before = request.lead_id
            request.lead_id, request.because = found[0].id, found[1]
            session.flush()
            asking.refresh(session, request, now)
            lead_digests.refresh(session, workspace_id, [before], since=request.asked_at, now=now)
            asking.tell_lead(session, request.id, found[0], now)
    return len(moving)


def to_hand_on(session: Session, *, workspace_id: int, now: datetime) -> list[UUID]:
    """The requests that wait for somebody who is not the one to answer any more."""
    return list(_to_hand_on(session, workspace_id, _waiting(session, workspace_id), now))


def _waiting(session: Session, workspace_id: int) -> list[RoomRequest]:
    query = select(RoomRequest).where(RoomRequest.workspace_id == workspace_id, RoomRequest.resolution.is_(None))
    return list(session.scalars(query.order_by(RoomRequest.id)))


def _to_hand_on(
    session: Session, workspace_id: int, waiting: Iterable[RoomRequest], now: datetime
) -> dict[UUID, Ranked]:
    """By request who is to answer it in place of whoever does."""
    some = list(waiting)
    if not some:
        return {}
    ranked = ranking.read(session, workspace_id, {one.member_id for one in some}, now)
    answering = members.by_id(session, workspace_id, {one.lead_id for one in some})
    found = {one.id: _next(ranked, one, answering[one.lead_id]) for one in some}
    return {request_id: lead for request_id, lead in found.items() if lead is not None}


def _next(ranked: Ranking, request: RoomRequest, lead: Member) -> Ranked | None:
    """Who answers it now; None: whoever has it keeps it, or there is nobody.

    A lead keeps it as long as the person is one of theirs; whoever has it because a lead was away, also when that lead
    is back: they have seen it already.
    """
    found = list(ranked.of(request.member_id))
    own = (lead.id, Because.LEAD) in {(one.id, because) for one, because in found}
    covers = request.because in asking.COVERING and assigning.can_answer(lead)
    if (own or covers) and lead.id not in ranked.away:
        return None
    return found[0] if found and found[0][0].id != lead.id else None


def _mine(
    session: Session, workspace_id: int, request_id: UUID, actor: str
) -> tuple[RoomRequest | None, Member | None]:
    """The request, locked, and who answers it; None: it isn't theirs to answer."""
    member = members.by_slack_user(session, workspace_id, actor)
    request = asking.locked(session, workspace_id, request_id)
    if request is None or member is None or not asking.is_answered_by(request, member):
        return None, None
    return request, member


def _too_little(request: RoomRequest, before: Limit | None, amount: Money | None) -> str | None:
    if amount is None:
        return "no_amount" if request.amount is not None else None
    if before is None or before.amount is None:
        return None
    if amount.currency != before.currency:
        return "currency"
    more = amount.minor > before.amount or (amount.minor == before.amount and request.amount is None)
    return None if more else "amount"


def _sound(terms: setting.Terms, whose: Scope) -> setting.Terms:
    """Whom to ask beyond it is kept where that still makes sense."""
    alone = whose.kind == scopes.MEMBER and terms.ask_id == whose.id
    reached = terms.ask_amount and (terms.amount is None or terms.ask_amount.minor <= terms.amount.minor)
    return replace(
        terms, ask_id=None if alone else terms.ask_id, ask_amount=None if alone or reached else terms.ask_amount
    )


def _resolve(session: Session, request: RoomRequest, resolution: str, by: Member, now: datetime) -> None:
    asking.close(session, request, resolution, by, now)
    person = members.by_id(session, request.workspace_id, [request.member_id])[request.member_id]
    if person.active:
        direct.tell(
            session,
            person,
            purpose=Purpose.ROOM_ANSWERED,
            key=f"room_answered:{request.id}",
            priority=Priority.ANSWER,
            subject_id=request.id,
            now=now,
        )


def _tell_colleagues(session: Session, request: RoomRequest, person: Member, by: Member, now: datetime) -> None:
    """Those who have the same lead, as the person agreed; at most so many as one write tells."""
    line = leads.upwards(session, request.workspace_id).get(person.id)
    some = leads.reports(session, request.workspace_id, line) if line else []
    told = [one for one in some if one.id not in {person.id, by.id} and one.kind in announcing.TOLD]
    news = {"granted": [str(request.id)]}
    announcing.tell(session, request.workspace_id, told[: announcing.AT_A_TIME], news, now)


def _end_own(session: Session, request: RoomRequest, whose: Scope, now: datetime) -> None:
    """What everyone gets replaces a limit of the person's own, which would be narrower."""
    if whose.kind != scopes.MEMBER:
        mine = Scope(scopes.MEMBER, request.member_id)
        own = setting.in_force(session, request.workspace_id, request.category_id, mine)
        if own is not None:
            own.ends_at = now
            session.flush()
