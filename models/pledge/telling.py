"""What admins are told of the pledge, and the messages about one that say what is so now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.delivery import direct, outbox
from models.delivery.outbox import Purpose
from models.people import members
from models.people.members import Member
from models.workspace import workspaces


def admins(session: Session, workspace_id: int) -> list[Member]:
    """Those who can be told."""
    installer = workspaces.get(session, workspace_id).installer_slack_id
    return [one for one in members.admins(session, workspace_id, installer) if one.slack_user_id]


def tell_admin(session: Session, admin: Member, key: str, now: datetime, *, proposal_id: UUID | None = None) -> None:
    """That the pledge is wanted; or how its signer would sign it, which is its subject."""
    subject, detail = proposal_id or admin.id, {"proposal": proposal_id is not None}
    direct.tell(session, admin, purpose=Purpose.PLEDGE_WANTED, key=key, subject_id=subject, detail=detail, now=now)


def refresh(session: Session, workspace_id: int, pledge_ids: Sequence[UUID], now: datetime) -> None:
    """Bring every message about these pledges, and how many want one, in step with what is stored."""
    about = (Purpose.PLEDGE_TO_SIGN, Purpose.PLEDGE_TO_COSIGN, Purpose.PLEDGE_WANTED)
    wanted_by = [one.id for one in admins(session, workspace_id)]
    outbox.refresh(session, outbox.posts_about(session, workspace_id, [*pledge_ids, *wanted_by], *about), now=now)
