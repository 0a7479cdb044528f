"""Taking a kudos back: a fact of its own; its announcement and receipts follow."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from models.delivery import outbox
from models.delivery.outbox import Purpose
from models.giving import announcing
from models.kudos import Kudos, KudosReceiver, Retraction, Source, reports
from models.people import leads, members
from models.people.members import Member
from models.schedules import lead_digests, runs
from models.storage.requests import Outcome, once

UNDO_WINDOW = timedelta(hours=24)
WRITTEN_DOWN = timedelta(days=7)
"""How far back it is looked for what somebody wrote down in a colleague's name: to say that it is too old."""
REMOVED = "removed"
"""The reason, when an admin did it."""


NOT_BY_HAND = (Source.IMPORT, Source.DECISION)
"""What `undo` never means: what a list told of, and the answer to a decision."""


def undo(session: Session, *, workspace_id: int, giver: str, key: str, now: datetime) -> Outcome:
    """Take back the newest kudos of `giver` (a Slack id) of the last 24 hours, once per `key`.

    The outcome's `code` is "undone" (with the `kudos`), "too_old" or "nothing_to_undo".
    """

    def act() -> Outcome:
        kudos = _newest(session, workspace_id, giver, now)
        return {"code": "nothing_to_undo"} if kudos is None else _take_back(session, kudos, now)

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act)


def undo_one(session: Session, *, workspace_id: int, kudos_id: UUID, giver: str, now: datetime) -> Outcome:
    """Take back this kudos of `giver` (a Slack id). `code` as of `undo`, "not_yours", or "already" taken back."""
    member = members.by_slack_id(session, workspace_id, [giver], lock=True).get(giver)
    kudos = load(session, workspace_id, kudos_id)
    if kudos is None or member is None or not kudos.is_by(member.id) or kudos.source == Source.DECISION:
        return {"code": "not_yours"}
    return {"code": "already"} if is_retracted(session, kudos) else _take_back(session, kudos, now)


def _take_back(session: Session, kudos: Kudos, now: datetime) -> Outcome:
    if kudos.given_at < now - UNDO_WINDOW:
        return {"code": "too_old"}
    retract(session, kudos, by_id=kudos.author_id, reason="undo", now=now)
    of = kudos.workspace_id
    above = {lead.id for one in kudos.receivers for lead in leads.leads_of(session, of, one.receiver_id)}
    lead_digests.refresh(session, of, above, since=now, now=now)  # which may name them again
    return {"code": "undone", "kudos": str(kudos.id)}


def is_retracted(session: Session, kudos: Kudos) -> bool:
    return reason_of(session, kudos) is not None


def reason_of(session: Session, kudos: Kudos) -> str | None:
    """Why it was taken back: "undo", "removed", …; None: it stands."""
    where = (Retraction.workspace_id == kudos.workspace_id, Retraction.kudos_id == kudos.id)
    return session.scalar(select(Retraction.reason).where(*where))


def removal_of(session: Session, workspace_id: int, kudos_id: UUID) -> tuple[Member, str] | None:
    """Which admin removed a kudos, and why; None: none did."""
    query = (
        select(Member, Retraction.note)
        .join(Retraction, (Retraction.workspace_id == Member.workspace_id) & (Retraction.by_id == Member.id))
        .where(Member.workspace_id == workspace_id, Retraction.kudos_id == kudos_id, Retraction.reason == REMOVED)
    )
    row = session.execute(query).first()
    return (row[0], row[1] or "") if row else None


def retract(
    session: Session, kudos: Kudos, *, by_id: UUID | None, reason: str, now: datetime, note: str | None = None
) -> int:
    """Record that a locked kudos was taken back, and owe its messages their removal. Returns how many may be out.

    `note` says why, in an admin's words. Who reported it is told.
    """
    of = {"workspace_id": kudos.workspace_id, "kudos_id": kudos.id}
    session.add(Retraction(**of, by_id=by_id, reason=reason, note=note, at=now))
    session.flush()
    resolution = REMOVED if reason == REMOVED else "taken_back"
    reports.close(session, kudos, resolution=resolution, by_id=by_id, now=now)
    messages = refresh_messages(session, kudos, now=now)
    announcing.hand_on(session, kudos, now)
    return messages


