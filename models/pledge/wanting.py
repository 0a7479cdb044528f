"""Asking for the pledge: anyone may, and the admins hear how many have, once a week at most, and never who."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Purpose
from models.people import members
from models.people.members import Kind
from models.pledge import telling
from models.pledge.reading import in_force
from models.storage.requests import Outcome
from models.workspace import notes, workspaces

NOTE = "pledge_wanted"
"""`by`: ids of the members who asked; `told`: when the admins last got a message (ISO 8601)."""
APART = timedelta(days=7)
MOST_TOLD = 5


def want(session: Session, *, workspace_id: int, member: str, now: datetime) -> Outcome:
    """`member` (a Slack id) would like a leader to sign.

    `code`: "asked", "again" (they have asked before), "holds" (it is signed), "admin" (they set it up themselves),
    "cannot" (not of this company) or "nobody" (there is no admin to tell).
    """
    person = members.by_slack_user(session, workspace_id, member)
    if person is None or not person.active or person.kind not in {Kind.PERSON, Kind.GUEST}:
        return {"code": "cannot"}
    if in_force(session, workspace_id):
        return {"code": "holds"}
    if workspaces.is_admin(session, person):
        return {"code": "admin"}
    told = telling.admins(session, workspace_id)[:MOST_TOLD]
    if not told:
        return {"code": "nobody"}
    noted = notes.locked(session, workspace_id, NOTE, now)
    by, last = list(noted.get("by", [])), noted.get("told")
    again = str(person.id) in by
    by += [] if again else [str(person.id)]
    due = last is None or now - datetime.fromisoformat(last) >= APART
    content = {"by": by, "told": now.isoformat() if due else last}
    notes.write(session, workspace_id=workspace_id, key=NOTE, content=content, now=now)
    for admin in told if due else ():
        telling.tell_admin(session, admin, f"pledge_wanted:{admin.id}:{now.isoformat()}", now)
    earlier = outbox.posts_about(session, workspace_id, [one.id for one in told], Purpose.PLEDGE_WANTED)
    outbox.refresh(session, earlier, now=now)
    return {"code": "again" if again else "asked"}


def how_many(session: Session, workspace_id: int) -> int:
    """People who have asked since one was last signed."""
    return len((notes.read(session, workspace_id, NOTE) or {}).get("by", []))


def settle(session: Session, workspace_id: int, now: datetime) -> None:
    """One was signed: nobody waits for it any more."""
    notes.write(session, workspace_id=workspace_id, key=NOTE, content={}, now=now)
