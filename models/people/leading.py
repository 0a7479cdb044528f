"""Who is in a lead's team, said by the lead or by an admin; and whom an admin names as a lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Purpose
from models.people import leads, members, reporting
from models.people.members import Kind, Member
from models.storage.requests import Outcome
from models.workspace import workspaces
from models.workspace.workspaces import Workspace

LEADABLE = frozenset({Kind.PERSON, Kind.GUEST, Kind.OFFLINE})
MOST = 200
"""People that one form adds or takes out: a team, not a company."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a form changes, by Slack id or, for people without Slack, by member id: not what it left as it was."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def lock(session: Session, workspace_id: int) -> None:
    """Whoever changes who leads whom goes one after the other: two at once could close a circle."""
    query = select(Workspace.id).where(Workspace.id == workspace_id)
    session.execute(query.with_for_update(key_share=True))


def may_say(session: Session, workspace_id: int, actor: str, lead_id: UUID) -> Member | None:
    """The lead whose team `actor` (a Slack id) may set: themselves when they lead, anybody for an admin."""
    lead = members.by_id(session, workspace_id, [lead_id]).get(lead_id)
    member = members.by_slack_user(session, workspace_id, actor)
    if lead is None or member is None or not lead.active or lead.kind not in {Kind.PERSON, Kind.GUEST}:
        return None
    if workspaces.is_admin(session, member):
        return lead
    return lead if member.id == lead.id and leads.is_lead(session, lead) else None


def set_team(
    session: Session, *, workspace_id: int, lead_id: UUID, change: Change, actor: str, now: datetime
) -> Outcome:
    """From `now` on those added report to the lead, and those taken out to nobody: all of it, or nothing.

    `code`: "saved" (with `added` and `removed`, how many), "not_yours", or "refused" with `why`, which are
    [reason, name, other name or names]: "unknown", "self", "bot", "external", "deactivated", "led" and "circle".
    """
    lock(session, workspace_id)
    lead = may_say(session, workspace_id, actor, lead_id)
    if lead is None:
        return {"code": "not_yours"}
    people = _people(session, workspace_id, (*change.added, *change.removed))
    up = leads.upwards(session, workspace_id)
    admin = workspaces.admin_of(session, workspace_id, actor) is not None
    added = [one for one in change.added if one not in people or up.get(people[one].id) != lead_id]
    why = _objections(session, lead, [people.get(one) for one in added], up, admin=admin)
    if len(change.added) > MOST:
        why = [["too_many", str(len(change.added)), str(MOST)]]
    if why:
        return {"code": "refused", "why": why}
    removed = [people[one] for one in change.removed if one in people and up.get(people[one].id) == lead_id]
    for one in added:
        reporting.set_lead(session, workspace_id=workspace_id, member_id=people[one].id, lead_id=lead_id, now=now)
    for member in removed:
        reporting.set_lead(session, workspace_id=workspace_id, member_id=member.id, lead_id=None, now=now)
    refresh_question(session, workspace_id, lead_id, now)
    return {"code": "saved", "added": len(added), "removed": len(removed)}


def name_leads(session: Session, *, workspace_id: int, change: Change, actor: str, now: datetime) -> Outcome:
    """An admin says who leads: each of those added is asked, once, who is in their team.

    `code`: "saved" (with `added`), "not_admin", or "refused" with `why` as of `set_team`.
    """
    admin = workspaces.admin_of(session, workspace_id, actor)
    if admin is None:
        return {"code": "not_admin"}
    people = members.by_slack_id(session, workspace_id, (*change.added, *change.removed), lock=True)
    named = [people.get(one) for one in change.added]
    if why := [["unknown" if one is None else reason, _name(one), ""] for one in named if (reason := _unfit(one))]:
        return {"code": "refused", "why": why}
    for one in change.removed:
        if one in people:
            people[one].is_named_lead = False
            refresh_question(session, workspace_id, people[one].id, now)
    for one in change.added:
        people[one].is_named_lead = True
        _ask(session, people[one], admin.id, now)
    session.flush()
    return {"code": "saved", "added": len(change.added)}


def refresh_question(session: Session, workspace_id: int, lead_id: UUID, now: datetime) -> None:
    """The message that asked this lead who is in their team says what is so now."""
    outbox.refresh(session, outbox.posts_about(session, workspace_id, [lead_id], Purpose.TEAM_QUESTION), now=now)


def _people(session: Session, workspace_id: int, ids: Iterable[str]) -> dict[str, Member]:
    """Members by Slack id or, for people without Slack, by member id."""
    by_slack = members.by_slack_id(session, workspace_id, ids)
    offline = [UUID(one) for one in ids if len(one) == 36 and one not in by_slack]
    found = members.by_id(session, workspace_id, offline) if offline else {}
    return {**by_slack, **{str(key): one for key, one in found.items() if one.kind == Kind.OFFLINE}}


def _objections(
    session: Session, lead: Member, added: Sequence[Member | None], up: Mapping[UUID, UUID], *, admin: bool
) -> list[list[str]]:
    """Everything that speaks against these people reporting to this lead, those who do already left out."""
    above = leads.chain(up, lead.id)
    found = []
    for one in added:
        reason = "self" if one is not None and one.id == lead.id else _unfit(one)
        other: list[UUID] = []
        if not reason and one is not None and one.id in above:
            reason, other = "circle", [*above[: above.index(one.id) + 1], lead.id]
        elif not reason and one is not None and one.id in up and not admin:
            reason, other = "led", [up[one.id]]
        if reason:
            found.append([reason, _name(one), _names(session, lead.workspace_id, other)])
    return found


def _unfit(one: Member | None) -> str:
    """Why they can neither lead nor be led; empty: they can."""
    if one is None:
        return "unknown"
    if one.kind not in LEADABLE:
        return str(one.kind)
    return "" if one.active else "deactivated"


def _name(one: Member | None) -> str:
    return one.label if one else ""


def _names(session: Session, workspace_id: int, ids: Sequence[UUID]) -> str:
    known = members.by_id(session, workspace_id, ids) if ids else {}
    return " → ".join(known[one].label for one in ids)


def _ask(session: Session, lead: Member, by_id: UUID, now: datetime) -> UUID | None:
    key, detail = f"team_question:{lead.id}", {"by": str(by_id)}
    return direct.tell(
        session, lead, purpose=Purpose.TEAM_QUESTION, key=key, subject_id=lead.id, detail=detail, now=now
    )
