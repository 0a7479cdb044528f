"""Decisions with a cause, stored as their logging stores them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import assigning
from models.decisions import Decision, Fix
from models.improving import causes
from models.people.members import Member
from models.storage.database import Database
from models.storage.ids import uuid7
from tests.people import Cast


def logs(
    database: Database,
    cast: Cast,
    who: Member,
    at: datetime,
    *,
    name: str = "Late courier",
    amount: int | None = None,
    currency: str | None = None,
    fix: Fix | None = None,
) -> UUID:
    """`who` logs a decision with a cause. Returns the cause's id."""

    def log(session: Session) -> UUID:
        cause = causes.named(session, workspace_id=cast.workspace_id, name=name, now=at)
        row = Decision(
            workspace_id=cast.workspace_id,
            id=uuid7(),
            member_id=who.id,
            logged_at=at,
            decided_on=at.date(),
            situation="late",
            choice="refunded",
            amount=amount,
            currency=currency,
            cause_id=cause.id,
            fix=fix,
            pledge_id=uuid7(),
        )
        session.add(row)
        session.flush()
        assigning.assign(session, workspace_id=row.workspace_id, decision_id=row.id, member_id=who.id, now=at)
        causes.seen(session, workspace_id=cast.workspace_id, cause_id=cause.id, now=at)
        return cause.id

    return database.write(log)
