"""Telling those whose limit in force changed: in their hours, in at most one message a day; a team in its channel.

A change is set down as work that goes on (`models/privacy/backlog.py`): a company is told in short writes.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.delivery import outbox, quiet
from models.delivery.outbox import Delivery, Priority, Purpose, Status
from models.limits import Limit, resolving, scopes
from models.limits.resolving import INSTANT
from models.people.members import Kind, Member
from models.people.reporting import ReportingLine
from models.people.teams import Team, TeamMembership
from models.privacy import backlog
from models.privacy.backlog import Chore, Task, Work
from models.storage.inserting import add_once
from models.zones import zone_of

PAUSE = timedelta(minutes=10)
"""Before it is told: who sets several limits, or mends one, is told of once."""
AT_A_TIME = 200
"""People that one write looks at."""
MORNING = 9
TOLD = frozenset({Kind.PERSON, Kind.GUEST})


def owe(
    session: Session, *, workspace_id: int, limit: Limit, author: Member, now: datetime, told: UUID | None = None
) -> None:
    """Those whom the beginning (or, when it has ended, the end) of this version concerns are to be told.

    `told` hears of it otherwise.
    """
    mine = {"workspace_id": workspace_id, "member_id": author.id, "work": Work.TELL_LIMIT}
    add_once(session, Chore.work, {**mine, "detail": {"changes": []}, "since": now})  # so that there is a row to lock
    change = [str(limit.id), "", str(told or "")]
    _set_down(session, workspace_id, author.id, [*_left(session, workspace_id, author.id), change], now)


def go_on(session: Session, *, workspace_id: int, task: Task, now: datetime) -> bool:
    """Tell some of those who are still to be told. False: that was all."""
    (limit_id, after, told), *others = _left(session, workspace_id, task.member_id) or [["", "", ""]]
    limit = session.get(Limit, (workspace_id, UUID(limit_id))) if limit_id else None
    last = _tell_some(session, limit, {str(task.member_id), told}, after, now) if limit else None
    remaining = [[limit_id, str(last), told], *others] if last else others
    if remaining:
        _set_down(session, workspace_id, task.member_id, remaining, now)
    else:
        _forget(session, workspace_id, task.member_id)
    return bool(remaining)


def _tell_some(session: Session, limit: Limit, besides: set[str], after: str, now: datetime) -> UUID | None:
    """Of those in its scope, the next; returns the last of them, None: there are no more."""
    if (channel := _channel(session, limit)) is not None:
        tell_channel(session, limit.workspace_id, channel, {"categories": [str(limit.category_id)]}, now)
        return None
    some = list(session.scalars(_people(limit, after).limit(AT_A_TIME)))
    at = limit.ends_at or limit.starts_at
    spans = resolving.spans_of(
        session, limit.workspace_id, [one.id for one in some], at - INSTANT, at, category_id=limit.category_id
    )
    changed = [one for one in some if _changed(spans[one.id], at) and str(one.id) not in besides]
    tell(session, limit.workspace_id, changed, {"categories": [str(limit.category_id)]}, now)
    return some[-1].id if len(some) == AT_A_TIME else None


def _changed(spans: Sequence[resolving.Span], at: datetime) -> bool:
    """Whether another version held for them from this instant on than just before."""
    before, after = (resolving.held(spans, instant, instant) for instant in (at - INSTANT, at))
    return before is not after


def tell(
    session: Session, workspace_id: int, people: Iterable[Member], news: dict[str, list[str]], now: datetime
) -> None:
    """Each of them, in their hours: one message a day holds all that is new until it is sent."""
    told = [one for one in people if one.slack_user_id]
    due = {one.id: quiet.over_for(one, now + PAUSE) for one in told}
    days = {one.id: due[one.id].astimezone(zone_of(one.zone)).date() for one in told}
    keys = [_key(one.id, days[one.id] + timedelta(days=n)) for one in told for n in (0, 1)]
    owed = {row.key: row for row in session.scalars(_owed(workspace_id, keys))} if keys else {}
    for one in told:
        today = owed.get(_key(one.id, days[one.id]))
        if today is None or today.status == Status.DUE:
            _add(session, one, today, days[one.id], due[one.id], news, now)
        else:
            tomorrow = days[one.id] + timedelta(days=1)
            later = quiet.over_for(one, datetime.combine(tomorrow, time(MORNING), tzinfo=zone_of(one.zone)))
            _add(session, one, owed.get(_key(one.id, tomorrow)), tomorrow, later.astimezone(UTC), news, now)
    session.flush()


def tell_channel(session: Session, workspace_id: int, team: Team, news: dict[str, list[str]], now: datetime) -> None:
    """The team, where it works."""
    key = f"limit_changed:{team.id}:{now.isoformat(timespec='hours')}"
    row = session.scalar(_owed(workspace_id, [key]))
    if row is not None and row.status == Status.DUE:
        row.detail = _joined(row.detail, news)
        session.flush()
        return
    if team.channel_id is not None:
        outbox.post(
            session,
            workspace_id=workspace_id,
            purpose=Purpose.LIMIT_CHANGED,
            key=key if row is None else f"{key}:{now.isoformat()}",
            channel_id=team.channel_id,
            priority=Priority.ANNOUNCEMENT,
            subject_id=team.id,
            detail=dict(news),
            due_at=now + PAUSE,
            now=now,
        )


def _add(
    session: Session,
    one: Member,
    row: Delivery | None,
    day: date,
    due: datetime,
    news: dict[str, list[str]],
    now: datetime,
) -> None:
    if row is not None:
        row.detail = _joined(row.detail, news)
        return
    outbox.post(
        session,
        workspace_id=one.workspace_id,
        purpose=Purpose.LIMIT_CHANGED,
        key=_key(one.id, day),
        channel_id=one.slack_user_id or "",
        priority=Priority.RECEIPT,
        member_id=one.id,
        detail=dict(news),
        due_at=due,
        now=now,
    )


def _joined(detail: dict[str, Any], news: dict[str, list[str]]) -> dict[str, Any]:
    names = dict.fromkeys([*detail, *news])
    return {name: list(dict.fromkeys([*detail.get(name, []), *news.get(name, [])])) for name in names}


def _key(member_id: UUID, day: date) -> str:
    return f"limit_changed:{member_id}:{day}"


def _owed(workspace_id: int, keys: Sequence[str]) -> Select[Delivery]:
    return select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.key.in_(keys)).with_for_update()


def _channel(session: Session, limit: Limit) -> Team | None:
    """The team whose limit it is, when it has a channel."""
    team = session.get(Team, (limit.workspace_id, limit.team_id)) if limit.team_id else None
    return team if team is not None and team.channel_id else None


def _people(limit: Limit, after: str) -> Select[Member]:
    """Those in its scope now who have Slack, beyond this one, in the order of their ids."""
    workspace_id = limit.workspace_id
    query = select(Member).where(Member.workspace_id == workspace_id, Member.active, Member.kind.in_(TOLD))
    if after:
        query = query.where(Member.id > UUID(after))
    if limit.scope.startswith(scopes.MEMBER):
        query = query.where(Member.id == limit.member_id)
    elif limit.lead_id is not None:
        query = query.where(Member.id.in_(_reports(workspace_id, limit.lead_id)))
    elif limit.team_id is not None:
        query = query.where(Member.id.in_(_team(workspace_id, limit.team_id)))
    return query.order_by(Member.id)


def _reports(workspace_id: int, lead_id: UUID) -> Select[UUID]:
    return select(ReportingLine.member_id).where(
        ReportingLine.workspace_id == workspace_id, ReportingLine.lead_id == lead_id, ReportingLine.ends_at.is_(None)
    )


def _team(workspace_id: int, team_id: UUID) -> Select[UUID]:
    return select(TeamMembership.member_id).where(
        TeamMembership.workspace_id == workspace_id, TeamMembership.team_id == team_id, TeamMembership.ends_at.is_(None)
    )


def _left(session: Session, workspace_id: int, author_id: UUID) -> list[list[str]]:
    """[limit, after whom, who hears otherwise] of each change of this author that is still to be told."""
    found = _chore(session, workspace_id, author_id)
    return list(found.detail["changes"]) if found else []


def _set_down(session: Session, workspace_id: int, author_id: UUID, left: list[list[str]], now: datetime) -> None:
    task = Task(Work.TELL_LIMIT, author_id, {"changes": left})
    backlog.add(session, workspace_id=workspace_id, task=task, now=now)


def _forget(session: Session, workspace_id: int, author_id: UUID) -> None:
    row = _chore(session, workspace_id, author_id)
    if row is not None:
        session.delete(row)
        session.flush()


def _chore(session: Session, workspace_id: int, author_id: UUID) -> Chore | None:
    key = workspace_id, author_id, Work.TELL_LIMIT
    return session.get(Chore, key, with_for_update=True, populate_existing=True)
