"""The outbox: every message owed is a row, written in the same commit as the fact it tells.

A *post* makes a message; a *state* brings a message that was posted in step with what is stored now (update or
delete), one row per message, the newest change wins. Rows hold ids and figures: words are read when it is rendered.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Select, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.storage.ids import uuid7
from models.storage.inserting import add_missing, add_once
from models.storage.orm import Code, Id, Model, SlackId, WorkspaceId, refers


class Kind(StrEnum):
    POST = "post"
    STATE = "state"


class Purpose(StrEnum):
    """Which renderer makes the message (`bot/delivery/rendering.py`)."""

    ANNOUNCEMENT = "announcement"
    COPY = "copy"
    """The announcement once more, in the channel for pats."""
    RECEIPT = "receipt"
    THANKS = "thanks"
    """A receiver says thanks to the giver."""
    NOT_POSTED = "not_posted"
    """To the giver: stored, but it could not be announced where it was said."""
    NOT_RECEIVED = "not_received"
    """To the giver: a receiver turned out to be no one who can receive."""
    REPORTED = "reported"
    """To an admin: somebody reports a kudos."""
    REPORT_CLOSED = "report_closed"
    """To whoever reported it: what became of it."""
    REMOVED = "removed"
    """To the giver: an admin removed it, and why."""
    EXPORT = "export"
    """Everything held about a person, as files, at their wish."""
    EXPORT_FAILED = "export_failed"
    GONE = "gone"
    """A message to someone whose data was removed: there is nothing left to say in it."""
    SHARED = "shared"
    """To a lead: a receiver shows them a kudos."""
    TEAM_DIGEST = "team_digest"
    LEAD_DIGEST = "lead_digest"
    LEADERSHIP_DIGEST = "leadership_digest"
    PERSONAL_DIGEST = "personal_digest"
    CHART = "chart"
    """A picture that somebody asked for."""
    NUDGE = "nudge"
    """To a lead: somebody of theirs whom nobody thanked lately, and something real to thank for."""
    AWAY_SAID = "away_said"
    """To somebody of whom a lead said that they are away: until when, and by whom."""
    WELCOME = "welcome"
    """To the installer: what can be set up, and what is."""
    INTRODUCTION = "introduction"
    """In the channel chosen for pats: what this is."""
    TEAM_QUESTION = "team_question"
    """To a lead whom an admin named: who is in your team?"""
    PLEDGE_WANTED = "pledge_wanted"
    """To an admin: somebody asks for the pledge."""
    PLEDGE_TO_SIGN = "pledge_to_sign"
    """To the leader who is to sign it."""
    PLEDGE_TO_COSIGN = "pledge_to_cosign"
    """To a lead, alone: do you stand by it?"""
    PROMISE_BROKEN = "promise_broken"
    """To whoever signed: somebody says that it was not kept."""
    DECISION_OFFER = "decision_offer"
    """To a receiver: a colleague says that they decided this on their own."""
    DECISION_LOGGED = "decision_logged"
    """To who decided: the receipt of it."""
    DECISION_ASKED = "decision_asked"
    """To the one who answers it."""
    DECISION_ANSWERED = "decision_answered"
    """To who decided: what the answer is."""
    TALK_ANSWERED = "talk_answered"
    """To the one who would like to talk: whether the time suits."""
    GUIDANCE_ANSWERED = "guidance_answered"
    """To who gave guidance: there is a reply to open, and nothing of it."""
    DECISION_REMINDER = "decision_reminder"
    """To the one who answers, after two working days: it waits."""
    DECISION_COVERED = "decision_covered"
    """To who decided, after five working days without an answer: you stand covered."""
    DECISIONS_WAITING = "decisions_waiting"
    """To a lead's own lead: how many wait, and nothing of them."""
    LIMIT_CHANGED = "limit_changed"
    """To those whom a new version of a limit concerns."""
    LIMIT_WANTED = "limit_wanted"
    """To a lead: somebody asks what is theirs to decide."""
    ROOM_ASKED = "room_asked"
    """To a lead: one of their people asks for more room."""
    ROOM_ANSWERED = "room_answered"
    """To who asked for more room."""
    IDEA_TOLD = "idea_told"
    """To the one who answers an idea."""
    IDEA_STEP = "idea_step"
    """To its author and those who said "me too": what became of it."""
    CAUSE_SEEN = "cause_seen"
    """To leads: the same cause, three times in 30 days."""
    CAUSE_CLOSED = "cause_closed"
    """To everyone who logged a decision with it: it is fixed, thanks to them."""
    TRAINING_SIGNAL = "training_signal"
    """To leads: a subject and a count."""


