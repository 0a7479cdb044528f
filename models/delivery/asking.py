"""Somebody asks for pictures: they are owed to them at once, since they asked, in their messages with Backpat."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.people import leads, members

OWN = "own"


class Asking(StrEnum):
    OWED = "owed"
    ALREADY = "already"
    """They asked for the same on the same day (of UTC)."""
    NOT_A_LEAD = "not_a_lead"


def ask(session: Session, *, workspace_id: int, asker: str, end: int | None, of: str = OWN, now: datetime) -> Asking:
    """`end`: of the period that they are about, in seconds since 1970; None: as it is now. For whoever leads.

    `of`: which of their people, "own", "tree", or a team's id. Whether it is theirs is read when they are drawn.
    """
    lead = members.by_slack_user(session, workspace_id, asker)
    if lead is None or not leads.is_lead(session, lead):
        return Asking.NOT_A_LEAD
    key = f"chart:{lead.id}:{end or 'now'}:{now.date()}" + ("" if of == OWN else f":{of}")
    if outbox.keys_taken(session, workspace_id, [key]):
        return Asking.ALREADY
    outbox.post(
        session,
        workspace_id=workspace_id,
        purpose=Purpose.CHART,
        key=key,
        channel_id=asker,
        priority=Priority.ANSWER,
        member_id=lead.id,
        detail={"end": end, "of": of},
        now=now,
    )
    return Asking.OWED
