"""One line from leadership, in the digests of its week: set by an admin or by whoever signed the pledge."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import words
from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.pledge import reading as pledges
from models.storage.inserting import add_once
from models.storage.orm import Model, WorkspaceId, refers
from models.storage.requests import Outcome
from models.workspace import workspaces
from models.zones import zone_of

LONGEST = 280
"""Characters, as a person counts them."""


class LeadershipLine(Model):
    """For the digests that are posted in the week beginning on `week` (a Monday)."""

    __tablename__ = "leadership_lines"
    __table_args__ = (refers("by_id", "members", ondelete=None),)

    workspace_id: Mapped[WorkspaceId]
    week: Mapped[date] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    """"": the data of whoever set it is being removed, and digests that told it follow."""
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]


def week_of(session: Session, workspace_id: int, at: datetime) -> date:
    """The Monday of the week that `at` is in, where the workspace is."""
    day = at.astimezone(zone_of(workspaces.get(session, workspace_id).zone)).date()
    return day - timedelta(days=day.weekday())


def weeks(session: Session, workspace_id: int, now: datetime) -> tuple[date, date]:
    """The weeks for which a line can be set: this one and the next."""
    this = week_of(session, workspace_id, now)
    return this, this + timedelta(weeks=1)


def line_for(session: Session, workspace_id: int, week: date) -> tuple[str, Person | None] | None:
    """The line for the week that begins on this Monday, in its stored form, and who set it; None: there is none."""
    row = session.get(LeadershipLine, (workspace_id, week))
    if row is None or not row.words:
        return None
    found = members.by_id(session, workspace_id, [row.by_id] if row.by_id else [])
    return row.words, next((Person(one.id, one.slack_user_id, one.label) for one in found.values()), None)


def may_set(session: Session, member: Member | None) -> bool:
    """Whether they are an admin, or whoever signed the pledge that holds."""
    if member is None or not member.active:
        return False
    pledge = pledges.in_force(session, member.workspace_id)
    return workspaces.is_admin(session, member) or (pledge is not None and pledge.signer.id == member.id)


def set_line(
    session: Session, *, workspace_id: int, member: str, week: date, line: str | None, now: datetime
) -> Outcome:
    """Set the line (in its stored form) for a week, in place of the one there is; None takes it away.

    `code`: "set", "taken_away", "none" (there was none), "too_long" (with its `length`), "too_late" (not this week or
    the next) or "not_yours".
    """
    actor = members.by_slack_user(session, workspace_id, member)
    if actor is None or not may_set(session, actor):
        return {"code": "not_yours"}
    if week not in weeks(session, workspace_id, now):
        return {"code": "too_late"}
    if not line:
        return {"code": _take_away(session, workspace_id, week)}
    line = " ".join(line.split())
    if (length := words.length(line)) > LONGEST:
        return {"code": "too_long", "length": length}
    row = {"workspace_id": workspace_id, "week": week, "words": line, "by_id": actor.id, "at": now}
    if add_once(session, LeadershipLine.week, row) is None:
        known = session.get_one(LeadershipLine, (workspace_id, week), with_for_update=True)
        known.words, known.by_id, known.at = line, actor.id, now
    session.flush()
    return {"code": "set"}


def set_lines(session: Session, workspace_id: int, now: datetime) -> dict[date, tuple[str, Person | None]]:
    """What is set for this week and the next."""
    of = LeadershipLine.workspace_id == workspace_id, LeadershipLine.week.in_(weeks(session, workspace_id, now))
    found = session.scalars(select(LeadershipLine.week).where(*of).order_by(LeadershipLine.week)).all()
    lines = {week: line_for(session, workspace_id, week) for week in found}
    return {week: line for week, line in lines.items() if line}


def _take_away(session: Session, workspace_id: int, week: date) -> str:
    row = session.get(LeadershipLine, (workspace_id, week), with_for_update=True)
    if row is None or not row.words:
        return "none"
    session.delete(row)
    session.flush()
    return "taken_away"
