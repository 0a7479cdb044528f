"""Recognition gaps of a lead's people, as `/pat gaps` and Home show them. Formulas: design, section 5."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from digests import weeks
from digests.facts import people
from digests.facts.people import Person
from digests.figures import ages
from digests.figures.ages import Age
from digests.gaps.report import WINDOWS, Coverage, Gap, GapReport
from models.zones import zone_of

__all__ = ["WINDOWS", "Coverage", "Gap", "GapReport", "gaps_for_lead"]

INSTANT = timedelta(microseconds=1)


def gaps_for_lead(session: Session, *, workspace_id: int, lead_id: UUID, now: datetime) -> GapReport:
    """Ages and coverage of the people whom `lead_id` leads at `now`, in two statements.

    Every kudos counts that was received and not taken back, wherever it was said: here nothing but its day is told.
    """
    history = people.history(session, workspace_id=workspace_id, reader=lead_id)
    counted = people.led_by(
        session, workspace_id=workspace_id, lead_id=lead_id, at=now, before=now + INSTANT, history=history
    )
    found = ages.by_urgency([ages.age(person, person.last_before, history, now) for person in counted.values()])
    return GapReport(
        lead_id=lead_id,
        counting_since=weeks.day_of(history.counts_from, zone_of(history.zone)),
        coverage=tuple(_coverage(window, found) for window in WINDOWS),
        people=tuple(_gap(age, counted[age.member]) for age in found),
    )


def _coverage(window: int, found: Sequence[Age]) -> Coverage:
    """Someone was thanked in the window when the working days since then are fewer than it has."""
    reached = sum(age.received_days is not None and age.received_days < window for age in found)
    return Coverage(window, reached, len(found))


def _gap(age: Age, person: Person) -> Gap:
    return Gap(
        member_id=age.member,
        slack_user_id=person.slack_user_id,
        name=person.name,
        days=age.days,
        band=age.band,
        since=age.since,
        last_received=age.last_received,
        newcomer=age.newcomer,
        worth_a_look=age.worth_a_look,
    )
