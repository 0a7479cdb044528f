"""What nobody should have to live with: a kudos reported to the admins, who leave it as it is or remove it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.giving import announcing, unsuitable
from models.kudos import Kudos, Source, reports
from models.kudos.reports import KudosReport
from models.kudos.retracting import REMOVED, is_retracted, load, retract
from models.people import members
from models.people.members import Circle, Member
from models.storage.ids import uuid7
from models.storage.inserting import add_once
from models.storage.requests import Outcome
from models.workspace import policies, workspaces

MOST_TOLD = 5


def report(
    session: Session, *, workspace_id: int, kudos_id: UUID, member: str, words: str | None, now: datetime
) -> Outcome:
    """`member` (a Slack id) tells the admins of a kudos that they can see, once.

    `code`: "reported", "already", "own", "gone", "cannot" (by the workspace's policy), or "nobody" when there is no
    admin but its giver.
    """
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    kudos = load(session, workspace_id, kudos_id)
    if kudos is None or (why := _cannot_report(session, kudos, person)):
        return {"code": "gone" if kudos is None else why}
    told = _told(session, kudos)
    if not told:
        return {"code": "nobody"}
    row = {"workspace_id": workspace_id, "id": uuid7(), "kudos_id": kudos_id, "by_id": person.id}
    report_id = add_once(session, KudosReport.id, {**row, "words": words, "at": now})
    if report_id is None:
        return {"code": "already"}
    for admin in told:
        _tell(session, kudos, admin, Purpose.REPORTED, f"reported:{report_id}:{admin.id}", now, report=str(report_id))
    return {"code": "reported"}


def leave(session: Session, *, workspace_id: int, kudos_id: UUID, admin: str, now: datetime) -> Outcome:
    """An admin has looked, and leaves it. `code`: "left" (with how many `reports`), "own", "gone" or "not_admin"."""
    member = workspaces.admin_of(session, workspace_id, admin)
    kudos = load(session, workspace_id, kudos_id)
    if member is None or kudos is None:
        return {"code": "not_admin" if member is None else "gone"}
    if kudos.is_by(member.id):
        return {"code": "own"}
    closed = reports.close(session, kudos, resolution="left", by_id=member.id, now=now)
    return {"code": "left", "reports": len(closed)} if closed else {"code": "gone"}


def remove(
    session: Session, *, workspace_id: int, kudos_id: UUID, admin: str, note: str | None, now: datetime
) -> Outcome:
    """An admin removes it, and says why; the giver is told.

    `code`: "removed" (with how many `messages` go), "no_reason", "gone" or "not_admin".
    """
    member = workspaces.admin_of(session, workspace_id, admin)
    kudos = load(session, workspace_id, kudos_id)
    if member is None or kudos is None or not removable(session, kudos, member):
        return {"code": "not_admin" if member is None else "gone"}
    if not note:
        return {"code": "no_reason"}
    messages = sum(_remove(session, one, member, note, now) for one in _announced_together(session, kudos))
    return {"code": "removed", "kudos": str(kudos_id), "by": str(member.id), "messages": messages}


def _remove(session: Session, kudos: Kudos, admin: Member, note: str, now: datetime) -> int:
    messages = retract(session, kudos, by_id=admin.id, reason=REMOVED, note=note, now=now)
    author_id = kudos.author_id
    author = members.by_id(session, kudos.workspace_id, [author_id])[author_id]
    if kudos.source != Source.IMPORT:
        _tell(session, kudos, author, Purpose.REMOVED, f"removed:{kudos.id}", now)
    return messages


def _announced_together(session: Session, kudos: Kudos) -> list[Kudos]:
    """It, and what other reactions gave for the same message: the announcement that was looked at tells of all."""
    if kudos.source != Source.REACTION or not (kudos.channel_id and kudos.message_ts):
        return [kudos]
    together = announcing.sharing(session, kudos.workspace_id, [(kudos.channel_id, kudos.message_ts)])
    others = [load(session, kudos.workspace_id, one.id) for one in together if one.id != kudos.id]
    return [*filter(None, others), kudos]


def removable(session: Session, kudos: Kudos, admin: Member) -> bool:
    """Whether it stands, and is the admins' business."""
    return not is_retracted(session, kudos) and concerns(session, kudos, admin)


def concerns(session: Session, kudos: Kudos, admin: Member) -> bool:
    """Whether an admin may look into it: everyone may read it, they are in it, or it was reported."""
    return sees(kudos, admin) or bool(reports.about(session, kudos))


def sees(kudos: Kudos, person: Member) -> bool:
    """Whether everyone may read it, or this person is in it."""
    return kudos.circle == Circle.EVERYONE or kudos.is_by(person.id) or kudos.is_for(person.id)


def _cannot_report(session: Session, kudos: Kudos, person: Member) -> str | None:
    if is_retracted(session, kudos) or not sees(kudos, person):
        return "gone"
    if kudos.is_by(person.id):
        return "own"
    outside = unsuitable(person, policies.current(session, kudos.workspace_id))
    return "cannot" if outside and not kudos.is_for(person.id) else None


def _told(session: Session, kudos: Kudos) -> Sequence[Member]:
    """Few people, and never who gave it: the installer, else the primary owner, else those who were named, else any."""
    installer = workspaces.get(session, kudos.workspace_id).installer_slack_id
    role = or_(Member.is_slack_admin, Member.is_named_admin, Member.slack_user_id == installer)
    query = select(Member).where(Member.workspace_id == kudos.workspace_id, role, Member.active).order_by(Member.id)
    admins = [one for one in session.scalars(query) if not kudos.is_by(one.id)]
    return next(filter(None, _by_rank(admins, installer)), [])[:MOST_TOLD]


def _by_rank(admins: Sequence[Member], installer: str | None) -> Iterator[Sequence[Member]]:
    yield [one for one in admins if one.slack_user_id == installer]
    yield [one for one in admins if one.is_primary_owner]
    yield [one for one in admins if one.is_named_admin]
    yield admins


def _tell(
    session: Session, kudos: Kudos, whom: Member, purpose: Purpose, key: str, now: datetime, **detail: str
) -> None:
    """Owe a direct message; someone without Slack gets none."""
    if whom.slack_user_id:
        outbox.post(
            session,
            workspace_id=kudos.workspace_id,
            purpose=purpose,
            key=key,
            channel_id=whom.slack_user_id,
            priority=Priority.ANSWER,
            subject_id=kudos.id,
            member_id=whom.id,
            detail=detail,
            now=now,
        )
