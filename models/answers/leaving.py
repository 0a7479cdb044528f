"""Going away and coming back: said by oneself, with a date and no reason. What waits goes to the stand-in at once."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import absences, moving
from models.answers.absences import Absence
from models.answers.ranking import can_answer
from models.delivery import outbox
from models.delivery.outbox import Purpose
from models.people import members
from models.people.members import Kind, Member
from models.storage.ids import uuid7
from models.storage.requests import Outcome
from models.zones import zone_of

LONGEST = timedelta(days=366)
"""Whoever is away for longer has left, or somebody else leads."""


def go(
    session: Session, *, workspace_id: int, actor: str, back_on: date, stand_in: str | None, now: datetime
) -> Outcome:
    """`actor` is away until the day `back_on` begins for them; `stand_in`: a Slack id. What was said before ends.

    `code`: "away", with how many open decisions `moved`, or, with nothing changed, "unknown", "past", "too_far",
    "self", "stand_in_unfit" or "stand_in_away".
    """
    found = members.by_slack_id(session, workspace_id, filter(None, [actor, stand_in]), lock=True)
    member, other = found.get(actor), found.get(stand_in or "")
    if member is None or not member.active or member.kind not in {Kind.PERSON, Kind.GUEST}:
        return {"code": "unknown"}
    if why := _why_not(session, member, back_on, stand_in, other, now):
        return {"code": why}
    end(session, member, now)
    row = Absence(
        workspace_id=workspace_id,
        id=uuid7(),
        member_id=member.id,
        starts_at=now,
        back_on=back_on,
        stand_in_id=other.id if other else None,
        set_by_id=member.id,
    )
    session.add(row)
    session.flush()
    return {"code": "away", "moved": hand_over(session, workspace_id, member.id, now)}


def come_back(session: Session, *, workspace_id: int, actor: str, now: datetime) -> Outcome:
    """Back, early or not. `code`: "back", or "not_away"."""
    member = members.by_slack_id(session, workspace_id, [actor], lock=True).get(actor)
    return {"code": "back" if member and end(session, member, now) else "not_away"}


def hand_over(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> int:
    """What waits for somebody who is away goes on, as much as fits into one write; the rest follows in a minute."""
    waits = moving.stranded(session, workspace_id, now)
    mine = [one.decision_id for one in waits if one.answerer_id == member_id][: moving.MOST]
    return moving.move_on(session, workspace_id=workspace_id, decision_ids=mine, now=now) if mine else 0


def _why_not(
    session: Session, member: Member, back_on: date, stand_in: str | None, other: Member | None, now: datetime
) -> str | None:
    if (why := unfit_day(member, back_on, now)) or stand_in is None:
        return why
    if other is None or not can_answer(other):
        return "stand_in_unfit"
    if other.id == member.id:
        return "self"
    return "stand_in_away" if absences.away(session, member.workspace_id, [other.id], now) else None


def unfit_day(member: Member, back_on: date, now: datetime) -> str | None:
    """Why this can't be their first day back: "past" or "too_far"."""
    today = now.astimezone(zone_of(member.zone)).date()
    if back_on <= today:
        return "past"
    return "too_far" if back_on > today + LONGEST else None


def end(session: Session, member: Member, now: datetime) -> bool:
    """Whether they were away. A message that told them so, because a lead had said it, says what is so now."""
    absence = absences.away_at(session, member.workspace_id, now).get(member.id)
    if absence is not None:
        absence.ended_at = now
        session.flush()
        posts = outbox.posts_about(session, member.workspace_id, [absence.id], Purpose.AWAY_SAID)
        outbox.refresh(session, posts, now=now)
    return absence is not None