def refresh_messages(session: Session, kudos: Kudos, *, now: datetime) -> int:
    """Bring every message that tells of a kudos in step with what is stored. Returns how many may be out."""
    told = refresh_announcement(session, kudos, now=now) + refresh_receipts(session, kudos, now=now)
    return told + refresh_shared(session, kudos, now=now) + refresh_digests(session, kudos, now=now)


def refresh_announcement(session: Session, kudos: Kudos, *, now: datetime) -> int:
    """What channels see of it: where it was said, and in the channel for pats."""
    posts = outbox.posts_about(session, kudos.workspace_id, [kudos.id], Purpose.ANNOUNCEMENT, Purpose.COPY)
    return outbox.refresh(session, posts, now=now)


def refresh_receipts(session: Session, kudos: Kudos, *, now: datetime) -> int:
    receipts = [receiver.receipt_id for receiver in kudos.receivers if receiver.receipt_id]
    return outbox.refresh(session, outbox.posts_with_ids(session, kudos.workspace_id, receipts), now=now)


def refresh_shared(session: Session, kudos: Kudos, *, now: datetime) -> int:
    """What leads were shown of it, and what those who received it are asked to keep as a decision."""
    purposes = (Purpose.SHARED, Purpose.DECISION_OFFER, Purpose.NUDGE)
    shared = outbox.posts_about(session, kudos.workspace_id, [kudos.id], *purposes)
    return outbox.refresh(session, shared, now=now)


def refresh_digests(session: Session, kudos: Kudos, *, now: datetime) -> int:
    """The digests that tell of it, however long ago they were posted."""
    telling = runs.telling(session, workspace_id=kudos.workspace_id, told_id=kudos.id, at=kudos.given_at)
    posts = outbox.posts_about(session, kudos.workspace_id, telling, *outbox.DIGESTS)
    return outbox.refresh(session, posts, now=now)


def load(session: Session, workspace_id: int, kudos_id: UUID, *, lock: bool = True) -> Kudos | None:
    """The kudos with its receivers; locked unless it is only read."""
    query = select(Kudos).where(Kudos.workspace_id == workspace_id, Kudos.id == kudos_id)
    return _with_receivers(session, session.scalar(query.with_for_update() if lock else query))


def _newest(session: Session, workspace_id: int, giver: str, now: datetime) -> Kudos | None:
    """Locked together with the giver, so that two undos at once take back two kudos and not one twice."""
    member = members.by_slack_id(session, workspace_id, [giver], lock=True).get(giver)
    if member is None:
        return None
    taken_back = exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == Kudos.id)
    standing = (
        select(Kudos)
        .where(Kudos.workspace_id == workspace_id, Kudos.source.not_in(NOT_BY_HAND), ~taken_back)
        .order_by(Kudos.given_at.desc(), Kudos.id.desc())
        .limit(1)
    )
    # In one condition the two would have to be looked for among everyone's; what somebody wrote down has no index.
    given = standing.where(Kudos.giver_id == member.id)
    written_down = standing.where(Kudos.entered_by_id == member.id, Kudos.given_at > now - WRITTEN_DOWN)
    found = [*session.scalars(given), *session.scalars(written_down)]
    return _with_receivers(session, max(found, key=lambda one: (one.given_at, one.id), default=None))


def _with_receivers(session: Session, kudos: Kudos | None) -> Kudos | None:
    """Read once the kudos is locked. The ORM asks for pairs of keys, for which SQLite reads the whole table."""
    if kudos is not None:
        mine = KudosReceiver.workspace_id == kudos.workspace_id, KudosReceiver.kudos_id == kudos.id
        found = session.scalars(select(KudosReceiver).where(*mine).order_by(KudosReceiver.position))
        set_committed_value(kudos, "receivers", list(found))
    return kudos
