"""A pledge that holds, stored as it would be: for whatever is off without one."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people.members import Member
from models.pledge import CoSignature, Pledge
from models.storage.database import Database
from models.storage.ids import uuid7

TEXT = "A decision made in good faith for a customer will not cost you your job or your money."


def pledge(
    database: Database,
    workspace_id: int,
    now: datetime,
    *,
    signer: str = "Finn",
    title: str = "COO",
    co_signers: tuple[str, ...] = ("Carol",),
    text: str = TEXT,
) -> UUID:
    """Signed by `signer` a week before `now`, co-signed by these leads a day later. Returns its id. People by name."""

    def store(session: Session) -> UUID:
        signed_at = now - timedelta(days=7)
        by = _named(session, workspace_id, signer)
        one = Pledge(workspace_id=workspace_id, id=uuid7(), text=text, signer_id=by, signer_title=title)
        one.set_by_id, one.set_at, one.signed_at = by, signed_at, signed_at
        session.add(one)
        session.flush()
        for name in co_signers:
            lead = _named(session, workspace_id, name)
            at = signed_at + timedelta(days=1)
            session.add(CoSignature(workspace_id=workspace_id, pledge_id=one.id, lead_id=lead, at=at))
        return one.id

    return database.write(store)


def _named(session: Session, workspace_id: int, name: str) -> UUID:
    return session.scalars(select(Member.id).where(Member.workspace_id == workspace_id, Member.name == name)).one()
