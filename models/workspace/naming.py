"""Who reads the leadership's digest: whom an admin named, and nobody else."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.people import members
from models.people.leading import Change
from models.people.members import Kind, Member
from models.storage.requests import Outcome
from models.workspace import workspaces

MOST = 50


def named(session: Session, workspace_id: int) -> list[Member]:
    """Those who are here, by name."""
    query = select(Member).where(Member.workspace_id == workspace_id, Member.reads_leadership, Member.active)
    return list(session.scalars(query.order_by(func.lower(Member.name), Member.id)))


def name(session: Session, *, workspace_id: int, change: Change, actor: str, now: datetime) -> Outcome:  # noqa: ARG001
    """`actor` (a Slack id) says who reads it: all of it, or nothing.

    `code`: "saved" (with how many `added` and `removed`), "not_admin", or "refused" with `why`, which are
    [reason, name]: "unknown", "guest", "bot", "external", "deactivated", "too_many".
    """
    if workspaces.admin_of(session, workspace_id, actor) is None:
        return {"code": "not_admin"}
    people = members.by_slack_id(session, workspace_id, (*change.added, *change.removed), lock=True)
    asked = [people.get(one) for one in change.added]
    why = [[reason, one.label if one else ""] for one in asked if (reason := _unfit(one))]
    if len(asked) > MOST:
        why = [["too_many", str(MOST)]]
    if why:
        return {"code": "refused", "why": why}
    for one in change.removed:
        if one in people:
            people[one].reads_leadership = False
    for one in change.added:
        people[one].reads_leadership = True
    session.flush()
    return {"code": "saved", "added": len(change.added), "removed": len(change.removed)}


def _unfit(one: Member | None) -> str:
    """Why they can't read it; empty: they can. A company's figures are for its own people."""
    if one is None:
        return "unknown"
    if one.kind != Kind.PERSON:
        return str(one.kind)
    return "" if one.active else "deactivated"
