"""Who answers a decision: the person's lead, else the lead above, else the last resort that an admin named."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.answers import Answerer, Because, telling
from models.decisions import rules
from models.people import leads, members
from models.people.members import Kind, Member
from models.storage.ids import uuid7
from models.workspace import workspaces


def assign(
    session: Session,
    *,
    workspace_id: int,
    decision_id: UUID,
    member_id: UUID,
    now: datetime,
    peer_id: UUID | None = None,  # noqa: ARG001
) -> Answerer | None:
    """From `now` on the first who can answers this decision of `member_id`. None: there is nobody at all."""
    found = next(candidates(session, workspace_id, member_id), None)
    if found is None:
        return None
    member, because = found
    return hand_to(session, workspace_id=workspace_id, decision_id=decision_id, member=member, because=because, now=now)


def hand_to(
    session: Session, *, workspace_id: int, decision_id: UUID, member: Member, because: Because, now: datetime
) -> Answerer:
    """From `now` on `member` answers it, and nobody else: they are asked, and whoever did before is told who does."""
    telling.locked(session, workspace_id, decision_id)
    open_row = (Answerer.workspace_id == workspace_id, Answerer.decision_id == decision_id, Answerer.ends_at.is_(None))
    session.execute(update(Answerer).where(*open_row).values(ends_at=now))
    row = Answerer(
        workspace_id=workspace_id,
        id=uuid7(),
        decision_id=decision_id,
        member_id=member.id,
        because=because,
        since=now,
    )
    session.add(row)
    session.flush()
    telling.bring_in_step(session, workspace_id, decision_id, now)
    telling.ask(session, row, member, now)
    return row


def candidates(session: Session, workspace_id: int, member_id: UUID) -> Iterator[tuple[Member, Because]]:
    """Whoever can answer, best first: never the person themselves, nobody who left, no guest, nobody without Slack."""
    own = leads.leads_of(session, workspace_id, member_id)
    above = leads.chain(leads.upwards(session, workspace_id), member_id)[1:]
    known = members.by_id(session, workspace_id, above)
    resort = rules.current(session, workspace_id).last_resort
    last = members.by_id(session, workspace_id, [resort]).values() if resort else ()
    admins = members.admins(session, workspace_id, workspaces.get(session, workspace_id).installer_slack_id)
    ranked = [
        *((lead, Because.LEAD) for lead in own),
        *((known[one], Because.LEAD_ABOVE) for one in above if one in known),
        *((one, Because.LAST_RESORT) for one in (*last, *admins)),
    ]
    return ((one, because) for one, because in ranked if one.id != member_id and can_answer(one))


def can_answer(member: Member) -> bool:
    """Whether they are here, in Slack, and of this company."""
    return member.active and member.kind == Kind.PERSON and member.slack_user_id is not None
