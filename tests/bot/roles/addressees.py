"""To whom each message is: every row of the outbox after a rich life, against what is stored about its subject."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answerer
from models.answers.absences import Absence
from models.decisions import Decision
from models.delivery.outbox import Delivery, Kind, Purpose
from models.gaps.nudges import Nudge
from models.improving.ideas import Idea, IdeaStep, IdeaSupport
from models.kudos import Kudos, KudosReceiver, Source
from models.kudos.reports import KudosReport
from models.limits import Limit
from models.limits.asking import RoomRequest
from models.people import leads
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import TeamMembership
from models.pledge import BrokenPromise, Pledge
from models.schedules import Run, Schedule
from models.workspace import workspaces

Column = Any

PAIRS: dict[Purpose, tuple[tuple[Column, Column], ...]] = {
    Purpose.RECEIPT: ((KudosReceiver.kudos_id, KudosReceiver.receiver_id),),
    Purpose.DECISION_OFFER: ((KudosReceiver.kudos_id, KudosReceiver.receiver_id),),
    **dict.fromkeys(
        (Purpose.REMOVED, Purpose.NOT_RECEIVED, Purpose.NOT_POSTED),
        ((Kudos.id, Kudos.giver_id), (Kudos.id, Kudos.entered_by_id)),
    ),
    Purpose.THANKS: ((Kudos.id, Kudos.giver_id),),
    Purpose.REPORT_CLOSED: ((KudosReport.kudos_id, KudosReport.by_id),),
    Purpose.AWAY_SAID: ((Absence.id, Absence.member_id),),
    Purpose.PLEDGE_TO_SIGN: ((Pledge.id, Pledge.signer_id),),
    **dict.fromkeys(
        (Purpose.DECISION_LOGGED, Purpose.DECISION_ANSWERED, Purpose.DECISION_COVERED),
        ((Decision.id, Decision.member_id),),
    ),
    **dict.fromkeys(
        (Purpose.DECISION_ASKED, Purpose.TALK_ANSWERED, Purpose.GUIDANCE_ANSWERED, Purpose.DECISION_REMINDER),
        ((Answerer.decision_id, Answerer.member_id),),
    ),
    Purpose.LIMIT_WANTED: ((ReportingLine.member_id, ReportingLine.lead_id),),
    Purpose.ROOM_ASKED: ((RoomRequest.id, RoomRequest.lead_id),),
    Purpose.ROOM_ANSWERED: ((RoomRequest.id, RoomRequest.member_id),),
    Purpose.IDEA_TOLD: ((Idea.id, Idea.keeper_id), (IdeaStep.idea_id, IdeaStep.by_id)),
    Purpose.IDEA_STEP: ((Idea.id, Idea.author_id), (IdeaSupport.idea_id, IdeaSupport.member_id)),
    Purpose.NUDGE: ((Nudge.subject_id, Nudge.lead_id), (Nudge.member_id, Nudge.lead_id)),
    Purpose.CAUSE_CLOSED: ((Decision.cause_id, Decision.member_id),),
}
"""By what a message is about, whom it may be to."""
LEADS = {Purpose.PLEDGE_TO_COSIGN, Purpose.DECISIONS_WAITING, Purpose.CHART}
ADMINS = {Purpose.PLEDGE_WANTED, Purpose.REPORTED, Purpose.WELCOME}
LEADS_OR_ADMINS = {Purpose.CAUSE_SEEN, Purpose.TRAINING_SIGNAL}
OWN = {Purpose.EXPORT, Purpose.EXPORT_FAILED}
"""About nothing but the person themselves."""
EMPTY = {Purpose.GONE}
"""It says nothing any more, wherever it stands."""
IN_CHANNELS = {Purpose.ANNOUNCEMENT, Purpose.COPY, Purpose.TEAM_DIGEST, Purpose.INTRODUCTION, Purpose.LIMIT_CHANGED}


def strays(session: Session, workspace_id: int) -> tuple[list[str], set[Purpose]]:
    """(messages that are to somebody whom they are not for, what kinds of message there were)."""
    people = {one.id: one for one in session.scalars(select(Member).where(Member.workspace_id == workspace_id))}
    query = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.kind == Kind.POST)
    rows = list(session.scalars(query.order_by(Delivery.id)))
    may = _may(session, workspace_id)
    assert set(Purpose) == may.keys() | IN_CHANNELS | EMPTY, "whom is a message of each kind for?"
    found = [f"{row.purpose} to {row.channel_id}: {why}" for row in rows for why in _wrongs(row, people, may)]
    return found, {Purpose(row.purpose) for row in rows}


May = dict[Purpose, Callable[[UUID | None, UUID], bool]]


def _may(session: Session, workspace_id: int) -> May:
    """Whether a message of this kind, about this, may be to this member."""
    leading = {one.id for one in leads.all_leads(session, workspace_id)}
    everyone = session.scalars(select(Member).where(Member.workspace_id == workspace_id))
    people = list(everyone)
    admins = {one.id for one in people if workspaces.is_admin(session, one)}
    readers = {one.id for one in people if one.reads_leadership}
    read_by = _digests(session, workspace_id)
    may: May = {purpose: _among(session, workspace_id, columns) for purpose, columns in PAIRS.items()}
    by_lead = may[Purpose.LIMIT_WANTED]  # an admin, where there is no lead
    may[Purpose.LIMIT_WANTED] = lambda about, member: by_lead(about, member) or member in admins
    may[Purpose.PROMISE_BROKEN] = _signers(session, workspace_id)
    by_giver, by_sharer = may[Purpose.NOT_POSTED], _pats_for_decisions(session, workspace_id)
    may[Purpose.NOT_POSTED] = lambda about, member: by_giver(about, member) or by_sharer(about, member)
    may[Purpose.SHARED] = _leads_of_receivers(session, workspace_id)
    may[Purpose.TEAM_QUESTION] = lambda about, member: about == member
    may[Purpose.PERSONAL_DIGEST] = read_by
    may[Purpose.LEAD_DIGEST] = lambda about, member: read_by(about, member) and member in leading
    may[Purpose.LEADERSHIP_DIGEST] = lambda about, member: read_by(about, member) and member in readers
    may[Purpose.LIMIT_CHANGED] = _concerned(session, workspace_id, {one.id for one in people})
    of = ((LEADS, leading), (ADMINS, admins), (LEADS_OR_ADMINS, leading | admins), (OWN, {one.id for one in people}))
    for purposes, whom in of:
        may |= dict.fromkeys(purposes, lambda _about, member, whom=whom: member in whom)  # type: ignore[misc]
    return may


def _among(session: Session, workspace_id: int, columns: Any) -> Callable[[UUID | None, UUID], bool]:
    pairs: set[tuple[UUID, UUID]] = set()
    for about, whom in columns:
        pairs |= _both(session, workspace_id, about, whom)
    return lambda about, member: (about, member) in pairs


def _digests(session: Session, workspace_id: int) -> Callable[[UUID | None, UUID], bool]:
    """Of each run whose it is."""
    query = (
        select(Run.id, Schedule.member_id)
        .join(Schedule, (Schedule.workspace_id == Run.workspace_id) & (Schedule.id == Run.schedule_id))
        .where(Run.workspace_id == workspace_id)
    )
    pairs = {(about, reader) for about, reader in session.execute(query)}
    return lambda about, member: (about, member) in pairs


def _pats_for_decisions(session: Session, workspace_id: int) -> Callable[[UUID | None, UUID], bool]:
    """Whoever it was given to shares it."""
    query = (
        select(Kudos.id, KudosReceiver.receiver_id)
        .join(KudosReceiver, (KudosReceiver.workspace_id == Kudos.workspace_id) & (KudosReceiver.kudos_id == Kudos.id))
        .where(Kudos.workspace_id == workspace_id, Kudos.source == Source.DECISION)
    )
    pairs = {(about, receiver) for about, receiver in session.execute(query)}
    return lambda about, member: (about, member) in pairs


def _leads_of_receivers(session: Session, workspace_id: int) -> Callable[[UUID | None, UUID], bool]:
    query = select(KudosReceiver.kudos_id, KudosReceiver.receiver_id).where(KudosReceiver.workspace_id == workspace_id)
    led: dict[UUID, set[UUID]] = {}
    pairs: set[tuple[UUID, UUID]] = set()
    for about, receiver in session.execute(query):
        if receiver not in led:
            led[receiver] = {one.id for one in leads.leads_of(session, workspace_id, receiver)}
        pairs |= {(about, lead) for lead in led[receiver]}
    return lambda about, member: (about, member) in pairs


def _signers(session: Session, workspace_id: int) -> Callable[[UUID | None, UUID], bool]:
    query = (
        select(BrokenPromise.id, Pledge.signer_id)
        .join(Pledge, (Pledge.workspace_id == BrokenPromise.workspace_id) & (Pledge.id == BrokenPromise.pledge_id))
        .where(BrokenPromise.workspace_id == workspace_id)
    )
    pairs = {(about, signer) for about, signer in session.execute(query)}
    return lambda about, member: (about, member) in pairs


def _concerned(session: Session, workspace_id: int, everyone: set[UUID]) -> Callable[[UUID | None, UUID], bool]:
    """A changed limit: whom a version of it was for. More room for somebody: those who have had the same lead."""
    lines = _both(session, workspace_id, ReportingLine.lead_id, ReportingLine.member_id)
    in_team = _both(session, workspace_id, TeamMembership.team_id, TeamMembership.member_id)
    pairs: set[tuple[UUID, UUID]] = set()
    for limit in session.scalars(select(Limit).where(Limit.workspace_id == workspace_id)):
        narrow = limit.member_id or limit.lead_id or limit.team_id
        whom = {one for group, one in lines | in_team if group == narrow} | {limit.member_id} if narrow else everyone
        pairs |= {(limit.category_id, one) for one in whom if one}
    for request in session.scalars(select(RoomRequest).where(RoomRequest.workspace_id == workspace_id)):
        led_by = {lead for lead, one in lines if one == request.member_id}
        pairs |= {(request.id, one) for lead, one in lines if lead in led_by and one != request.member_id}
    return lambda about, member: (about, member) in pairs


def _both(session: Session, workspace_id: int, first: Column, second: Column) -> set[tuple[UUID, UUID]]:
    query = select(first, second).where(first.class_.workspace_id == workspace_id)
    return {(one, other) for one, other in session.execute(query)}


def _wrongs(row: Delivery, people: dict[UUID, Member], may: May) -> Iterator[str]:
    purpose = Purpose(row.purpose)
    if row.member_id in people and people[row.member_id].removed_at:
        return  # they had their data removed, and are someone new now
    if row.channel_id.startswith("C"):
        if purpose not in IN_CHANNELS:
            yield "it is in a channel"
        return
    if purpose in EMPTY:
        return
    to = next((one for one in people.values() if one.slack_user_id == row.channel_id), None)
    whose = (None, to.id if to else None) if purpose not in OWN else (to.id if to else None,)
    if to is None or (purpose is not Purpose.THANKS and row.member_id not in whose):
        yield "it is to someone else than it is owed to"
    elif purpose in may and (row.subject_id or purpose is not Purpose.RECEIPT):
        yield from (f"{about} is none of theirs" for about in _about(row) if not may[purpose](about, to.id))


def _about(row: Delivery) -> list[UUID | None]:
    """One thing, or the decisions of which somebody is reminded, or what changed of limits."""
    several = [one for name in ("decisions", "categories", "granted") for one in (row.detail or {}).get(name, ())]
    return [UUID(one) for one in several] if several else [row.subject_id]
