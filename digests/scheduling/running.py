"""The weekly round of one workspace: `prepare` reads, `store` writes, a part at a time.

Whoever stores a run owes its message; another process that prepared the same periods stores nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy.orm import Session

from digests.collecting import Digest, LeadDigest, Reader, TeamDigest, collect, reader_of
from digests.scheduling import planning, quieting, snapshots
from digests.scheduling.planning import Due, DueDigests
from models import schedules
from models.delivery import outbox, quiet
from models.delivery.outbox import Priority, Purpose
from models.people import members
from models.people.members import Member
from models.schedules import Audience, RunStatus, runs
from models.schedules.runs import NewRun
from models.storage.database import Database
from models.storage.ids import uuid7

PURPOSES = {
    Audience.TEAM: Purpose.TEAM_DIGEST,
    Audience.LEAD: Purpose.LEAD_DIGEST,
    Audience.LEADERSHIP: Purpose.LEADERSHIP_DIGEST,
    Audience.PERSONAL: Purpose.PERSONAL_DIGEST,
}
MOST = schedules.MOST_ROWS // 3
"""Runs of one write: each is a row, its message another, its schedule's next due a third."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What becomes of a period that is due. `digest`: what is told of it; None: nothing."""

    id: UUID
    due: Due
    status: RunStatus
    digest: Digest | None = None

    @property
    def run(self) -> NewRun:
        """Made when it is stored: the snapshots of 10,000 digests take more room than all they were collected from."""
        return NewRun(
            id=self.id,
            schedule_id=self.due.schedule.id,
            period_start=self.due.period.start,
            period_end=self.due.period.end,
            due_at=self.due.due_at,
            status=self.status,
            snapshot=snapshots.dump(self.digest) if self.digest else {},
            next_due_at=self.due.next_due_at,
            quiet=isinstance(self.digest, LeadDigest) and self.digest.quiet,
        )

    @property
    def channel_id(self) -> str | None:
        """Where its message goes; None: nowhere."""
        return self.digest.channel_id if isinstance(self.digest, TeamDigest) else self.due.schedule.channel_id


def prepare(session: Session, *, workspace_id: int, now: datetime) -> list[Prepared]:
    """The runs of every digest that is due, collected; each schedule's in order. No words, no template."""
    due = planning.plan_due(session, workspace_id=workspace_id, now=now)
    if not due:
        return []
    read = [one for one in due.told if one.schedule.is_read]
    digests = collect(session, workspace_id=workspace_id, readers=[_reader(one) for one in read])
    by_schedule = dict(zip((one.schedule.id for one in read), digests, strict=True))
    return list(_prepared(due, quieting.counted(session, workspace_id, by_schedule)))


def parts(prepared: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """`prepared` in lots that one write may hold."""
    rest = iter(prepared)
    while part := list(islice(rest, MOST)):
        yield part


def store(session: Session, *, workspace_id: int, prepared: Sequence[Prepared], now: datetime) -> int:
    """Store these runs (one of `parts`) and owe their messages, in one commit. Returns how many messages."""
    stored = runs.record(session, workspace_id=workspace_id, runs=[one.run for one in prepared], now=now)
    owed = [one for one in prepared if one.id in stored and one.status == RunStatus.OWED]
    readers = members.by_id(session, workspace_id, filter(None, (one.due.schedule.member_id for one in owed)))
    for one in owed:
        reader = one.due.schedule.member_id
        outbox.post(
            session,
            workspace_id=workspace_id,
            purpose=PURPOSES[one.due.schedule.audience],
            key=f"digest:{one.id}",
            channel_id=one.channel_id or "",
            priority=Priority.DIGEST,
            subject_id=one.id,
            member_id=reader,
            due_at=_out_of_quiet(readers.get(reader) if reader else None, now),
            now=now,
        )
    return len(owed)


def _out_of_quiet(reader: Member | None, now: datetime) -> datetime:
    """Somebody whose zone is not known gets it at its hour: that is of the workspace's zone."""
    return quiet.over_for(reader, now) if reader and reader.zone else now


def run_due(database: Database, *, workspace_id: int, now: datetime) -> int:
    """Everything a tick does, in this thread: schedules brought in step, runs prepared and stored.

    Returns how many messages are owed now. The scheduler does the same with `db.read` and `db.run`.
    """
    for changes in database.query(planning.changes, workspace_id=workspace_id, now=now).parts():
        database.write(planning.keep, workspace_id=workspace_id, changes=changes)
    prepared = database.query(prepare, workspace_id=workspace_id, now=now)
    return sum(database.write(store, workspace_id=workspace_id, prepared=part, now=now) for part in parts(prepared))


def _reader(due: Due) -> Reader:
    schedule = due.schedule
    return reader_of(
        schedule.audience,
        period=due.period,
        zone=due.rule.zone,
        people_at=due.period.end,
        member_id=schedule.member_id,
        team_id=schedule.team_id,
        channel_id=schedule.channel_id,
    )


def _prepared(due: DueDigests, digests: Mapping[UUID, Digest]) -> Iterator[Prepared]:
    """Missed periods before told ones: a schedule's runs stay in order.

    `digests` by schedule; one that nobody reads has none.
    """
    for one in due.missed:
        yield Prepared(uuid7(), one, RunStatus.MISSED)
    for one in due.told:
        yield _told(one, digests.get(one.schedule.id))


def _told(due: Due, digest: Digest | None) -> Prepared:
    told = Prepared(uuid7(), due, RunStatus.OWED, digest)
    return told if digest and digest.has_something and told.channel_id else replace(told, status=RunStatus.NOTHING)
