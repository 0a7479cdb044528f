"""What each person decides: who sees their pats, which messages they get and when, whether they are counted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session

from models.delivery import outbox, quiet
from models.delivery.outbox import Delivery, Purpose, Status
from models.giving import announcing
from models.kudos import Kudos, KudosReceiver, retracting
from models.people import members
from models.people.members import Circle, Kind, Member
from models.privacy import backlog
from models.privacy.backlog import Task, Work
from models.storage.requests import Outcome

NARROWED_AT_ONCE = 25
"""Pats of one write: each may bring several messages and every digest of its week in step."""
LEAST_AWAKE = 2
"""Hours of a day in which messages may come, unless they want none at all."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Quiet hours are hours (0-23) of the person's own day; the same twice: never quiet."""

    circle: Circle = Circle.EVERYONE
    receipts: bool = True
    quiet_from: int = quiet.FROM
    quiet_until: int = quiet.UNTIL
    words_only: bool = False
    nudges: bool | None = None
    """Whether a lead is nudged; None: not asked, it stays as it is."""
    monthly: bool = False
    """What was said about them, once a month."""

    @property
    def is_quiet(self) -> bool:
        return self.quiet_from != self.quiet_until


def of(member: Member | None) -> Preferences:
    """What this person chose; the defaults for someone who is not known yet."""
    if member is None:
        return Preferences()
    begins = quiet.FROM if member.quiet_from is None else member.quiet_from
    ends = quiet.UNTIL if member.quiet_until is None else member.quiet_until
    return Preferences(
        Circle(member.circle),
        member.receipts,
        begins,
        ends,
        member.words_only,
        nudges=member.may_be_nudged,
        monthly=member.monthly_digest,
    )


def save(
    session: Session, *, workspace_id: int, member: str, chosen: Preferences, past: bool, now: datetime
) -> Outcome:
    """Store all of it. `past`: pats of before that more people may see than `chosen.circle` are narrowed to it too.

    `code`: "saved", with the names of what changed and how many past pats and posted messages follow; or "too_quiet".
    Nothing is ever widened: what was given while fewer could see it stays with them.
    """
    if chosen.is_quiet and (chosen.quiet_from - chosen.quiet_until) % 24 < LEAST_AWAKE:
        return {"code": "too_quiet", "least": LEAST_AWAKE}
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    before = of(person)
    person.circle, person.receipts, person.words_only = chosen.circle, chosen.receipts, chosen.words_only
    person.monthly_digest = chosen.monthly
    person.quiet_from, person.quiet_until = chosen.quiet_from, chosen.quiet_until
    person.may_be_nudged = person.may_be_nudged if chosen.nudges is None else chosen.nudges
    session.flush()
    saved: Outcome = {"code": "saved", "changed": _changed(before, chosen), "kudos": 0, "messages": 0}
    if past and chosen.circle != Circle.EVERYONE:
        saved["kudos"], saved["messages"] = _affected(session, workspace_id, person.id, chosen.circle)
        task = Task(Work.NARROW, person.id, {"circle": str(chosen.circle)})
        backlog.add(session, workspace_id=workspace_id, task=task, now=now)
        narrow(session, workspace_id=workspace_id, task=task, now=now)
    return saved


def set_monthly(session: Session, *, workspace_id: int, member: str, wanted: bool, now: datetime) -> bool:
    """Whether `member` gets what was said about them, once a month. Returns whether they do now."""
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    person.monthly_digest = wanted and person.active and person.kind in {Kind.PERSON, Kind.GUEST}
    session.flush()
    return person.monthly_digest


def narrow(session: Session, *, workspace_id: int, task: Task, now: datetime) -> bool:
    """Narrow some of someone's past pats, newest first, and owe their messages the change. Whether more may be left."""
    circle = Circle(task.detail["circle"])
    ids = list(session.scalars(_wider(workspace_id, task.member_id, circle).limit(NARROWED_AT_ONCE)))
    for kudos_id in ids:
        kudos = retracting.load(session, workspace_id, kudos_id)
        if kudos is None:
            continue
        for receiver in kudos.receivers:
            if receiver.receiver_id == task.member_id:
                receiver.circle = circle
        session.flush()
        retracting.refresh_messages(session, kudos, now=now)
        announcing.hand_on(session, kudos, now)
    if len(ids) < NARROWED_AT_ONCE:
        backlog.done(session, workspace_id=workspace_id, task=task)
        return False
    return True


def _changed(before: Preferences, after: Preferences) -> list[str]:
    quiet_hours = (before.quiet_from, before.quiet_until) != (after.quiet_from, after.quiet_until)
    changes = {
        "circle": before.circle != after.circle,
        "receipts": before.receipts != after.receipts,
        "quiet": quiet_hours and (before.is_quiet or after.is_quiet),
        "words_only": before.words_only != after.words_only,
        "nudges": after.nudges is not None and before.nudges != after.nudges,
        "monthly": before.monthly != after.monthly,
    }
    return [name for name, changed in changes.items() if changed]


def _wider(workspace_id: int, member_id: UUID, circle: Circle) -> Select[UUID]:
    """The kudos that this person received and lets more people see than `circle`, newest first."""
    wider = [one for one in Circle if one.strictness < circle.strictness]
    return (
        select(KudosReceiver.kudos_id)
        .where(
            KudosReceiver.workspace_id == workspace_id,
            KudosReceiver.receiver_id == member_id,
            KudosReceiver.circle.in_(wider),
        )
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
    )


def _affected(session: Session, workspace_id: int, member_id: UUID, circle: Circle) -> tuple[int, int]:
    """How many kudos are narrowed, and how many messages in channels tell of them (digests not counted)."""
    wider = _wider(workspace_id, member_id, circle).order_by(None).subquery()
    posted = (
        select(func.count(distinct(Delivery.id)))
        .join(Kudos, (Kudos.workspace_id == Delivery.workspace_id) & (Kudos.id == Delivery.subject_id))
        .where(
            Delivery.workspace_id == workspace_id,
            Delivery.subject_id.in_(select(wider.c.kudos_id)),
            Delivery.kind == outbox.Kind.POST,
            Delivery.purpose.in_([Purpose.ANNOUNCEMENT, Purpose.COPY]),
            Delivery.status == Status.SENT,
        )
    )
    kudos = session.scalar(select(func.count()).select_from(wider)) or 0
    return kudos, session.scalar(posted) or 0
