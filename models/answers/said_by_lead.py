"""A lead says that one of their people is away, until a day and without a reason; who is told, and can say otherwise.

Then no gap counts the days, and nobody waits for an answer of theirs. What a person says themselves stands above it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import absences, leaving
from models.answers.absences import Absence
from models.delivery import direct
from models.delivery.outbox import Purpose
from models.people import members, reporting
from models.people.members import Kind, Member
from models.people.persons import Person
from models.storage.ids import uuid7
from models.storage.requests import Outcome

LED = frozenset({Kind.PERSON, Kind.GUEST, Kind.OFFLINE})


@dataclass(frozen=True, slots=True)
class Away:
    """One of a lead's people. `said_by_lead`: so that a lead can take it back."""

    person: Person
    back_on: date
    said_by_lead: bool


def send(session: Session, *, workspace_id: int, actor: str, member_id: UUID, back_on: date, now: datetime) -> Outcome:
    """`member_id` is away until the day `back_on` begins for them, says `actor` (a Slack id), one of their leads.

    `code`: "away"; or, with nothing changed, "already" (it stands so), "not_yours", "theirs" (they have said
    themselves until when: `back_on`), "past" or "too_far".
    """
    lead, member = _of(session, workspace_id, actor, member_id, now)
    if lead is None or member is None:
        return {"code": "not_yours"}
    if why := leaving.unfit_day(member, back_on, now):
        return {"code": why}
    before = absences.away_at(session, workspace_id, now).get(member.id)
    if before is not None and before.set_by_id == member.id:
        return {"code": "theirs", "back_on": before.back_on.isoformat()}
    if before is not None and before.back_on == back_on:
        return {"code": "already"}
    leaving.end(session, member, now)
    row = Absence(workspace_id=workspace_id, id=uuid7(), member_id=member.id, starts_at=now, back_on=back_on)
    row.set_by_id = lead.id
    session.add(row)
    session.flush()
    leaving.hand_over(session, workspace_id, member.id, now)
    direct.tell(session, member, purpose=Purpose.AWAY_SAID, key=f"away_said:{row.id}", subject_id=row.id, now=now)
    return {"code": "away"}


def bring_back(session: Session, *, workspace_id: int, actor: str, member_id: UUID, now: datetime) -> Outcome:
    """They are back already, says one of their leads. `code`: "back", "not_away", "not_yours", or "theirs"."""
    _lead, member = _of(session, workspace_id, actor, member_id, now)
    if member is None:
        return {"code": "not_yours"}
    before = absences.away_at(session, workspace_id, now).get(member.id)
    if before is not None and before.set_by_id == member.id:
        return {"code": "theirs"}
    return {"code": "back" if leaving.end(session, member, now) else "not_away"}


def of_lead(session: Session, *, workspace_id: int, lead_id: UUID, now: datetime) -> list[Away]:
    """Those of the lead's people who are away, by name."""
    people = reporting.reports_of(session, workspace_id=workspace_id, lead_id=lead_id, at=now)
    away = absences.away_at(session, workspace_id, now)
    found = [(one, away[one.id]) for one in people if one.id in away]
    return [Away(_person(one), row.back_on, row.set_by_id != one.id) for one, row in found]


def led(session: Session, *, workspace_id: int, actor: str, member_id: UUID, now: datetime) -> Member | None:
    """The member, when `actor` leads them now."""
    return _of(session, workspace_id, actor, member_id, now)[1]


def told(session: Session, workspace_id: int, absence_id: UUID) -> tuple[Absence, Member] | None:
    """What the message about it tells: the absence, and the lead who said it."""
    row = session.get(Absence, (workspace_id, absence_id))
    by = members.by_id(session, workspace_id, [row.set_by_id]) if row and row.set_by_id else {}
    return next(((row, lead) for lead in by.values() if row), None)


def _of(
    session: Session, workspace_id: int, actor: str, member_id: UUID, now: datetime
) -> tuple[Member | None, Member | None]:
    """The lead and their member; None: `actor` does not lead them."""
    lead = members.by_slack_user(session, workspace_id, actor)
    if lead is None or not lead.active:
        return None, None
    mine = reporting.reports_of(session, workspace_id=workspace_id, lead_id=lead.id, at=now)
    member = next((one for one in mine if one.id == member_id and one.kind in LED), None)
    return (lead, member) if member else (None, None)


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)