DIGESTS = (Purpose.TEAM_DIGEST, Purpose.LEAD_DIGEST, Purpose.LEADERSHIP_DIGEST, Purpose.PERSONAL_DIGEST)


class Priority(IntEnum):
    ANSWER = 0
    ANNOUNCEMENT = 1
    RECEIPT = 2
    DIGEST = 3


class Status(StrEnum):
    WAITING = "waiting"
    """A state whose message has not been posted yet."""
    DUE = "due"
    SENDING = "sending"
    """Leased by a sender; with its lease over, nobody knows whether Slack has it."""
    SENT = "sent"
    IN_DOUBT = "in_doubt"
    """Slack may have it and the conversation can't be read: the admin decides."""
    FAILED = "failed"
    DROPPED = "dropped"
    """There was nothing left to say."""


FILES = "files"
"""In a post's `detail`: the Slack file that shows each of its pictures, by the picture's hash."""
OPEN_POST = (Status.DUE, Status.SENDING, Status.IN_DOUBT)
_DUE = text("status = 'due'")
_SENDING = text("status = 'sending'")


class Delivery(Model):
    __tablename__ = "outbox"
    __table_args__ = (
        refers("post_id", "outbox"),
        Index("uq_outbox_key", "workspace_id", "key", unique=True),
        Index("uq_outbox_state", "workspace_id", "post_id", unique=True),
        Index("ix_outbox_subject", "workspace_id", "subject_id"),
        Index("ix_outbox_member", "workspace_id", "member_id", "created_at"),
        Index("ix_outbox_message", "workspace_id", "message_channel_id", "message_ts"),
        Index("ix_outbox_due", "workspace_id", "priority", "due_at", "id", sqlite_where=_DUE, postgresql_where=_DUE),
        Index("ix_outbox_sending", "workspace_id", "lease_until", sqlite_where=_SENDING, postgresql_where=_SENDING),
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[Id]
    kind: Mapped[Code]
    purpose: Mapped[Code]
    subject_id: Mapped[UUID | None]
    """What it tells: a kudos, a digest run, …; its purpose says which."""
    member_id: Mapped[UUID | None]
    """Whom it is for, when it is a direct message."""
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    key: Mapped[str] = mapped_column(Text)
    priority: Mapped[int]
    channel_id: Mapped[SlackId]
    """Where it goes: a channel, or a user id for a direct message."""
    thread_ts: Mapped[SlackId | None]
    post_id: Mapped[UUID | None]
    """Of a state: the post whose message it changes."""
    due_at: Mapped[datetime]
    status: Mapped[Code]
    version: Mapped[int] = mapped_column(default=0)
    """Of a state: how many changes it stands for; a sender that rendered an older one sends again."""
    attempts: Mapped[int] = mapped_column(default=0)
    attempted_at: Mapped[datetime | None]
    lease_owner: Mapped[Code | None]
    lease_until: Mapped[datetime | None]
    message_channel_id: Mapped[SlackId | None]
    message_ts: Mapped[SlackId | None]
    failure: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


def new(
    *,
    workspace_id: int,
    purpose: Purpose,
    key: str,
    channel_id: str,
    priority: Priority,
    now: datetime,
    subject_id: UUID | None = None,
    member_id: UUID | None = None,
    due_at: datetime | None = None,
    detail: dict[str, Any] | None = None,
    thread_ts: str | None = None,
) -> dict[str, Any]:
    """The row of a message that is owed, with an id; for those who store it themselves, under a key of their own."""
    return {
        **_new(workspace_id, purpose, priority, now),
        "subject_id": subject_id,
        "member_id": member_id,
        "detail": detail or {},
        "key": key,
        "channel_id": channel_id,
        "thread_ts": thread_ts,
        "due_at": due_at or now,
    }


def post(
    session: Session,
    *,
    workspace_id: int,
    purpose: Purpose,
    key: str,
    channel_id: str,
    priority: Priority,
    now: datetime,
    subject_id: UUID | None = None,
    member_id: UUID | None = None,
    due_at: datetime | None = None,
    detail: dict[str, Any] | None = None,
    thread_ts: str | None = None,
) -> UUID:
    """Owe a message, once per `key`. Returns the id of the row, the earlier one's when the key is taken."""
    row = new(
        workspace_id=workspace_id,
        purpose=purpose,
        key=key,
        channel_id=channel_id,
        priority=priority,
        now=now,
        subject_id=subject_id,
        member_id=member_id,
        due_at=due_at,
        detail=detail,
        thread_ts=thread_ts,
    )
    inserted: UUID | None = add_once(session, Delivery.id, row)
    session.info["outbox"] = True
    if inserted is not None:
        return inserted
    return session.scalars(select(Delivery.id).where(Delivery.workspace_id == workspace_id, Delivery.key == key)).one()


def post_each(
    session: Session,
    *,
    workspace_id: int,
    purpose: Purpose,
    priority: Priority,
    to: Iterable[tuple[str, Mapping[str, Any]]],
    now: datetime,
) -> int:
    """Owe many messages of a kind in one statement, each once per key.

    `to` are keys, with what tells each from the others: `channel_id` and `member_id`, maybe `subject_id`, `detail`.
    Returns how many are new.
    """
    same: dict[str, Any] = {"subject_id": None, "detail": {}, "thread_ts": None, "due_at": now}
    rows = [{**_new(workspace_id, purpose, priority, now), **same, "key": key, **one} for key, one in to]
    return owe(session, rows)


def owe(session: Session, rows: Sequence[dict[str, Any]]) -> int:
    """Owe these messages (`new`) in one statement, each once per key. Returns how many are new."""
    session.info["outbox"] = session.info.get("outbox") or bool(rows)
    return len(add_missing(session, Delivery.id, rows))


def _new(workspace_id: int, purpose: Purpose, priority: Priority, now: datetime) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "id": uuid7(),
        "kind": Kind.POST,
        "purpose": purpose,
        "priority": priority,
        "status": Status.DUE,
        "version": 0,
        "attempts": 0,
        "created_at": now,
    }


