"""The pledge that holds now: who signed it, and which leads stand by it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.kudos.cards import Person
from models.people.members import Member
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
    query = (
        select(Pledge, Member)
        .join(Member, (Member.workspace_id == Pledge.workspace_id) & (Member.id == Pledge.signer_id))
        .where(Pledge.workspace_id == workspace_id, Pledge.signed_at.is_not(None), Pledge.withdrawn_at.is_(None))
        .order_by(Pledge.signed_at.desc(), Pledge.id.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    if found is None or not found.Member.active or found.Pledge.signed_at is None:
        return None
    pledge, signer = found
    signed = select(CoSignature.lead_id).where(
        CoSignature.workspace_id == workspace_id, CoSignature.pledge_id == pledge.id
    )
    by = Person(signer.id, signer.slack_user_id, signer.label)
    return InForce(
        pledge.id, pledge.text, by, pledge.signer_title, found.Pledge.signed_at, frozenset(session.scalars(signed))
    )
