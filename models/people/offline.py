"""People who are not in Slack, added by name by an admin or by their lead: given pats, and named as givers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import handles, leading, leads, members, reporting, staffing
from models.people.members import Kind, Member
from models.storage.ids import uuid7
from models.storage.requests import Outcome, once
from models.workspace import workspaces


def may_change(session: Session, workspace_id: int, actor: str) -> bool:
    """Whether `actor` (a Slack id) may add people: an admin, or a lead."""
    member = members.by_slack_user(session, workspace_id, actor)
    return member is not None and (workspaces.is_admin(session, member) or leads.is_lead(session, member))


def changeable(session: Session, workspace_id: int, actor: str) -> list[Member]:
    """Those whom `actor` may change, by name: everybody for an admin, their own people for a lead."""
    member = members.by_slack_user(session, workspace_id, actor)
    if member is None or not member.active:
        return []
    everyone = staffing.without_slack(session, workspace_id)
    if workspaces.is_admin(session, member):
        return everyone
    return [one for one in leads.reports(session, workspace_id, member.id) if one.kind == Kind.OFFLINE]


def add(
    session: Session,
    *,
    workspace_id: int,
    name: str,
    handle: str | None,
    site: str | None,
    actor: str,
    key: str,
    now: datetime,
) -> Outcome:
    """Add someone by name (plain text), once per `key`; a lead's are placed in their team.

    `code`: "added" (with `member` and `handle`), "not_yours", "no_handle", "bad_handle" or "taken".
    """

    def act() -> Outcome:
        return _add(session, workspace_id, name, handle, site, actor, now)

    def keep(outcome: Outcome) -> bool:
        return bool(outcome["code"] == "added")

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=keep)


def _add(
    session: Session, workspace_id: int, name: str, handle: str | None, site: str | None, actor: str, now: datetime
) -> Outcome:
    leading.lock(session, workspace_id)
    if not may_change(session, workspace_id, actor):
        return {"code": "not_yours"}
    wanted = handle.lstrip("@").casefold() if handle else _free(session, workspace_id, handles.of_name(name))
    if refusal := _unusable(session, workspace_id, wanted, None):
        return refusal
    one = Member(
        workspace_id=workspace_id,
        id=uuid7(),
        name=name[:200],
        handle=wanted,
        site=site,
        kind=Kind.OFFLINE,
        active=True,
        verified=True,
        added_at=now,
    )
    session.add(one)
    session.flush()
    by = members.by_slack_id(session, workspace_id, [actor])[actor]
    if leads.is_lead(session, by):
        reporting.set_lead(session, workspace_id=workspace_id, member_id=one.id, lead_id=by.id, now=now)
    return {"code": "added", "member": str(one.id), "handle": wanted}


def change(
    session: Session,
    *,
    workspace_id: int,
    member_id: UUID,
    name: str,
    handle: str | None,
    site: str | None,
    gone: bool,
    actor: str,
    now: datetime,
) -> Outcome:
    """Rename someone, move them, or say that they are no longer here: what they were given stays.

    `code`: "changed" or "gone" (both with `handle`), "not_yours", "no_handle", "bad_handle" or "taken".
    """
    leading.lock(session, workspace_id)
    one = next((one for one in changeable(session, workspace_id, actor) if one.id == member_id), None)
    if one is None:
        return {"code": "not_yours"}
    wanted = handle.lstrip("@").casefold() if handle else one.handle
    if not gone and (refusal := _unusable(session, workspace_id, wanted, one.id)):
        return refusal
    one.name, one.handle, one.site, one.active = name[:200], wanted, site, not gone
    if gone:
        reporting.set_lead(session, workspace_id=workspace_id, member_id=one.id, lead_id=None, now=now)
    session.flush()
    return {"code": "gone" if gone else "changed", "handle": wanted}


def _unusable(session: Session, workspace_id: int, handle: str, own: UUID | None) -> Outcome | None:
    if not handle:
        return {"code": "no_handle"}
    if not handles.usable(handle):
        return {"code": "bad_handle"}
    holder = _holder(session, workspace_id, handle)
    return {"code": "taken", "by": holder.label} if holder and holder.id != own else None


def _holder(session: Session, workspace_id: int, handle: str) -> Member | None:
    """Who is typed so already, in Slack or not: one handle, one person."""
    query = select(Member).where(Member.workspace_id == workspace_id, Member.handle == handle, Member.active)
    return session.scalar(query.order_by(Member.id).limit(1))


def _free(session: Session, workspace_id: int, handle: str) -> str:
    """The handle, or the first of `handle-2`, `handle-3` … that nobody has."""
    query = select(Member.handle).where(Member.workspace_id == workspace_id, Member.handle.startswith(handle))
    return handles.free(handle, set(session.scalars(query.where(Member.active))))
