"""Whom a lead is nudged about: seldom, with something real to thank for, and in the lead's working hours.

Nobody is named where names are switched off; nudges are off until an admin turns them on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from digests.facts import acts, groups, people
from digests.facts.pats import retraction_of
from digests.facts.people import Person
from digests.figures import ages
from digests.figures.ages import Age
from digests.gaps.report import Act
from models.answers import absences, clock
from models.delivery import outbox
from models.gaps import nudging
from models.gaps import rules as gap_rules
from models.gaps.nudges import Nudge, Reason
from models.gaps.nudging import Found
from models.kudos import KudosReceiver
from models.people import members, reporting
from models.people.members import Kind, Member
from models.workspace import calendars

UNSEEN_FROM = 15
"""Working days."""
Pair = tuple[UUID, UUID]
"""A lead, and one of their people."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a nudge says now."""

    lead: Member
    person: Person
    reason: Reason
    age: Age
    act: Act | None


def due(session: Session, workspace_id: int, now: datetime) -> list[Found]:
    """At most one person for each lead who is at work now and wasn't nudged today; off, it is one statement."""
    rules = gap_rules.current(session, workspace_id)
    if not (rules.nudging and rules.names):
        return []
    leads = _leads(session, workspace_id, now)
    if not leads:
        return []
    belonging = groups.read(session, workspace_id=workspace_id, leads=leads, teams=(), first=now, last=now).leads
    pairs = [(lead, one) for lead in leads for one in sorted(belonging.at(lead, now) - {lead})]
    reasons = _reasons(session, workspace_id, {one for _, one in pairs}, now)
    candidates = [(lead, one) for lead, one in pairs if one in reasons]
    found = acts.find(session, workspace_id, candidates, now) if candidates else {}
    return list(_one_each(candidates, reasons, found))


def told(session: Session, workspace_id: int, nudge_id: UUID, at: datetime, *, late: bool = False) -> Told | None:
    """What is to be said at the instant `at`; None when there is nothing (any more).

    `late`: it was said before; then it stays, whatever came of it, as long as the lead still leads them.
    """
    nudge = session.get(Nudge, (workspace_id, nudge_id))
    lead = members.by_id(session, workspace_id, [nudge.lead_id]).get(nudge.lead_id) if nudge else None
    rules = gap_rules.current(session, workspace_id)
    if nudge is None or lead is None or not (rules.names and lead.active):
        return None
    if not late and not (rules.nudging and lead.may_be_nudged and not _thanked_since(session, nudge)):
        return None
    history = people.history(session, workspace_id=workspace_id)
    theirs = people.led_by(
        session, workspace_id=workspace_id, lead_id=lead.id, at=at, before=nudge.sent_at, history=history
    )
    person = theirs.get(nudge.member_id)
    if person is None:
        return None
    act = _act(session, nudge, at)
    reason = Reason(nudge.reason)
    if reason == Reason.UNSEEN and act is None and not late:
        return None
    return Told(lead, person, reason, ages.age(person, person.last_before, history, nudge.sent_at), act)


def _act(session: Session, nudge: Nudge, at: datetime) -> Act | None:
    """What it tells of, as long as that may be told: what comes in its place nobody would take out of it again."""
    pair = (nudge.lead_id, nudge.member_id)
    found = acts.find(session, nudge.workspace_id, [pair], at).get(pair)
    if found and found.subject != nudge.subject_id:
        found = acts.thanked(session, nudge.workspace_id, {pair}, at).get(pair)
    return found if found and found.subject == nudge.subject_id else None


def _leads(session: Session, workspace_id: int, now: datetime) -> list[UUID]:
    """Those who may be nudged now."""
    leading = reporting.leading(workspace_id, now).subquery()
    query = select(Member).where(
        Member.workspace_id == workspace_id,
        Member.id.in_(select(leading.c.lead_id)),
        Member.active,
        Member.kind == Kind.PERSON,
        Member.slack_user_id.is_not(None),
        Member.may_be_nudged,
    )
    some = {one.id: one for one in session.scalars(query)}
    by, away = calendars.read(session, workspace_id, now), absences.away_at(session, workspace_id, now)
    at_work = [one for id_, one in some.items() if id_ not in away and clock.is_at_work(one, now, by.of(id_))]
    today = {nudging.key(one, now): one.id for one in at_work}
    taken = outbox.keys_taken(session, workspace_id, today)
    return sorted(id_ for key, id_ in today.items() if key not in taken)


def _reasons(
    session: Session, workspace_id: int, ids: Iterable[UUID], now: datetime
) -> Mapping[UUID, tuple[Reason, Age]]:
    """Why whom, of those who are counted; nobody twice for the same reason."""
    history = people.history(session, workspace_id=workspace_id)
    counted = people.counted(
        session, workspace_id=workspace_id, ids=ids, at=now, before=now, history=history, named=False
    )
    query = select(Nudge.member_id, Nudge.reason).where(Nudge.workspace_id == workspace_id)
    before = {(member_id, reason) for member_id, reason in session.execute(query)}
    found = {}
    for person in counted.values():
        age = ages.age(person, person.last_before, history, now)
        reason = Reason.NEWCOMER if age.newcomer else Reason.UNSEEN
        long = age.newcomer or (age.days >= UNSEEN_FROM and not age.settling)
        if long and (person.id, reason) not in before:
            found[person.id] = (reason, age)
    return found


def _one_each(
    pairs: Iterable[Pair], reasons: Mapping[UUID, tuple[Reason, Age]], found: Mapping[Pair, Act]
) -> Iterator[Found]:
    """Newcomers first, then who waited longest; a lead hears of one, and one is told to one lead."""
    leads, persons = set(), set()
    for lead, one in sorted(pairs, key=lambda pair: _order(pair, *reasons[pair[1]])):
        reason, act = reasons[one][0], found.get((lead, one))
        if lead in leads or one in persons or (reason == Reason.UNSEEN and act is None):
            continue
        leads.add(lead)
        persons.add(one)
        yield Found(lead, one, reason, act.subject if act else None)


def _order(pair: Pair, reason: Reason, age: Age) -> tuple[bool, int, UUID, UUID]:
    return reason != Reason.NEWCOMER, -age.days, pair[1], pair[0]


def _thanked_since(session: Session, nudge: Nudge) -> bool:
    """Whether somebody did meanwhile what it asks for."""
    query = (
        exists()
        .where(KudosReceiver.workspace_id == nudge.workspace_id, KudosReceiver.receiver_id == nudge.member_id)
        .where(KudosReceiver.given_at >= nudge.sent_at, KudosReceiver.void_reason.is_(None))
        .where(~exists().where(retraction_of(KudosReceiver)))
    )
    return bool(session.scalar(select(query)))
