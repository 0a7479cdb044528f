"""What others do with a kudos: join in, say thanks, keep it, choose who sees it, want fewer messages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from models.delivery import outbox, quiet
from models.delivery.outbox import Priority, Purpose
from models.giving import announcing
from models.kudos import Boost, Kudos, KudosReceiver, Source
from models.kudos.retracting import is_retracted, load, refresh_announcement, refresh_messages
from models.people import members
from models.people.members import Circle, Party
from models.schedules import lead_digests
from models.storage.inserting import add_once
from models.storage.requests import Outcome


def boost(session: Session, *, workspace_id: int, kudos_id: UUID, member: str, now: datetime) -> Outcome:
    """`member` (a Slack id) joins in by the button. `code`: as of `join`."""
    person = members.parties(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    outcome = join(session, workspace_id=workspace_id, kudos_id=kudos_id, person=person, now=now, pressed=True)
    if outcome["code"] == "boosted":
        lead_digests.refresh(session, workspace_id, [person.id], since=now, now=now)
    if outcome["code"] == "already":
        session.execute(update(Boost).where(*_boost_of(workspace_id, kudos_id, person)).values(pressed=True))
    return outcome


def join(
    session: Session, *, workspace_id: int, kudos_id: UUID, person: Party, now: datetime, pressed: bool = False
) -> Outcome:
    """Someone joins in. `code`: "boosted", "already", "own", "receiver", "gone" or "cannot".

    An imported one has no message that would show it: then the outcome has its first `receiver`.
    """
    kudos = load(session, workspace_id, kudos_id)
    code = _cannot_boost(session, kudos, person)
    if kudos is None or code:
        return {"code": code or "gone"}
    row = {"workspace_id": workspace_id, "kudos_id": kudos_id, "member_id": person.id, "at": now, "pressed": pressed}
    if add_once(session, Boost.member_id, row) is None:
        return {"code": "already"}
    refresh_announcement(session, kudos, now=now)
    unseen = {"receiver": str(kudos.receivers[0].receiver_id)} if kudos.source == Source.IMPORT else {}
    return {"code": "boosted", **unseen}


def leave(session: Session, *, workspace_id: int, kudos_id: UUID, person: Party, now: datetime) -> None:
    """Someone's last reaction is gone: they joined in no longer, unless they pressed the button too."""
    kudos = load(session, workspace_id, kudos_id)
    if kudos is None:
        return
    session.execute(delete(Boost).where(*_boost_of(workspace_id, kudos_id, person), ~Boost.pressed))
    refresh_announcement(session, kudos, now=now)


def say_thanks(session: Session, *, workspace_id: int, kudos_id: UUID, member: str, now: datetime) -> Outcome:
    """A receiver thanks the giver, once. `code`: "thanked" or "not_yours"."""
    found = _receiver(session, workspace_id, kudos_id, member)
    if found is None:
        return {"code": "not_yours"}
    kudos, receiver = found
    giver = members.by_id(session, workspace_id, [kudos.giver_id])[kudos.giver_id]
    if giver.slack_user_id:
        outbox.post(
            session,
            workspace_id=workspace_id,
            purpose=Purpose.THANKS,
            key=f"thanks:{kudos_id}:{receiver.receiver_id}",
            channel_id=giver.slack_user_id,
            priority=Priority.ANSWER,
            subject_id=kudos_id,
            member_id=receiver.receiver_id,
            due_at=quiet.over_for(giver, now),
            now=now,
        )
    return {"code": "thanked", "giver": giver.slack_user_id}


def keep(
    session: Session, *, workspace_id: int, kudos_id: UUID, member: str, now: datetime, kept: bool = True
) -> Outcome:
    """A receiver keeps it at hand on their Home, or (`kept` false) no longer. `code`: "kept" or "not_yours"."""
    found = _receiver(session, workspace_id, kudos_id, member)
    if found is None:
        return {"code": "not_yours"}
    found[1].kept_at = (found[1].kept_at or now) if kept else None
    return {"code": "kept"}


def circle_of(session: Session, *, workspace_id: int, kudos_id: UUID, member: str) -> Circle | None:
    """Whom this receiver lets see the kudos; None when it isn't theirs."""
    found = _receiver(session, workspace_id, kudos_id, member, lock=False)
    return Circle(found[1].circle) if found else None


def choose_circle(
    session: Session, *, workspace_id: int, kudos_id: UUID, member: str, circle: Circle, always: bool, now: datetime
) -> Outcome:
    """A receiver chooses who sees this kudos, and, with `always`, those to come.

    The outcome says how many messages that are out already will be brought in step (`messages`).
    """
    found = _receiver(session, workspace_id, kudos_id, member)
    if found is None:
        return {"code": "not_yours"}
    kudos, receiver = found
    receiver.circle = circle
    if always:
        members.by_slack_id(session, workspace_id, [member], lock=True)[member].circle = circle
    session.flush()
    messages = refresh_messages(session, kudos, now=now)
    announcing.hand_on(session, kudos, now)
    return {"code": "circle", "circle": str(circle), "messages": messages}


def set_receipts(session: Session, *, workspace_id: int, member: str, wanted: bool, now: datetime) -> None:
    """Whether `member` wants a direct message when they are given a kudos."""
    members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member].receipts = wanted


def _boost_of(workspace_id: int, kudos_id: UUID, person: Party) -> tuple[ColumnElement[bool], ...]:
    return Boost.workspace_id == workspace_id, Boost.kudos_id == kudos_id, Boost.member_id == person.id


def _cannot_boost(session: Session, kudos: Kudos | None, person: Party) -> str | None:
    if kudos is None or is_retracted(session, kudos) or kudos.circle != Circle.EVERYONE:
        return "gone"
    if person.id == kudos.giver_id:
        return "own"
    if person.id in {receiver.receiver_id for receiver in kudos.receivers}:
        return "receiver"
    return None if person.active and person.kind in {"person", "guest"} else "cannot"


def _receiver(
    session: Session, workspace_id: int, kudos_id: UUID, member: str, *, lock: bool = True
) -> tuple[Kudos, KudosReceiver] | None:
    """The kudos and this member's part in it; None when it isn't theirs or was taken back."""
    person = members.by_slack_user(session, workspace_id, member)
    kudos = load(session, workspace_id, kudos_id, lock=lock)
    if person is None or kudos is None or is_retracted(session, kudos):
        return None
    mine = [r for r in kudos.receivers if r.receiver_id == person.id and r.void_reason is None]
    return (kudos, mine[0]) if mine else None
