"""Once a week a lead's own lead hears how many decisions wait under that lead: a count, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.answers import Answerer, clock, waiting
from models.answers.ranking import can_answer
from models.decisions import rules
from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.people import members
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.workdays import Calendar
from models.workspace import calendars
from models.zones import zone_of

SOONEST = timedelta(days=4, hours=-1)


@dataclass(frozen=True, slots=True)
class Above:
    """Somebody under whose leads decisions wait."""

    member_id: UUID
    slack_user_id: str
    key: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many decisions have waited for this lead for five working days or more."""

    lead: Member
    waiting: int


def above(session: Session, workspace_id: int, now: datetime) -> list[Above]:
    """Whoever is to hear of it now, at work as they are, for the first time this week; nobody, with the clock off."""
    if not rules.current(session, workspace_id).clock:
        return []
    oldest = dict(session.execute(_oldest(workspace_id, now)).all())
    if not oldest:
        return []
    people, by = members.by_id(session, workspace_id, oldest), calendars.read(session, workspace_id, now, oldest)
    at_work = [one for one in people.values() if can_answer(one) and clock.is_at_work(one, now, by.of(one.id))]
    found = [
        Above(one.id, one.slack_user_id or "", _key(one, now))
        for one in at_work
        if oldest[one.id] < _before(one, now, by.of(one.id))
    ]
    told = outbox.keys_taken(session, workspace_id, [one.key for one in found])
    return [one for one in found if one.key not in told]


def tell(session: Session, *, workspace_id: int, found: Iterable[Above], now: datetime) -> int:
    """Owe each their message, once a week. Returns how many are new. The counts are read when it is sent."""
    to = [(one.key, {"channel_id": one.slack_user_id, "member_id": one.member_id}) for one in found]
    purpose, priority = Purpose.DECISIONS_WAITING, Priority.DIGEST
    return outbox.post_each(session, workspace_id=workspace_id, purpose=purpose, priority=priority, to=to, now=now)


def under(session: Session, workspace_id: int, member_id: UUID, at: datetime) -> list[Count]:
    """Of each who reports to this member, how many waited for them at the instant `at`, by name; none: not named."""
    member = members.by_id(session, workspace_id, [member_id])[member_id]
    calendar = calendars.read(session, workspace_id, at, [member_id]).of(member_id)
    query = (
        _waiting(workspace_id, _before(member, at, calendar))
        .add_columns(Answerer.member_id, func.count())
        .where(ReportingLine.lead_id == member_id)
        .group_by(Answerer.member_id)
    )
    counts: dict[UUID, int] = dict(session.execute(query).all())
    leads = members.by_id(session, workspace_id, counts)
    return [Count(one, counts[one.id]) for one in sorted(leads.values(), key=lambda one: one.name)]


def _oldest(workspace_id: int, now: datetime) -> Select[UUID, datetime]:
    """Of each lead's lead since when the oldest waits under them."""
    waiting = _waiting(workspace_id, now - SOONEST).group_by(ReportingLine.lead_id)
    return waiting.add_columns(ReportingLine.lead_id, func.min(Answerer.since))


def _waiting(workspace_id: int, before: datetime) -> Select[()]:
    line = (ReportingLine.workspace_id == Answerer.workspace_id) & (ReportingLine.member_id == Answerer.member_id)
    return (
        select()
        .select_from(Answerer)
        .join(ReportingLine, line)
        .where(Answerer.workspace_id == workspace_id, ReportingLine.workspace_id == workspace_id)
        .where(Answerer.ends_at.is_(None), ReportingLine.ends_at.is_(None), Answerer.since < before)
        .where(*waiting.waits(workspace_id))
    )


def _before(member: Member, now: datetime, calendar: Calendar) -> datetime:
    return clock.over_before(now, member.zone, clock.COVERED_AFTER, calendar)


def _key(member: Member, now: datetime) -> str:
    year, week, _ = now.astimezone(zone_of(member.zone)).isocalendar()
    return f"decisions_waiting:{member.id}:{year}-{week:02}"
