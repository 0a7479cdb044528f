"""The record behind a request for more room: somebody's own decisions in a category, in figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answer
from models.decisions import Decision
from models.money import Money

DAYS = 90
WITHIN = timedelta(days=DAYS)


@dataclass(frozen=True, slots=True)
class Record:
    """`largest` and `typical` (the median) are of the amounts in one currency; `others` have another one."""

    decisions: int = 0
    answered: int = 0
    largest: Money | None = None
    typical: Money | None = None
    others: int = 0


def of(
    session: Session, *, workspace_id: int, member_id: UUID, category_id: UUID, currency: str, at: datetime
) -> Record:
    """Their decisions in the category that were logged in the 90 days before the instant `at`."""
    query = (
        select(Decision.amount, Decision.currency, Answer.at)
        .outerjoin(Answer, (Answer.workspace_id == Decision.workspace_id) & (Answer.decision_id == Decision.id))
        .where(
            Decision.workspace_id == workspace_id,
            Decision.member_id == member_id,
            Decision.category_id == category_id,
            Decision.logged_at > at - WITHIN,
            Decision.logged_at <= at,
        )
    )
    rows = session.execute(query).all()
    amounts = [row.amount for row in rows if row.amount is not None and row.currency == currency]
    return Record(
        decisions=len(rows),
        answered=sum(row.at is not None and row.at <= at for row in rows),
        largest=Money(max(amounts), currency) if amounts else None,
        typical=Money(median_low(amounts), currency) if amounts else None,
        others=sum(row.amount is not None and row.currency != currency for row in rows),
    )
