"""Everything that is held about a person, table by table, for the person themselves.

Names stand for ids of people, words are plain text, instants are UTC. What others said about them in confidence is not
told: who reported a pat of theirs, who voted for them, what their signer was told. Guidance is sealed: it says that
there is some, from whom and when.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Delivery, Priority, Purpose, Status
from models.people import members
from models.privacy.exported import decisions, improving, pats, work
from models.privacy.exported.rows import Row, Section, Who
from models.privacy.exported.telling import told
from models.storage.requests import Outcome

NOT_ABOUT_PEOPLE = {
    "company_values": "the company's own words",
    "limit_categories": "the company's own words",
    "merged_causes": "which cause became which: ids of causes",
    "training_signals": "a subject and a count, never a name",
    "teams": "a team's name and channel; who is in it is in team_memberships",
    "imports": "which file was imported when",
    "imported_messages": "which messages of an archive became a pat; the pats themselves are there",
    "dead_letters": "which events failed; not whose",
    "rate_buckets": "how fast Slack may be called; gone after two minutes",
}
"""Tables that an export leaves out, each with its reason."""
SECTIONS: dict[str, Section] = {
    **work.PROFILE,
    **pats.SECTIONS,
    **decisions.SECTIONS,
    **improving.SECTIONS,
    **work.SECTIONS,
}
COVERED = pats.COVERED | decisions.COVERED | improving.COVERED | work.COVERED
"""Tables whose rows about the person are in one of `SECTIONS`."""
Data = dict[str, list[Row]]


def export(session: Session, *, workspace_id: int, member_id: UUID) -> Data | None:
    """By section, the rows held about this person; None when nobody has that id. A read of many statements."""
    member = members.by_id(session, workspace_id, [member_id]).get(member_id)
    if member is None:
        return None
    who = Who(session, workspace_id, member)
    return told(who, {name: read(who) for name, read in SECTIONS.items()})


def order(session: Session, *, workspace_id: int, member: str, now: datetime) -> Outcome:
    """`member` (a Slack id) wants their data as files: owed as a message to them. `code`: "ordered" or "already"."""
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    open_one = select(Delivery.id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.member_id == person.id,
        Delivery.purpose == Purpose.EXPORT,
        Delivery.status.in_([Status.DUE, Status.SENDING]),
    )
    if session.scalar(open_one.limit(1)):
        return {"code": "already"}
    outbox.post(
        session,
        workspace_id=workspace_id,
        purpose=Purpose.EXPORT,
        key=f"export:{person.id}:{now:%Y-%m-%dT%H:%M}",
        channel_id=member,
        priority=Priority.ANSWER,
        member_id=person.id,
        now=now,
    )
    return {"code": "ordered"}