def keys_taken(session: Session, workspace_id: int, keys: Iterable[str]) -> set[str]:
    """Those of these keys under which a message is, or was, owed."""
    wanted = list(keys)
    query = select(Delivery.key).where(Delivery.workspace_id == workspace_id, Delivery.key.in_(wanted))
    return set(session.scalars(query)) if wanted else set()


def posts_about(session: Session, workspace_id: int, subject_ids: Iterable[UUID], *purposes: Purpose) -> list[Delivery]:
    """The messages for these purposes posted or owed about these subjects, locked."""
    subjects = list(subject_ids)
    if not subjects:
        return []
    query = _posts(workspace_id).where(Delivery.subject_id.in_(subjects), Delivery.purpose.in_(purposes))
    # Ordered by id alone, SQLite reads the whole outbox in that order rather than look the subjects up.
    return list(session.scalars(query.order_by(None).order_by(Delivery.created_at, Delivery.id)))


def posts_with_ids(session: Session, workspace_id: int, ids: Iterable[UUID]) -> list[Delivery]:
    wanted = list(ids)
    return list(session.scalars(_posts(workspace_id).where(Delivery.id.in_(wanted)))) if wanted else []


def posts_of(session: Session, rows: Sequence[Delivery]) -> dict[UUID, Delivery]:
    """For each of these rows of one workspace, the post it is, or whose message it changes."""
    changed = [row.post_id for row in rows if row.post_id]
    query = select(Delivery).where(Delivery.workspace_id == rows[0].workspace_id, Delivery.id.in_(changed))
    posts = {post.id: post for post in session.scalars(query)} if changed else {}
    return {row.id: posts[row.post_id] if row.post_id else row for row in rows}


def refresh(session: Session, posts: Iterable[Delivery], *, now: datetime) -> int:
    """Bring these messages in step with what is stored now. Returns how many were, or may have been, posted."""
    live = [row for row in posts if row.status in (*OPEN_POST, Status.SENT)]
    for row in live:
        _owe_state(session, row, now)
    session.flush()
    session.info["outbox"] = True
    return sum(row.status != Status.DUE for row in live)


def refresh_live(session: Session, posts: Iterable[Delivery], *, now: datetime) -> bool:
    """`refresh`; whether there was anything that is out, or will be."""
    live = [row for row in posts if row.status in (*OPEN_POST, Status.SENT)]
    refresh(session, live, now=now)
    return bool(live)


def _owe_state(session: Session, row: Delivery, now: datetime) -> None:
    state = session.scalar(
        select(Delivery).where(Delivery.workspace_id == row.workspace_id, Delivery.post_id == row.id).with_for_update()
    )
    if state is None:
        state = Delivery(
            workspace_id=row.workspace_id,
            id=uuid7(),
            kind=Kind.STATE,
            purpose=row.purpose,
            subject_id=None,
            key=f"state:{row.id}",
            priority=row.priority,
            channel_id=row.channel_id,
            thread_ts=row.thread_ts,
            post_id=row.id,
            created_at=now,
            version=0,
            status=Status.WAITING,
        )
        session.add(state)
    state.version += 1
    state.due_at = now
    state.attempts = 0
    if state.status != Status.SENDING:
        state.status = Status.DUE if row.status == Status.SENT else Status.WAITING


def _posts(workspace_id: int) -> Select[Delivery]:
    return (
        select(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.kind == Kind.POST)
        .order_by(Delivery.id)
        .with_for_update()
    )
