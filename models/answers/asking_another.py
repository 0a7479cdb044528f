"""The person asks another lead, when theirs kept silent for five working days, or isn't theirs any more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.answers import Answer, Answerer, Because, absences, assigning, clock, telling
from models.answers.ranking import can_answer
from models.decisions import Decision
from models.people import leads, members, reporting
from models.people.members import Member
from models.storage.requests import Outcome
from models.workspace import calendars


@dataclass(frozen=True, slots=True)
class Askable:
    """A decision that may go to another lead; `answerer` None: there is nobody."""

    decision: Decision
    person: Member
    answerer: Member | None
    day: int
    """Working days since it was logged."""


def askable(session: Session, workspace_id: int, person: Member, now: datetime) -> list[Askable]:
    """Of this person's unanswered decisions those that may go to another lead, oldest first."""
    answered = exists().where(Answer.workspace_id == workspace_id, Answer.decision_id == Decision.id)
    query = (
        select(Decision, Answerer.member_id, Answerer.because)
        .outerjoin(
            Answerer,
            (Answerer.workspace_id == Decision.workspace_id)
            & (Answerer.decision_id == Decision.id)
            & Answerer.ends_at.is_(None),
        )
        .where(Decision.workspace_id == workspace_id, Decision.member_id == person.id, ~answered)
        .order_by(Decision.logged_at, Decision.id)
    )
    rows = session.execute(query).all()
    if not rows:
        return []
    known = members.by_id(session, workspace_id, {row[1] for row in rows if row[1]})
    own = {one.id for one in leads.leads_of(session, workspace_id, person.id)}
    calendar = calendars.read(session, workspace_id, now, [person.id]).of(person.id)
    days = {decision.id: clock.days(decision.logged_at, now, person.zone, calendar) for decision, _, _ in rows}
    return [
        Askable(decision, person, known.get(by), days[decision.id])
        for decision, by, because in rows
        if _may(days[decision.id], by, because, own)
    ]


def one(session: Session, workspace_id: int, actor: str, decision_id: UUID, now: datetime) -> Askable | None:
    """This decision, when it is of `actor` (a Slack id) and may go to another lead."""
    person = members.by_slack_user(session, workspace_id, actor)
    found = askable(session, workspace_id, person, now) if person else []
    return next((it for it in found if it.decision.id == decision_id), None)


def others(session: Session, it: Askable, now: datetime) -> list[Member]:
    """Leads whom the person may ask, by name: not themselves, not who has it now, nobody who is away."""
    workspace_id = it.decision.workspace_id
    ids = {*reporting.leads_at(session, workspace_id=workspace_id, at=now)}
    named = {one.id: one for one in leads.named_leads(session, workspace_id)}
    people = {**named, **members.by_id(session, workspace_id, ids)}
    not_these = {it.person.id, it.answerer.id if it.answerer else None}
    not_these |= absences.away(session, workspace_id, people, now)
    able = [one for one in people.values() if one.id not in not_these and can_answer(one)]
    return sorted(able, key=lambda one: (one.name.casefold(), one.id))


def ask(session: Session, *, workspace_id: int, actor: str, decision_id: UUID, lead_id: UUID, now: datetime) -> Outcome:
    """From `now` on this lead answers it; whoever had it has it no longer.

    `code`: "asked" (with the `lead`), "already" (they have it), "not_a_lead" (or not here, or away), or "no": it is
    answered, somebody else's, or waits for too short a time.
    """
    telling.locked(session, workspace_id, decision_id)
    it = one(session, workspace_id, actor, decision_id, now)
    if _has_it(session, workspace_id, actor, decision_id, lead_id):
        return {"code": "already"}
    if it is None:
        return {"code": "no"}
    lead = next((one for one in others(session, it, now) if one.id == lead_id), None)
    if lead is None:
        return {"code": "not_a_lead"}
    why = Because.ASKED
    assigning.hand_to(session, workspace_id=workspace_id, decision_id=decision_id, member=lead, because=why, now=now)
    return {"code": "asked", "lead": str(lead.id)}


def _has_it(session: Session, workspace_id: int, actor: str, decision_id: UUID, lead_id: UUID) -> bool:
    """Of their own decisions: whether they asked this lead already."""
    query = (
        select(Answerer.id)
        .join(Decision, (Decision.workspace_id == Answerer.workspace_id) & (Decision.id == Answerer.decision_id))
        .join(Member, (Member.workspace_id == Decision.workspace_id) & (Member.id == Decision.member_id))
        .where(Answerer.workspace_id == workspace_id, Answerer.decision_id == decision_id, Answerer.ends_at.is_(None))
        .where(Answerer.member_id == lead_id, Member.slack_user_id == actor, Answerer.because == Because.ASKED)
    )
    return session.scalar(query) is not None


def _may(day: int, answerer_id: UUID | None, because: str | None, own: set[UUID]) -> bool:
    """It has waited for five working days, nobody has it, or who got it as their lead is their lead no longer."""
    moved = because == Because.LEAD and answerer_id not in own
    return day >= clock.COVERED_AFTER or answerer_id is None or moved
