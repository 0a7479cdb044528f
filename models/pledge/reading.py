"""The pledge that holds now: who signed it, and which leads stand by it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from models.people import leads
from models.people.members import Member
from models.people.persons import Person
from models.pledge import CoSignature, Pledge


@dataclass(frozen=True, slots=True)
class InForce:
    """`text` is in its stored form. `co_signers` are ids of leads, whether they lead anybody now or not."""

    id: UUID
    text: str
    signer: Person
    title: str
    signed_at: datetime
    co_signers: frozenset[UUID]


def in_force(session: Session, workspace_id: int) -> InForce | None:
    """The newest that is signed, not taken back, and whose signer is still here; None: decisions are off."""
    found = _newest_signed(session, workspace_id, Pledge.withdrawn_at.is_(None))
    if found is None or not found.Member.active:
        return None
    return _in_force(session, *found)


def last_signed(session: Session, workspace_id: int) -> InForce | None:
    """The newest that is signed and not taken back, though its signer may have left."""
    found = _newest_signed(session, workspace_id, Pledge.withdrawn_at.is_(None))
    return _in_force(session, *found) if found else None


def signed(session: Session, workspace_id: int, pledge_id: UUID) -> InForce | None:
    """The pledge with this id once it was signed, whether or not it holds now: a decision stays covered by it."""
    found = _newest_signed(session, workspace_id, Pledge.id == pledge_id)
    return _in_force(session, *found) if found else None


def lead_behind(session: Session, workspace_id: int, pledge: InForce, member_id: UUID) -> Person | None:
    """Of those who lead this member now, the first who co-signed; nothing is said of a lead who has not."""
    above = leads.leads_of(session, workspace_id, member_id)
    return next((person_of(lead) for lead in above if lead.id in pledge.co_signers), None)


def person_of(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label, gone=member.removed_at is not None)


def _newest_signed(session: Session, workspace_id: int, where: ColumnElement[bool]) -> Row[Pledge, Member] | None:
    query = (
        select(Pledge, Member)
        .join(Member, (Member.workspace_id == Pledge.workspace_id) & (Member.id == Pledge.signer_id))
        .where(Pledge.workspace_id == workspace_id, Pledge.signed_at.is_not(None), where)
        .order_by(Pledge.signed_at.desc(), Pledge.id.desc())
        .limit(1)
    )
    return session.execute(query).first()


def _in_force(session: Session, pledge: Pledge, signer: Member) -> InForce:
    by = select(CoSignature.lead_id).where(
        CoSignature.workspace_id == pledge.workspace_id, CoSignature.pledge_id == pledge.id
    )
    assert pledge.signed_at is not None
    return InForce(
        id=pledge.id,
        text=pledge.text,
        signer=person_of(signer),
        title=pledge.signer_title,
        signed_at=pledge.signed_at,
        co_signers=frozenset(session.scalars(by)),
    )
